import type { FieldProblems } from "../form-fields.ts";
import type { PageState } from "../state.ts";

/** A `maxlength`, which counts UTF-16 code units, that is never too small for this many code points. */
export function maxUnits(codePoints: number): number {
  return 2 * codePoints;
}

/** Associates a field with the error below it. */
export function problemProps(problems: FieldProblems, name: string) {
  if (!(name in problems)) return {};
  return { "aria-invalid": "true", "aria-describedby": `${name}-problem` } as const;
}

export function ProblemNote({ state, name }: { readonly state: PageState; readonly name: string }) {
  const problem = state.problems[name];
  if (problem === undefined) return null;
  return (
    <span class="problem" id={`${name}-problem`}>
      {state.texts.problems[problem]}
    </span>
  );
}
