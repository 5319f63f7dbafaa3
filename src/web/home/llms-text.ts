/** A guide for language models (https://llmstxt.org). */
export function llmsText(publicUrl: string): string {
  return `# schedkit

> A scheduling server: hosts publish event types, visitors book free slots.

The API is JSON over HTTP under ${publicUrl}/v1. Instants are ISO 8601 with an offset, time zones are IANA names. Errors are
\`{"error", "code", "details"}\`. Public routes need no key; a host's routes need \`x-api-key: sk_…\`.

To book a meeting:

1. \`GET /v1/u/{username}\` lists a host's event types.
2. \`GET /v1/slots/{username}/{event_slug}?from=2026-03-02&to=2026-03-08&timezone=Europe/Berlin\` lists the free starts.
3. \`POST /v1/book/{username}/{event_slug}\` with \`attendee_name\`, \`attendee_email\`, \`start_time\` and \`timezone\` books one.
   Ask the person first: the booking is real, and both sides get an email. Send an \`Idempotency-Key\` so that a retry is safe.

## Docs

- [OpenAPI description](${publicUrl}/swagger/json): every route, with examples
- [Documentation](${publicUrl}/swagger): the same as a page
`;
}
