import { questionTypes } from "../../../domain/records.ts";
import { fill } from "../../../i18n/wording.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import { Checkbox, Hidden, Input, Select, TextArea } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { About } from "../shell/about.tsx";
import { positionsIn, reordered, type Sent, valueOf, withValues } from "../forms/sent.ts";

const LIST = "questions";
const CHOICES = new Set(["select", "multi_select"]);

type QuestionsProps = {
  readonly form: Form;
  readonly texts: DashboardTexts;
  /** The name of the field to focus, after a button was pressed. */
  readonly focus: string | undefined;
};

/** The questions of an event type. Its buttons belong to the form: each one shows it again, changed. */
export function Questions({ form, texts, focus }: QuestionsProps) {
  const { eventTypes: words } = texts;
  const positions = positionsIn(form.sent, LIST);
  return (
    <section class="panel" id="questions">
      <h2>{words.questions}</h2>
      <p class="quiet">{words.questionsLead}</p>
      {form.problems.has(LIST) && <p class="problem">{form.problems.get(LIST)}</p>}
      {positions.map((position, index) => (
        <QuestionFields
          form={form}
          texts={texts}
          name={`${LIST}.${position}`}
          number={index + 1}
          isFirst={index === 0}
          isLast={index === positions.length - 1}
          focus={focus}
        />
      ))}
      <button name="do" value="questions.add" formNoValidate>
        {words.addQuestion}
      </button>
    </section>
  );
}

type QuestionProps = QuestionsProps & {
  readonly name: string;
  readonly number: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
};

function QuestionFields({ form, texts, name, number, isFirst, isLast, focus }: QuestionProps) {
  const { eventTypes: words, shell } = texts;
  const label = valueOf(form.sent, `${name}.label`) || String(number);
  const type = valueOf(form.sent, `${name}.type`);
  const position = name.slice(LIST.length + 1);
  const move = (to: "up" | "down" | "remove", text: string) => (
    <button
      class="small"
      name="do"
      value={`questions.${to}.${position}`}
      formNoValidate
      {...(focus === `${to}.${position}` && { autofocus: true })}
    >
      {text}
      <About what={label} />
    </button>
  );
  return (
    <fieldset class="group">
      <legend>{fill(words.question, { number: String(number) })}</legend>
      <Hidden name={`${name}.id`} value={valueOf(form.sent, `${name}.id`)} />
      <Input
        form={form}
        name={`${name}.label`}
        label={words.label}
        max={200}
        focus={focus === `${name}.label`}
      />
      <div class="row">
        <Select
          form={form}
          name={`${name}.type`}
          label={words.type}
          options={questionTypes.map((value) => ({ value, label: words.types[value] }))}
        />
        {!CHOICES.has(type) && type !== "checkbox" && (
          <Input form={form} name={`${name}.placeholder`} label={words.placeholder} max={200} />
        )}
      </div>
      {CHOICES.has(type) && <TextArea form={form} name={`${name}.options`} label={words.options} rows={4} />}
      <Checkbox form={form} name={`${name}.required`} label={words.required} />
      <div class="buttons">
        {!isFirst && move("up", words.up)}
        {!isLast && move("down", words.down)}
        {move("remove", shell.remove)}
      </div>
    </fieldset>
  );
}

/** The form after one of the questions' buttons, and what to focus; undefined for any other button. */
export function afterQuestionButton(
  sent: Sent,
): { readonly sent: Sent; readonly focus: string | undefined } | undefined {
  const [, what, digits] =
    /^questions\.(add|up|down|remove)(?:\.(\d{1,4}))?$/.exec(valueOf(sent, "do")) ?? [];
  if (what === undefined) return undefined;
  const positions = positionsIn(sent, LIST);
  const index = positions.indexOf(Number(digits ?? -1));
  if (what === "add") {
    const order = reordered(sent, LIST, positions);
    const added = `${LIST}.${positions.length}`;
    const first = { [`${added}.id`]: newId(), [`${added}.label`]: "", [`${added}.type`]: "text" };
    return { sent: withValues(order, first), focus: `${added}.label` };
  }
  if (index === -1) return { sent, focus: undefined };
  if (what === "remove")
    return { sent: reordered(sent, LIST, positions.toSpliced(index, 1)), focus: undefined };
  const to = what === "up" ? index - 1 : index + 1;
  const moved = positions.toSpliced(index, 1).toSpliced(Math.max(0, to), 0, positions[index]!);
  const at = moved.indexOf(positions[index]!);
  const isAtEnd = at === 0 || at === moved.length - 1;
  const next = isAtEnd ? (at === 0 ? "down" : "up") : what;
  return { sent: reordered(sent, LIST, moved), focus: `${next}.${at}` };
}

function newId(): string {
  return `q-${crypto.randomUUID().slice(0, 8)}`;
}
