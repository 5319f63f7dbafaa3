import type { CSSProperties } from "react";
import type { Mode, Theme } from "../core/address.ts";
import type { DialogOptions } from "../core/dialog.ts";
import type { Corner } from "../core/styles.ts";
import type { Booking } from "../core/messages.ts";

/** What `SchedKitEmbed` takes. */
export type SchedKitEmbedProps = {
  /** The host's username. */
  user: string;
  /** The event type's slug; without it, the page lists all of the host's. */
  event?: string | undefined;
  /** Where your schedkit answers, such as `https://book.example.com`. */
  baseUrl: string;
  /** `inline` by default. */
  mode?: Mode | undefined;
  /** A fixed height, in pixels or CSS; without it, the embed is as high as its page. */
  height?: number | string | undefined;
  /** Of an inline embed, in pixels or CSS; as wide as there is room by default. */
  width?: number | string | undefined;
  /** Of an inline embed, in pixels; 12 by default. */
  borderRadius?: number | undefined;
  /** What the button of a popup or widget says; empty for no button, where the ref or the hook opens it. */
  label?: string | undefined;
  buttonStyle?: CSSProperties | undefined;
  /** The corner of a widget; `bottom-right` by default. */
  corner?: Corner | undefined;
  prefillName?: string | undefined;
  prefillEmail?: string | undefined;
  prefillNotes?: string | undefined;
  /** An IANA name; the visitor's own by default. */
  timezone?: string | undefined;
  /** A language that the page speaks, such as `de`; the visitor's own by default. */
  language?: string | undefined;
  /** `auto`, the default, follows the visitor's system. */
  theme?: Theme | undefined;
  onOpen?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
  /** A booking was made; it is `pending` where the host decides first. */
  onBooked?: ((booking: Booking) => void) | undefined;
  /** Of the button of a popup or widget, or of what is around an inline embed; so is `style`. */
  className?: string | undefined;
  style?: CSSProperties | undefined;
  /** Whether a line below the page names SchedKit; it does not by default. */
  branding?: boolean | undefined;
};

/** What a ref to `SchedKitEmbed` holds; an inline embed is always open. */
export type SchedKitHandle = { open: () => void; close: () => void };

const DEFAULT_LABEL = "Book a meeting";

/** What the button says; empty for none. */
export function labelOf({ label }: SchedKitEmbedProps): string {
  return label === undefined ? DEFAULT_LABEL : label;
}

/** The props as the embed takes them. */
export function optionsOf(props: SchedKitEmbedProps): DialogOptions {
  return {
    baseUrl: props.baseUrl,
    user: props.user,
    event: props.event,
    mode: props.mode || "inline",
    name: props.prefillName,
    email: props.prefillEmail,
    notes: props.prefillNotes,
    timezone: props.timezone,
    language: props.language,
    theme: props.theme,
    height: props.height,
    corner: props.corner || "bottom-right",
    branding: props.branding === true,
    title: props.label || DEFAULT_LABEL,
  };
}
