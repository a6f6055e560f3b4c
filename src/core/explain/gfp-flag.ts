import type { KernelConfig } from "../kernel/config.ts";
import { gfpBit, maySleep } from "../kernel/gfp.ts";
import { gfpFlagVersions, gfpMaskHistory, isGfpName } from "../kernel/gfp-bits.ts";
import { formatVersion } from "../kernel/version.ts";
import { type Block, fact, headlineBlock, note } from "./block.ts";
import { gfpMeaning, gfpUse } from "./gfp-meanings.ts";

/** What a GFP flag or mask is in a kernel; nothing for a name that no supported kernel has as one. */
export function explainGfpFlag(name: string, config: KernelConfig): Block[] {
  if (!isGfpName(name)) return [];
  const value = gfpBit(name, config);
  if (value === undefined) return missing(name, config);
  const isMask = gfpMaskHistory(name).length > 0;
  return [
    headlineBlock(`${name}: ${withoutCapital(gfpMeaning(name) ?? "a flag of the page allocator")}`),
    ...(value === 0 ? [note(`The configuration of this kernel compiles ${name} out: it is 0 here.`)] : []),
    ...(isMask ? maskFacts(name, value, config) : flagFacts(name)),
    ...optional("Use", gfpUse(name)),
    ...(isMask ? [fact("In this kernel", `${singleFlags(value, config).join(" | ")} = 0x${value.toString(16)}`)] : []),
    ...changes(name),
    fact("Kernel", kernelText(config)),
  ];
}

function missing(name: string, config: KernelConfig): Block[] {
  const { since, gone } = gfpFlagVersions(name);
  const versions = [
    ...(since === undefined ? [] : [`it came with ${since}`]),
    ...(gone === undefined ? [] : [`it is gone since ${gone}`]),
  ];
  const told = versions.length === 0 ? "" : `: ${versions.join(", and ")}`;
  return [
    headlineBlock(`Linux ${formatVersion(config.version)} has no ${name}${told}`),
    ...optional("Was", gfpMeaning(name)),
  ];
}

/** What follows from the bits of a mask. */
function maskFacts(name: string, value: number, config: KernelConfig): Block[] {
  const has = (flag: string) => (value & (gfpBit(flag, config) ?? 0)) !== 0;
  const sleeps = maySleep(value, config);
  return [
    fact("May sleep", sleeps ? "yes: not under a spinlock or in an interrupt" : "no: allowed in atomic context"),
    fact("Reclaim", reclaimText(has)),
    ...(name.startsWith("__") ? [] : [fact("When memory is short", failureText(has, sleeps))]),
    ...optional("Zone", zoneText(has, config)),
  ];
}

function reclaimText(has: (flag: string) => boolean): string {
  const direct = has("__GFP_DIRECT_RECLAIM");
  const kswapd = has("__GFP_KSWAPD_RECLAIM");
  if (!direct) return kswapd ? "wakes kswapd, and does not wait for it" : "none, neither by the caller nor by kswapd";
  const limits = [...(has("__GFP_IO") ? [] : ["I/O"]), ...(has("__GFP_FS") ? [] : ["calls into file systems"])];
  const who = kswapd ? "by the caller and by kswapd" : "by the caller";
  return limits.length === 0 ? who : `${who}, without ${limits.join(" and ")}`;
}

/** PAGE_ALLOC_COSTLY_ORDER is 3. */
function failureText(has: (flag: string) => boolean, sleeps: boolean): string {
  if (!sleeps) return has("__GFP_HIGH") ? "takes from the reserves, then fails at once" : "fails at once";
  if (has("__GFP_NOFAIL")) return "never fails";
  const kill = has("__GFP_FS") ? ", killing a task for it if need be" : "";
  return `up to order 3 it tries until there is memory${kill}; above it gives up earlier`;
}

function zoneText(has: (flag: string) => boolean, { zoneDma, zoneDma32, highmem }: KernelConfig): string | undefined {
  if (has("__GFP_DMA")) return zoneDma ? "ZONE_DMA alone" : "this kernel has no ZONE_DMA: any but high memory";
  if (has("__GFP_DMA32"))
    return zoneDma32 ? "ZONE_DMA32 and below" : "this kernel has no ZONE_DMA32: any but high memory";
  if (has("__GFP_HIGHMEM")) return highmem ? "any, ZONE_HIGHMEM included" : "any; this kernel has no high memory";
  return undefined;
}

function flagFacts(name: string): Block[] {
  const facts: Record<string, Block> = {
    __GFP_DIRECT_RECLAIM: fact("May sleep", "yes: this is the flag that makes an allocation sleep"),
    __GFP_NOFAIL: fact("Needs", "__GFP_DIRECT_RECLAIM; not together with __GFP_NORETRY or __GFP_RETRY_MAYFAIL"),
    __GFP_DMA32: fact("With kmalloc()", "taken out, with a warning and a stack trace in the log"),
    __GFP_HIGHMEM: fact("With kmalloc()", "taken out, with a warning and a stack trace in the log"),
  };
  const own = Object.hasOwn(facts, name) ? facts[name] : undefined;
  return own ? [own] : [];
}

/** How it came to be what it is, where it was not always so. */
function changes(name: string): Block[] {
  const history = gfpMaskHistory(name);
  if (history.length > 1) {
    const texts = history.map(
      ({ since, of }) => `${since === undefined ? "at first" : `since ${since}`} ${of.join(" | ")}`,
    );
    return [fact("Changed", texts.join("; "))];
  }
  const { since } = history.length > 0 ? {} : gfpFlagVersions(name);
  return since === undefined ? [] : [fact("Since", `Linux ${since}`)];
}

function singleFlags(value: number, { gfp }: KernelConfig): string[] {
  return Object.entries(gfp.flags).flatMap(([flag, bit]) => (bit !== 0 && (value & bit) >>> 0 === bit ? [flag] : []));
}

function kernelText({ version, arch }: KernelConfig): string {
  return `Linux ${formatVersion(version)} ${arch}`;
}

/** `May sleep` becomes `may sleep`; `GFP_KERNEL for` and `I/O` stay. */
function withoutCapital(text: string): string {
  return /^[A-Z](?![A-Z_/])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function optional(label: string, text: string | undefined): Block[] {
  return text === undefined ? [] : [fact(label, text)];
}
