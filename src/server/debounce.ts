import type { ServerHost } from "./host.ts";

/** Runs a task for each key once nothing has asked for it for a while. */
export class Debounce {
  private readonly waiting = new Map<string, () => void>();

  constructor(
    private readonly host: Pick<ServerHost, "after">,
    private readonly task: (key: string) => void,
  ) {}

  schedule(key: string, milliseconds: number): void {
    this.cancel(key);
    const stop = this.host.after(milliseconds, () => {
      this.waiting.delete(key);
      this.task(key);
    });
    this.waiting.set(key, stop);
  }

  isWaiting(key: string): boolean {
    return this.waiting.has(key);
  }

  cancel(key: string): void {
    this.waiting.get(key)?.();
    this.waiting.delete(key);
  }

  cancelAll(): void {
    for (const key of [...this.waiting.keys()]) this.cancel(key);
  }
}
