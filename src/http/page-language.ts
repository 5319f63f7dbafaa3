/** The language parameter of the pages behind links. */
export const pageLanguage = {
  name: "lang",
  in: "query",
  description:
    "The language of the page: `en`, `de`, `fr`, `es`, `pt` or `nl`; by default the best match for `Accept-Language`.",
  schema: { type: "string" },
} as const;
