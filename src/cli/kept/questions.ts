import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { QUESTIONS } from "../../headers/trace.ts";
import { CONTRADICTORY, type KeptAnswer, TraceGraph } from "./trace-graph.ts";

/** The answer to a question for the text of a file that cannot be had. */
export const NO_TEXT = "none";

export function hashOf(text: string | Uint8Array): string {
  const hash = createHash("sha256");
  return (typeof text === "string" ? hash.update(text, "latin1") : hash.update(text)).digest("base64url");
}

export function textAnswer(text: string | undefined): string {
  return text === undefined ? NO_TEXT : hashOf(text);
}

export function listAnswer(names: readonly string[]): string {
  return hashOf(Buffer.from([...names].sort().join("\n")));
}

/** A file that was changed less than so many milliseconds before it is read may change again without its times telling. */
const SETTLED = 2000;

/**
 * What tells without reading that a file is as it was: its number, size and times, as in git's index. Undefined where there
 * is none; empty where it was changed a moment ago.
 */
export function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!stats) return undefined;
  const { ino, size, mtimeNs, ctimeNs, ctimeMs } = stats;
  return BigInt(Date.now()) - ctimeMs > SETTLED ? `${ino} ${size} ${mtimeNs} ${ctimeNs}` : "";
}

/** A question whose answer was not noted, or was another one the second time. */
function isUncertain(name: string, kept: KeptAnswer | undefined): boolean {
  return kept ? kept === CONTRADICTORY : KINDS.has(name.slice(0, name.indexOf(" ")));
}

const KINDS: ReadonlySet<string> = new Set(Object.keys(QUESTIONS));

/** The graph without what rests on a question whose answer is not certain. */
export function withoutUncertain(graph: TraceGraph): TraceGraph {
  const uncertain = [...graph.names.keys()].filter((node) =>
    isUncertain(graph.names[node] ?? "", graph.answers.get(node)),
  );
  if (uncertain.length === 0) return graph;
  const dropped = graph.above(uncertain);
  const certain = new TraceGraph();
  certain.add(
    graph,
    [...graph.names.keys()].filter((node) => !dropped.has(node)),
  );
  return certain;
}
