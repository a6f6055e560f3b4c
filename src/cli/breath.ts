/** Milliseconds after which signals are looked for. */
const BREATH = 50;

/** Lets signals and output through between one file and the next, now and then. */
export class Breath {
  private last = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.last < BREATH) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.last = performance.now();
  }
}
