import type { ExistingCache } from "../kernel/request.ts";

/** The members of a `simulate` request, each of them checked. Bytes and counts are size_t's: up to 2^64 − 1. */
export interface SimulateFields {
  readonly size?: bigint;
  readonly count?: bigint;
  readonly oldSize?: bigint;
  readonly order?: number;
  readonly align?: number;
  readonly boundary?: number;
  readonly usersize?: number;
  readonly freePointerOffset?: number;
  readonly gfp?: readonly string[];
  readonly flags?: readonly string[];
  readonly ctor?: boolean;
  readonly name?: string;
  readonly existing?: readonly ExistingCache[];
  /** sizeof(struct net_device), which the headers tell: it is not read from a request. */
  readonly structBytes?: number;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

export const SIZE_MAX = 2n ** 64n - 1n;

type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads what the request has; a member that is there must be right, even where the API has no use for it. */
export function readFields(json: JsonObject): Read<SimulateFields> {
  const members = {
    size: optional(json, "size", sizeT),
    count: optional(json, "count", sizeT),
    oldSize: optional(json, "oldSize", sizeT),
    order: optional(json, "order", smallInteger),
    align: optional(json, "align", smallInteger),
    boundary: optional(json, "boundary", smallInteger),
    usersize: optional(json, "usersize", smallInteger),
    freePointerOffset: optional(json, "freePointerOffset", smallInteger),
    gfp: optional(json, "gfp", names),
    flags: optional(json, "flags", names),
    ctor: optional(json, "ctor", boolean),
    name: optional(json, "name", text),
    existing: optional(json, "existing", existingCaches),
  };
  const wrong = Object.values(members).find((member) => !member.ok);
  if (wrong && !wrong.ok) return wrong;
  return {
    ok: true,
    value: {
      ...orNothing(members.size),
      ...orNothing(members.count),
      ...orNothing(members.oldSize),
      ...orNothing(members.order),
      ...orNothing(members.align),
      ...orNothing(members.boundary),
      ...orNothing(members.usersize),
      ...orNothing(members.freePointerOffset),
      ...orNothing(members.gfp),
      ...orNothing(members.flags),
      ...orNothing(members.ctor),
      ...orNothing(members.name),
      ...orNothing(members.existing),
    },
  };
}

function orNothing<T>(member: Read<T>): T | undefined {
  return member.ok ? member.value : undefined;
}

/** `{ [key]: value }` where the request has the member, else nothing. */
function optional<K extends string, T>(
  json: JsonObject,
  key: K,
  read: (value: unknown, what: string) => Read<T>,
): Read<Partial<Record<K, T>>> {
  const value = Object.hasOwn(json, key) ? json[key] : undefined;
  if (value === undefined) return { ok: true, value: {} };
  const result = read(value, `"${key}"`);
  return result.ok ? { ok: true, value: keyed(key, result.value) } : result;
}

function keyed<K extends string, T>(key: K, value: T): Partial<Record<K, T>> {
  const object: Partial<Record<K, T>> = {};
  object[key] = value;
  return object;
}

function sizeT(value: unknown, what: string): Read<bigint> {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return { ok: true, value: BigInt(value) };
  if (typeof value === "number" && Number.isInteger(value) && value > 0) {
    return refuse(`${what} is above 2^53 - 1 and not exact as a JSON number: write it as a decimal string`);
  }
  if (typeof value === "string" && /^(0|[1-9][0-9]{0,19})$/.test(value)) {
    const bytes = BigInt(value);
    return bytes <= SIZE_MAX ? { ok: true, value: bytes } : refuse(`${what} is ${value}, which no size_t holds`);
  }
  return refuse(`${what} must be a whole number, 0 or more, not ${describe(value)}`);
}

function smallInteger(value: unknown, what: string): Read<number> {
  const result = sizeT(value, what);
  if (!result.ok) return result;
  if (result.value > BigInt(Number.MAX_SAFE_INTEGER))
    return refuse(`${what} is ${result.value}, which is out of range`);
  return { ok: true, value: Number(result.value) };
}

function names(value: unknown, what: string): Read<readonly string[]> {
  if (!Array.isArray(value)) return refuse(`${what} must be a list of flag names, not ${describe(value)}`);
  const list: string[] = [];
  for (const name of value) {
    if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return refuse(`${what} must hold names of flags, not ${describe(name)}`);
    }
    list.push(name);
  }
  return { ok: true, value: list };
}

function boolean(value: unknown, what: string): Read<boolean> {
  return typeof value === "boolean"
    ? { ok: true, value }
    : refuse(`${what} must be true or false, not ${describe(value)}`);
}

function text(value: unknown, what: string): Read<string> {
  return typeof value === "string" ? { ok: true, value } : refuse(`${what} must be a string, not ${describe(value)}`);
}

function existingCaches(value: unknown, what: string): Read<readonly ExistingCache[]> {
  if (!Array.isArray(value)) return refuse(`${what} must be a list of caches, not ${describe(value)}`);
  const caches: ExistingCache[] = [];
  for (const [index, entry] of value.entries()) {
    const cache = existingCache(entry, `${what}[${index}]`);
    if (!cache.ok) return cache;
    caches.push(cache.value);
  }
  return { ok: true, value: caches };
}

function existingCache(value: unknown, what: string): Read<ExistingCache> {
  if (!isJsonObject(value)) return refuse(`${what} must be an object, not ${describe(value)}`);
  const fields = readFields(value);
  if (!fields.ok) return refuse(`${what}: ${fields.why}`);
  const { name, size, align = 0, flags = [], ctor, usersize } = fields.value;
  if (name === undefined) return refuse(`${what} needs "name"`);
  if (size === undefined) return refuse(`${what} needs "size"`);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return refuse(`${what}: "size" is ${size}, which is out of range`);
  return {
    ok: true,
    value: {
      name,
      size: Number(size),
      align,
      flags,
      ...(ctor === undefined ? {} : { ctor }),
      ...(usersize === undefined ? {} : { usersize }),
    },
  };
}

function refuse(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}

/** A value as it can stand in a sentence; short, whatever it is. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
