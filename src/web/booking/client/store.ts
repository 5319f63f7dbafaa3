import type { PageState } from "../state.ts";

export type Store = {
  state(): PageState;
  set(change: Partial<PageState>): void;
  /** Changes the state without rendering, for changes that are already visible. */
  keep(change: Partial<PageState>): void;
};

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
