import type { Assessment } from "../analysis/assessment.ts";
import type { AllocApi } from "../api/alloc-api.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { maySleep } from "../kernel/gfp.ts";
import { agreed, sizeAnswers } from "./size-answers.ts";
import { type Answers, NO_ANSWERS } from "./walk.ts";

/** The answers that a call determines by itself: by its API, its mask, its size. What it leaves unknown stays open. */
export function answersFor(assessment: Assessment, config: KernelConfig): Answers {
  const { api } = assessment;
  return {
    ...amountAnswers(assessment, config),
    ...shapeAnswers(assessment),
    ...mappingAnswers(api),
    ...apiAnswers(api),
    ...contiguityAnswers(assessment, config),
    ...maskAnswers(assessment, config),
    ...sleepAnswers(assessment, config),
  };
}

/** APIs whose objects are made by the subsystem that they belong to. */
export function isSubsystemApi(api: AllocApi): boolean {
  return api.family === "networking" || api.family === "other" || api.name.startsWith("usb_alloc_");
}

function apiAnswers(api: AllocApi): Answers {
  if (isMemblock(api)) return { "early-boot": "yes" };
  if (isSubsystemApi(api)) return { "early-boot": "no", "subsystem-object": "yes" };
  return { "early-boot": "no", "subsystem-object": "no", ...purposeAnswers(api) };
}

function purposeAnswers(api: AllocApi): Answers {
  const managed: Answers = api.managed ? { "device-lifetime": "yes" } : NO_ANSWERS;
  switch (api.family) {
    case "dma":
      return dmaAnswers(api);
    case "percpu":
      return { "device-dma": "no", "per-cpu": "yes" };
    case "device-managed":
      return api.by === "percpu"
        ? { "device-dma": "no", "per-cpu": "yes" }
        : { "per-cpu": "no", "device-lifetime": "yes", ...copyAnswers(api) };
    case "mempool":
      return { "must-not-fail": "yes", "atomic-must-not-fail": "yes" };
    case "slab caches":
      return { "many-objects": "yes" };
    case "user copies":
    case "strings":
      return { "device-dma": "no", "per-cpu": "no", ...copyAnswers(api) };
    case "vmalloc":
      return {
        "device-dma": "no",
        "per-cpu": "no",
        ...(isForUser(api) ? { "user-mmap": "yes", "mmap-virtual": "yes" } : {}),
      };
    case "kvmalloc":
      return { "device-dma": "no", "per-cpu": "no", ...copyAnswers(api) };
    case "kmalloc":
      return api.name === "kmalloc_nolock" ? { "may-sleep": "no", nmi: "yes" } : { ...copyAnswers(api), ...managed };
    case "pages":
      return api.name.endsWith("_nolock") ? { "may-sleep": "no", nmi: "yes" } : NO_ANSWERS;
    case "genalloc":
    case "typed":
    case "networking":
    case "other":
      return managed;
  }
}

/** Objects of a slab must not be mapped to user space: whoever takes one does not mean to. */
function mappingAnswers({ by }: AllocApi): Answers {
  return by === "kmalloc" || by === "krealloc" || by === "kvmalloc" || by === "devm" ? { "user-mmap": "no" } : {};
}

function dmaAnswers(api: AllocApi): Answers {
  const dma: Answers = { "device-dma": "yes" };
  const lifetime: Answers = api.managed ? { "dma-lifetime": "yes" } : {};
  if (api.name === "dma_alloc_noncontiguous") return { ...dma, "dma-shared": "no", "dma-scattered": "yes" };
  if (isDmaPool(api)) return { ...dma, "dma-shared": "yes", "dma-small-blocks": "yes" };
  if (api.name.includes("noncoherent") || api.name === "dma_alloc_pages") return dma;
  return { ...dma, "dma-shared": "yes", ...lifetime };
}

export function isDmaPool(api: AllocApi): boolean {
  return api.by === "dma-pool" || api.name.startsWith("dma_pool_") || api.name.startsWith("pci_pool_");
}

export function isMemblock(api: AllocApi): boolean {
  return api.name.startsWith("memblock_");
}

/** Memory that is made to be mapped by user space. */
export function isForUser(api: AllocApi): boolean {
  return api.name === "vmalloc_user" || api.name === "vmalloc_32_user";
}

function copyAnswers({ family, name, sizing, zeroes }: AllocApi): Answers {
  if (family === "user copies") return { "copy-of": "user" };
  if (sizing.kind === "string" || sizing.kind === "format" || family === "strings") return { "copy-of": "string" };
  if (zeroes === "copies" || name.includes("memdup")) return { "copy-of": "kernel" };
  // Memory that is cleared first is not the copy of anything.
  return zeroes === true ? { "copy-of": "no" } : {};
}

/** Whether the request is an array, or a struct with one at its end. */
function shapeAnswers({ api, call, size, elements }: Assessment): Answers {
  const text = call.args.join(", ");
  if (api.sizing.kind === "flex" || /\bstruct_size(_t)?\s*\(/.test(text)) return { "flexible-array": "yes" };
  if (/\barray3?_size\s*\(/.test(text)) return { "flexible-array": "no", "array-of-elements": "yes" };
  if (elements !== undefined && api.sizing.kind !== "bits" && api.sizing.kind !== "page-count")
    return { "flexible-array": "no", "array-of-elements": "yes" };
  if (api.sizing.kind === "type") return { "flexible-array": "no", "array-of-elements": "no" };
  // 320 + 8*n is a header and n elements, 8*n is n elements.
  if (size.kind === "symbolic" && size.unit !== undefined && size.unit > 1n && size.terms.length === 1)
    return size.base > 0n ? {} : { "flexible-array": "no", "array-of-elements": "yes" };
  if (
    size.kind === "known" &&
    /^sizeof\s*\(\s*(\*?\s*[\w.>-]+|(struct|union)\s+\w+)\s*\)$/.test(call.args[sizeArgument(api)] ?? "")
  )
    return { "flexible-array": "no", "array-of-elements": "no" };
  return {};
}

function sizeArgument({ sizing }: AllocApi): number {
  return sizing.kind === "bytes" ? sizing.size : -1;
}

function amountAnswers(assessment: Assessment, config: KernelConfig): Answers {
  const { api, size, call } = assessment;
  if (api.by === "cache" || api.by === "object" || api.by === "mempool" || api.by === "percpu") return {};
  if (api.by === "pages") {
    // The block is always a power of two of pages; whether that was meant shows only in what its order is made from.
    const inner = api.sizing.kind === "order" ? askedForOrder(call.args[api.sizing.order] ?? "") : undefined;
    if (inner === "unknown")
      return size.kind === "known" ? omitPowerOfTwo(sizeAnswers(Number(size.bytes), config)) : {};
    if (inner !== undefined) return sizeAnswers(inner, config);
  }
  switch (size.kind) {
    case "known":
      return sizeAnswers(Number(size.bytes), config);
    case "between":
      return agreed(sizeAnswers(Number(size.min), config), sizeAnswers(Number(size.max), config));
    case "symbolic":
    case "unknown":
      return {};
  }
}

/** Bytes in `get_order(135168)`; undefined where the order is not made from bytes. */
function askedForOrder(text: string): number | "unknown" | undefined {
  const inner = /^\s*get_order\s*\(\s*(.*?)\s*\)\s*$/.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const literal = /^(0x[\da-f]+|\d+)[ul]*$/i.exec(inner)?.[1];
  return literal === undefined ? "unknown" : Number(literal);
}

function omitPowerOfTwo(answers: Answers): Answers {
  const { "power-of-two-pages": _, ...rest } = answers;
  return rest;
}

/** What the choice of the allocator says of the pages behind the memory. */
function contiguityAnswers({ api, size }: Assessment, config: KernelConfig): Answers {
  switch (api.by) {
    case "pages":
    case "pages-exact":
      return { contiguous: "yes" };
    case "kvmalloc":
      return { contiguous: size.kind === "known" && size.bytes > BigInt(config.kmallocMaxSize) ? "huge" : "varies" };
    case "vmalloc":
      return { contiguous: size.kind === "known" && size.bytes < ONE_MIB ? "varies" : "huge" };
    case "kmalloc":
    case "krealloc":
    case "devm":
    case "devm-pages":
    case "pages-bulk":
    case "cache":
    case "dma-coherent":
    case "dma-pool":
    case "percpu":
    case "skb":
    case "page-frag":
    case "netdev":
    case "mempool":
    case "object":
    case "subsystem":
      return {};
  }
}

const ONE_MIB = 1n << 20n;

function maskAnswers({ gfp, api }: Assessment, config: KernelConfig): Answers {
  if (gfp.kind !== "known" || api.family === "dma") return {};
  const zone = (gfp.value & (config.gfp.dma | config.gfp.dma32)) !== 0;
  return {
    ...(zone ? { "device-dma": "yes", "dma-shared": "no" } : {}),
    ...(gfp.flags.includes("__GFP_NOFAIL") ? { "must-not-fail": "yes" } : {}),
    ...(gfp.flags.includes("__GFP_NORETRY") ? { "must-not-fail": "no", "atomic-must-not-fail": "no" } : {}),
  };
}

/** Where the context is not known, the call's own mask says what its author takes it for. */
function sleepAnswers({ context, gfp, api }: Assessment, config: KernelConfig): Answers {
  switch (context.kind) {
    case "process":
      return { "may-sleep": "yes" };
    case "atomic":
      return { "may-sleep": "no" };
    case "unknown":
      if (api.sleeps === "always") return { "may-sleep": "yes" };
      if (api.sleeps === "never" || gfp.kind !== "known") return {};
      return { "may-sleep": maySleep(gfp.value, config) ? "yes" : "no" };
  }
}
