import type { CSSProperties } from "react";
import type { Mode, EmbedTheme } from "../core/address.ts";
import type { DialogOptions } from "../core/dialog.ts";
import type { Corner } from "../core/styles.ts";
import type { Booking } from "../core/messages.ts";

/** The props of `SchedKitEmbed`. */
export type SchedKitEmbedProps = {
  /** The host's username. */
  user: string;
  /** The event type's slug; without it the page lists all event types of the host. */
  event?: string | undefined;
  /** The URL of your schedkit, such as `https://book.example.com`. */
  baseUrl: string;
  /** `inline` by default. */
  mode?: Mode | undefined;
  /** A fixed height, in pixels or CSS; by default the embed is as high as its page. */
  height?: number | string | undefined;
  /** The width of an inline embed, in pixels or CSS; all available space by default. */
  width?: number | string | undefined;
  /** The border radius of an inline embed, in pixels; 12 by default. */
  borderRadius?: number | undefined;
  /** The label of a popup's or widget's button; empty for no button, if the ref or the hook opens it. */
  label?: string | undefined;
  buttonStyle?: CSSProperties | undefined;
  /** The corner of a widget; `bottom-right` by default. */
  corner?: Corner | undefined;
  prefillName?: string | undefined;
  prefillEmail?: string | undefined;
  prefillNotes?: string | undefined;
  /** An IANA name; the visitor's own zone by default. */
  timezone?: string | undefined;
  /** A language of the page, such as `de`; the visitor's own by default. */
  language?: string | undefined;
  /** `auto`, the default, follows the visitor's system. */
  theme?: EmbedTheme | undefined;
  onOpen?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
  /** Called after a booking was made; it is `pending` if the host has to confirm it. */
  onBooked?: ((booking: Booking) => void) | undefined;
  /** Applies to the button of a popup or widget, or to the container of an inline embed, like `style`. */
  className?: string | undefined;
  style?: CSSProperties | undefined;
  /** Whether a line below the page names SchedKit; false by default. */
  branding?: boolean | undefined;
};

/** The ref of `SchedKitEmbed`; an inline embed is always open. */
export type SchedKitHandle = { open: () => void; close: () => void };

const DEFAULT_LABEL = "Book a meeting";

/** The label of the button; empty for none. */
export function labelOf({ label }: SchedKitEmbedProps): string {
  return label === undefined ? DEFAULT_LABEL : label;
}

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
