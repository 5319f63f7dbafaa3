/** The part of the library that is used; it has no types of its own. */
declare module "linkify-it" {
  export default class LinkifyIt {
    match(text: string): { readonly schema: string; readonly text: string }[] | null;
  }
}
