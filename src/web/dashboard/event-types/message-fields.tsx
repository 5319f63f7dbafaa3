import { noteVariables } from "../../../domain/text/note-variables.ts";
import type { LetterPreview } from "../../../usecases/hosts/test-letters.ts";
import { notedLetters } from "../../../domain/email.ts";
import type { EventType } from "../../../domain/records.ts";
import type { DashboardContext } from "../context.ts";
import { TextArea } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";

type MessageProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly eventType: EventType | undefined;
  readonly previews?: readonly LetterPreview[] | undefined;
};

/** The host's own words in emails, with buttons to try them. */
export function MessageFields({ context, form, eventType, previews = [] }: MessageProps) {
  const words = context.translation.texts.eventTypes.messages;
  return (
    <section class="panel" id="messages">
      <h2>{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      <p class="quiet">
        {noteVariables.map((name, index) => (
          <>
            {index > 0 && " "}
            <code>{`{${name}}`}</code>
          </>
        ))}
      </p>
      {notedLetters.map((letter) => (
        <TextArea form={form} name={`${letter}_note`} label={words[letter]} max={2000} />
      ))}
      {eventType && (
        <div class="buttons">
          <button name="do" value="preview">
            {words.preview}
          </button>
          <button name="do" value="test">
            {words.test}
          </button>
        </div>
      )}
      {previews.map(({ subject, text }) => (
        <figure class="preview">
          <figcaption>{subject}</figcaption>
          <pre tabIndex={0}>{text}</pre>
        </figure>
      ))}
    </section>
  );
}
