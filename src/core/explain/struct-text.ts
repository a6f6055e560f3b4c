import type { Source } from "../c/size-fact.ts";
import type { Hole, StructBody, StructLayout, StructMember } from "../c/struct-layout.ts";
import { counted, exactBytes } from "../rules/bytes.ts";
import { type Block, fact, headlineBlock } from "./block.ts";
import { shortened } from "./shortened.ts";

/** Members that a hover lists; the panel draws all. */
const MOST_LISTED = 60;

/** A struct for a hover: its size, what of it is unused, where it is from, and its members by offset. */
export function explainStruct(layout: StructLayout, cacheLine: number, place: string | undefined): Block[] {
  if (layout.kind === "unknown")
    return [headlineBlock(`${shortened(layout.name)}: size unknown: ${shortened(layout.why)}`)];
  return [
    headlineBlock(structLine(layout, cacheLine)),
    fact("From", place ?? sourceText(layout.from)),
    ...(layout.kind === "struct" ? roomFacts(layout) : []),
    ...(layout.kind === "struct" ? [{ kind: "listing", lines: memberLines(layout, cacheLine) } as const] : []),
  ];
}

/** `struct foo: 1360 bytes, aligned to 8, 22 cache lines`. */
export function structLine(layout: StructLayout, cacheLine: number): string {
  if (layout.kind === "unknown") return `${shortened(layout.name)}: unknown: ${shortened(layout.why)}`;
  const lines = Math.ceil(layout.bytes / cacheLine);
  const flexible = layout.kind === "struct" && layout.flexible ? " and a flexible array" : "";
  return `${layout.name}: ${exactBytes(layout.bytes)}${flexible}, aligned to ${layout.align}, ${counted(lines, "cache line")} of ${cacheLine}`;
}

function roomFacts({ holes, padding, members }: StructBody): Block[] {
  const all = [...holes, ...members.flatMap(({ body }) => (body ? [...body.holes] : []))];
  const bytes = all.reduce((sum, hole) => sum + hole.bytes, 0);
  const bits = all.reduce((sum, hole) => sum + hole.bits, 0);
  return [
    ...(all.length === 0 ? [] : [fact("Holes", `${all.length}, ${roomText(bytes, bits)} in all`)]),
    ...(padding ? [fact("Padding", roomText(padding.bytes, padding.bits))] : []),
  ];
}

function roomText(bytes: number, bits: number): string {
  if (bits === 0) return counted(bytes, "byte");
  return bytes === 0 ? counted(bits, "bit") : `${counted(bytes, "byte")} and ${counted(bits, "bit")}`;
}

/** Members by offset, as pahole has them: offset and size, then the declaration. */
function memberLines(body: StructBody, cacheLine: number): string[] {
  const lines = bodyLines(body, cacheLine, "");
  const rest = lines.length - MOST_LISTED;
  return rest > 0 ? [...lines.slice(0, MOST_LISTED), `and ${counted(rest, "line")} more`] : lines;
}

function bodyLines({ members, holes, padding }: StructBody, cacheLine: number, indent: string): string[] {
  const room = [...holes, ...(padding && padding.bytes > 0 ? [padding] : [])];
  const lines: string[] = [];
  let line = 0;
  let next = 0;
  for (const member of members) {
    for (; room[next] && (room[next]?.offset ?? 0) <= member.offset && isBefore(room[next], member); next++)
      lines.push(holeLine(room[next], indent));
    const at = Math.floor(member.offset / cacheLine);
    if (indent === "" && at > line) lines.push(`        --- cache line ${at} ---`);
    line = Math.max(line, at);
    lines.push(memberLine(member, indent));
    if (member.body) lines.push(...bodyLines(member.body, cacheLine, `${indent}    `));
  }
  for (; next < room.length; next++) lines.push(holeLine(room[next], indent));
  return lines;
}

function isBefore(hole: Hole | undefined, member: StructMember): boolean {
  return hole !== undefined && hole.offset + hole.bytes <= member.offset && hole.bytes > 0;
}

function holeLine(hole: Hole | undefined, indent: string): string {
  return `${numbers(hole?.offset ?? 0, hole?.bytes ?? 0)}  ${indent}--- unused ---`;
}

function memberLine({ name, type, offset, bytes, bits }: StructMember, indent: string): string {
  const declared = bits ? `${type} ${name}:${bits.width}` : `${type}${name && ` ${name}`}`;
  return `${numbers(offset, bytes)}  ${indent}${shortened(declared)}`;
}

function numbers(offset: number, bytes: number): string {
  return `${String(offset).padStart(5)} ${String(bytes).padStart(5)}`;
}

const SOURCES: Readonly<Record<Source, string>> = {
  file: "the file",
  headers: "headers",
  btf: "the kernel's type information",
  table: "the table of Debian's 6.12 kernel",
};

export function sourceText(from: readonly Source[]): string {
  return from.map((source) => SOURCES[source]).join(" and ");
}
