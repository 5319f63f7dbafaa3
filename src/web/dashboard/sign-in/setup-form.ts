import { Type } from "@sinclair/typebox";
import { createBody } from "../../../api/event-types/bodies.ts";
import { officeHours, scheduleProblems } from "../../../domain/schedule.ts";
import type { WeeklyHours } from "../../../domain/records.ts";
import { slugsFor } from "../../../domain/text/slug.ts";
import { strictObject, timeOfDay } from "../../../http/fields.ts";
import { hostFields } from "../../../http/host-fields.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import { eventTypeDefaults } from "../../../usecases/hosts/event-types.ts";
import type { SetupInput } from "../../../usecases/hosts/setup.ts";
import type { DashboardTranslation } from "../context.ts";
import { formWithErrors, type ReadForm, readForm } from "../forms/form.ts";
import { type Sent, valueOf } from "../forms/sent.ts";

const { title, duration_minutes, location_type, location } = createBody.properties;

const setupBody = strictObject({
  name: hostFields.name,
  email: hostFields.email,
  password: hostFields.password,
  slug: Type.Optional(hostFields.slug),
  timezone: hostFields.timezone,
  from: timeOfDay(),
  until: timeOfDay(),
  title,
  duration_minutes,
  location_type,
  location,
});

const fields = Object.keys(setupBody.properties) as (keyof typeof setupBody.properties)[];

/** What a new setup form suggests. */
export function firstSetup({ signIn }: DashboardTexts): Sent {
  const suggested = {
    timezone: serverZone(),
    from: "09:00",
    until: "17:00",
    title: signIn.setup.standardTitle,
    duration_minutes: "30",
    location_type: "video",
  };
  const days = officeHours.map(({ day }) => [`days.${day}`, ["on"]] as const);
  return new Map([...Object.entries(suggested).map(([name, value]) => [name, [value]] as const), ...days]);
}

/** For browsers without scripts; others detect their own. */
function serverZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Reads the setup form. */
export function readSetup({ texts, locale }: DashboardTranslation, sent: Sent): ReadForm<SetupInput> {
  const read = readForm(texts, setupBody, sent, fields);
  if ("form" in read) return read;
  const { name, email, password, slug, timezone, from, until, ...meeting } = read.body;
  const weekly = weeklyFrom(sent, from, until === "00:00" ? "24:00" : until);
  if (scheduleProblems(weekly, []).length > 0) {
    const error = { path: "/until", message: "must be after its start" };
    return { form: formWithErrors(texts, sent, [error]) };
  }
  const host = {
    name,
    email,
    password,
    slug: slug ?? slugsFor(name).next().value,
    time_zone: timezone,
    locale,
  };
  const eventType = {
    ...eventTypeDefaults,
    slug: slugsFor(meeting.title).next().value,
    title: meeting.title,
    duration_minutes: meeting.duration_minutes,
    location_type: meeting.location_type ?? "video",
    location: meeting.location ?? null,
  };
  return { body: { ...host, weekly, eventType } };
}

function weeklyFrom(sent: Sent, start: string, end: string): WeeklyHours[] {
  const days = [0, 1, 2, 3, 4, 5, 6].filter((day) => valueOf(sent, `days.${day}`) === "on");
  return days.map((day) => ({ day, start, end }));
}
