import { listTimeOffAfter } from "../../../db/queries/hosts/time-off.ts";
import { listHosts } from "../../../db/queries/hosts/hosts.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { TimeOff } from "../../../domain/schedule.ts";
import { zoneText } from "../../../i18n/wall-time.ts";
import { fill } from "../../../i18n/wording.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Input, TextArea } from "../forms/fields.tsx";
import { type Form, formWith } from "../forms/form.ts";
import { nothingSent } from "../forms/sent.ts";
import { About } from "../shell/about.tsx";
import { timesOf } from "../times.tsx";

const MOST = 200;

type PartProps = {
  readonly context: DashboardContext;
  readonly form: Form | undefined;
  readonly items: readonly TimeOff[];
  /** Whether the server has other hosts. */
  readonly hasOthers: boolean;
};

/** Time off that is not over, and a form for more. */
export function TimeOffPart({ context, form = formWith(nothingSent), items, hasOthers }: PartProps) {
  const { translation, base } = context;
  const { availability: words, shell } = translation.texts;
  return (
    <section class="stack" id="time-off">
      <h2>{words.timeOff}</h2>
      <p class="quiet">{words.timeOffLead}</p>
      {items.length === 0 ? (
        <p class="quiet">{words.noTimeOff}</p>
      ) : (
        <ul class="list">
          {items.map((item) => {
            const days = daysText(context, item);
            return (
              <li>
                <div class="what">
                  <span class="name">{days}</span>
                  {item.reason !== null && <span dir="auto">{item.reason}</span>}
                  <Public item={item} context={context} />
                </div>
                <form method="post" action={`${base}/dashboard/availability/time-off/${item.id}`}>
                  <button class="small">
                    {words.removeTimeOff}
                    <About what={days} />
                  </button>
                </form>
              </li>
            );
          })}
        </ul>
      )}
      <form class="panel" method="post" action={`${base}/dashboard/availability/time-off`}>
        <FormProblem form={form} />
        <div class="row">
          <Input form={form} name="first" label={words.firstDay} type="date" required />
          <Input form={form} name="last" label={words.lastDay} type="date" required />
          <Input form={form} name="reason" label={words.reason} hint={words.reasonHint} max={200} />
        </div>
        <TextArea
          form={form}
          name="message"
          label={words.message}
          hint={words.messageHint}
          max={500}
          rows={2}
        />
        {hasOthers && (
          <Input
            form={form}
            name="redirect_to"
            label={words.redirect}
            hint={words.redirectHint}
            prefix={`${context.deps.publicUrl}/book/`}
            autocomplete="off"
            max={64}
          />
        )}
        <button>{words.addTimeOff}</button>
        <p class="hint">{fill(shell.zoneNote, { zone: zoneText(context.host.time_zone) })}</p>
      </form>
    </section>
  );
}

type PublicProps = Pick<PartProps, "context"> & { readonly item: TimeOff };

/** What visitors read about it. */
function Public({ item: { message, redirect_to }, context }: PublicProps) {
  const { publicly, redirectsTo } = context.translation.texts.availability;
  return (
    <>
      {message !== null && (
        <span class="quiet typed" dir="auto">
          {fill(publicly, { message })}
        </span>
      )}
      {redirect_to !== null && <span class="quiet">{fill(redirectsTo, { name: redirect_to })}</span>}
    </>
  );
}

/** Whether visitors can be offered the page of somebody else. */
export async function hasOtherHosts({ deps }: DashboardContext): Promise<boolean> {
  return (await listHosts(deps.database.read, 2)).length > 1;
}

/** The time off of a host that is not over. */
export function timeOffToCome({ deps, host }: DashboardContext): Promise<TimeOff[]> {
  return listTimeOffAfter(deps.database.read, host.id, deps.now(), MOST);
}

/** Whole days as dates, other time off with its times. */
export function daysText(context: DashboardContext, { starts_at, ends_at }: TimeOff): string {
  const { day, local, short } = timesOf(context);
  const isMidnight = (at: EpochMs) => local(at).slice(11, 16) === "00:00";
  const { until } = context.translation.texts.availability;
  if (!isMidnight(starts_at) || !isMidnight(ends_at))
    return fill(until, { from: short(starts_at), to: short(ends_at) });
  const [from, to] = [day(starts_at), day(ends_at - 1)];
  return from === to ? from : fill(until, { from, to });
}
