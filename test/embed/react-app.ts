import * as React from "react";
import * as ReactDom from "react-dom";
import * as ReactDomClient from "react-dom/client";
import * as SchedKit from "../../src/embed/react/index.ts";

/** The test page's app: React's entry points before and since version 18, and its recorded events. */
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
