import type { Actions } from "../actions.ts";
import type { PageState } from "../state.ts";

/** The props of each part of the booking page; `act` is null on the server. */
export type PartProps = { readonly state: PageState; readonly act: Actions | null };
