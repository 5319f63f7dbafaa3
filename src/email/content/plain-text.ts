import { fill } from "../../i18n/wording.ts";
import type { EmailDetail } from "./details.ts";
import type { EmailTranslation } from "./translation.ts";
import type { Action, EmailContent } from "./compose.ts";
import { timeText } from "./people-time.ts";

const WIDTH = 72;

/** The text part. URLs stand on lines of their own, unbroken. */
export function emailText(letter: EmailContent, { texts }: EmailTranslation): string {
  const labelled = (label: string) => fill(texts.labelled, { label });
  const blocks = [
    wrapped(letter.heading),
    wrapped(letter.lead),
    ...letter.details.map((detail) => detailBlock(detail, labelled)),
    ...letter.actions.map((action) => actionBlock(action, labelled)),
    wrapped(letter.footer),
    ...notMeBlock(letter.notMe, labelled),
  ];
  return `${blocks.join("\n\n")}\n`;
}

type Labelled = (label: string) => string;

function detailBlock({ label, lines }: EmailDetail, labelled: Labelled): string {
  const heading = /\p{P}$/u.test(label) ? label : labelled(label);
  return [wrapped(heading), ...lines.map((line) => wrapped(textOf(line), "  "))].join("\n");
}

function textOf(line: EmailDetail["lines"][number]): string {
  return typeof line === "string" ? line : timeText(line);
}

function actionBlock({ label, url }: Action, labelled: Labelled): string {
  return `${labelled(label)}\n${url}`;
}

function notMeBlock(notMe: EmailContent["notMe"], labelled: Labelled): string[] {
  if (!notMe) return [];
  return [`${wrapped(`${notMe.question} ${labelled(notMe.answer)}`)}\n${notMe.url}`];
}

/** Wraps at spaces; a word longer than the line, such as a URL, stays whole. */
function wrapped(text: string, indent = ""): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line !== "" && indent.length + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => (line === "" ? "" : indent + line)).join("\n");
}
