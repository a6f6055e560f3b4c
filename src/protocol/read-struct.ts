import { isCount, list, property, text } from "./read-message.ts";

/** A struct as its panel shows it. Offsets and sizes are bytes. */
export type ShownStruct =
  | {
      readonly kind: "struct";
      readonly name: string;
      readonly isUnion: boolean;
      readonly bytes: number;
      readonly align: number;
      readonly cacheLine: number;
      /** Members in the order of their declaration; those of an anonymous struct follow it, one level deeper. */
      readonly members: readonly ShownMember[];
      readonly holes: readonly { readonly offset: number; readonly bytes: number; readonly bits: number }[];
      /** Bytes behind the last member. */
      readonly padding: number;
    }
  | { readonly kind: "none"; readonly name: string; readonly why: string };

export interface ShownMember {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
  /** Width of a bit-field. */
  readonly bits?: number;
  readonly depth: number;
}

/** The members of a struct in a smaller order, as its panel shows them. */
export type ShownReorder =
  | {
      readonly kind: "order";
      readonly struct: Extract<ShownStruct, { kind: "struct" }>;
      readonly moved: readonly string[];
      readonly cautions: readonly string[];
    }
  | { readonly kind: "none"; readonly why: string };

const DEEPEST = 6;
const MOST_MEMBERS = 2000;

/** The structs of the file that a message names. */
export function readStructNames(message: unknown): readonly string[] {
  const structs = property(message, "structs");
  return Array.isArray(structs) ? structs.filter((name: unknown) => typeof name === "string") : [];
}

/** The answer about a struct as it arrives in the panel; undefined where it is none. */
export function readStruct(json: unknown): ShownStruct | undefined {
  const layout = property(json, "layout");
  const name = text(layout, "name");
  if (name === undefined) return undefined;
  const [bytes, align] = [property(layout, "bytes"), property(layout, "align")];
  if (property(layout, "kind") === "unknown") return { kind: "none", name, why: text(layout, "why") ?? "" };
  if (!isCount(bytes) || !isCount(align)) return undefined;
  if (property(layout, "kind") === "size")
    return { kind: "none", name, why: `it takes ${bytes} bytes; what is in it is not known` };
  const cacheLine = property(json, "cacheLine");
  const padding = property(property(layout, "padding"), "bytes");
  return {
    kind: "struct",
    name,
    isUnion: property(layout, "isUnion") === true,
    bytes,
    align,
    cacheLine: isCount(cacheLine) && cacheLine >= 8 ? cacheLine : 64,
    members: membersOf(layout, 0).slice(0, MOST_MEMBERS),
    holes: holesOf(layout, 0),
    padding: isCount(padding) ? padding : 0,
  };
}

/** What a message says of another order of the struct that it shows; undefined where it says nothing. */
export function readReorder(message: unknown): ShownReorder | undefined {
  const reorder = property(message, "reorder");
  if (property(reorder, "kind") === "none") return { kind: "none", why: text(reorder, "why") ?? "" };
  const cacheLine = property(property(message, "struct"), "cacheLine");
  const struct = readStruct({ layout: property(reorder, "layout"), cacheLine });
  if (property(reorder, "kind") !== "order" || struct?.kind !== "struct") return undefined;
  const texts = (key: string) => list(property(reorder, key)).filter((one) => typeof one === "string");
  return { kind: "order", struct, moved: texts("moved"), cautions: texts("cautions") };
}

function membersOf(body: unknown, depth: number): ShownMember[] {
  const members = property(body, "members");
  if (!Array.isArray(members) || depth > DEEPEST) return [];
  return members.flatMap((member: unknown) => {
    const [offset, bytes] = [property(member, "offset"), property(member, "bytes")];
    if (!isCount(offset) || !isCount(bytes)) return [];
    const width = property(property(member, "bits"), "width");
    const own: ShownMember = {
      name: text(member, "name") ?? "",
      type: text(member, "type") ?? "",
      offset,
      bytes,
      depth,
      ...(isCount(width) ? { bits: width } : {}),
    };
    return [own, ...membersOf(property(member, "body"), depth + 1)];
  });
}

/** Holes, those of anonymous structs included. */
function holesOf(body: unknown, depth: number): { offset: number; bytes: number; bits: number }[] {
  const [holes, members] = [property(body, "holes"), property(body, "members")];
  if (depth > DEEPEST) return [];
  const own = (Array.isArray(holes) ? holes : []).flatMap((hole: unknown) => {
    const [offset, bytes, bits] = [property(hole, "offset"), property(hole, "bytes"), property(hole, "bits")];
    return isCount(offset) && isCount(bytes) && isCount(bits) ? [{ offset, bytes, bits }] : [];
  });
  const inner = (Array.isArray(members) ? members : []).flatMap((member: unknown) =>
    holesOf(property(member, "body"), depth + 1),
  );
  return [...own, ...inner].sort((a, b) => a.offset - b.offset);
}
