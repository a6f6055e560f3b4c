import type { Assessment } from "../analysis/assessment.ts";
import { formOf } from "../api/form.ts";
import { requestFor } from "../api/simulate-request.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { maySleep } from "../kernel/gfp.ts";
import { type Given, givenBy } from "../kernel/given.ts";
import { place } from "../kernel/place.ts";
import type { AllocationRequest } from "../kernel/request.ts";
import { formatVersion } from "../kernel/version.ts";
import { binaryUnit, counted, percentOf } from "../rules/bytes.ts";
import type { Block } from "./block.ts";
import { placeName } from "./place-name.ts";

/** A way to take less memory for what a call asks for. */
interface Choice {
  /** `vmalloc(), freed with vfree()`. */
  readonly instead: string;
  /** Bytes that each request takes, all told. */
  readonly takes: number;
  readonly where: string;
}

/** Choices in one table. */
const MOST = 3;

/** A choice must spare at least this share of what is given, in percent. */
const WORTH = 10;

/** At most this share of the size may be asked to go, in percent. */
const MOST_TRIMMED = 12;

/**
 * What would take less memory than the call, as the simulator places it: fewer bytes or elements, or another API.
 * Nothing where the size or the mask is not known, or where nothing spares a tenth.
 */
export function whatIf(assessment: Assessment, config: KernelConfig): Block[] {
  const { size, placement } = assessment;
  const now = givenBy(placement);
  if (size.kind !== "known" || !now || (now.kind !== "slab" && now.kind !== "pages")) return [];
  const choices = [...fewer(assessment, now, config), ...otherApis(assessment, now, config)]
    .filter(({ takes }) => 100 * (now.bytesAlloc - takes) >= WORTH * now.bytesAlloc)
    .slice(0, MOST);
  if (choices.length === 0) return [];
  const rows = choices.map(({ instead, takes, where }) => [
    instead,
    `→ ${takes} (${where})`,
    `−${now.bytesAlloc - takes} B, −${percentOf(now.bytesAlloc - takes, now.bytesAlloc)}`,
  ]);
  return [{ kind: "table", head: ["What if", "Given", "Change"], rows }];
}

/** So many bytes, or elements of an array, that a block of half the order or the next smaller class holds them. */
function fewer(assessment: Assessment, now: Given, config: KernelConfig): Choice[] {
  const { api, call, elements, size } = assessment;
  const { gfp } = assessment;
  if (gfp.kind !== "known" || size.kind !== "known") return [];
  const room = largestBelow(now, config);
  const form = { ...api, ...formOf(api, call.args.length, formatVersion(config.version)) };
  const asked = Number(size.bytes);
  const each = elements?.each.kind === "known" ? Number(elements.each.bytes) : undefined;
  const isArray = form.sizing.kind === "array";
  if (room <= 0 || (!isArray && form.sizing.kind !== "bytes") || (isArray && !each)) return [];
  const count = each ? Math.floor(room / each) : 0;
  const bytes = isArray && each ? count * each : room;
  if (bytes <= 0 || 100 * (asked - bytes) > MOST_TRIMMED * asked) return [];
  const fields = isArray && each ? { count: BigInt(count), size: BigInt(each) } : { size: BigInt(bytes) };
  const request = requestFor(form, fields, gfp.value, config.wordSize);
  if (request.kind === "error") return [];
  const instead =
    isArray && each
      ? `${counted(count, "element")}, ${Math.round((asked - bytes) / each)} fewer`
      : `${counted(bytes, "byte")}, ${asked - bytes} fewer`;
  return placed(instead, request.request, config);
}

/** Bytes that the caller has in the next smaller class, or in a block of half the size. */
function largestBelow({ kind, bytesAlloc, overhead }: Given, { kmalloc, kmallocMaxCacheSize }: KernelConfig): number {
  if (kind === "pages") return Math.max(bytesAlloc / 2, kmallocMaxCacheSize) - overhead;
  const smaller = kmalloc.normal.map((known) => known?.objectSize ?? 0).filter((known) => known < bytesAlloc);
  return Math.max(0, ...smaller) - overhead;
}

const OTHERS = new Set(["kmalloc", "kvmalloc", "devm", "pages"]);

/** The same bytes from another allocator, where that gives what this one promises. */
function otherApis({ api, gfp, context, size }: Assessment, now: Given, config: KernelConfig): Choice[] {
  if (!OTHERS.has(api.by) || api.zeroes === "copies" || gfp.kind !== "known" || size.kind !== "known") return [];
  if (!["pointer", "typed-pointer", "address"].includes(api.returns)) return [];
  const bytes = now.bytesReq;
  const mask = gfp.value;
  const cleared = api.zeroes === true;
  const isPlain = (mask & (config.gfp.dma | config.gfp.dma32 | config.gfp.comp)) === 0;
  const sleeps = maySleep(mask, config) && context.kind !== "atomic";
  return [
    ...(api.by === "devm"
      ? placed(
          `${cleared ? "kzalloc()" : "kmalloc()"}, with kfree() on every way out`,
          { by: "kmalloc", bytes, gfp: mask },
          config,
        )
      : []),
    ...(now.kind === "pages" && (mask & config.gfp.comp) === 0
      ? placed("alloc_pages_exact(), free_pages_exact()", { by: "pages-exact", bytes, gfp: mask }, config)
      : []),
    ...(now.kind === "pages" && isPlain && sleeps
      ? placed(`${cleared ? "vzalloc()" : "vmalloc()"}, vfree(): pages not in a row`, { by: "vmalloc", bytes }, config)
      : []),
    ...(now.kind === "slab" && isPlain && api.by === "kmalloc" ? ownCache(bytes, config) : []),
  ];
}

/** A cache of its own is worth it for many objects: the tail of its slabs counts in full. */
function ownCache(bytes: number, config: KernelConfig): Choice[] {
  const cache = place({ by: "cache", bytes, align: 0, flags: [], ctor: false }, config);
  if (cache.kind !== "slab" || !cache.layout) return [];
  const { objectsPerSlab, slotSize, slabWaste } = cache.layout;
  const slab = objectsPerSlab * slotSize + slabWaste;
  return [
    {
      instead: "its own kmem_cache, if there are many",
      takes: Math.ceil(slab / objectsPerSlab),
      where: `${objectsPerSlab} in a slab of ${binaryUnit(slab) ?? slab}`,
    },
  ];
}

function placed(instead: string, request: AllocationRequest, config: KernelConfig): Choice[] {
  const given = givenBy(place(request, config));
  return given && given.kind !== "none" ? [{ instead, takes: given.bytesAlloc, where: placeName(given) }] : [];
}
