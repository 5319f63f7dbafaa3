import { setDefaultTimeout } from "bun:test";
import { length } from "../proof/lengths.ts";

// A limit for what hangs, not a measure: the same test takes ten times longer on a busy machine.
setDefaultTimeout(length({ short: 120_000, full: 600_000 }));
