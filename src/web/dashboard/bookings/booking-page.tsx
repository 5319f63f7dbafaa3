import { checkTransition, type BookingAction } from "../../../domain/booking.ts";
import type { ChangedEntry as Entry } from "../../../db/queries/calendars/entries.ts";
import type { Booking } from "../../../domain/records.ts";
import { linkTranslationFor } from "../../links/link-translation.ts";
import { BookingDetails } from "../../links/booking-view.tsx";
import { viewOf } from "../../links/booking-on-page.ts";
import { relativeText } from "../../../i18n/relative.ts";
import { fill } from "../../../i18n/wording.ts";
import type { BookingHistory } from "../../../usecases/bookings/history.ts";
import { ChangedEntry } from "../calendars/changed-entry.tsx";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Hidden, TextArea } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import type { Page } from "../shell/document.tsx";
import { Guests } from "./guests.tsx";
import { NoShow } from "./no-show.tsx";
import { History } from "./history.tsx";

export type BookingPageProps = {
  readonly context: DashboardContext;
  readonly booking: Booking;
  /** Its calendar entry if the host moved or deleted that. */
  readonly entry: Entry | undefined;
  readonly history: BookingHistory;
  /** The form for a decision or the notes, as it was sent or new. */
  readonly form: Form;
  readonly notice?: string | undefined;
};

/** A booking with everything about it, and what its host can do. */
export function bookingPage(props: BookingPageProps): Page {
  const { context, booking, entry, notice } = props;
  const { host, translation, deps, base } = context;
  const { bookings: words } = translation.texts;
  const link = linkTranslationFor(translation.locale, null);
  const viewUrl = `${base}/booking/${deps.tokens.issue("view", booking)}`;
  const names = { event: booking.event_type.title, name: booking.attendee_name };
  return {
    title: fill(words.meetingWith, names),
    section: "bookings",
    notice,
    body: (
      <>
        <FormProblem form={props.form} />
        {entry && <ChangedEntry context={context} booking={booking} entry={entry} />}
        <div class="columns">
          <section class="panel">
            <p class="quiet">
              <When context={context} booking={booking} />
            </p>
            <BookingDetails translation={link} booking={viewOf(booking, host, "host")} />
            <p>
              <a href={viewUrl} target="_blank" rel="noopener">
                {fill(words.one.seenPage, { name: booking.attendee_name })}
                <span class="unseen"> {translation.texts.shell.newTab}</span>
              </a>
            </p>
          </section>
          <Actions {...props} />
          <NoShow {...props} />
          <Guests {...props} />
          <Notes {...props} />
          <History context={context} history={props.history} />
        </div>
      </>
    ),
  };
}

function When({ context, booking }: Pick<BookingPageProps, "context" | "booking">) {
  const { deps, translation } = context;
  const { one } = translation.texts.bookings;
  const now = deps.now();
  const when = relativeText(translation.language, booking.starts_at, now);
  const asked = relativeText(translation.language, booking.created_at, now);
  const starts = fill(booking.starts_at > now ? one.starts : one.started, { when });
  return (
    <>
      {starts} · {fill(one.asked, { when: asked })}
    </>
  );
}

/** What can be done with the booking in its state; nothing if nothing can. */
function Actions(props: BookingPageProps) {
  const { context, booking } = props;
  const { deps, translation, base } = context;
  const { one } = translation.texts.bookings;
  const can = (action: BookingAction) =>
    checkTransition(booking, action, deps.now(), "host").kind === "moves";
  const canReschedule = can("reschedule");
  const isPending = booking.status === "pending";
  if (!isPending && !can("cancel") && !canReschedule) return null;
  const decide = (decision: "confirm" | "decline" | "cancel") => (
    <button name="do" value={decision} class={decision === "confirm" ? "primary" : "danger"}>
      {one[decision]}
    </button>
  );
  return (
    <div class="aside stack">
      {isPending && (
        <DecisionForm {...props} title={one.decide}>
          {can("confirm") && decide("confirm")}
          {can("decline") && decide("decline")}
        </DecisionForm>
      )}
      {canReschedule && (
        <p>
          <a class="button" href={`${base}/dashboard/bookings/${booking.id}/reschedule`}>
            {one.reschedule}
          </a>
        </p>
      )}
      {!isPending && can("cancel") && (
        <DecisionForm {...props} title={one.cancelTitle}>
          {decide("cancel")}
        </DecisionForm>
      )}
      <p>
        <a
          href={`${base}/dashboard/bookings/clear?attendee_email=${encodeURIComponent(booking.attendee_email)}`}
        >
          {one.clearAddress}
        </a>
      </p>
    </div>
  );
}

type DecisionProps = BookingPageProps & { readonly title: string; readonly children: unknown };

function DecisionForm({ context, booking, form, title, children }: DecisionProps) {
  const { translation, base } = context;
  const { one } = translation.texts.bookings;
  return (
    <form class="panel" method="post" action={`${base}/dashboard/bookings/${booking.id}`}>
      <h2>{title}</h2>
      <Hidden name="seen" value={booking.updated_at} />
      <TextArea
        form={form}
        name="reason"
        label={fill(one.reason, { name: booking.attendee_name })}
        hint={one.reasonHint}
        max={1000}
      />
      <div class="buttons">{children as never}</div>
    </form>
  );
}

function Notes({ context, booking, form }: BookingPageProps) {
  const { translation, base } = context;
  const { shell, bookings: words } = translation.texts;
  return (
    <form class="panel" method="post" action={`${base}/dashboard/bookings/${booking.id}`}>
      <TextArea form={form} name="host_notes" label={words.one.notes} hint={words.one.notesHint} max={5000} />
      <button name="do" value="notes">
        {shell.save}
      </button>
    </form>
  );
}
