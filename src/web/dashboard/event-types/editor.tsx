import type { EventType, ScheduleRecord } from "../../../domain/records.ts";
import type { LetterPreview } from "../../../usecases/hosts/test-letters.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { fill } from "../../../i18n/wording.ts";
import type { ConnectedAccount } from "../../../usecases/calendars/accounts.ts";
import type { DashboardContext } from "../context.ts";
import { Checkbox, FormProblem, Hidden, Input, NumberInput, Select, TextArea } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { LimitRows } from "../forms/limit-rows.tsx";
import { versionOf } from "../forms/version.ts";
import { CopyLink } from "../shell/copy-link.tsx";
import type { Page } from "../shell/document.tsx";
import { Embedding } from "./embedding.tsx";
import { LengthsField } from "./lengths-field.tsx";
import { CalendarFields } from "./calendar-fields.tsx";
import { MessageFields } from "./message-fields.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { ReminderFields } from "./reminder-fields.tsx";
import { Questions } from "./questions.tsx";

export type EditorProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly schedules: readonly ScheduleRecord[];
  readonly accounts: readonly ConnectedAccount[];
  /** The event type; undefined for a new one. */
  readonly eventType: EventType | undefined;
  readonly focus?: string | undefined;
  readonly notice?: string | undefined;
  /** The emails with the words in the form. */
  readonly previews?: readonly LetterPreview[] | undefined;
};

/** The page that edits every field of an event type. */
export function editorPage(props: EditorProps): Page {
  const { context, form, eventType, focus, notice } = props;
  const { deps, host, translation, base } = context;
  const { eventTypes: words, shell } = translation.texts;
  const path = `dashboard/event-types/${eventType?.id ?? "new"}`;
  const own = eventType && `${deps.publicUrl}/book/${host.slug}/${eventType.slug}`;
  return {
    title: eventType?.title ?? words.newTitle,
    section: "event-types",
    notice,
    body: (
      <>
        {own !== undefined && eventType?.active === true && <CopyLink url={own} words={shell} />}
        <form class="stack" method="post" action={`${base}/${path}`}>
          <FormProblem form={form} />
          {/* The first button is what Enter presses. */}
          <button class="unseen" name="do" value="save" tabIndex={-1} aria-hidden="true">
            {shell.save}
          </button>
          <Hidden name="seen" value={versionOf(eventType)} />
          <Basics {...props} />
          <Times {...props} />
          {props.accounts.length > 0 && <CalendarFields {...props} />}
          <Rules {...props} />
          <ReminderFields {...props} />
          <MessageFields {...props} />
          <Questions form={form} texts={translation.texts} focus={focus} />
          <div class="buttons">
            <button class="primary" name="do" value="save">
              {shell.save}
            </button>
            <a href={`${base}/dashboard/event-types`}>{shell.cancel}</a>
          </div>
        </form>
        {eventType && <Embedding context={context} eventType={eventType} />}
        {eventType && (
          <details class="panel">
            <summary>{words.delete}</summary>
            <form class="stack" method="post" action={`${base}/${path}`}>
              <p>{words.deleteLead}</p>
              <button class="danger" name="do" value="delete">
                {words.deleteNow}
              </button>
            </form>
          </details>
        )}
      </>
    ),
  };
}

function Basics({ context, form, eventType }: EditorProps) {
  const { deps, host, translation } = context;
  const { texts, language } = translation;
  const { eventTypes: words, shell } = texts;
  return (
    <section class="panel">
      <h2>{words.basics}</h2>
      <Input form={form} name="title" label={words.name} required max={120} />
      <Input
        form={form}
        name="slug"
        label={words.slug}
        prefix={`${deps.publicUrl}/book/${host.slug}/`}
        hint={eventType ? words.slugHint : words.slugNew}
        autocomplete="off"
      />
      <TextArea
        form={form}
        name="description"
        label={words.description}
        hint={words.descriptionHint}
        max={2000}
      />
      <Input
        form={form}
        name="redirect_url"
        label={words.redirect}
        hint={words.redirectHint}
        type="url"
        placeholder="https://example.com/thanks"
        max={500}
      />
      <div class="row">
        <NumberInput
          form={form}
          name="duration_minutes"
          label={words.duration}
          unit={shell.minutes}
          required
        />
        <LengthsField form={form} words={words} />
      </div>
      <PlaceFields form={form} texts={texts} words={catalogues[language].booking} />
    </section>
  );
}

function Times({ context, form, schedules }: EditorProps) {
  const { eventTypes: words, shell } = context.translation.texts;
  const usual = schedules.find(({ is_default }) => is_default);
  const options = [
    { value: "", label: fill(words.usualHours, { name: usual?.name ?? "" }) },
    ...schedules.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  return (
    <section class="panel">
      <h2>{words.when}</h2>
      <Select form={form} name="schedule_id" label={words.schedule} options={options} />
      <div class="row">
        <NumberInput
          form={form}
          name="buffer_before"
          label={words.before}
          hint={words.bufferHint}
          unit={shell.minutes}
        />
        <NumberInput
          form={form}
          name="buffer_after"
          label={words.after}
          hint={words.bufferHint}
          unit={shell.minutes}
        />
        <NumberInput
          form={form}
          name="slot_interval_minutes"
          label={words.interval}
          hint={words.intervalHint}
          unit={shell.minutes}
        />
      </div>
      <div class="row">
        <NumberInput
          form={form}
          name="min_notice_minutes"
          label={words.minNotice}
          hint={words.minNoticeHint}
          unit={shell.minutes}
        />
        <NumberInput form={form} name="max_advance_days" label={words.maxAdvance} unit={shell.days} />
      </div>
    </section>
  );
}

function Rules({ context, form }: EditorProps) {
  const { eventTypes: words, shell } = context.translation.texts;
  return (
    <>
      <section class="panel">
        <h2>{words.deciding}</h2>
        <Checkbox
          form={form}
          name="requires_confirmation"
          label={words.requiresConfirmation}
          hint={words.requiresConfirmationHint}
        />
        <NumberInput
          form={form}
          name="pending_expires_hours"
          label={words.expires}
          hint={words.expiresHint}
          unit={shell.hours}
        />
        <Checkbox form={form} name="verify_email" label={words.verifyEmail} hint={words.verifyEmailHint} />
      </section>
      <section class="panel">
        <h2>{words.limits}</h2>
        <LimitRows
          form={form}
          texts={context.translation.texts}
          perDay={
            <NumberInput
              form={form}
              name="max_bookings_per_day"
              label={words.perDay}
              hint={words.perDayHint}
              unit={words.meetings}
            />
          }
        />
        <div class="row">
          <NumberInput
            form={form}
            name="max_upcoming_per_attendee"
            label={words.perAttendee}
            unit={words.meetings}
          />
          <NumberInput
            form={form}
            name="max_guests"
            label={words.guests}
            hint={words.guestsHint}
            unit={words.guestsUnit}
          />
        </div>
      </section>
      <section class="panel">
        <h2>{words.visibility}</h2>
        <Checkbox form={form} name="active" label={words.isActive} />
        <Checkbox form={form} name="hidden" label={words.isHidden} hint={words.isHiddenHint} />
      </section>
    </>
  );
}
