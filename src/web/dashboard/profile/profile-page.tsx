import { avatarPath } from "../../../api/public-profile.ts";
import { textOn } from "../../../domain/color.ts";
import type { HostProfile } from "../../../domain/records.ts";
import { accentOn } from "../../accent.ts";
import type { DashboardContext } from "../context.ts";
import { Checkbox, FormProblem, Hidden, Input, Select, TextArea } from "../forms/fields.tsx";
import { emptyForm, type Form } from "../forms/form.ts";
import { LimitRows } from "../forms/limit-rows.tsx";
import { valueOf } from "../forms/sent.ts";
import { CopyLink } from "../shell/copy-link.tsx";
import type { Page } from "../shell/document.tsx";
import { languageOptions, zoneOptions } from "../forms/options.ts";
import { SignedIn } from "./signed-in.tsx";
import type { Sessions } from "./sessions.ts";

export type ProfilePageProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly profile: HostProfile;
  readonly sessions: Sessions;
  /** What the profile contained when the page was made. */
  readonly seen: string;
  readonly passwordForm?: Form;
  readonly notice?: string | undefined;
};

/** The host's profile, password and sessions. */
export function profilePage(props: ProfilePageProps): Page {
  const { context, form, seen, notice } = props;
  const { base, deps, host, translation } = context;
  const { profile: words, shell } = translation.texts;
  return {
    title: words.title,
    section: "profile",
    notice,
    body: (
      <>
        <CopyLink url={`${deps.publicUrl}/book/${host.slug}`} words={shell} />
        <form class="stack" method="post" action={`${base}/dashboard/profile`} encType="multipart/form-data">
          <FormProblem form={form} />
          <Hidden name="seen" value={seen} />
          <You {...props} />
          <PublicPage {...props} />
          <Limits {...props} />
          <button class="primary">{shell.save}</button>
        </form>
        <Password {...props} />
        <SignedIn {...props} />
      </>
    ),
  };
}

function You({ context, form }: ProfilePageProps) {
  const { deps, translation } = context;
  const { profile: words } = translation.texts;
  const zones = zoneOptions(translation.language, deps.now(), valueOf(form.sent, "timezone"));
  return (
    <section class="panel">
      <h2>{words.you}</h2>
      <Input form={form} name="name" label={words.name} required max={200} autocomplete="name" />
      <div class="row">
        <Input
          form={form}
          name="email"
          label={words.email}
          hint={words.emailHint}
          type="email"
          required
          autocomplete="email"
        />
        <Input
          form={form}
          name="current_password"
          label={words.currentPassword}
          hint={words.currentPasswordHint}
          type="password"
          autocomplete="current-password"
        />
      </div>
      <div class="row">
        <Select
          form={form}
          name="timezone"
          label={words.timezone}
          hint={words.timezoneHint}
          options={zones}
        />
        <Select
          form={form}
          name="language"
          label={words.language}
          hint={words.languageHint}
          options={languageOptions}
        />
      </div>
    </section>
  );
}

function PublicPage({ context, form, profile }: ProfilePageProps) {
  const { base, deps, translation } = context;
  const { profile: words } = translation.texts;
  return (
    <section class="panel">
      <h2>{words.page}</h2>
      <Input
        form={form}
        name="slug"
        label={words.slug}
        hint={words.slugHint}
        prefix={`${deps.publicUrl}/book/`}
        required
        autocomplete="off"
      />
      {profile.avatar !== null && (
        <img class="picture" src={`${base}${avatarPath(profile.avatar)}`} alt={words.picture} />
      )}
      <Input
        form={form}
        name="avatar"
        label={words.picture}
        hint={words.pictureHint}
        type="file"
        accept="image/png,image/jpeg,image/webp"
      />
      {profile.avatar !== null && <Checkbox form={form} name="remove_avatar" label={words.removePicture} />}
      <TextArea form={form} name="bio" label={words.bio} hint={words.bioHint} max={2000} rows={4} />
      <div class="row">
        <Input
          form={form}
          name="website"
          label={words.website}
          type="url"
          placeholder="https://example.com"
          max={500}
          autocomplete="url"
        />
        <Input
          form={form}
          name="accent_color"
          label={words.accent}
          hint={words.accentHint}
          placeholder="#1f4fc4"
          max={7}
          autocomplete="off"
        />
      </div>
      {profile.accent_color !== null && <Contrast context={context} color={profile.accent_color} />}
      <Checkbox form={form} name="show_embed_button" label={words.showEmbed} hint={words.showEmbedHint} />
    </section>
  );
}

function Limits({ context, form }: ProfilePageProps) {
  const { texts } = context.translation;
  return (
    <section class="panel">
      <h2>{texts.profile.limits}</h2>
      <p class="quiet">{texts.profile.limitsLead}</p>
      <LimitRows form={form} texts={texts} />
    </section>
  );
}

type ContrastProps = { readonly context: DashboardContext; readonly color: string };

/** The saved colour as pages use it. The samples are pictures, as the page's policy allows no inline styles. */
function Contrast({ context, color }: ContrastProps) {
  const { profile: words } = context.translation.texts;
  const { light, dark } = accentOn(color);
  const isKept = light === color && dark === color;
  return (
    <div class="stack">
      <p class="hint">{isKept ? words.accentGood : words.accentAdjusted}</p>
      <p class="buttons">
        <img src={sample(words.accentLight, light)} alt={`${words.accentLight}: ${light}`} />
        <img src={sample(words.accentDark, dark)} alt={`${words.accentDark}: ${dark}`} />
      </p>
    </div>
  );
}

function sample(words: string, color: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><rect width="160" height="40" rx="8" fill="${color}"/><text x="80" y="25" text-anchor="middle" font-family="sans-serif" font-size="14" fill="${textOn(color)}">${Bun.escapeHTML(words)}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function Password({ context, passwordForm = emptyForm }: ProfilePageProps) {
  const { base, host, translation } = context;
  const { profile: words, signIn } = translation.texts;
  return (
    <form class="panel" method="post" action={`${base}/dashboard/profile/password`} id="password-form">
      <h2>{words.password}</h2>
      <p class="quiet">{words.passwordLead}</p>
      <FormProblem form={passwordForm} />
      <input type="hidden" autocomplete="username" value={host.email} />
      <div class="row">
        <Input
          form={passwordForm}
          name="current_password"
          id="own_password"
          label={words.currentPassword}
          type="password"
          required
          autocomplete="current-password"
        />
        <Input
          form={passwordForm}
          name="password"
          id="new_password"
          label={words.newPassword}
          hint={signIn.reset.passwordHint}
          type="password"
          required
          autocomplete="new-password"
        />
      </div>
      <button>{words.changePassword}</button>
    </form>
  );
}
