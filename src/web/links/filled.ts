import type { ComponentChild } from "preact";

/** Replaces the `{names}` in a sentence by text or elements; unknown ones stay. */
export function filled(sentence: string, values: Readonly<Record<string, ComponentChild>>): ComponentChild[] {
  const parts = sentence.split(/\{(\w+)\}/);
  return parts.map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{${part}}`)));
}
