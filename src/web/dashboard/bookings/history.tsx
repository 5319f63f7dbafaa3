import type { AuditEntry } from "../../../domain/audit.ts";
import type { BookingHistory } from "../../../usecases/bookings/history.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import type { DashboardContext } from "../context.ts";
import { timesOf } from "../times.tsx";

type HistoryProps = { readonly context: DashboardContext; readonly history: BookingHistory };

/** The emails, deliveries and changes of a booking. */
export function History({ context, history }: HistoryProps) {
  const { translation, base } = context;
  const { one, actions } = translation.texts.bookings;
  const { statuses } = translation.texts.emails;
  const { short } = timesOf(context);
  const { emails, deliveries, changes } = history;
  return (
    <section class="panel">
      <h2>{one.history}</h2>
      <h3>{one.emails}</h3>
      {emails.length === 0 && <p class="quiet">{one.noEmails}</p>}
      <ul class="list">
        {emails.map(({ id, subject, recipient, status, sent_at, created_at, last_error }) => (
          <li>
            <div class="what">
              <a href={`${base}/dashboard/emails/${id}`} dir="auto">
                {subject}
              </a>
              <span class="quiet">
                {recipient} · {short(sent_at ?? created_at)}
              </span>
              {status !== "sent" && last_error !== null && <span class="problem">{last_error}</span>}
            </div>
            <span class={`status ${status}`}>{statuses[status]}</span>
          </li>
        ))}
      </ul>
      {deliveries.length > 0 && (
        <>
          <h3>{one.webhooks}</h3>
          <ul class="list">
            {deliveries.map(({ id, event, recipient, status, created_at }) => (
              <li>
                <div class="what">
                  <a href={`${base}/dashboard/emails/${id}`}>{event}</a>
                  <span class="quiet">
                    {recipient} · {short(created_at)}
                  </span>
                </div>
                <span class={`status ${status}`}>{statuses[status]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {changes.length > 0 && (
        <>
          <h3>{one.log}</h3>
          <ul class="list">
            {changes.map((entry) => (
              <li>
                <div class="what">
                  <span>{actionText(actions, entry)}</span>
                  <span class="quiet">
                    {short(entry.at)} · {actorText(translation.texts, entry)}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function actionText(actions: DashboardTexts["bookings"]["actions"], { action }: AuditEntry): string {
  return Object.hasOwn(actions, action) ? actions[action as keyof typeof actions] : action;
}

function actorText({ bookings }: DashboardTexts, { actor }: AuditEntry): string {
  return bookings.actors[actor.type === "link" ? actor.party : actor.type];
}
