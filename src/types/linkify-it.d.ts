/** What is used of the library, which comes without types. */
declare module "linkify-it" {
  export default class LinkifyIt {
    match(text: string): { readonly schema: string; readonly text: string }[] | null;
  }
}
