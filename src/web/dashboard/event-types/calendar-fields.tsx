import type { EventTypeSettings } from "../../../domain/records.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import type { ConnectedAccount } from "../../../usecases/calendars/accounts.ts";
import { Choice } from "../calendars/choices.tsx";
import { calendarLabels } from "../calendars/labels.ts";
import type { DashboardContext } from "../context.ts";
import { type Form, formWith } from "../forms/form.ts";
import { type Sent, valueOf, withValues } from "../forms/sent.ts";

const FIELD = "busy_calendars";
const WHICH = "which_calendars";

type FieldsProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly accounts: readonly ConnectedAccount[];
};

/** Which calendars count for an event type. */
export function CalendarFields({ context, form, accounts }: FieldsProps) {
  const { calendars: words } = context.translation.texts.eventTypes;
  const labels = calendarLabels(accounts);
  const chosen = new Set(form.sent.get(FIELD));
  const calendars = accounts
    .flatMap((one) => one.calendars)
    .filter(({ id, busy }) => busy || chosen.has(String(id)));
  const problem = form.problems.get(FIELD);
  return (
    <section class="panel">
      <h2 id="calendars">{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      <fieldset class="field" aria-labelledby="calendars">
        <Choice form={form} type="radio" name={WHICH} value="all" label={words.all} />
        <Choice form={form} type="radio" name={WHICH} value="some" label={words.some} />
        <div class="indented">
          {calendars.map(({ id, busy }) => {
            const label = busy ? labels.get(id)! : `${labels.get(id)!} – ${words.notBlocking}`;
            return <Choice form={form} type="checkbox" name={FIELD} value={String(id)} label={label} />;
          })}
        </div>
        <Choice form={form} type="radio" name={WHICH} value="none" label={words.none} />
        {problem !== undefined && <p class="problem">{problem}</p>}
      </fieldset>
    </section>
  );
}

/** The form of an event type with the choice among all, some and no calendars. */
export function withCalendarChoice(
  sent: Sent,
  { busy_calendars: chosen }: Pick<EventTypeSettings, "busy_calendars">,
): Sent {
  const some = chosen?.length === 0 ? "none" : "some";
  return withValues(sent, { [WHICH]: chosen === null ? "all" : some });
}

/** The form with that choice as the API's field, which is left out if the form had no choice. */
export function withChosenCalendars(sent: Sent): Sent {
  const ids = sent.get(FIELD) ?? [];
  const rest = new Map([...sent].filter(([name]) => name !== FIELD));
  switch (valueOf(sent, WHICH)) {
    case "all":
      return rest.set(FIELD, [""]);
    case "some":
      return rest.set(FIELD, ids);
    case "none":
      return rest.set(FIELD, []);
    default:
      return rest;
  }
}

/** The form if it says that only some calendars count, and names none. */
export function unchosenCalendars({ eventTypes, problems }: DashboardTexts, sent: Sent): Form | undefined {
  const isChosen = valueOf(sent, WHICH) !== "some" || (sent.get(FIELD) ?? []).length > 0;
  if (isChosen) return undefined;
  const wrong = new Map([[FIELD, eventTypes.calendars.unchosen]]);
  return { ...formWith(sent), problems: wrong, problem: problems.checkFields };
}
