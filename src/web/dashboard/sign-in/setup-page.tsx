import type { EpochMs } from "../../../domain/interval.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { firstWeekday, weekdays } from "../../../i18n/wall-time.ts";
import { FormProblem, Input, NumberInput, Select } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { valueOf } from "../forms/sent.ts";
import { PlaceFields } from "../event-types/place-fields.tsx";
import { plainDocument } from "../shell/document.tsx";
import type { Setting } from "./pages.tsx";
import { zoneOptions } from "../forms/options.ts";

type SetupProps = {
  readonly form: Form;
  readonly token: string;
  readonly publicUrl: string;
  readonly sendsMail: boolean;
  readonly now: EpochMs;
};

/** The page that makes the server's first host. */
export function setupPage(setting: Setting, { form, token, publicUrl, sendsMail, now }: SetupProps): string {
  const { base, translation } = setting;
  const { texts, language } = translation;
  const { setup } = texts.signIn;
  const zone = valueOf(form.sent, "timezone");
  return plainDocument({
    base,
    translation,
    title: setup.title,
    body: (
      <form class="stack" method="post" action={`${base}/setup/${token}`}>
        <p>{setup.lead}</p>
        {!sendsMail && <p class="notice">{texts.shell.noMailServer}</p>}
        <FormProblem form={form} />
        <section class="panel">
          <h2>{setup.you}</h2>
          <Input form={form} name="name" label={setup.name} required autocomplete="name" max={200} />
          <Input
            form={form}
            name="email"
            label={texts.signIn.email}
            hint={setup.emailHint}
            type="email"
            required
            autocomplete="email"
          />
          <Input
            form={form}
            name="password"
            label={texts.signIn.password}
            hint={texts.signIn.reset.passwordHint}
            type="password"
            required
            autocomplete="new-password"
          />
          <Input
            form={form}
            name="slug"
            label={setup.address}
            hint={setup.addressHint}
            prefix={`${publicUrl}/book/`}
            autocomplete="off"
          />
        </section>
        <section class="panel">
          <h2>{setup.hours}</h2>
          <Days form={form} setting={setting} legend={setup.hoursLead} />
          <div class="row">
            <Input form={form} name="from" label={texts.shell.from} type="time" required />
            <Input form={form} name="until" label={texts.shell.to} type="time" required />
          </div>
          <Select
            form={form}
            name="timezone"
            label={setup.timezone}
            options={zoneOptions(language, now, zone)}
            detectsZone={form.problem === null}
          />
        </section>
        <section class="panel">
          <h2>{setup.meeting}</h2>
          <Input form={form} name="title" label={setup.meetingTitle} required max={120} />
          <NumberInput
            form={form}
            name="duration_minutes"
            label={setup.duration}
            unit={texts.shell.minutes}
            required
          />
          <PlaceFields form={form} texts={texts} words={catalogues[language].booking} />
        </section>
        <button class="primary">{setup.submit}</button>
      </form>
    ),
  });
}

type DaysProps = { readonly form: Form; readonly setting: Setting; readonly legend: string };

function Days({ form, setting: { translation }, legend }: DaysProps) {
  const first = firstWeekday(translation.locale);
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="copy-days">
        {weekdays(translation.locale).map(({ long }, index) => {
          const name = `days.${(first + index) % 7}`;
          return (
            <label class="choice">
              <input type="checkbox" name={name} value="on" checked={valueOf(form.sent, name) === "on"} />
              {long}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** The page for a setup link that does not work. */
export function usedSetupPage({ base, translation }: Setting): string {
  const { setup } = translation.texts.signIn;
  return plainDocument({
    base,
    translation,
    title: setup.usedTitle,
    body: (
      <div class="panel">
        <p>{setup.used}</p>
        <p>
          <a href={`${base}/login`}>{setup.usedNext}</a>
        </p>
      </div>
    ),
  });
}
