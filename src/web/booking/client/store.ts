import type { PageState } from "../state.ts";

export type Store = {
  state(): PageState;
  /** Changes the state and paints it. */
  set(change: Partial<PageState>): void;
  /** Changes the state without painting, for what the page shows already. */
  keep(change: Partial<PageState>): void;
};

/** The one place in the browser that holds the state of the page. */
export function createStore(first: PageState, paint: (state: PageState) => void): Store {
  let current = first;
  return {
    state: () => current,
    set(change) {
      current = { ...current, ...change };
      paint(current);
    },
    keep(change) {
      current = { ...current, ...change };
    },
  };
}
