import type { Speech } from "./languages.ts";

/** For an address at which nothing can be booked. */
export function MissingPage({
  speech: { texts },
  hostUrl,
}: {
  readonly speech: Speech;
  readonly hostUrl: string | null;
}) {
  return (
    <main class="card missing">
      <h1>{texts.missingTitle}</h1>
      <p>{texts.missingLead}</p>
      <p>{texts.missingNext}</p>
      {hostUrl !== null && (
        <p>
          <a href={hostUrl}>{texts.otherEvents}</a>
        </p>
      )}
    </main>
  );
}
