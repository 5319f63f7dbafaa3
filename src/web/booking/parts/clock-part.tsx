import { addressOf } from "../address.ts";
import { onClick } from "../actions.ts";
import type { PartProps } from "./part-props.ts";

/** The choice between 12-hour and 24-hour times. */
export function ClockPart({ state, act }: PartProps) {
  const { texts, clock, date } = state;
  const words = { "12": texts.clock12, "24": texts.clock24 } as const;
  return (
    <p class="clock" role="group" aria-label={texts.clockLabel}>
      {(["12", "24"] as const).map((one) => (
        <a
          key={one}
          href={addressOf(state, { clock: one, ...(date !== null && { date }) })}
          aria-current={one === clock ? "true" : undefined}
          {...onClick(act, (act) => act.chooseClock(one))}
        >
          {words[one]}
        </a>
      ))}
    </p>
  );
}
