import type { ComponentChildren } from "preact";
import { idOf } from "../../../http/fields.ts";
import {
  type DeliveryAndTries,
  type EmailWithContent,
  hostOutboxEntry,
  retry,
  type WholeEntry,
} from "../../../usecases/outbox/outbox.ts";
import type { DashboardContext } from "../context.ts";
import { leadTo, show, showMissing, showRefusal } from "../show.ts";
import { timesOf } from "../times.tsx";

/** One email or delivery with everything about it. */
export async function emailView(context: DashboardContext): Promise<Response> {
  const { translation, query } = context;
  const { emails: words } = translation.texts;
  const found = await entryIn(context);
  if (!found) return showMissing(context);
  const isEmail = "email" in found;
  return show(context, {
    title: isEmail ? found.email.subject : `${words.delivery}: ${found.delivery.event}`,
    section: "emails",
    notice: query.get("done") === "requeued" ? words.requeued : undefined,
    body: (
      <>
        <Facts context={context} entry={found} />
        {isEmail ? <Email context={context} entry={found} /> : <Delivery context={context} entry={found} />}
      </>
    ),
  });
}

async function entryIn({ deps, host, params }: DashboardContext): Promise<WholeEntry | undefined> {
  const found = await hostOutboxEntry(deps, host, idOf(params["id"] ?? ""));
  return found.ok ? found.value : undefined;
}

type EntryProps<Entry> = { readonly context: DashboardContext; readonly entry: Entry };

function Facts({ context, entry }: EntryProps<WholeEntry>) {
  const { translation, base } = context;
  const { emails: words } = translation.texts;
  const { short } = timesOf(context);
  const job = "email" in entry ? entry.email : entry.delivery;
  return (
    <section class="panel">
      <dl>
        <Fact label={words.status}>
          <span class={`status ${job.status}`}>{words.statuses[job.status]}</span>
        </Fact>
        <Fact label={words.to}>{job.recipient}</Fact>
        {"letter" in entry && <Fact label={words.replyTo}>{entry.letter.replyTo.address}</Fact>}
        <Fact label={words.created}>{short(job.created_at)}</Fact>
        {job.sent_at !== null && <Fact label={words.sentAt}>{short(job.sent_at)}</Fact>}
        {job.status === "waiting" && <Fact label={words.nextAttempt}>{short(job.due_at)}</Fact>}
        <Fact label={words.attempts}>{String(job.attempts)}</Fact>
        {job.last_error !== null && (
          <Fact label={words.error}>
            <span class="problem">{job.last_error}</span>
          </Fact>
        )}
      </dl>
      <div class="buttons">
        {job.status === "failed" && (
          <form method="post" action={`${base}/dashboard/emails/${job.id}`}>
            <button class="primary">{words.again}</button>
          </form>
        )}
        {job.booking_id !== null && (
          <a class="button" href={`${base}/dashboard/bookings/${job.booking_id}`}>
            {words.booking}
          </a>
        )}
      </div>
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

function Email({ context, entry: { email, letter } }: EntryProps<EmailWithContent>) {
  const { translation, base } = context;
  const { emails: words } = translation.texts;
  return (
    <>
      {SECRETIVE.has(email.letter) && <p class="hint">{words.hiddenLink}</p>}
      <section class="stack">
        <h2>{words.shown}</h2>
        <iframe
          class="email"
          sandbox=""
          src={`${base}/dashboard/emails/${email.id}/html`}
          title={words.shown}
        />
      </section>
      <details class="panel">
        <summary>{words.text}</summary>
        <pre tabIndex={0} dir="auto">
          {letter.text}
        </pre>
      </details>
      {letter.invitation && (
        <details class="panel">
          <summary>{words.invitation}</summary>
          <pre tabIndex={0}>{letter.invitation.ics}</pre>
        </details>
      )}
    </>
  );
}

function Delivery({ context, entry: { delivery, tries } }: EntryProps<DeliveryAndTries>) {
  const { emails: words } = context.translation.texts;
  const { short } = timesOf(context);
  return (
    <>
      {tries.length > 0 && (
        <section class="stack">
          <h2>{words.tries}</h2>
          <ul class="list">
            {tries.map(({ at, took_ms, http_status, error, answer }) => (
              <li>
                <div class="what">
                  <span class="when">
                    {short(at)} · {took_ms} ms · {http_status ?? error}
                  </span>
                  {answer !== null && <pre>{answer}</pre>}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="stack">
        <h2>{words.body}</h2>
        <pre tabIndex={0}>{JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre>
      </section>
    </>
  );
}

/** Emails with something that only their recipient may see. */
const SECRETIVE: ReadonlySet<string> = new Set(["email_code", "host_password_reset"]);

/** Queues it again. */
export async function sendAgain(context: DashboardContext): Promise<Response> {
  const { deps, caller, params } = context;
  const id = idOf(params["id"] ?? "");
  const outcome = await retry(deps, caller, id);
  return outcome.ok ? leadTo(context, `emails/${id}?done=requeued`) : showRefusal(context, outcome.refusal);
}

/** The headers of an email's HTML: a document that can do and load nothing, and that only these pages may frame. */
const FRAMED = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** The HTML of an email, for the frame that shows it. */
export async function emailHtml(context: DashboardContext): Promise<Response> {
  const found = await entryIn(context);
  if (!found || !("letter" in found)) return showMissing(context);
  return new Response(found.letter.html, { headers: FRAMED });
}
