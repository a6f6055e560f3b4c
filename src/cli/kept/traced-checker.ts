import type { Checker } from "../checker.ts";
import type { TracedDisk } from "./traced-disk.ts";

/** Notes with each file that is checked what its result rests on. */
export function tracedChecker(checker: Checker, disk: TracedDisk, named: readonly string[]): Checker {
  const nameOf = resultNames(named);
  return {
    ...checker,
    file: (name) => ({ ...disk.within(nameOf(name), () => checker.file(name)), noted: disk.take() }),
  };
}

/** Names of the nodes that stand for results. A file that was named is checked even if a program wrote it. */
export function resultNames(named: readonly string[]): (file: string) => string {
  const all = new Set(named);
  return (file) => `result ${all.has(file) ? "named" : "walked"} ${file}`;
}
