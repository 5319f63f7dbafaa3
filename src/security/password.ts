/** Argon2id with 19 MiB and two passes, the minimum of OWASP's Password Storage Cheat Sheet. */
const COST = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;
const MADE_WITH_COST = "$argon2id$v=19$m=19456,t=2,p=1$";

/** How many hashes are computed at once, with 19 MiB and a thread each, and how many can wait. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** The hash of a random password, checked when there is no real hash, so that both take equally long. */
const NOBODYS =
  "$argon2id$v=19$m=19456,t=2,p=1$PQEM6ggz7whc+PJpH7iPUKV58H3WPfq7TF1sWwyCwyE$UzSCqtilnMb32CqCrRLaKYF8vBDzyNvh4Y70Mqm8GKU";

let working = 0;
const waiting: (() => void)[] = [];

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => Bun.password.hash(password, COST));
}

/**
 * Checks a password against a hash. Without a hash the answer is false after the same time; `busy` if too many checks are
 * waiting.
 */
export async function checkPassword(
  password: string,
  hash: string | null,
): Promise<"right" | "wrong" | "busy"> {
  if (waiting.length >= MOST_WAITING) return "busy";
  const same = await inTurn(() => Bun.password.verify(password, hash ?? NOBODYS));
  return same && hash !== null ? "right" : "wrong";
}

/** Returns whether a hash was made with different cost parameters. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(MADE_WITH_COST);
}

/** Passes the turn to the longest waiting check. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working < AT_ONCE) working += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else working -= 1;
  }
}
