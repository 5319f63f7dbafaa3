import { bookForBody, bookForCommand } from "../../../api/bookings/book-for.ts";
import { listEventTypes } from "../../../db/queries/hosts/event-types.ts";
import { isoInstant } from "../../../domain/clock.ts";
import { questionsOf } from "../../../domain/questions.ts";
import type { EventType } from "../../../domain/records.ts";
import { bookFor } from "../../../usecases/bookings/book-for.ts";
import { listSlots } from "../../../usecases/bookings/list-slots.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Input, Select, TextArea } from "../forms/fields.tsx";
import { type Form, formWith, readForm, refusedForm } from "../forms/form.ts";
import { type Sent, valueOf, withValues } from "../forms/sent.ts";
import { leadTo, show } from "../show.ts";
import { languageOptions, zoneOptions } from "../forms/options.ts";
import { GuestField, withGuestLines, withGuestProblem } from "./guests.tsx";
import { chosenLength, LengthChoice } from "./length-choice.tsx";
import { ChooseTime, chosenDay, chosenStart, dayToShow, withTimeProblem } from "./choose-time.tsx";

const MOST_EVENT_TYPES = 200;

/** The page for booking for somebody. */
export async function bookForPage(context: DashboardContext): Promise<Response> {
  const { host, query } = context;
  const language = host.locale.slice(0, 2);
  const event_type_id = query.get("event_type_id") ?? "";
  const sent = withValues(new Map(), { timezone: host.time_zone, language, event_type_id });
  return showForm(context, formWith(sent));
}

async function showForm(context: DashboardContext, form: Form, status = 200): Promise<Response> {
  const { deps, host, translation, base } = context;
  const { book } = translation.texts.bookings;
  const page = { limit: MOST_EVENT_TYPES, page: 1 };
  const { items } = await listEventTypes(deps.database.read, host.id, page);
  const eventType = chosenType(items, form.sent);
  const title = book.title;
  if (!eventType)
    return show(context, {
      title,
      section: "bookings",
      body: <p class="panel empty">{book.noEventTypes}</p>,
    });
  const durationMinutes = chosenLength(eventType, valueOf(form.sent, "duration_minutes"));
  const chosen = await chosenDay(context, form.sent, async (query) => {
    const found = await listSlots(deps, host.slug, eventType.slug, { ...query, durationMinutes });
    return found.ok ? found.value.starts : [];
  });
  return show(
    context,
    {
      title,
      section: "bookings",
      body: (
        <form class="stack" method="post" action={`${base}/dashboard/bookings/new`}>
          <p>{book.lead}</p>
          <FormProblem form={form} />
          <section class="panel">
            <EventTypes context={context} items={items} chosen={eventType} length={durationMinutes} />
            <ChooseTime context={context} form={form} chosen={chosen} />
          </section>
          <section class="panel">
            <Who context={context} form={form} eventType={eventType} />
          </section>
          <button class="primary" name="do" value="book">
            {book.submit}
          </button>
        </form>
      ),
    },
    status,
  );
}

function chosenType(items: readonly EventType[], sent: Sent): EventType | undefined {
  return items.find(({ id }) => String(id) === valueOf(sent, "event_type_id")) ?? items[0];
}

type EventTypesProps = {
  readonly context: DashboardContext;
  readonly items: readonly EventType[];
  readonly chosen: EventType;
  readonly length: number;
};

function EventTypes({ context, items, chosen, length }: EventTypesProps) {
  const { bookings: words } = context.translation.texts;
  return (
    <div class="filters">
      <div class="field">
        <label for="event_type_id">{words.eventType}</label>
        <select id="event_type_id" name="event_type_id">
          {items.map(({ id, title }) => (
            <option value={String(id)} selected={id === chosen.id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <LengthChoice context={context} eventType={chosen} chosen={length} name="duration_minutes" />
      <button name="do" value="show" formNoValidate>
        {words.choose.show}
      </button>
    </div>
  );
}

type WhoProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly eventType: EventType;
};

function Who({ context, form, eventType }: WhoProps) {
  const { translation, deps } = context;
  const { book } = translation.texts.bookings;
  const zones = zoneOptions(translation.language, deps.now(), valueOf(form.sent, "timezone"));
  return (
    <>
      <Input form={form} name="attendee_name" label={book.name} required max={200} autocomplete="off" />
      <Input form={form} name="attendee_email" label={book.email} type="email" required autocomplete="off" />
      <div class="row">
        <Select form={form} name="timezone" label={book.timezone} options={zones} />
        <Select form={form} name="language" label={book.language} options={languageOptions} />
      </div>
      {questionsOf(eventType)
        .filter(({ type }) => type !== "checkbox" && type !== "multi_select")
        .map(({ id, label }) => (
          <Input form={form} name={`answer.${id}`} label={label} max={2000} autocomplete="off" />
        ))}
      <GuestField context={context} form={form} />
      <TextArea form={form} name="notes" label={book.notes} max={5000} />
    </>
  );
}

const fields = [
  "event_type_id",
  "attendee_name",
  "attendee_email",
  "timezone",
  "language",
  "guests",
  "duration_minutes",
  "notes",
] as const;

export async function submitBookFor(context: DashboardContext): Promise<Response> {
  const { sent, deps, caller, host, translation } = context;
  const shown = dayToShow(sent);
  if (shown) return showForm(context, formWith(shown));
  const { texts } = translation;
  const start = chosenStart(context, sent);
  if ("problem" in start) return showForm(context, withTimeProblem(context, sent, start), 422);
  const read = readForm(
    texts,
    bookForBody,
    withValues(withGuestLines(sent), { start_time: isoInstant(start.startsAt) }),
    [...fields, "start_time"],
  );
  if ("form" in read) return showForm(context, withGuestProblem({ ...read.form, sent }), 422);
  const body = { ...read.body, override: start.override, answers: answersIn(sent) };
  const outcome = await bookFor(deps, caller, bookForCommand(host, body));
  if (outcome.ok) return leadTo(context, `bookings/${outcome.value.id}?done=booked`);
  return showForm(context, withGuestProblem(refusedForm(texts, sent, outcome.refusal)), 409);
}

/** The answers that were typed. */
function answersIn(sent: Sent): { question_id: string; answer: string }[] {
  return [...sent.keys()]
    .filter((name) => name.startsWith("answer.") && valueOf(sent, name).trim() !== "")
    .map((name) => ({ question_id: name.slice("answer.".length), answer: valueOf(sent, name).trim() }));
}
