import type { AllocApi, CallForm, Sizing } from "./alloc-api.ts";

/** Names of the parameters in a row's signature, brackets of optional ones left out. */
export function parameterNames(signature: string): readonly string[] {
  const list = signature.slice(signature.indexOf("(") + 1, signature.lastIndexOf(")"));
  return list === "" ? [] : list.split(",").map((name) => name.replace(/[[\]]/g, "").trim());
}

/** What a call asks for, in terms of its parameters: `n × size`. */
export function describeAsks(form: CallForm): string {
  const names = parameterNames(form.signature);
  return asks(form.sizing, (index) => names[index] ?? `argument ${index + 1}`);
}

function asks(sizing: Sizing, name: (index: number) => string): string {
  switch (sizing.kind) {
    case "bytes":
      return sizing.plus === undefined ? name(sizing.size) : `${name(sizing.size)} + ${sizing.plus}`;
    case "sum":
      return sizing.sizes.map(name).join(" + ");
    case "array":
      return `${name(sizing.count)} × ${name(sizing.each)}`;
    case "order":
      return `2^${name(sizing.order)} pages`;
    case "one-page":
      return "a page";
    case "page-count":
      return `${name(sizing.count)} pages`;
    case "type":
      return `sizeof(${name(sizing.type)})`;
    case "type-array":
      return `${name(sizing.count)} × sizeof(${name(sizing.type)})`;
    case "flex":
      return `sizeof(${name(sizing.type)}) and ${name(sizing.count)} elements of ${name(sizing.member)}`;
    case "bits":
      return `longs for ${name(sizing.bits)} bits`;
    case "string":
      if (sizing.max === undefined) return `strlen(${name(sizing.text)}) + 1`;
      return `1 to ${name(sizing.max)}${sizing.plus ? ` + ${sizing.plus}` : ""}`;
    case "format":
      return "length of the text + 1";
    case "kfifo":
      return `${name(sizing.count)} elements`;
    case "cache":
    case "cache-args":
      return `objects of ${name(sizing.size)}`;
    case "cache-type":
      return `objects of sizeof(struct ${name(sizing.type)})`;
    case "dma-pool":
      return `blocks of ${name(sizing.size)}`;
    case "percpu":
      return `${name(sizing.size)} for each CPU`;
    case "object":
      return sizing.count === undefined
        ? `one of ${name(sizing.pool)}`
        : `${name(sizing.count)} of ${name(sizing.pool)}`;
    case "mempool":
      return `${name(sizing.count)} elements${element(sizing.element ?? sizing.order ?? sizing.cache, name)}`;
    case "inside":
      return "its own size";
    case "none":
      return "nothing";
  }
}

function element(index: number | undefined, name: (index: number) => string): string {
  return index === undefined ? "" : ` of ${name(index)}`;
}

/** Where the memory comes from. */
export function describeGives(form: Pick<CallForm, "by">): string {
  switch (form.by) {
    case "kmalloc":
      return "a kmalloc size, pages above the largest";
    case "krealloc":
      return "the old block while it fits, else as kmalloc";
    case "devm":
      return "as kmalloc, with a header";
    case "kvmalloc":
      return "as kmalloc, else as vmalloc";
    case "vmalloc":
      return "whole pages, mapped in a row";
    case "pages":
      return "2^order pages";
    case "pages-bulk":
      return "single pages";
    case "pages-exact":
      return "whole pages in a row";
    case "devm-pages":
      return "2^order pages and a record";
    case "cache":
      return "a cache, no object yet";
    case "dma-coherent":
      return "2^order pages, or whole pages";
    case "dma-pool":
      return "a pool, no block yet";
    case "percpu":
      return "a copy for each possible CPU";
    case "skb":
      return "an sk_buff and its head";
    case "page-frag":
      return "a piece of a chunk of pages";
    case "netdev":
      return "as kvmalloc, behind struct net_device";
    case "mempool":
      return "a pool and its reserve";
    case "object":
      return "what the cache or pool holds";
    case "subsystem":
      return "the subsystem decides";
  }
}

export function describeSleeps(api: Pick<AllocApi, "sleeps">): string {
  switch (api.sleeps) {
    case "gfp":
      return "by mask";
    case "always":
      return "yes";
    case "never":
      return "no";
  }
}

export function describeZeroes(api: Pick<AllocApi, "zeroes">): string {
  if (api.zeroes === "copies") return "copies";
  return api.zeroes ? "yes" : "no";
}

/** The versions that have the API: `5.11`, `until 5.7`, `5.13 to 5.17`; empty where all have it. */
export function describeVersions({ since, until }: Pick<AllocApi, "since" | "until">): string {
  if (since === undefined) return until === undefined ? "" : `until ${until}`;
  if (until === undefined) return since;
  return since === until ? `${since} only` : `${since} to ${until}`;
}
