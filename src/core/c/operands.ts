import type { Scope } from "./scope.ts";
import type { CType, OpaqueMember, RecordType } from "./types.ts";
import * as T from "./types.ts";
import { attempt } from "./unknown.ts";
import { intValue, unknownValue, type Value } from "./value.ts";

/** sizeof a type, as a value. */
export function sizeOf(type: CType, scope: Scope): Value {
  const layout = attempt(() => scope.layouts.of(type));
  return layout.ok ? intValue(layout.value.bytes) : unknownValue(layout.why);
}

/** The type that `*` or `[]` reaches. */
export function targetOf(type: CType): CType {
  if (type.kind === "pointer") return type.to;
  if (type.kind === "array") return type.of;
  if (type.kind === "function") return type;
  if (type.kind === "unknown") return type;
  return T.unknownType("it reads through what is no pointer");
}

/** The struct or union behind a type. Throws Unknown where its definition is not known. */
function recordOf(type: CType, scope: Scope): RecordType | undefined {
  if (type.kind === "record") return type.record;
  if (type.kind === "tag") return recordOf(scope.resolveTag(type.key), scope);
  if (type.kind === "aligned") return recordOf(type.of, scope);
  return undefined;
}

/** Type of a member, found through anonymous structs and unions too. */
export function fieldOf(type: CType, name: string, scope: Scope): CType {
  if (type.kind === "unknown") return type;
  const found = attempt(() => {
    const opaque = opaqueOf(type, scope);
    if (opaque) return findMember(opaque, name, 0n)?.type;
    const record = recordOf(type, scope);
    if (!record) return undefined;
    const own = findField(record, name, scope);
    if (!own && record.broken !== undefined) return T.unknownType(record.broken);
    return own ?? T.unknownType(`${record.key} has no member ${name}`);
  });
  if (!found.ok) return T.unknownType(found.why);
  return (
    found.value ??
    T.unknownType(
      type.kind === "opaque"
        ? `${type.name} has no member ${name} on record`
        : `${name} is a member of what is no struct`,
    )
  );
}

function findField(record: RecordType, name: string, scope: Scope): CType | undefined {
  for (const field of record.fields) {
    if (field.name === name) return field.type;
    if (field.name !== "" || field.bits !== null) continue;
    const inner = recordOf(field.type, scope);
    const found = inner && findField(inner, name, scope);
    if (found) return found;
  }
  return undefined;
}

type Opaque = Extract<CType, { kind: "opaque" }>;

/** The recorded type behind a type. Throws Unknown where its definition is not known. */
function opaqueOf(type: CType, scope: Scope): Opaque | undefined {
  if (type.kind === "opaque") return type;
  if (type.kind === "tag") return opaqueOf(scope.resolveTag(type.key), scope);
  return type.kind === "aligned" ? opaqueOf(type.of, scope) : undefined;
}

/** A recorded member, with its offset in the outermost struct. */
function findMember(opaque: Opaque, name: string, from: bigint): OpaqueMember | undefined {
  for (const member of opaque.members?.() ?? []) {
    const offset = from + member.offset;
    if (member.name === name) return { ...member, offset };
    const inner =
      member.name === "" && member.type.kind === "opaque" ? findMember(member.type, name, offset) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** Offset of a member in bytes. Throws Unknown. */
export function offsetOf(
  type: CType,
  name: string,
  scope: Scope,
): { readonly bytes: bigint; readonly type: CType } | undefined {
  const opaque = opaqueOf(type, scope);
  if (opaque) {
    const member = findMember(opaque, name, 0n);
    return member && { bytes: member.offset, type: member.type };
  }
  const record = recordOf(type, scope);
  if (!record) return undefined;
  for (const member of scope.layouts.record(record).members) {
    if (member.field.name === name) return { bytes: member.offset, type: member.field.type };
    if (member.field.name !== "" || member.field.bits !== null) continue;
    const inner = offsetOf(member.field.type, name, scope);
    if (inner) return { bytes: member.offset + inner.bytes, type: inner.type };
  }
  return undefined;
}
