/** An address, and the credentials that it contained. */
export type ServerAddress = { readonly url: string; readonly authorization?: string };

/**
 * Reads an address as hosts enter it: `webcal` means https, and so does a missing scheme. Undefined if it is not an
 * address.
 */
export function serverAddress(entered: string): ServerAddress | undefined {
  const trimmed = entered.trim().replace(/^webcals?:/i, "https:");
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const { username, password } = url;
  url.username = "";
  url.password = "";
  url.hash = "";
  const isSignedIn = username !== "" || password !== "";
  return {
    url: url.href,
    ...(isSignedIn && { authorization: basic(unescaped(username), unescaped(password)) }),
  };
}

/** The value of `Authorization` for a user name and password (RFC 7617), in UTF-8. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
