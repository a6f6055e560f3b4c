import type { FileAnalysis, FunctionView } from "../analysis/file-analysis.ts";
import { functionAt } from "../analysis/file-analysis.ts";
import { apiNamed } from "../api/catalogue.ts";
import { FREE_FUNCTIONS, freeFunctionNamed } from "../api/free-functions.ts";
import type { Call, Expression, Span } from "../c/tree/nodes.ts";
import { type Node, nodesOf } from "../c/tree/walk.ts";
import { baseOf, blurredNames, isNull, lastMember, placeOf, plainValue } from "../flow/ownership/places.ts";
import type { Site } from "../rules/sites.ts";

/** A call that frees the memory of an allocation, or may do so. */
export type MatchingFree = Span &
  /** It is certain that it frees this memory alone. */
  (
    | { readonly kind: "certain"; readonly call: Call }
    /** Why it may free other memory too, or none. */
    | { readonly kind: "doubtful"; readonly why: string }
  );

/** The calls of the file that free what an allocation is assigned to, in the order of the text. */
export function matchingFrees(site: Site, file: FileAnalysis): readonly MatchingFree[] {
  const { target, call } = site;
  const own = functionAt(file, call.start);
  const place = target === undefined || !own ? undefined : plainPlace(target);
  if (place === undefined || !own) return [];
  const isLocal = place === baseOf(place) && declaresLocal(own, place);
  const views = isLocal ? [own] : file.functions;
  const doubt = doubtOf(place, isLocal, views, site);
  const seen = views.flatMap((view): MatchingFree[] => {
    if (!view.tree) return [];
    const nodes = nodesOf(view.tree.body);
    return nodes.flatMap((node): MatchingFree[] => {
      const freed = freedBy(node);
      if (!freed || lastMember(freed.place) !== lastMember(place)) return [];
      if (!isLocal && freed.place === baseOf(freed.place) && declaresLocal(view, freed.place)) return [];
      const other =
        freed.place === place && sameBase(view, own, place) ? undefined : `it is written ${freed.place} here`;
      const why = doubt ?? other;
      const { call } = freed;
      const { start, end } = call;
      return [why === undefined ? { kind: "certain", start, end, call } : { kind: "doubtful", start, end, why }];
    });
  });
  return [...seen, ...unseenFrees(place, views, site.text, seen)].sort((a, b) => a.start - b.start);
}

/** What reads like a free of the place, and stands where no tree shows it: in a branch that is left out, or a macro. */
function unseenFrees(
  place: string,
  views: readonly FunctionView[],
  text: string,
  seen: readonly Span[],
): MatchingFree[] {
  const pattern = new RegExp(`\\b(?:${FREE_NAMES})\\s*\\([^;{}]*?\\b${lastMember(place)}\\b[^;{}]*?\\)`, "g");
  return views.flatMap((view) => {
    const body = withoutComments(text.slice(view.start, view.end));
    return [...body.matchAll(pattern)].flatMap((match): MatchingFree[] => {
      const start = view.start + match.index;
      if (seen.some((span) => span.start <= start && start < span.end)) return [];
      const why = "this configuration does not compile it, or a macro hides it";
      return [{ kind: "doubtful", start, end: start + match[0].length, why }];
    });
  });
}

const FREE_NAMES = FREE_FUNCTIONS.map(({ name }) => name).join("|");

/** The same text with its comments blanked. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, " "));
}

/** Why a place may hold other memory than that of the one allocation. */
function doubtOf(place: string, isLocal: boolean, views: readonly FunctionView[], site: Site): string | undefined {
  const member = lastMember(place);
  for (const { tree } of views) {
    if (!tree) continue;
    const nodes = nodesOf(tree.body);
    if (isLocal && blurredNames(nodes).has(place)) return `the address of ${place} is taken`;
    for (const node of nodes) {
      const value = assignedTo(node, member);
      if (!value || isNull(value)) continue;
      const plain = plainValue(value);
      if (plain.kind !== "call" || plain.start !== site.call.start) return `${place} is given other values too`;
    }
  }
  return undefined;
}

/** What a node assigns to a variable or member of this name. */
function assignedTo(node: Node, member: string): Expression | undefined {
  if (node.kind === "assign") {
    const target = placeOf(node.target);
    return target !== undefined && lastMember(target) === member ? node.value : undefined;
  }
  if (node.kind !== "declaration") return undefined;
  return node.declarators.find(({ name }) => name === member)?.initializer;
}

function freedBy(node: Node): { readonly call: Call; readonly place: string } | undefined {
  if (node.kind !== "call") return undefined;
  const free = freeFunctionNamed(node.name);
  const argument = free && !apiNamed(node.name) ? node.args[free.pointer] : undefined;
  const place = argument && placeOf(argument);
  return place === undefined ? undefined : { call: node, place };
}

/** The base of a place is the same variable, or one of the same type, in both functions. */
function sameBase(a: FunctionView, b: FunctionView, place: string): boolean {
  if (a === b) return true;
  const base = baseOf(place);
  const [typeA, typeB] = [typeOf(a, base), typeOf(b, base)];
  return typeA === typeB;
}

/** The type of a parameter or local variable as it is written; undefined for what the function does not declare. */
function typeOf({ tree }: FunctionView, name: string): string | undefined {
  const parameter = tree?.parameters.find((one) => one.name === name);
  if (parameter) return bare(parameter.type);
  for (const node of tree ? nodesOf(tree.body) : []) {
    if (node.kind !== "declaration") continue;
    const declarator = node.declarators.find((one) => one.name === name);
    if (declarator) return bare(`${node.type}${"*".repeat(declarator.pointers)}`);
  }
  return undefined;
}

function bare(type: string): string {
  return type.replace(/\bconst\b|\s+/g, "");
}

function declaresLocal({ tree }: FunctionView, name: string): boolean {
  if (!tree) return false;
  return (
    tree.parameters.some((one) => one.name === name) ||
    nodesOf(tree.body).some(
      (node) => node.kind === "declaration" && node.declarators.some((declarator) => declarator.name === name),
    )
  );
}

/** `p`, `dev->ring`: what placeOf() makes of the same text; undefined for other targets. */
function plainPlace(target: string): string | undefined {
  const text = target.replace(/\s+/g, "");
  return /^\w+(?:(?:->|\.)\w+)*$/.test(text) ? text : undefined;
}
