import { type Token, tokenize } from "../c/tokens.ts";
import { functionAround } from "../flow/uses.ts";
import type { Assessed } from "./assess.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Which calls make the caches that objects are taken from, by the name of the static variable that keeps the cache. */
export type StaticCaches = ReadonlyMap<string, Assessed>;

/** What decides which static caches a file has, beside its text. */
export interface CacheCalls {
  /** The variables that objects are taken from. */
  readonly names: ReadonlySet<string>;
  /** The calls that make caches, by their offsets. */
  readonly made: ReadonlyMap<number, Assessed>;
}

/** The calls that have to do with caches; undefined where the file does not both make caches and take objects of them. */
export function cacheCalls(assessments: readonly Assessed[]): CacheCalls | undefined {
  const names = new Set(assessments.flatMap((assessment) => cacheNameOf(assessment) ?? []));
  const made = new Map(
    assessments.filter(({ api }) => api.by === "cache").map((assessment) => [assessment.call.start, assessment]),
  );
  return names.size > 0 && made.size > 0 ? { names, made } : undefined;
}

/** The call that makes the cache which a call takes its object from. */
export function makerOf(assessment: Assessed, caches: StaticCaches): Assessed | undefined {
  return caches.size > 0 ? caches.get(cacheNameOf(assessment) ?? "") : undefined;
}

/** The variable that an allocation of one object names. */
function cacheNameOf({ api: { family, sizing }, call }: Assessed): string | undefined {
  if (family !== "slab caches" || sizing.kind !== "object" || sizing.count !== undefined) return undefined;
  const argument = call.args[sizing.pool] ?? "";
  return /^[A-Za-z_]\w*$/.test(argument) ? argument : undefined;
}

/** A call that takes an object of a cache, with what its maker says of it: the object is of that size. */
export function objectOf(made: Assessed, assessment: Assessed): Assessed {
  const { size, placement } = made;
  if (size.kind !== "known" || placement.kind !== "slab") return assessment;
  const says = `${made.call.function}() makes the cache for objects of ${size.bytes} bytes: each takes a slot of ${placement.bytesAlloc}`;
  const trace = [{ kernel: `${assessment.call.callee}()`, says }];
  return { ...assessment, size, placement: { ...placement, trace }, trace };
}

/**
 * The caches that are kept in static variables which nothing but calls that make one kind of cache writes to.
 */
export function staticCaches({ names, made }: CacheCalls, text: string, functions: readonly Range[]): StaticCaches {
  const writers = new Map<string, Assessed[]>();
  const declared = new Set<string>();
  const others = new Set<string>();
  const tokens = tokenize(text);
  let inDirective = false;
  tokens.forEach((token, i) => {
    if (token.bol) inDirective = token.text === "#";
    if (token.kind !== "name" || !names.has(token.text)) return;
    const name = token.text;
    const before = tokens[i - 1]?.text;
    if (before === "." || before === "->") return;
    if (inDirective) others.add(name);
    else if (!functionAround(functions, token.at)) {
      if (isStaticCache(tokens, i)) declared.add(name);
      else others.add(name);
    } else if (tokens[i + 1]?.text === "=") {
      const value = tokens[i + 2];
      const writer = made.get(value?.at ?? -1);
      if (writer) writers.set(name, [...(writers.get(name) ?? []), writer]);
      else if (value?.text !== "NULL" || tokens[i + 3]?.text !== ";") others.add(name);
    } else if (!isRead(tokens, i)) others.add(name);
  });
  const caches = new Map<string, Assessed>();
  for (const [name, calls] of writers) {
    const compiled = calls.filter(({ call }) => call.active);
    const [first] = compiled;
    if (first && declared.has(name) && !others.has(name) && compiled.every((call) => isSameCache(call, first)))
      caches.set(name, first);
  }
  return caches;
}

/** `static struct kmem_cache *a, *b;`, with attributes that are plain words, around the token of that index. */
function isStaticCache(tokens: readonly Token[], index: number): boolean {
  const isEnd = ({ text, bol }: Token) => text === ";" || text === "}" || (bol && text === "#");
  let from = index;
  while (from > 0 && !isEnd(tokens[from - 1] as Token)) from--;
  // A directive ends with its line.
  if (tokens[from - 1]?.text === "#") while (from < index && !tokens[from]?.bol) from++;
  let to = index;
  while (to < tokens.length && !isEnd(tokens[to] as Token)) to++;
  const words = tokens.slice(from, to).map(({ text }) => text);
  return /^static struct kmem_cache (\* (\w+ )+(= (NULL|0) )?, )*\* (\w+ )+(= (NULL|0) )?; $/.test(
    [...words, ";", ""].join(" "),
  );
}

/** Whether the variable is only read there: no address taken, no declaration of another variable of that name. */
function isRead(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (!before || before.text === "&" || before.text === "*" || before.text === "++" || before.text === "--")
    return false;
  if (before.kind === "name" && before.text !== "return" && before.text !== "else") return false;
  return !/^(\+\+|--|[-+*/%&|^]=|<<=|>>=)$/.test(tokens[index + 1]?.text ?? "");
}

/** Whether two calls make caches of the same objects in the same slots. */
function isSameCache({ placement: a }: Assessed, { placement: b }: Assessed): boolean {
  return a.kind === "slab" && b.kind === "slab" && a.bytesReq === b.bytesReq && a.bytesAlloc === b.bytesAlloc;
}
