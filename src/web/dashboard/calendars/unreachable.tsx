import { unreachableChoices } from "../../../domain/calendars.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem } from "../forms/fields.tsx";
import { type Form, formWith } from "../forms/form.ts";
import { Choice } from "./choices.tsx";

type UnreachableProps = {
  readonly context: DashboardContext;
  /** The form as it was sent; undefined for what is stored. */
  readonly form: Form | undefined;
};

const NAME = "when_calendar_unreachable";

/** What happens to bookings while a calendar cannot be read. */
export function Unreachable({ context, form: sentForm }: UnreachableProps) {
  const { base, host, translation } = context;
  const { calendars, shell } = translation.texts;
  const { unreachable: words } = calendars;
  const form = sentForm ?? formWith(new Map([[NAME, [host.when_calendar_unreachable]]]));
  return (
    <form class="panel" method="post" action={`${base}/dashboard/calendars/unreachable`} id="unreachable">
      <h2>{words.title}</h2>
      <FormProblem form={form} />
      <fieldset class="field">
        <legend>{words.lead}</legend>
        {unreachableChoices.map((choice) => (
          <Choice form={form} type="radio" name={NAME} value={choice} label={words[choice]} />
        ))}
      </fieldset>
      <button>{shell.save}</button>
    </form>
  );
}
