import { Elysia, NotFoundError } from "elysia";
import { readableOn, textOn, tintOf } from "../domain/color.ts";
import { CACHE_FOREVER } from "../http/constant-response.ts";
import { route } from "../http/route.ts";

/** The backgrounds of the booking pages' text: the card, and the lightest and darkest that lie next to it. */
const LIGHT = ["#ffffff", "#f3f4f6"];
const DARK = ["#1e2128", "#14161b"];
const TINT = 0.1;

/** An accent colour as light and dark pages use it: readable as text on their backgrounds. */
export function accentOn(color: string): { readonly light: string; readonly dark: string } {
  const light = readableOn(color, [...LIGHT, tintOf(color, LIGHT[0]!, TINT)]);
  const dark = readableOn(color, [...DARK, tintOf(color, DARK[0]!, TINT)]);
  return { light, dark };
}

/** The path of the style sheet for an accent colour, `#1f4fc4`. */
export function accentPath(color: string): string {
  return `/accents/${color.slice(1)}.css`;
}

function styleOf(color: string): string {
  const { light, dark } = accentOn(color);
  const pair = (name: string, one: string, other: string) => `--${name}:light-dark(${one},${other})`;
  const parts = [
    pair("accent", light, dark),
    pair("on-accent", textOn(light), textOn(dark)),
    pair("tint", tintOf(color, LIGHT[0]!, TINT), tintOf(color, DARK[0]!, TINT)),
  ];
  return `:root{${parts.join(";")}}`;
}

/** Style sheets for the accent colours of hosts: a policy without inline styles has no other place for them. */
export function accentRoutes() {
  return new Elysia({ name: "accents" }).get(
    "/accents/:name",
    ({ params }) => {
      const [, digits] = /^([0-9a-f]{6})\.css$/.exec(params.name) ?? [];
      if (digits === undefined) throw new NotFoundError();
      return new Response(styleOf(`#${digits}`), {
        headers: { "content-type": "text/css; charset=utf-8", "cache-control": CACHE_FOREVER },
      });
    },
    route({ access: "page" }),
  );
}
