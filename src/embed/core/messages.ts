/** A booking as the page tells of it, as soon as it is stored. */
export type Booking = {
  readonly id: number;
  readonly uid: string;
  /** `pending` until the host decides, where the event type asks for that. */
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

/** What to do about what the page says. */
export type Listener = {
  booked(booking: Booking): void;
  /** The page is this many pixels high. */
  resized(height: number): void;
  closed(): void;
  /** The page that spoke goes; what is heard from now on, another one says. */
  left(): void;
};

/** Nothing that is booked takes a page higher than this. */
const MAX_HEIGHT = 20_000;

/** Listens to the page in this frame, and to nobody else; answers how to stop that. */
export function listenTo(frame: HTMLIFrameElement, origin: string, listener: Listener): () => void {
  const hear = ({ source, data, origin: from }: MessageEvent) => {
    if (from !== origin || !isObject(data)) return;
    if (source && source === frame.contentWindow) tell(listener, data);
    // A page that goes is in no window any more by the time it is heard.
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
