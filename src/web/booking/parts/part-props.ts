import type { Actions } from "../actions.ts";
import type { PageState } from "../state.ts";

/** What each part of the booking page is given; `act` is null on the server. */
export type PartProps = { readonly state: PageState; readonly act: Actions | null };
