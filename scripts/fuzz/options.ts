import { parseArgs } from "node:util";

export interface FuzzOptions {
  readonly seed: number;
  /** Seconds of CPU time, or executions, whatever comes first. */
  readonly seconds: number;
  readonly executions: number;
  /** Names of kinds; all where left out. */
  readonly kinds: readonly string[] | undefined;
  /** Number of the first case, and whether it is the only one. */
  readonly first: number;
  readonly only: boolean;
  /** C sources that are broken beside those that are made. */
  readonly files: readonly string[];
}

export function readOptions(args: readonly string[]): FuzzOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: "string", default: "1" },
      seconds: { type: "string" },
      executions: { type: "string" },
      kind: { type: "string", multiple: true },
      case: { type: "string" },
    },
  });
  const { seconds, executions } = values;
  return {
    seed: Number(values.seed),
    seconds: Number(seconds ?? (executions === undefined ? 60 : Number.POSITIVE_INFINITY)),
    executions: Number(executions ?? Number.POSITIVE_INFINITY),
    kinds: values.kind,
    first: Number(values.case ?? 0),
    only: values.case !== undefined,
    files: positionals,
  };
}
