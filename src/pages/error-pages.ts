import { html } from "./html.ts";
import { page } from "./layout.ts";

/** For a link that leads to no booking: says what may have happened to it, and how to go on. */
export function missingPage(): string {
  const title = "This link leads nowhere";
  return page({
    title,
    body: html`<h1>${title}</h1>
      <p role="alert">We can’t find a booking for this address. Nothing has changed.</p>
      <section aria-labelledby="next">
        <h2 id="next">What you can do now</h2>
        <ul>
          <li>
            The link may have lost its end in your mail program. Open the mail again, and copy the whole link
            into the address bar.
          </li>
          <li>
            You may have an older mail in front of you. Look for the latest one about this booking, and use
            its links.
          </li>
          <li>If that does not help, reply to that mail. Your answer goes to the person you are meeting.</li>
        </ul>
      </section>`,
  });
}

/** For any other error. `title` says what went wrong in a few words, `sentence` what to know or do about it. */
export function sorryPage({
  title,
  sentence,
}: {
  readonly title: string;
  readonly sentence: string;
}): string {
  return page({
    title,
    body: html`<h1>${title}</h1>
      <p role="alert">${sentence}</p>
      <section aria-labelledby="next">
        <h2 id="next">What you can do now</h2>
        <ul>
          <li>Go back to the page before this one, and try again.</li>
          <li>
            If it happens again, reply to the mail that has your link. Your answer goes to the person you are
            meeting.
          </li>
        </ul>
      </section>`,
  });
}
