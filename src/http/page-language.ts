/** The language parameter of the pages behind links. */
export const pageLanguage = {
  name: "lang",
  in: "query",
  description:
    "The language of the page: `en`, `de`, `fr`, `es`, `pt` or `nl`; the best match for `Accept-Language` if absent.",
  schema: { type: "string" },
} as const;
