import { readFileSync } from "node:fs";

/** Measures a server from outside: its memory, and how long its answers take. */
export class Figures {
  edits = 0;
  private answers = 0;
  private recent: number[] = [];
  private readonly memory: number[] = [];
  private readonly medians: number[] = [];
  private readonly started = Date.now();

  constructor(private readonly pid: number | undefined) {}

  /** Runs one request and notes how long it took. */
  async timed<T>(ask: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const answer = await ask();
    this.recent.push(performance.now() - started);
    this.answers++;
    return answer;
  }

  /** Of the time since the last line. */
  line(): string {
    const sorted = this.recent.sort((a, b) => a - b);
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
    const rss = this.residentMegabytes();
    this.memory.push(rss);
    this.medians.push(at(0.5));
    this.recent = [];
    const [half, most, all] = [at(0.5), at(0.95), at(1)].map((milliseconds) => milliseconds.toFixed(0).padStart(5));
    const minutes = ((Date.now() - this.started) / 60_000).toFixed(1).padStart(6);
    return `${minutes} min  ${rss} MiB  ${half} ms half, ${most} ms 95 %, ${all} ms all of ${sorted.length} answers`;
  }

  /** Neither memory nor latency of the last third is above that of the second by more than a fifth. */
  get isFlat(): boolean {
    return isFlat(this.memory) && isFlat(this.medians.map((median) => median + 5));
  }

  verdict(): string {
    const most = Math.max(0, ...this.memory);
    return `${this.edits} edits, ${this.answers} answers, at most ${most} MiB: ${this.isFlat ? "flat" : "NOT FLAT"}`;
  }

  private residentMegabytes(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  }
}

function isFlat(values: readonly number[]): boolean {
  const third = Math.floor(values.length / 3);
  if (third === 0) return true;
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
  return mean(values.slice(-third)) <= 1.2 * mean(values.slice(third, -third));
}
