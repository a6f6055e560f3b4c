/** Counts how often the server ended by itself, in a span of time. */
export class Crashes {
  private times: readonly number[] = [];

  /** It ended at `now`, in milliseconds; returns whether that was once too often. */
  isOneTooMany(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < SPAN), now];
    return this.times.length >= MOST;
  }

  /** The user wants another try. */
  forget(): void {
    this.times = [];
  }
}

/** So many ends within so many milliseconds are no accidents. */
const MOST = 5;
const SPAN = 3 * 60_000;
