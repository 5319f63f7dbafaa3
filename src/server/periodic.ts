export type Periodic = {
  /** Starts nothing new, and resolves once the run under way has ended. */
  stop(): Promise<void>;
};

/** Runs work now and then every `everyMs`, never twice at a time. `run` must not reject; it ends early when `goesOn` is false. */
export function startPeriodic(run: (goesOn: () => boolean) => Promise<void>, everyMs: number): Periodic {
  const timer = setInterval(begin, everyMs);
  let stopped = false;
  let running: Promise<void> | undefined;

  function begin(): void {
    running ??= run(() => !stopped).finally(() => (running = undefined));
  }

  begin();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
