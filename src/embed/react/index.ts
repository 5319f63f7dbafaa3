export type { Mode as SchedKitMode, EmbedTheme as SchedKitTheme } from "../core/address.ts";
export type { Corner as SchedKitCorner } from "../core/styles.ts";
export type { Booking as SchedKitBookedData } from "../core/messages.ts";
export { SchedKitEmbed } from "./embed.ts";
export type { SchedKitEmbedProps, SchedKitHandle } from "./options.ts";
export { type SchedKitState, useSchedKit } from "./use-schedkit.ts";
