import * as React from "react";
import * as ReactDom from "react-dom";
import * as ReactDomClient from "react-dom/client";
import * as SchedKit from "../../src/embed/react/index.ts";

/** What the tests put into a page: React as its apps start it, up to 17 and since 18, and what the page notes. */
const app = {
  React,
  ...SchedKit,
  noted: [] as unknown[],
  note: (name: string) => (detail?: unknown) =>
    void app.noted.push(detail === undefined ? [name] : [name, detail]),
  render(element: React.ReactNode): void {
    const place = document.querySelector("#app")!;
    if ("createRoot" in ReactDomClient) {
      app.root ??= ReactDomClient.createRoot(place);
      app.root.render(element);
    } else (ReactDom as any).render(element, place);
  },
  hydrate(element: React.ReactNode): void {
    const place = document.querySelector("#app")!;
    if ("hydrateRoot" in ReactDomClient) app.root = ReactDomClient.hydrateRoot(place, element);
    else (ReactDom as any).hydrate(element, place);
  },
  root: undefined as ReactDomClient.Root | undefined,
};

Object.assign(globalThis, { app });
