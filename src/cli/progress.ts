import { grouped } from "./format/numbers.ts";

/** Shows on a terminal's stderr how many files are checked, how fast, and how long it will take; elsewhere nothing. */
export interface Progress {
  file(): void;
  end(): void;
}

/** So many files are checked before anybody wonders. */
const FEW = 50;

/** Milliseconds between two pictures. */
const PAUSE = 200;

const BAR = 20;

export function showProgress(files: number): Progress {
  const { stderr } = process;
  if (!stderr.isTTY || files <= FEW) return { file: () => undefined, end: () => undefined };
  const clear = "\r\x1b[K";
  const started = performance.now();
  let shown = started;
  let done = 0;
  return {
    file() {
      done++;
      const now = performance.now();
      if (now - shown < PAUSE) return;
      shown = now;
      stderr.write(clear + progressLine(done, files, now - started).slice(0, (stderr.columns ?? 80) - 1));
    },
    end: () => stderr.write(clear),
  };
}

/** `[#####               ] 8,500 of 34,000 files, 1,700/s, 15 s left`. */
export function progressLine(done: number, files: number, milliseconds: number): string {
  const filled = Math.floor((BAR * done) / files);
  const rate = (1000 * done) / milliseconds;
  const left = Math.ceil((files - done) / rate);
  const time = left < 60 ? `${left} s` : `${Math.floor(left / 60)} min ${left % 60} s`;
  const bar = "#".repeat(filled).padEnd(BAR);
  return `[${bar}] ${grouped(done)} of ${grouped(files)} files, ${grouped(Math.round(rate))}/s, ${time} left`;
}
