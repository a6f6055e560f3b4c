import type { StructLayout, StructMember } from "../core/c/struct-layout.ts";
import { reorder } from "../core/changes/reorder.ts";
import { givenBy } from "../core/kernel/given.ts";
import { place } from "../core/kernel/place.ts";
import type { ReorderAnswer } from "../protocol/changes.ts";
import type { Analysis } from "./analyses.ts";
import { proposed } from "./call-changes.ts";
import type { Files } from "./files.ts";

/** A struct's members in an order that takes a smaller size class: laid out anew from the changed text, not reckoned. */
export async function reorderAnswer(name: string, analysis: Analysis, files: Files): Promise<ReorderAnswer> {
  const { file, session, text, chosen } = analysis;
  const layout = file.structLayout(name);
  if (layout.kind !== "struct") return none("its layout is not known");
  const path = session.space.pathOf(text.key);
  const defined = file.structs.find((one) => one.name === layout.name);
  if (!defined || layout.declared?.path !== path) return none("it is not defined in this file");
  const taken = (bytes: number) => givenBy(place({ by: "kmalloc", bytes, gfp: 0 }, chosen.config))?.bytesAlloc;
  const now = taken(layout.bytes);
  if (now === undefined) return none("what kmalloc() gives for it is not one number");
  const isSmaller = (bytes: number) => (taken(bytes) ?? now) < now;
  const order = reorder(layout, defined, path, text.text, isSmaller);
  if (order.kind === "none") return order;
  const { start, end, text: by } = order.edit;
  const changed = await files.analysisOfText(text, text.text.slice(0, start) + by + text.text.slice(end));
  const after = changed?.file.structLayout(name);
  if (after?.kind !== "struct" || !isSmaller(after.bytes) || !hasSameMembers(layout, after))
    return none("the order that was found could not be confirmed");
  const change = proposed(analysis, [{ label: `Reorder the members of ${layout.name}`, edits: [order.edit] }]);
  return { kind: "order", layout: after, moved: order.moved, cautions: order.cautions, change };
}

type Struct = Extract<StructLayout, { kind: "struct" }>;

function hasSameMembers(a: Struct, b: Struct): boolean {
  const lines = ({ members }: Struct) =>
    members.map(({ name, type, bytes }: StructMember) => `${name} ${type} ${bytes}`);
  return lines(a).sort().join() === lines(b).sort().join();
}

function none(why: string): ReorderAnswer {
  return { kind: "none", why };
}
