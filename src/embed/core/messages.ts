/** A booking as the page reports it once it is stored. */
export type Booking = {
  readonly id: number;
  readonly uid: string;
  /** `pending` if the event type requires the host's confirmation. */
  readonly status: "confirmed" | "pending";
  readonly requires_confirmation: boolean;
  readonly attendee_name: string;
  readonly attendee_email: string;
  readonly attendee_timezone: string;
  /** ISO 8601 in UTC. */
  readonly start_time: string;
  readonly end_time: string;
  readonly event_type: string;
};

/** Callbacks for messages from the page. */
export type Listener = {
  booked(booking: Booking): void;
  /** The height of the page in pixels. */
  resized(height: number): void;
  closed(): void;
  /** The page is unloading; later messages come from another page. */
  left(): void;
};

/** No booking page is higher than this. */
const MAX_HEIGHT = 20_000;

/** Listens to messages from the page in this frame only; returns how to stop. */
export function listenTo(frame: HTMLIFrameElement, origin: string, listener: Listener): () => void {
  const hear = ({ source, data, origin: from }: MessageEvent) => {
    if (from !== origin || !isObject(data)) return;
    if (source && source === frame.contentWindow) tell(listener, data);
    // By the time its last message arrives, an unloaded page has no window any more.
    if (!source && data["type"] === "schedkit:leave") tell(listener, data);
  };
  addEventListener("message", hear);
  return () => removeEventListener("message", hear);
}

function tell(listener: Listener, { type, payload, data }: Readonly<Record<string, unknown>>): void {
  const said = isObject(data) ? data : payload;
  if (type === "schedkit:close") listener.closed();
  if (type === "schedkit:leave") listener.left();
  if (!isObject(said)) return;
  if (type === "schedkit:booked") listener.booked(said as Booking);
  if (type === "schedkit:resize" && isHeight(said["height"])) listener.resized(said["height"]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isHeight(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= MAX_HEIGHT;
}
