/** What a host's note can mention, as `{name}`. */
export const noteVariables = [
  "attendee_name",
  "attendee_email",
  "host_name",
  "host_email",
  "event_title",
  "date",
  "start_time",
  "end_time",
  "timezone",
  "duration",
  "location",
  "booking_uid",
] as const;

export type NoteVariable = (typeof noteVariables)[number];

/** What is wrong with a note: the first `{name}` that is no variable. */
export function noteProblem(note: string | null): string | undefined {
  const unknown = [...(note ?? "").matchAll(VARIABLE)].find(([, name]) => !isVariable(name!));
  return unknown && `must not contain ${unknown[0]}, which is not a variable`;
}

/** The note with the values of its variables, which are not searched for variables again. */
export function filledNote(note: string, values: Readonly<Record<NoteVariable, string>>): string {
  return note.replaceAll(VARIABLE, (whole, name: string) => (isVariable(name) ? values[name] : whole));
}

const VARIABLE = /\{([^{}\n]*)\}/g;

function isVariable(name: string): name is NoteVariable {
  return (noteVariables as readonly string[]).includes(name);
}
