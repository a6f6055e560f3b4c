import type { AllocationRequest, Bytes } from "../kernel/request.ts";
import type { AllocApi, Sizing } from "./alloc-api.ts";
import { apiNamed } from "./catalogue.ts";
import { nearestApi } from "./nearest.ts";
import { describe, isJsonObject, type Read, readFields, SIZE_MAX, type SimulateFields } from "./simulate-fields.ts";

/**
 * `bytesReq` is what the caller asks for; `request.bytes` may be more where the API itself adds to it (nlmsg_new,
 * kfifo_alloc). Left out where the request is not in bytes.
 */
export type SimulateRequest =
  | {
      readonly kind: "request";
      readonly api: AllocApi;
      readonly request: AllocationRequest;
      readonly bytesReq?: Bytes;
    }
  | { readonly kind: "error"; readonly why: string };

/** The mask of a list of GFP names, or undefined where the kernel does not know one of them. */
export type GfpMask = (names: readonly string[]) => number | undefined;

/**
 * Turns one request of `kalloc-lens simulate` into what the simulator is asked. Bytes that only the source tells are
 * given whole: `size` is the length with its NUL for kstrdup() and kasprintf(), the struct with its array for
 * kmalloc_flex(). `count` is a number of bits for bitmap_alloc(), which takes `wordBytes`, the size of a long.
 */
export function requestFromJson(json: unknown, gfpMask: GfpMask, wordBytes?: 4 | 8): SimulateRequest {
  if (!isJsonObject(json)) return error(`A request is an object, not ${describe(json)}`);
  const name = Object.hasOwn(json, "api") ? json.api : undefined;
  if (name === undefined) return error('A request needs "api"');
  if (typeof name !== "string") return error(`"api" must be the name of an API, not ${describe(name)}`);
  const api = apiNamed(name);
  if (!api) return error(`${describe(name)} is not a known API, the nearest is ${nearestApi(name)}`);
  const fields = readFields(json);
  if (!fields.ok) return error(fields.why);
  const unused = unusedField(api, fields.value);
  if (unused !== undefined) return error(`${api.name}() takes no "${unused}"`);
  const gfp = maskOf(api, fields.value.gfp ?? ["GFP_KERNEL"], gfpMask);
  return gfp.ok ? requestFor(api, fields.value, gfp.value, wordBytes) : error(gfp.why);
}

/** The simulator's request for a call of `api` whose arguments are `fields`; `gfp` is the mask that the allocator sees. */
export function requestFor(
  api: AllocApi,
  fields: SimulateFields,
  gfp: number,
  wordBytes: 4 | 8 | undefined,
): SimulateRequest {
  const { order = 0, align = 0, boundary = 0 } = fields;
  switch (api.by) {
    case "kmalloc":
    case "kvmalloc": {
      const { by } = api;
      return sized(api, fields, wordBytes, (bytes) => ({
        by,
        bytes,
        gfp,
        ...(api.buckets === undefined ? {} : { buckets: api.buckets }),
        ...(api.largestPages === undefined ? {} : { largestPages: api.largestPages }),
      }));
    }
    case "devm":
    case "pages-exact":
    case "dma-coherent": {
      const { by } = api;
      return sized(api, fields, wordBytes, (bytes) => ({ by, bytes, gfp }));
    }
    case "vmalloc":
      return sized(api, fields, wordBytes, (bytes) => ({ by: "vmalloc", bytes, ...(api.huge ? { huge: true } : {}) }));
    case "krealloc": {
      const old = fields.oldSize === undefined ? {} : { oldBytes: toBytes(fields.oldSize) };
      return sized(api, fields, wordBytes, (bytes) => ({ by: "krealloc", ...old, bytes, gfp }));
    }
    case "pages":
    case "devm-pages":
      if (api.by === "pages" && fields.size !== undefined)
        return sized(api, fields, wordBytes, (bytes) => ({ by: "pages-for", bytes, gfp }));
      if (api.sizing.kind === "order" && fields.order === undefined) return needs(api, "order");
      if (api.sizing.kind !== "order" && order !== 0) return error(`${api.name}() takes one page, no "order"`);
      return { kind: "request", api, request: { by: api.by, order, gfp } };
    case "pages-bulk":
      return counted(api, fields, (count) => ({ by: "pages-bulk", count, gfp }));
    case "cache":
      return sized(api, fields, wordBytes, (bytes) => ({
        by: "cache",
        bytes,
        align,
        flags: fields.flags ?? [],
        ctor: fields.ctor ?? false,
        ...(fields.name === undefined ? {} : { name: fields.name }),
        ...(fields.usersize === undefined ? {} : { usersize: fields.usersize }),
        ...(fields.freePointerOffset === undefined ? {} : { freePointerOffset: fields.freePointerOffset }),
        ...(fields.existing === undefined ? {} : { existing: fields.existing }),
      }));
    case "dma-pool":
      return sized(api, fields, wordBytes, (bytes) => ({ by: "dma-pool", bytes, align, boundary }));
    case "percpu":
      return sized(api, fields, wordBytes, (bytes) => ({ by: "percpu", bytes, align: fields.align ?? 1 }));
    case "skb": {
      const via = api.via ?? "alloc_skb";
      return sized(api, fields, wordBytes, (bytes) => ({ by: "skb", bytes, gfp, via }));
    }
    case "page-frag":
      return sized(api, fields, wordBytes, (bytes) => ({ by: "page-frag", bytes }));
    case "netdev": {
      const { structBytes } = fields;
      return sized(api, fields, wordBytes, (bytes) => ({
        by: "netdev",
        bytes,
        ...(structBytes === undefined ? {} : { structBytes }),
      }));
    }
    case "mempool":
      if (fields.size !== undefined && fields.order !== undefined)
        return error("Elements have a size or an order, not both");
      return counted(api, fields, (minNr) => ({
        by: "mempool",
        minNr,
        ...(fields.size === undefined ? {} : { elementBytes: toBytes(fields.size) }),
        ...(fields.order === undefined ? {} : { elementOrder: fields.order }),
      }));
    case "object":
      return error(`${api.name}() hands out an object of a cache or pool: ask for the API that makes the pool`);
    case "subsystem":
      return error(`What ${api.name}() takes is decided by its subsystem and not simulated`);
  }
}

function sized(
  api: AllocApi,
  fields: SimulateFields,
  wordBytes: 4 | 8 | undefined,
  request: (bytes: Bytes) => AllocationRequest,
): SimulateRequest {
  const asked = bytesAsked(api, fields, wordBytes);
  if (!asked.ok) return error(asked.why);
  const taken = bytesTaken(api, fields, asked.value);
  if (!taken.ok) return error(taken.why);
  return { kind: "request", api, request: request(toBytes(taken.value)), bytesReq: toBytes(asked.value) };
}

function counted(
  api: AllocApi,
  fields: SimulateFields,
  request: (count: number) => AllocationRequest,
): SimulateRequest {
  if (fields.count === undefined) return needs(api, "count");
  if (fields.count > BigInt(Number.MAX_SAFE_INTEGER)) return error(`"count" is ${fields.count}, which is out of range`);
  return { kind: "request", api, request: request(Number(fields.count)) };
}

/** What the caller asks for. A product or sum that no size_t holds is SIZE_MAX, as size_mul() has it. */
function bytesAsked(api: AllocApi, fields: SimulateFields, wordBytes: 4 | 8 | undefined): Read<bigint> {
  const { count, size } = fields;
  if (api.sizing.kind === "bits" && count !== undefined) {
    if (wordBytes === undefined) return refuse(`${api.name}() needs "size": the size of a long is not known here`);
    const word = BigInt(wordBytes);
    return { ok: true, value: saturate(roundUp(count, word * 8n) / 8n) };
  }
  if (size === undefined) return refuse(`${api.name}() needs "size"`);
  if (!isCounted(api.sizing)) {
    const plus = api.sizing.kind === "bytes" ? (api.sizing.plus ?? 0) : 0;
    return { ok: true, value: saturate(size + BigInt(plus)) };
  }
  return count === undefined ? refuse(`${api.name}() needs "count"`) : { ok: true, value: saturate(count * size) };
}

/** What the API then asks the allocator for. */
function bytesTaken(api: AllocApi, fields: SimulateFields, asked: bigint): Read<bigint> {
  if (api.sizing.kind === "kfifo") {
    const { count = 0n, size = 0n } = fields;
    if (count < 2n) return refuse(`${api.name}() refuses fewer than 2 elements`);
    return { ok: true, value: saturate(2n ** BigInt((count - 1n).toString(2).length) * size) };
  }
  const { wraps } = api;
  if (!wraps) return { ok: true, value: asked };
  const align = BigInt(wraps.align);
  return {
    ok: true,
    value: saturate(wraps.headers.reduce((bytes, header) => roundUp(bytes + BigInt(header), align), asked)),
  };
}

function isCounted(sizing: Sizing): boolean {
  return sizing.kind === "array" || sizing.kind === "type-array" || sizing.kind === "kfifo";
}

/** A member that would change the answer of another API, and means nothing to this one. */
function unusedField(api: AllocApi, fields: SimulateFields): keyof SimulateFields | undefined {
  const { by, sizing } = api;
  const usesCount = isCounted(sizing) || sizing.kind === "bits" || by === "pages-bulk" || by === "mempool";
  const usesOrder = by === "pages" || by === "devm-pages" || by === "mempool";
  if (by === "object" || by === "subsystem") return undefined;
  if (fields.count !== undefined && !usesCount) return "count";
  if (fields.order !== undefined && !usesOrder) return "order";
  if (fields.size !== undefined && (by === "devm-pages" || by === "pages-bulk")) return "size";
  if (fields.size !== undefined && fields.order !== undefined && by === "pages") return "size";
  if (fields.oldSize !== undefined && by !== "krealloc") return "oldSize";
  if (fields.boundary !== undefined && by !== "dma-pool") return "boundary";
  if (fields.align !== undefined && by !== "dma-pool" && by !== "percpu" && by !== "cache") return "align";
  if (by === "cache") return undefined;
  if (fields.existing !== undefined) return "existing";
  if (fields.ctor !== undefined) return "ctor";
  return fields.flags === undefined ? undefined : "flags";
}

/** The caller's mask counts only where the API takes one. */
function maskOf(api: AllocApi, asked: readonly string[], gfpMask: GfpMask): Read<number> {
  if (api.gfp.from === "none") return { ok: true, value: 0 };
  const names = api.gfp.from === "fixed" ? api.gfp.mask.split(" | ") : [...asked, ...(api.adds ?? [])];
  const mask = gfpMask(names);
  if (mask !== undefined) return { ok: true, value: mask };
  const unknown = names.filter((name) => gfpMask([name]) === undefined);
  return refuse(`This kernel has no ${unknown.join(", ") || names.join(" | ")}`);
}

function saturate(bytes: bigint): bigint {
  return bytes > SIZE_MAX ? SIZE_MAX : bytes;
}

function roundUp(bytes: bigint, align: bigint): bigint {
  return ((bytes + align - 1n) / align) * align;
}

function toBytes(bytes: bigint): Bytes {
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : bytes;
}

function needs(api: AllocApi, field: keyof SimulateFields): SimulateRequest {
  return error(`${api.name}() needs "${field}"`);
}

function refuse(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}

function error(why: string): SimulateRequest {
  return { kind: "error", why };
}
