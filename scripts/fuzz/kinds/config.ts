import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { requestFromJson } from "../../../src/core/api/simulate-request.ts";
import { gfpMask } from "../../../src/core/kernel/gfp.ts";
import { place } from "../../../src/core/kernel/place.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { deriveProfile } from "../../../src/headers/kernel-tree.ts";
import { virtual } from "../../../test/support/virtual-files.ts";
import { checkPlacement } from "../examine.ts";
import { type Kind, textKind } from "../kind.ts";
import { bytesMutated } from "../mutate.ts";
import type { Random } from "../random.ts";

const OPTIONS =
  `CONFIG_CC_IS_GCC=y CONFIG_CC_VERSION_TEXT="gcc_12" CONFIG_64BIT=y CONFIG_X86_64=y CONFIG_X86_32=y CONFIG_ARM64=y CONFIG_ARM=y
CONFIG_RISCV=y CONFIG_PPC64=y CONFIG_CPU_LITTLE_ENDIAN=y CONFIG_SLUB=y CONFIG_SLAB=y CONFIG_SLOB=y CONFIG_SMP=y CONFIG_NUMA=y
CONFIG_NR_CPUS=8192 CONFIG_MEMCG=y CONFIG_SLUB_DEBUG=y CONFIG_SLUB_DEBUG_ON=y CONFIG_SLUB_TINY=y CONFIG_KASAN=y CONFIG_KASAN_GENERIC=y
CONFIG_KMSAN=y CONFIG_HARDENED_USERCOPY=y CONFIG_RANDOM_KMALLOC_CACHES=y CONFIG_SLAB_FREELIST_HARDENED=y CONFIG_SLAB_FREELIST_RANDOM=y
CONFIG_ZONE_DMA=y CONFIG_ARCH_FORCE_MAX_ORDER=10 CONFIG_PAGE_SHIFT=16 CONFIG_ARM64_64K_PAGES=y CONFIG_X86_L1_CACHE_SHIFT=6
CONFIG_SLAB_MERGE_DEFAULT=y CONFIG_MEM_ALLOC_PROFILING=y CONFIG_VMAP_STACK=y CONFIG_MAX_SKB_FRAGS=17 CONFIG_FLATMEM=y`.split(
    /\s+/,
  );

const WORDS = [
  "CONFIG_SLUB=y\n",
  "# CONFIG_SLUB is not set\n",
  "=",
  '"',
  "\n",
  "\r\n",
  "0x",
  "99999999999999999999",
  "-1",
  "n",
  "m",
] as const;
const VERSIONS = [
  "4.19.0",
  "5.4.1",
  "5.10.223",
  "5.15.3",
  "6.1.192",
  "6.6.30",
  "6.12.117",
  "6.18.2",
  "7.2.13",
  "7.3",
  "3.10.1",
] as const;
const CMDLINES = [
  "",
  "slub_debug=FZPU",
  "slab_nomerge slub_min_order=3",
  "slub_debug=-,kmalloc-8 slub_max_order=99 kasan=off",
] as const;
const REQUESTS = [
  { api: "kmalloc", size: 1360, gfp: ["GFP_KERNEL", "__GFP_ACCOUNT"] },
  { api: "kvmalloc", size: 5_000_000 },
  { api: "alloc_pages", order: 9 },
  { api: "kmem_cache_create", size: 328, align: 8, flags: ["SLAB_HWCACHE_ALIGN"], ctor: true },
  { api: "vmalloc", size: 4097 },
  { api: "__alloc_percpu", size: 60_000, align: 64 },
  { api: "alloc_skb", size: 1500 },
  { api: "dma_pool_create", size: 100, align: 64, boundary: 0 },
] as const;

/** Configurations of kernel trees: the profile that follows from one, and what its kernel hands out. */
export function configKind(): Kind {
  return textKind("config", tree, (text) => {
    const [version = "", cmdline = "", config = ""] = text.split("\f");
    const files = {
      "/k/.config": config,
      "/k/Makefile": makefile(version),
      "/k/include/config/kernel.release": version,
    };
    const derived = deriveProfile("/k", virtual(files));
    if (!derived) return;
    const read = readProfile({ ...derived, cmdline });
    if (read.kind === "error") return;
    const target = cTarget(read.profile, read.config);
    target.config("CONFIG_NR_CPUS");
    target.predefined("KMALLOC_MAX_SIZE");
    for (const json of REQUESTS) {
      const request = requestFromJson(json, (names) => gfpMask(names, read.config), read.config.wordSize);
      if (request.kind === "request") checkPlacement(place(request.request, read.config));
    }
  });
}

function makefile(version: string): string {
  const [major, minor, sublevel] = version.split(".");
  return `VERSION = ${major}\nPATCHLEVEL = ${minor}\nSUBLEVEL = ${sublevel}\n`;
}

function tree(random: Random): string {
  const lines = OPTIONS.flatMap((option) => {
    const off = `# ${option.replace(/=.*/, "")} is not set`;
    return random.below(3) === 0 ? [] : [random.below(3) === 0 ? off : option];
  });
  const text = `${lines.join("\n")}\n`;
  const config = random.below(3) === 0 ? text : bytesMutated(text, random, WORDS);
  return [random.pick(VERSIONS), random.pick(CMDLINES), config].join("\f");
}
