import type { ServerHost } from "./host.ts";

/** Milliseconds of work after which messages that have arrived are handled first. */
const AT_A_TIME = 12;

/** Work that lets others have their turn. */
export class Pace {
  private since = Date.now();

  constructor(private readonly host: Pick<ServerHost, "turn">) {}

  /** Whether it is time to let others have their turn. */
  get isDue(): boolean {
    return Date.now() - this.since >= AT_A_TIME;
  }

  /** Lets them, where it is time. */
  async keep(): Promise<void> {
    if (!this.isDue) return;
    await this.host.turn();
    this.since = Date.now();
  }
}
