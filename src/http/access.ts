export type AccessPolicy = {
  /** Any site may call it, without credentials. */
  readonly anySite?: true;
  /** Requests count against their client's rate limit. */
  readonly limited?: true;
  /** The query may only contain known keys, each once. */
  readonly strictQuery?: true;
  /** Accepted form encodings besides JSON: as an object, or as pairs that allow repeated names and files. */
  readonly form?: "object" | "pairs";
  /** Which error pages people see. */
  readonly errorPage?: "link" | "booking" | "dashboard";
};

/** Every access level, with its policy. */
export const policies = {
  /** Anybody, from any site. */
  public: { anySite: true, limited: true, strictQuery: true },
  /** Anybody with a link from the attendee's email. Email programs rewrite links, so queries are not strict. */
  link: { anySite: true, limited: true, form: "object", errorPage: "link" },
  /** Anybody with a link from the host's email. */
  host_link: { limited: true, form: "object", errorPage: "link" },
  /** A host, with an API key or a session. */
  host: { strictQuery: true },
  /** A host if the path contains an id; `host_link` if it contains a token. */
  host_or_link: {},
  /** Anybody, except pages of other sites. */
  login: { strictQuery: true },
  /** Anybody; browsers with a session only from a page of this server. */
  logout: { strictQuery: true },
  /** The booking pages. Other sites link to them with their own query parameters. */
  booking_page: { limited: true, form: "pairs", errorPage: "booking" },
  /** A host's pages, with a session. */
  dashboard: { form: "pairs", errorPage: "dashboard" },
  /** The pages for signing in, which need no session. */
  sign_in_page: { limited: true, form: "pairs", errorPage: "dashboard" },
  /** Static files and other pages. */
  page: { limited: true },
  /** Probes and metrics. */
  ops: {},
} as const satisfies Record<string, AccessPolicy>;

export type Access = keyof typeof policies;

/** The policies that apply to a route: two if its path takes either an id or a token. */
export function possiblePolicies(access: Access): readonly AccessPolicy[] {
  return access === "host_or_link" ? [policies.host, policies.host_link] : [policies[access]];
}

/** Returns whether a path segment is an id instead of a token. */
export function isId(segment: string | undefined): boolean {
  return /^\d+$/.test(segment ?? "");
}
