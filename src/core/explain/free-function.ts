import type { AllocApi } from "../api/alloc-api.ts";
import { compareVersions, existsIn } from "../api/form.ts";
import { type FreeFunction, freeFunctionNamed } from "../api/free-functions.ts";
import { apisFreedBy } from "../api/pairing.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { formatVersion } from "../kernel/version.ts";
import { type Block, fact, headlineBlock, note } from "./block.ts";

/** What a function that frees memory takes in a kernel; nothing for one that is not known. */
export function explainFree(name: string, config: KernelConfig): Block[] {
  const free = freeFunctionNamed(name);
  if (!free) return [];
  const version = formatVersion(config.version);
  if (!existsIn(free, version)) return [headlineBlock(`Linux ${version} has no ${name}(): ${whenText(free)}`)];
  const apis = apisFreedBy(name, version).filter((api) => existsIn(api, version) && !api.name.startsWith("__kmalloc"));
  return [
    headlineBlock(`${free.signature} frees ${freedText(apis)}`),
    ...nullFact(free, version),
    ...mustMatch(free),
    fact("May sleep", sleepText(free)),
    ...(apis.some(({ managed }) => managed)
      ? [note("The kernel frees this memory by itself when the device goes away; this frees it earlier.")]
      : []),
    fact("Kernel", `Linux ${version} ${config.arch}`),
  ];
}

const MOST_NAMED = 6;

function freedText(apis: readonly AllocApi[]): string {
  if (apis.length === 0) return "memory that its subsystem handed out";
  const names = oneOfEachFamilyFirst(apis).map((api) => `${api.name}()`);
  const more = names.length - MOST_NAMED;
  if (more <= 1) return `memory of ${names.join(", ")}`;
  return `memory of ${names.slice(0, MOST_NAMED).join(", ")} and ${more} others`;
}

function oneOfEachFamilyFirst(apis: readonly AllocApi[]): readonly AllocApi[] {
  const first = apis.filter((api, i) => apis.findIndex(({ family }) => family === api.family) === i);
  return [...first, ...apis.filter((api) => !first.includes(api))];
}

function nullFact({ takesNull, pointer, signature }: FreeFunction, version: string): Block[] {
  if (takesNull === undefined) return [];
  const isAddress = /^free_pages?\(/.test(signature);
  if (typeof takesNull === "string" && compareVersions(version, takesNull) < 0) return [];
  const parameter = signature.slice(signature.indexOf("(") + 1, -1).split(", ")[pointer] ?? "pointer";
  const what = isAddress ? "0" : "NULL";
  return [
    fact(
      what,
      takesNull === false
        ? `must not be passed as ${parameter}`
        : "may be passed, and nothing happens: no test is needed",
    ),
  ];
}

function mustMatch({ signature, size, order, count, pool }: FreeFunction): Block[] {
  const names = signature.slice(signature.indexOf("(") + 1, -1).split(", ");
  const same = [order, size, count, pool].flatMap((index) => (index === undefined ? [] : (names[index] ?? [])));
  if (same.length === 0) return [];
  return [fact("Must be as in the allocation", same.join(", "))];
}

function sleepText({ sleeps }: FreeFunction): string {
  if (sleeps === "outside-interrupts")
    return "yes, outside of interrupts: not under a spinlock; in an interrupt the work is put off";
  return sleeps ? "yes: not under a spinlock or in an interrupt" : "no: allowed in atomic context";
}

function whenText({ since, until }: FreeFunction): string {
  const times = [
    ...(since === undefined ? [] : [`it came with ${since}`]),
    ...(until === undefined ? [] : [`${until} was the last to have it`]),
  ];
  return times.join(", and ");
}
