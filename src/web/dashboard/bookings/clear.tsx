import { dateAt, isoDate, parseDate } from "../../../domain/clock.ts";
import { DAY_MS } from "../../../domain/interval.ts";
import { instantsBetween } from "../../../domain/zone.ts";
import { emailAddress, nonEmpty, strictObject, text } from "../../../http/fields.ts";
import { counted, fill } from "../../../i18n/wording.ts";
import type { Booking } from "../../../domain/records.ts";
import {
  type BulkSelector,
  decideMany,
  MOST_AT_ONCE,
  selectedBookings,
} from "../../../usecases/bookings/bulk.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Hidden, Input, TextArea } from "../forms/fields.tsx";
import { type Form, formWith, formWithErrors, readForm, refusedForm } from "../forms/form.ts";
import { valueOf, withValues } from "../forms/sent.ts";
import { leadTo, show } from "../show.ts";
import { timesOf } from "../times.tsx";
import { BookingItems } from "./list.tsx";

/** How many of the found bookings the preview shows. */
const MOST_SHOWN = 50;

/** The page for cancelling many bookings at once. */
export async function clearPage(context: DashboardContext): Promise<Response> {
  const today = isoDate(dateAt(timesOf(context).zone, context.deps.now()));
  const asked = (name: string, standard: string) => context.query.get(name) ?? standard;
  const sent = withValues(new Map(), {
    from: asked("from", today),
    to: asked("to", today),
    attendee_email: asked("attendee_email", ""),
  });
  return showForm(context, formWith(sent));
}

type Found = { readonly by: "days" | "address"; readonly total: number; readonly items: readonly Booking[] };

function showForm(context: DashboardContext, form: Form, found?: Found, status = 200): Promise<Response> {
  const { translation, base } = context;
  const { shell, bookings: words } = translation.texts;
  const { clearing } = words;
  const action = `${base}/dashboard/bookings/clear`;
  return show(
    context,
    {
      title: clearing.title,
      section: "bookings",
      body: (
        <>
          <p>{clearing.lead}</p>
          <FormProblem form={form} />
          <form class="panel" method="post" action={action}>
            <h2>{clearing.days}</h2>
            <div class="row">
              <Input form={form} name="from" label={shell.from} type="date" required />
              <Input form={form} name="to" label={shell.to} type="date" required />
            </div>
            <button name="do" value="find.days">
              {clearing.preview}
            </button>
          </form>
          <form class="panel" method="post" action={action}>
            <h2>{clearing.address}</h2>
            <Input form={form} name="attendee_email" label={clearing.email} type="email" required />
            <button name="do" value="find.address">
              {clearing.preview}
            </button>
          </form>
          {found && <Preview context={context} form={form} found={found} />}
        </>
      ),
    },
    status,
  );
}

type PreviewProps = { readonly context: DashboardContext; readonly form: Form; readonly found: Found };

function Preview({ context, form, found }: PreviewProps) {
  const { translation, base } = context;
  const { clearing } = translation.texts.bookings;
  if (found.total === 0)
    return (
      <p class="panel empty" role="status">
        {clearing.foundNone}
      </p>
    );
  const names = found.by === "days" ? ["from", "to"] : ["attendee_email"];
  return (
    <form class="panel" method="post" action={`${base}/dashboard/bookings/clear`}>
      <p role="status">{counted(translation.locale, clearing.found, found.total)}</p>
      {found.total >= MOST_AT_ONCE && <p>{fill(clearing.more, { count: String(MOST_AT_ONCE) })}</p>}
      <BookingItems context={context} items={found.items} />
      {names.map((name) => (
        <Hidden name={name} value={valueOf(form.sent, name)} />
      ))}
      <TextArea form={form} name="reason" label={clearing.reason} max={1000} />
      <button class="danger" name="do" value={`clear.${found.by}`}>
        {clearing.submit}
      </button>
    </form>
  );
}

const addressBody = strictObject({ attendee_email: emailAddress() });
const reasonBody = strictObject({ reason: text(1000) });

export async function submitClear(context: DashboardContext): Promise<Response> {
  const { sent, deps, caller, translation } = context;
  const { texts } = translation;
  const [what, by] = valueOf(sent, "do").split(".");
  const selector = by === "address" ? selectAddress(context) : selectDays(context);
  if ("form" in selector) return showForm(context, selector.form, undefined, 422);
  if (what === "clear") {
    const read = readForm(texts, reasonBody, withValues(sent, { reason: valueOf(sent, "reason") }), [
      "reason",
    ]);
    if ("form" in read) return showForm(context, read.form, undefined, 422);
    const command = {
      action: "cancel",
      selector: selector.body,
      reason: nonEmpty(read.body.reason),
    } as const;
    const outcome = await decideMany(deps, caller, command);
    if (!outcome.ok) return showForm(context, refusedForm(texts, sent, outcome.refusal), undefined, 409);
    const { changed, skipped } = outcome.value;
    return leadTo(context, `bookings?cleared=${changed}&skipped=${skipped}`);
  }
  const found = await selectedBookings(deps, caller.host, selector.body, MOST_SHOWN);
  if (!found.ok) return showForm(context, refusedForm(texts, sent, found.refusal), undefined, 422);
  const shown = { by: by === "address" ? "address" : "days", ...found.value } as const;
  return showForm(context, formWith(sent), shown);
}

type Selected = { readonly body: BulkSelector } | { readonly form: Form };

function selectAddress({ translation, sent }: DashboardContext): Selected {
  const read = readForm(translation.texts, addressBody, sent, ["attendee_email"]);
  return "form" in read ? read : { body: { attendeeEmail: read.body.attendee_email } };
}

/** Whole days in the host's zone, both inclusive. */
function selectDays(context: DashboardContext): Selected {
  const { sent, translation } = context;
  const [from, to] = [parseDate(valueOf(sent, "from")), parseDate(valueOf(sent, "to"))];
  const wrong = (name: string, message: string) => ({
    form: formWithErrors(translation.texts, sent, [{ path: `/${name}`, message }]),
  });
  if (from === undefined) return wrong("from", "must be a date");
  if (to === undefined) return wrong("to", "must be a date");
  if (to < from) return wrong("to", "must be after starts_at");
  const instants = instantsBetween(timesOf(context).zone, from * DAY_MS, (to + 1) * DAY_MS);
  return { body: { from: instants[0]!.start, to: instants.at(-1)!.end - 1 } };
}
