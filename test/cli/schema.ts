/** Validators of the public interface, schema 1. Each throws with the place and the value that is wrong. */

type Check = (value: unknown, at: string) => void;

const string: Check = (value, at) => assert(typeof value === "string", at, value);
const boolean: Check = (value, at) => assert(typeof value === "boolean", at, value);
const count: Check = (value, at) => assert(Number.isSafeInteger(value) && Number(value) >= 0, at, value);
const position: Check = (value, at) => assert(Number.isSafeInteger(value) && Number(value) >= 1, at, value);
const number: Check = (value, at) => assert(typeof value === "number" && Number.isFinite(value), at, value);
/** Decimal strings stand for what a double does not hold. */
const integer: Check = (value, at) =>
  assert(Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{16,}$/.test(value)), at, value);

const source = oneOf("file", "headers", "btf", "table");
const sizeKinds: Readonly<Record<string, Check>> = {
  known: object({ bytes: integer, from: listOf(source) }),
  between: object({ min: integer, max: integer, from: listOf(source) }),
  symbolic: object(
    { expression: string, base: integer, terms: listOf(string), from: listOf(source) },
    { unit: integer },
  ),
  unknown: object({ why: string }),
};
const size = byKind(sizeKinds);
const step = object({ kernel: string, says: string });

const placed = { bytesReq: count, bytesAlloc: count, overhead: count };
const placement: Check = (value, at) => placementKinds(value, at);
const placementKinds = byKind({
  slab: object({ ...placed, cache: string, objectSize: count, slotSize: count }),
  pages: object({ ...placed, order: count, pages: count }),
  vmalloc: object({ ...placed, pages: count, guardPages: count }),
  percpu: object(placed),
  dma: object(placed),
  skb: object({ ...placed, head: placement, truesize: count }),
  none: object(placed),
  fails: object({ bytesReq: integer, bytesAlloc: count, overhead: count, why: string }),
  unknown: object({ why: string }, { bytesReq: integer }),
  oneOf: object({ placements: listOf(placement), because: string }),
  range: object({ min: placement, max: placement }),
});

const wasted = object({ bytes: number }, { ofRequested: number, ofAllocated: number });

const site = object(
  {
    file: string,
    line: position,
    column: position,
    endLine: position,
    endColumn: position,
    function: string,
    api: string,
    text: string,
    active: boolean,
    size,
    gfp: byKind({ known: object({ flags: listOf(string), value: count }), unknown: object({ why: string }) }),
    context: byKind({
      process: object({ why: string }),
      atomic: object({ why: string }),
      unknown: object({ why: string }),
    }),
    placement,
    trace: listOf(step),
  },
  {
    macro: string,
    elements: object({ count: size, each: size }),
    order: byKind({ known: object({ value: count }), unknown: object({ why: string }) }),
    wasted,
    compare: listOf(object({ profile: string }, { size, placement, wasted })),
  },
);

const finding = object(
  {
    rule: string,
    severity: oneOf("error", "warning", "info", "hint"),
    confidence: oneOf("high", "moderate", "low"),
    file: string,
    line: position,
    column: position,
    endLine: position,
    endColumn: position,
    message: string,
  },
  {
    related: listOf(
      object({ line: position, column: position, endLine: position, endColumn: position, message: string }),
    ),
    fix: object({ title: string, edits: listOf(object({ span: listOf(count), text: string })) }),
  },
);

const run = {
  schema: exactly(1),
  tool: object({ name: string, version: string }),
  profile: object({ kernel: string, arch: string, pageSize: count, assumed: boolean }),
  kernel: object({ option: string, chosen: string }, { dir: string }),
};
const summary = object({
  files: count,
  skipped: listOf(object({ file: string, why: string })),
  sites: count,
  known: count,
  unknown: count,
  bytesReq: count,
  bytesAlloc: count,
  milliseconds: count,
});

export const checkOutput = object({ ...run, sites: listOf(site), findings: listOf(finding), summary });

/** The lines of a jsonl run: one run line, then sites and findings, then one summary. */
export function checkLines(lines: readonly unknown[]): void {
  const [first, ...rest] = lines;
  object({ run: object(run) })(first, "line 1");
  object({ summary })(rest.at(-1), "last line");
  for (const [i, line] of rest.slice(0, -1).entries()) {
    const isFinding = entriesOf(line, `line ${i + 2}`).has("finding");
    (isFinding ? object({ finding }) : object({ site }))(line, `line ${i + 2}`);
  }
}

/** An answer of `simulate --batch`. */
export const checkAnswer: Check = (value, at) => {
  if (kindOf(value) === "error") object({ why: string })(value, at);
  else placement(value, at);
};

function assert(holds: boolean, at: string, value: unknown): void {
  if (!holds) throw new Error(`${at} is ${JSON.stringify(value)}`);
}

function object(keys: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  return (value, at) => {
    const entries = entriesOf(value, at);
    for (const [key, check] of Object.entries(keys)) check(entries.get(key), `${at}.${key}`);
    for (const [key, check] of Object.entries(optional)) if (entries.has(key)) check(entries.get(key), `${at}.${key}`);
  };
}

function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) throw new Error(`${at} is no list`);
    for (const [i, entry] of value.entries()) check(entry, `${at}[${i}]`);
  };
}

function byKind(kinds: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    const check = kinds[kindOf(value)];
    if (!check) throw new Error(`${at}.kind is ${JSON.stringify(kindOf(value))}`);
    check(value, at);
  };
}

function oneOf(...values: readonly string[]): Check {
  return (value, at) => assert(typeof value === "string" && values.includes(value), at, value);
}

function exactly(expected: unknown): Check {
  return (value, at) => assert(value === expected, at, value);
}

function kindOf(value: unknown): string {
  return String(entriesOf(value, "value").get("kind"));
}

function entriesOf(value: unknown, at: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${at} is no object`);
  return new Map(Object.entries(value));
}
