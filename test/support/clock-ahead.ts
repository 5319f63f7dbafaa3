/** Preloaded by a server whose clock is ahead of the machine's. */
const aheadMs = Number(process.env["CLOCK_AHEAD_MS"] ?? 0);
const machineTime = Date.now;
Date.now = () => machineTime() + aheadMs;
