import { createElement, type ForwardedRef, forwardRef, useEffect, useImperativeHandle, useRef } from "react";
import { type OpenDialog, openDialog } from "../core/dialog.ts";
import { mountInline } from "../core/inline.ts";
import { openerStyle } from "../core/styles.ts";
import { labelOf, optionsOf, type SchedKitEmbedProps, type SchedKitHandle } from "./options.ts";

type EmbedPartProps = { readonly props: SchedKitEmbedProps; readonly handle: ForwardedRef<SchedKitHandle> };

/** A booking page of your schedkit, inline or in a dialog behind a button. */
export const SchedKitEmbed = forwardRef<SchedKitHandle, SchedKitEmbedProps>(
  function SchedKitEmbed(props, handle) {
    const isInline = !props.mode || props.mode === "inline";
    return createElement(isInline ? InlineEmbed : DialogEmbed, { props, handle });
  },
);

function InlineEmbed({ props, handle }: EmbedPartProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useLatest(props);
  const options = optionsOf(props);
  useImperativeHandle(handle, () => ({ open() {}, close() {} }), []);
  useEffect(() => {
    if (!host.current) return undefined;
    return mountInline(host.current, options, (booking) => {
      const { onBooked } = latest.current;
      if (onBooked) onBooked(booking);
    });
  }, [JSON.stringify(options)]);
  const { className, width, borderRadius = 12, style } = props;
  const radius = { "--schedkit-radius": borderRadius + "px" };
  return createElement("div", { ref: host, className, style: { width, ...radius, ...style } });
}

function DialogEmbed({ props, handle }: EmbedPartProps) {
  const button = useRef<HTMLButtonElement>(null);
  const dialog = useRef<OpenDialog | undefined>(undefined);
  const latest = useLatest(props);
  const close = () => {
    if (dialog.current) dialog.current.close();
  };
  const open = () => {
    if (dialog.current) return;
    dialog.current = openDialog(optionsOf(latest.current), eventsOf(latest, dialog), button.current);
    const { onOpen } = latest.current;
    if (dialog.current && onOpen) onOpen();
  };
  useImperativeHandle(handle, () => ({ open, close }), []);
  useEffect(() => close, []);

  const label = labelOf(props);
  if (!label) return null;
  const { className, style, buttonStyle, corner = "bottom-right" } = props;
  const look = openerStyle(props.mode === "widget" ? corner : undefined);
  return createElement(
    "button",
    {
      ref: button,
      type: "button",
      "aria-haspopup": "dialog",
      className,
      style: { ...look, ...style, ...buttonStyle },
      onClick: open,
    },
    label,
  );
}

function eventsOf(
  latest: { readonly current: SchedKitEmbedProps },
  dialog: { current: OpenDialog | undefined },
) {
  return {
    booked(booking: Parameters<NonNullable<SchedKitEmbedProps["onBooked"]>>[0]) {
      const { onBooked } = latest.current;
      if (onBooked) onBooked(booking);
    },
    closed() {
      dialog.current = undefined;
      const { onClose } = latest.current;
      if (onClose) onClose();
    },
  };
}

/** The props of the latest render, for callbacks between renders. */
function useLatest(props: SchedKitEmbedProps): { readonly current: SchedKitEmbedProps } {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  return latest;
}
