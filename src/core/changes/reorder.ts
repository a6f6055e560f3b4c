import type { DefinedStruct } from "../c/source-file.ts";
import type { StructLayout, StructMember } from "../c/struct-layout.ts";
import type { TextEdit } from "../rules/finding.ts";
import { lineOf } from "../rules/related.ts";
import { bestMove, type Room, structBytes } from "../rules/size/member-order.ts";
import { declarationsIn, type MemberText, withoutComments } from "./declarations.ts";

/** Another order of a struct's members, or why none is offered. */
export type Reorder =
  | {
      readonly kind: "order";
      readonly edit: TextEdit;
      /** What the order is reckoned to take; the compiler's rules have the last word. */
      readonly bytes: number;
      /** Members that come to stand behind others than before. */
      readonly moved: readonly string[];
      /** What only the reader can know: one sentence each. */
      readonly cautions: readonly string[];
    }
  | { readonly kind: "none"; readonly why: string };

type Struct = Extract<StructLayout, { kind: "struct" }>;

/** More members are no struct that is read at a glance. */
const MOST_MEMBERS = 120;

/** The order nearest to the present one that `isSmaller` holds for. */
export function reorder(
  struct: Struct,
  defined: DefinedStruct,
  path: string,
  text: string,
  isSmaller: (bytes: number) => boolean,
): Reorder {
  const span = { start: defined.start, end: endOfDefinition(text, defined.end) };
  const written = withoutComments(text.slice(span.start, span.end));
  const why = refusal(struct, written, path, text);
  if (why !== undefined) return { kind: "none", why };
  const least = struct.members.reduce((sum, { bytes }) => sum + bytes, 0);
  if (!isSmaller(roundUp(least, struct.align)))
    return { kind: "none", why: `its members alone take ${least} bytes: no order brings it into a smaller class` };
  const units = unitsOf(struct, declarationsIn(text, defined));
  if (!units) return { kind: "none", why: "its members are not plain declarations one after the other" };
  const order = orderOf(units, struct.align, isSmaller);
  if (!order) return { kind: "none", why: "no order without holes was found for its alignments" };
  const [first, last] = [units[0], units.at(-1)];
  if (!first || !last) return { kind: "none", why: "it has no members" };
  const moved = movedIn(units, order);
  return {
    kind: "order",
    edit: {
      start: first.text.start,
      end: last.text.end,
      text: order.map(({ text: { start, end } }) => text.slice(start, end)).join(""),
    },
    bytes: bytesOf(order, struct.align),
    moved,
    cautions: cautionsOf(
      struct,
      order[0] !== first,
      moved.some((name) => units.some((unit) => unit.names.includes(name) && unit.text.hasComment)),
      path,
      text,
    ),
  };
}

/** A declaration with the members that it declares. */
interface Unit {
  readonly text: MemberText;
  readonly names: readonly string[];
  readonly rooms: readonly Room[];
  /** A flexible array: it has to stay last. */
  readonly isLast: boolean;
}

/** Why the members of a struct may not change places. */
function refusal({ isUnion, name, members }: Struct, written: string, path: string, text: string): string | undefined {
  if (isUnion) return "the members of a union all begin at its start";
  if (/(?:^|\/)uapi\//.test(path)) return "user space relies on the layout of a uapi header";
  if (/\b(?:__)?packed(?:__)?\b/.test(written) || /^[ \t]*#[ \t]*pragma[ \t]+pack/m.test(text)) return "it is packed";
  if (/\b__(?:no_)?randomize_layout\b/.test(written)) return "__randomize_layout leaves the order to the compiler";
  if (/cacheline|__aligned\b|\baligned\b/.test(written)) return "its author placed members by alignment or cache lines";
  if (/^[ \t]*#/m.test(written)) return "its members depend on the configuration (#if)";
  if (members.some(({ bits }) => bits !== undefined))
    return "it has bit-fields, which share bytes with their neighbours";
  if (members.length > MOST_MEMBERS) return `it has more than ${MOST_MEMBERS} members`;
  const at = positionalInitializer(name, text);
  return at === undefined ? undefined : `line ${lineOf(at, text)} initialises it by position`;
}

/** Where `struct foo x = { 1, 2 }` or `(struct foo){ 1, 2 }` gives values in the order of the members. */
function positionalInitializer(name: string, text: string): number | undefined {
  const code = withoutComments(text);
  const tag = name.replace(" ", "\\s+");
  const pattern = new RegExp(`\\b${tag}\\b(?:\\s*\\)\\s*|[^;{}()=*]*=\\s*)((?:\\{\\s*)+)([^\\s])`, "g");
  for (const match of code.matchAll(pattern)) {
    const [whole, , next = ""] = match;
    const isEmpty = next === "}" || (next === "0" && /^\s*,?\s*\}/.test(code.slice(match.index + whole.length)));
    if (next !== "." && next !== "[" && !isEmpty) return match.index;
  }
  return undefined;
}

/** Attributes and declared names behind the closing brace belong to the definition. */
function endOfDefinition(text: string, end: number): number {
  const semicolon = text.indexOf(";", end - 1);
  return semicolon < 0 ? end : semicolon + 1;
}

/** The declarations with their members; undefined where they cannot be told apart. */
function unitsOf(struct: Struct, texts: readonly MemberText[] | undefined): readonly Unit[] | undefined {
  if (!texts || texts.length === 0) return undefined;
  const left = [...struct.members];
  const units = texts.map((text): Unit => {
    const names: string[] = [];
    const rooms: Room[] = [];
    const words = new Set(
      text.code.replace(/\b(?:struct|union|enum)\s+\w+(?!\s*;)/g, " ").match(/[A-Za-z_]\w*/g) ?? [],
    );
    const isUnnamed = /\}\s*;$/.test(text.code);
    for (
      let member = left[0];
      member && (isUnnamed ? names.length === 0 && member.name === "" : words.has(member.name));
      member = left[0]
    ) {
      names.push(member.name);
      rooms.push(roomOf(member, struct.align));
      left.shift();
    }
    return { text, names, rooms, isLast: false };
  });
  if (left.length > 0 || units.some(({ names }) => names.length === 0)) return undefined;
  return struct.flexible ? units.map((unit, index) => ({ ...unit, isLast: index === units.length - 1 })) : units;
}

/** The alignment is at most what size and offset are multiples of, and what the struct has. */
function roomOf({ offset, bytes }: StructMember, most: number): Room {
  let align = 1;
  while (align < most && bytes % (2 * align) === 0 && offset % (2 * align) === 0) align *= 2;
  return { bytes, align };
}

/** One move where that is enough, the first member left first where that may be; else by alignment. */
function orderOf(
  units: readonly Unit[],
  align: number,
  isSmaller: (bytes: number) => boolean,
): readonly Unit[] | undefined {
  const last = units.filter(({ isLast }) => isLast);
  const free = units.filter(({ isLast }) => !isLast);
  const [first, ...rest] = free;
  if (!first) return undefined;
  const sizeOf = (order: readonly Unit[]) => bytesOf([...order, ...last], align);
  const behindFirst = bestMove(rest, (order) => sizeOf([first, ...order]));
  const candidates = [
    ...(behindFirst ? [[first, ...behindFirst.order]] : []),
    bestMove(free, sizeOf)?.order ?? free,
    [first, ...byAlignment(rest)],
    byAlignment(free),
  ];
  const found = candidates.find((order) => isSmaller(sizeOf(order)));
  return found && [...found, ...last];
}

function byAlignment(units: readonly Unit[]): readonly Unit[] {
  return [...units].sort((a, b) => alignOf(b) - alignOf(a));
}

function alignOf({ rooms }: Unit): number {
  const whole = rooms.reduce((sum, { bytes }) => sum + bytes, 0);
  const align = Math.max(...rooms.map((room) => room.align));
  // What is no multiple of its alignment leaves a hole wherever it is not last of its kind.
  return whole % align === 0 ? align : align / 2;
}

function bytesOf(units: readonly Unit[], align: number): number {
  return structBytes(
    units.flatMap(({ rooms }) => rooms),
    align,
  );
}

/** The fewest members that are taken out and put elsewhere. */
function movedIn(before: readonly Unit[], after: readonly Unit[]): readonly string[] {
  const kept = longestIncreasing(after.map((unit) => before.indexOf(unit)));
  return after
    .filter((unit) => !kept.has(before.indexOf(unit)))
    .flatMap(({ names }) => names.filter((name) => name !== ""));
}

/** The values of a longest increasing run. */
function longestIncreasing(values: readonly number[]): ReadonlySet<number> {
  const runs: number[][] = [];
  for (const value of values) {
    const best = runs
      .filter((run) => (run.at(-1) ?? -1) < value)
      .reduce<number[]>((a, b) => (b.length > a.length ? b : a), []);
    runs.push([...best, value]);
  }
  return new Set(runs.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []));
}

function cautionsOf(
  struct: Struct,
  isFirstNew: boolean,
  movesComments: boolean,
  path: string,
  text: string,
): readonly string[] {
  const { name } = struct;
  const code = withoutComments(text);
  const tag = name.replace(" ", "\\s+");
  const asked = new RegExp(`\\boffsetof(?:end)?\\s*\\(\\s*${tag}\\b`).exec(code);
  const copied = new RegExp(
    `\\b(?:copy_(?:to|from)_user|memcpy_(?:to|from)io|nla_put|dma_map_single)\\s*\\([^;]*\\b${tag}\\b`,
  ).exec(code);
  const ordered = struct.members.find(({ type }) => /\b__[lb]e\d+\b/.test(type));
  return [
    ...(isFirstNew ? ["Another member comes first: casts between it and the struct would break."] : []),
    ...(asked ? [`Line ${lineOf(asked.index, text)} asks for an offset in it.`] : []),
    ...(copied
      ? [`Line ${lineOf(copied.index, text)} copies it as a whole: the other side may rely on the layout.`]
      : []),
    ...(ordered ? [`${ordered.name} has a fixed byte order: the layout may be that of a device or a protocol.`] : []),
    ...(movesComments
      ? ["Comments move with the member behind them: one that heads several members may have to be put back."]
      : []),
    ...(path.endsWith(".h")
      ? ["Other files include this header: initialisers by position in them are not seen here."]
      : []),
    "Members that are used together may come to lie on different cache lines.",
  ];
}

function roundUp(bytes: number, align: number): number {
  return Math.ceil(bytes / align) * align;
}
