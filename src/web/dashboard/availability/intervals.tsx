import { fill } from "../../../i18n/wording.ts";
import type { DashboardContext } from "../context.ts";
import type { Form } from "../forms/form.ts";
import { positionsIn, valueOf } from "../forms/sent.ts";
import { About } from "../shell/about.tsx";

type IntervalsProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly focus?: string | undefined;
  readonly list: string;
  /** The day that they belong to, in words. */
  readonly of: string;
  /** The value of the buttons that remove them, without the position. */
  readonly removes: string;
};

/** The hours of a day as fields, each with a button that removes it. */
export function Intervals({ context, form, list, of, removes, focus }: IntervalsProps) {
  const { availability: words, shell } = context.translation.texts;
  const positions = positionsIn(form.sent, list);
  if (positions.length === 0) return <p class="quiet">{words.closed}</p>;
  return (
    <>
      {positions.map((position) => {
        const path = `${list}.${position}`;
        const [start, end] = [valueOf(form.sent, `${path}.start`), valueOf(form.sent, `${path}.end`)];
        const problem = form.problems.get(`${path}.start`) ?? form.problems.get(`${path}.end`);
        const time = (name: string, value: string, label: string) => (
          <input
            type="time"
            name={name}
            id={name}
            value={value}
            aria-label={fill(label, { day: of })}
            {...(focus === name && { autofocus: true })}
            {...(problem !== undefined && { "aria-invalid": "true", "aria-describedby": `${path}-problem` })}
          />
        );
        return (
          <div>
            <div class="interval">
              {time(`${path}.start`, start, words.startOf)}
              <span aria-hidden="true">–</span>
              {time(`${path}.end`, end, words.endOf)}
              <button class="small" name="do" value={`${removes}/${position}`} formNoValidate>
                {shell.remove}
                <About what={`${of}, ${start} – ${end}`} />
              </button>
            </div>
            {problem !== undefined && (
              <p class="problem" id={`${path}-problem`}>
                {problem}
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}
