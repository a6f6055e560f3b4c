import type { Assessment } from "../analysis/assessment.ts";
import type { AllocApi } from "../api/alloc-api.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { gfpBit, maySleep } from "../kernel/gfp.ts";
import { gfpMeaning } from "./gfp-meanings.ts";

/** A flag that may stand in the GFP argument of a call. */
export interface GfpChoice {
  readonly name: string;
  /** In a few words, why to take it or not: `would sleep: under `lock`, taken in line 3`. */
  readonly hint: string;
  readonly meaning: string;
}

/** Masks and flags that drivers use, the usual first. */
const MASKS = [
  "GFP_KERNEL",
  "GFP_ATOMIC",
  "GFP_NOWAIT",
  "GFP_KERNEL_ACCOUNT",
  "GFP_NOIO",
  "GFP_NOFS",
  "GFP_USER",
  "GFP_HIGHUSER",
  "GFP_HIGHUSER_MOVABLE",
  "GFP_DMA",
  "GFP_DMA32",
] as const;
const FLAGS = [
  "__GFP_ZERO",
  "__GFP_NOWARN",
  "__GFP_NORETRY",
  "__GFP_RETRY_MAYFAIL",
  "__GFP_NOFAIL",
  "__GFP_ACCOUNT",
  "__GFP_COMP",
  "__GFP_THISNODE",
  "__GFP_HIGH",
  "__GFP_NOMEMALLOC",
  "__GFP_MEMALLOC",
  "__GFP_RECLAIMABLE",
  "__GFP_HIGHMEM",
  "__GFP_MOVABLE",
  "__GFP_DMA",
  "__GFP_DMA32",
] as const;

/** Only whole pages can be had with these: slab allocators warn and take them out, or pay them no heed. */
const ONLY_PAGES = /HIGH(?:MEM|USER)|DMA32|MOVABLE|__GFP_COMP/;

/**
 * What may stand in the GFP argument of `api` beside the flags that are `written`, best first: a mask where there is
 * none yet, then flags. In atomic context the masks that do not sleep come first.
 */
export function gfpChoices(
  api: AllocApi,
  written: readonly string[],
  context: Assessment["context"] | undefined,
  config: KernelConfig,
): GfpChoice[] {
  const hasMask = written.some((name) => name.startsWith("GFP_"));
  const names = hasMask ? [...FLAGS, ...MASKS] : [...MASKS, ...FLAGS];
  const choices = names.filter((name) => !written.includes(name) && isUseful(name, api, config));
  const rank = (name: string) => (context?.kind === "atomic" && sleeps(name, config) ? 1 : 0);
  return choices
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => ({ name, hint: hintOf(name, context, config), meaning: gfpMeaning(name) ?? name }));
}

function isUseful(name: string, api: AllocApi, config: KernelConfig): boolean {
  if ((gfpBit(name, config) ?? 0) === 0) return false;
  if (name === "__GFP_ZERO" && api.zeroes !== false) return false;
  if (api.sleeps === "never") return name === "__GFP_ZERO" || name === "__GFP_ACCOUNT";
  const isOfPages = api.by === "pages" || api.by === "pages-bulk" || api.by === "vmalloc";
  return isOfPages || !ONLY_PAGES.test(name);
}

function hintOf(name: string, context: Assessment["context"] | undefined, config: KernelConfig): string {
  if (!name.startsWith("GFP_")) return "";
  if (!sleeps(name, config)) return "does not sleep";
  return context?.kind === "atomic" ? `would sleep ${context.why}` : "may sleep";
}

function sleeps(name: string, config: KernelConfig): boolean {
  return maySleep(gfpBit(name, config) ?? 0, config);
}
