/** How requests are treated around a route. */
export type Policy = {
  /** Pages of any site may call it, without credentials. */
  readonly anySite?: true;
  /** Requests count against the limits of their client. */
  readonly limited?: true;
  /** A query has known keys only, each of them once. */
  readonly strictQuery?: true;
  /** The forms that are read besides JSON: as an object, or as pairs where one name may have several values. */
  readonly form?: "object" | "pairs";
  /** The pages that tell a person of an error. */
  readonly errorPage?: "link" | "booking";
};

/** Every access that a route can declare, with what follows from it. */
export const policies = {
  /** Anybody, from any site. */
  public: { anySite: true, limited: true, strictQuery: true },
  /** Whoever has the link from the attendee's email. Links are opened however email programs write them. */
  link: { anySite: true, limited: true, form: "object", errorPage: "link" },
  /** Whoever has the link from the host's email. */
  host_link: { limited: true, form: "object", errorPage: "link" },
  /** A host, with an API key or a session. */
  host: { strictQuery: true },
  /** A host where the path names an id; `host_link` where it holds a token. */
  host_or_link: {},
  /** Anybody but pages of other sites. */
  login: { strictQuery: true },
  /** Anybody; a browser with a session only from a page of this server. */
  logout: { strictQuery: true },
  /** The pages on which people book. Other sites link to them with queries of their own. */
  booking_page: { limited: true, form: "pairs", errorPage: "booking" },
  /** Files and other pages. */
  page: { limited: true },
  /** Probes and scrapes. */
  ops: {},
} as const satisfies Record<string, Policy>;

export type Access = keyof typeof policies;

/** The policies that a route's requests can have: two if its path takes an id or a token. */
export function possiblePolicies(access: Access): readonly Policy[] {
  return access === "host_or_link" ? [policies.host, policies.host_link] : [policies[access]];
}

/** True for an id in a path, where a token could stand instead. */
export function isId(segment: string | undefined): boolean {
  return /^\d+$/.test(segment ?? "");
}
