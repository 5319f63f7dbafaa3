import { isLive } from "../../../domain/booking.ts";
import type { Booking } from "../../../domain/records.ts";
import { addressesIn } from "../../../domain/text/address.ts";
import type { DashboardContext } from "../context.ts";
import { TextArea } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { type Sent, valueOf, withValues } from "../forms/sent.ts";

type GuestsProps = { readonly context: DashboardContext; readonly booking: Booking; readonly form: Form };

/** Who comes along, while the meeting is not over. */
export function Guests({ context, booking, form }: GuestsProps) {
  const { deps, translation, base } = context;
  const { shell } = translation.texts;
  if (!isLive(booking.status) || booking.ends_at <= deps.now() || booking.erased_at !== null) return null;
  return (
    <form class="panel" method="post" action={`${base}/dashboard/bookings/${booking.id}`}>
      <GuestField context={context} form={form} />
      <button name="do" value="guests">
        {shell.save}
      </button>
    </form>
  );
}

export function GuestField({ context, form }: Omit<GuestsProps, "booking">) {
  const { one } = context.translation.texts.bookings;
  return <TextArea form={form} name="guests" label={one.guests} hint={one.guestsHint} max={5_000} rows={2} />;
}

/** The form with one address per line. */
export function withGuestLines(sent: Sent): Sent {
  return withValues(sent, { guests: addressesIn(valueOf(sent, "guests")).join("\n") });
}

/** The form with what is wrong with an address beside the field that has them all. */
export function withGuestProblem(form: Form): Form {
  const wrong = [...form.problems].find(([name]) => name.startsWith("guests."));
  return wrong ? { ...form, problems: new Map([...form.problems, ["guests", wrong[1]]]) } : form;
}
