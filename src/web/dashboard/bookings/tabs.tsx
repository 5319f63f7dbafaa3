import { bookingViews } from "../../../db/queries/bookings/booking-lists.ts";
import type { DashboardContext } from "../context.ts";

type TabsProps = {
  readonly context: DashboardContext;
  readonly current: string;
  /** How many requests wait for the host. */
  readonly waiting: number;
};

/** The views of the bookings. */
export function BookingTabs({ context: { base, translation }, current, waiting }: TabsProps) {
  const { bookings: words } = translation.texts;
  const count = waiting > 99 ? "99+" : String(waiting);
  return (
    <nav class="tabs" aria-label={words.title}>
      {bookingViews.map((view) => (
        <a
          href={`${base}/dashboard/bookings?view=${view}`}
          {...(view === current && { "aria-current": "page" as const })}
        >
          {words.views[view]}
          {view === "waiting" && waiting > 0 && <span class="count"> ({count})</span>}
        </a>
      ))}
      <a
        href={`${base}/dashboard/bookings/week`}
        {...(current === "week" && { "aria-current": "page" as const })}
      >
        {words.week}
      </a>
    </nav>
  );
}
