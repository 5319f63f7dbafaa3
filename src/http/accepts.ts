/** Whether a link's answer is to be a page or JSON; a browser asks for pages, programs say what they want. */
export function wantsPage(headers: Headers, otherwise: "page" | "json"): boolean {
  const accept = headers.get("accept") ?? "*/*";
  if (accept.includes("text/html")) return true;
  if (accept.includes("json")) return false;
  return otherwise === "page";
}

/** True for requests that only look: `HEAD`, and those that a browser or scanner makes ahead of a person. */
export function onlyLooks({ method, headers }: Request): boolean {
  const purpose = headers.get("sec-purpose") ?? headers.get("purpose") ?? headers.get("x-purpose") ?? "";
  return method === "HEAD" || /prefetch|prerender|preview/i.test(purpose) || headers.has("x-moz");
}
