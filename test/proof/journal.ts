/** The changes that a client can request; each causes its emails. */
export type Change = "booked" | "approved" | "declined" | "cancelled" | "moved";

/** A complete response. */
type Answer = {
  readonly status: number;
  readonly at: number;
  /** The body: some fields of a booking, or an error with its code. */
  readonly json: {
    readonly id?: number;
    readonly status?: string;
    readonly start_time?: string;
    readonly sequence?: number;
    readonly code?: string;
  };
};

/** A requested change and its result. */
export type Entry = {
  readonly change: Change;
  /** Unique per booking, so it identifies the booking. */
  readonly attendee: string;
  /** The requested start of a booking or rescheduling. */
  readonly start?: string | undefined;
  readonly sentAt: number;
  /** Missing if the server died before it answered: the change may or may not have happened. */
  answer?: Answer;
};

/** The clients' own record of requests and responses, which is all that is known from outside. */
export type Journal = Entry[];

/** The entries with a response that a server must never give: its own failure, or a refusal that does not fit the request. */
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
