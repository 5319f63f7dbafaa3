/** What a client can ask of a booking; each one that happens owes its letters. */
export type Change = "booked" | "approved" | "declined" | "cancelled" | "moved";

/** What a server said, read to its end. */
type Answer = {
  readonly status: number;
  readonly at: number;
  /** Whatever the server told: a booking with all or some of these, or an error with its code. */
  readonly json: {
    readonly id?: number;
    readonly status?: string;
    readonly start_time?: string;
    readonly sequence?: number;
    readonly code?: string;
  };
};

/** A request for a change, and what came of it. */
export type Entry = {
  readonly change: Change;
  /** Whose booking: no two bookings are asked for under the same address, so it names the booking. */
  readonly attendee: string;
  /** The start that was asked for, of a booking or a move. */
  readonly start?: string | undefined;
  readonly sentAt: number;
  /** None where the server died before it had answered: the change happened, or it did not. */
  answer?: Answer;
};

/** The clients' own record of what they asked and were told, which is all that the outside can know. */
export type Journal = Entry[];

/** The entries whose answer a server may never give: a failure of its own, or a refusal that does not fit what was asked. */
export function unexpected(journal: Journal, alsoAllowed: readonly string[] = []): string[] {
  return journal.flatMap(({ change, answer }) => {
    if (!answer) return [];
    const said = answer.status < 300 ? `${answer.status}` : `${answer.status} ${answer.json.code}`;
    return [...allowed[change], ...alsoAllowed].includes(said) ? [] : [`${change}: ${said}`];
  });
}

const allowed: Record<Change, readonly string[]> = {
  booked: ["201", "409 slot_unavailable"],
  approved: ["200", "409 not_pending"],
  declined: ["200", "409 not_pending"],
  cancelled: ["200", "409 already_declined"],
  moved: ["200", "409 slot_unavailable", "409 already_cancelled", "409 already_declined"],
};
