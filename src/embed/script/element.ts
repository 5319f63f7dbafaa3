import type { OpenDialog } from "../core/dialog.ts";
import { mountInline } from "../core/inline.ts";
import { openerStyle, styledRoot } from "../core/styles.ts";
import { announce, attributeNames, type HtmlOptions, readOptions } from "./attributes.ts";
import { openFor } from "./opening.ts";

/** Defines `<schedkit-embed>`; `base` is the URL of the script. */
export function defineElement(base: string): void {
  customElements.define(
    "schedkit-embed",
    class extends HTMLElement {
      declare private rendered: string;
      declare private clear: () => void;
      declare private opened: OpenDialog | undefined;

      static get observedAttributes() {
        return attributeNames;
      }

      connectedCallback() {
        this.render();
      }

      disconnectedCallback() {
        this.close();
        if (this.clear) this.clear();
        this.rendered = "";
      }

      /** Batches changes to several attributes. */
      attributeChangedCallback() {
        void Promise.resolve().then(() => this.isConnected && this.render());
      }

      /** Opens the dialog of a popup or widget. */
      open() {
        const options = this.options();
        if (options.mode !== "inline") this.opened = openFor(this, options);
      }

      close() {
        if (this.opened) this.opened.close();
      }

      private options(): HtmlOptions {
        return readOptions((name) => this.getAttribute(name), base);
      }

      private render() {
        const options = this.options();
        const wanted = JSON.stringify(options);
        if (wanted === this.rendered) return;
        this.rendered = wanted;
        if (this.clear) this.clear();
        this.clear =
          options.mode === "inline"
            ? mountInline(this, options, (booking) => announce(this, "booked", booking))
            : mountButton(this, options, () => this.open());
      }
    },
  );
}

function mountButton(host: HTMLElement, { label, mode, corner }: HtmlOptions, open: () => void): () => void {
  const button = styledRoot(host).appendChild(document.createElement("button"));
  button.type = "button";
  button.textContent = label;
  button.setAttribute("part", "button");
  button.setAttribute("aria-haspopup", "dialog");
  Object.assign(button.style, openerStyle(mode === "widget" ? corner : undefined));
  button.addEventListener("click", open);
  return () => button.remove();
}
