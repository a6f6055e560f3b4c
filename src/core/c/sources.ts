import type { Source } from "./size-fact.ts";

const ORDER: readonly Source[] = ["file", "headers", "btf", "table"];

/** Notes which sources the facts that are being read come from; remembered facts bring their sources along. */
export class Sources {
  private mask = 0;

  add(source: Source | undefined): void {
    if (source) this.mask |= 1 << ORDER.indexOf(source);
  }

  addMask(mask: number): void {
    this.mask |= mask;
  }

  /** Runs `read` and returns, beside its result, the sources it used. */
  measure<T>(read: () => T): { readonly value: T; readonly mask: number } {
    const before = this.mask;
    this.mask = 0;
    try {
      const value = read();
      return { value, mask: this.mask };
    } finally {
      this.mask |= before;
    }
  }

  /** The same for what is remembered: whoever uses it adds its sources, whether it was read for them or before. */
  measureAlone<T>(read: () => T): { readonly value: T; readonly mask: number } {
    const before = this.mask;
    const measured = this.measure(read);
    this.mask = before;
    return measured;
  }

  static list(mask: number): Source[] {
    return ORDER.filter((_, i) => mask & (1 << i));
  }
}
