import { includesIn } from "./directives.ts";
import { type HeaderNode, localGraph } from "./header-graph.ts";
import type { ReadingContext, SourceText } from "./source-file.ts";

/** Headers below which no macro names an API, by the names that were looked for. */
const WITHOUT = new WeakMap<ReadingContext["apis"], WeakSet<HeaderNode>>();

/**
 * Whether a file may call an API: its text names one, or a header beside it, or one that this includes, has a macro that
 * does. Says so without an index of the file: of a kernel's files half need none.
 */
export function mayCall({ path, text }: SourceText, { apis, resolve, kernel, build }: ReadingContext): boolean {
  if (build?.includer || apis.isMentioned(text)) return true;
  const graph = localGraph(resolve, kernel);
  let without = WITHOUT.get(apis);
  if (!without) {
    without = new WeakSet();
    WITHOUT.set(apis, without);
  }
  const met = new Set<HeaderNode>();
  const open = graph.includesOf({ path, includes: includesIn(text) });
  for (let node = open.pop(); node || open.length > 0; node = open.pop()) {
    if (!node || node.graph !== graph || met.has(node) || without.has(node)) continue;
    if (apis.macrosOf(node.file.index).length > 0) return true;
    met.add(node);
    open.push(...node.includes);
  }
  for (const node of met) without.add(node);
  return false;
}
