/** Argon2id with 19 MiB and two passes, the least that OWASP's Password Storage Cheat Sheet asks for. */
const COST = { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 } as const;
const MADE_WITH_COST = "$argon2id$v=19$m=19456,t=2,p=1$";

/** How many passwords are worked on at once, 19 MiB and a thread each, and how many wait for their turn. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** Of a password that nobody knows: what is checked where there is none, so that this takes as long. */
const NOBODYS =
  "$argon2id$v=19$m=19456,t=2,p=1$PQEM6ggz7whc+PJpH7iPUKV58H3WPfq7TF1sWwyCwyE$UzSCqtilnMb32CqCrRLaKYF8vBDzyNvh4Y70Mqm8GKU";

let working = 0;
const waiting: (() => void)[] = [];

/** The hash that the database keeps of a password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => Bun.password.hash(password, COST));
}

/**
 * Whether a hash is of this password: never where there is no hash, which takes as long to say. `busy` where so many
 * wait that nobody else should.
 */
export async function checkPassword(
  password: string,
  hash: string | null,
): Promise<"right" | "wrong" | "busy"> {
  if (waiting.length >= MOST_WAITING) return "busy";
  const same = await inTurn(() => Bun.password.verify(password, hash ?? NOBODYS));
  return same && hash !== null ? "right" : "wrong";
}

/** True for a hash that takes another time to check than those that are made today. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(MADE_WITH_COST);
}

/** Hands its turn on to who waits longest. */
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
