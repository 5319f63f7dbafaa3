/** How the booking page is embedded: inline, in a dialog, or in a dialog behind a floating button. */
export type Mode = "inline" | "popup" | "widget";

/** The page's colours; `auto` follows the visitor's system. */
export type EmbedTheme = "light" | "dark" | "auto";

type Given = string | null | undefined;

/** Which booking page is shown, and its initial values. Null, undefined and empty values are ignored. */
export type PageOptions = {
  /** The URL of schedkit, such as `https://book.example.com`; http or https. */
  readonly baseUrl: Given;
  readonly user: Given;
  /** The event type's slug; without it the page lists all event types of the host. */
  readonly event: Given;
  readonly mode: Mode;
  readonly name: Given;
  readonly email: Given;
  readonly notes: Given;
  readonly timezone: Given;
  readonly language: Given;
  readonly theme: Given;
};

/** The URL of the page in the frame; undefined if the options name no page. */
export function pageAddress(options: PageOptions): URL | undefined {
  const base = baseAddress(options.baseUrl);
  const user = pathPart(options.user);
  const event = pathPart(options.event);
  if (!base || !user || event === undefined) return undefined;
  const address = new URL("book/" + user + (event && "/" + event), base);
  for (const [name, value] of queryOf(options)) {
    if (value) address.searchParams.set(name, value);
  }
  return address;
}

/** The server's URL with a trailing slash; undefined if it is not http or https. */
export function baseAddress(text: Given): URL | undefined {
  const base = parsed(text);
  if (!base || !/^https?:$/.test(base.protocol) || base.username || base.password) return undefined;
  base.search = base.hash = "";
  base.pathname = base.pathname.replace(/\/*$/, "/");
  return base;
}

function parsed(text: Given): URL | undefined {
  try {
    return new URL(text || "");
  } catch {
    return undefined;
  }
}

/** Empty for no value; undefined for a value that would lead to another path. */
function pathPart(text: Given): string | undefined {
  const part = (text || "").trim();
  if (/^\.\.?$/.test(part)) return undefined;
  try {
    return encodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function queryOf(options: PageOptions): readonly (readonly [string, Given])[] {
  const { theme } = options;
  return [
    ["embed", options.mode],
    ["name", options.name],
    ["email", options.email],
    ["notes", options.notes],
    ["tz", options.timezone],
    ["lang", options.language],
    ["theme", theme === "light" || theme === "dark" ? theme : "auto"],
  ];
}
