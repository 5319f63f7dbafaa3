/** Why a body could not be read. */
export type Unreadable = "malformed" | "tooLarge";

const unreadable = new WeakMap<Request, Unreadable>();

export function noteUnreadable(request: Request, why: Unreadable): void {
  unreadable.set(request, why);
}

/** Returns why a request's body could not be read; undefined if it was. */
export function whyUnreadable(request: Request): Unreadable | undefined {
  return unreadable.get(request);
}
