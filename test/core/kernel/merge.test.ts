import { expect, test } from "vitest";
import { place } from "../../../src/core/kernel/place.ts";
import type { Profile } from "../../../src/core/kernel/presets.ts";
import type { CacheRequest, ExistingCache } from "../../../src/core/kernel/request.ts";
import { kernel } from "./kernels.ts";

const plain = { align: 0, flags: [], ctor: false } as const;
const pool: ExistingCache = { name: "pool", size: 104, align: 8, flags: [] };

function checkMerge(
  request: Partial<CacheRequest>,
  existing: readonly ExistingCache[],
  mergedInto: string | undefined,
  more: Partial<Profile> = {},
): void {
  const config = kernel({ kernel: "6.12", arch: "x86_64", ...more });
  const placement = place({ by: "cache", bytes: 100, ...plain, ...request, existing }, config);
  expect(placement.kind === "slab" ? placement.layout?.mergedInto : placement).toBe(mergedInto);
}

test("a cache becomes an alias of one whose slot is less than a word bigger", () => {
  checkMerge({ bytes: 100 }, [pool], "pool");
  checkMerge({ bytes: 96 }, [pool], undefined);
  checkMerge({ bytes: 105 }, [pool], undefined);
});

test("the newest fitting cache is taken", () => checkMerge({}, [pool, { ...pool, name: "newer" }], "newer"));

test("alignment must fit", () => checkMerge({ align: 16 }, [pool], undefined));

test("constructors, usercopy windows, debugging and other kinds of memory keep caches apart", () => {
  checkMerge({ ctor: true }, [pool], undefined);
  checkMerge({}, [{ ...pool, ctor: true }], undefined);
  checkMerge({ usersize: 100 }, [pool], undefined);
  checkMerge({ flags: ["SLAB_RED_ZONE"] }, [pool], undefined);
  checkMerge({ flags: ["SLAB_NO_MERGE"] }, [pool], undefined);
  checkMerge({ flags: ["SLAB_ACCOUNT"] }, [pool], undefined);
  checkMerge({ flags: ["SLAB_ACCOUNT"] }, [{ ...pool, flags: ["SLAB_ACCOUNT"] }], "pool");
});

test("merging may be switched off, and debugging switches it off", () => {
  checkMerge({}, [pool], undefined, { cmdline: "slab_nomerge" });
  checkMerge({}, [pool], undefined, { config: { CONFIG_SLAB_MERGE_DEFAULT: "n" } });
  checkMerge({}, [pool], undefined, { cmdline: "slub_debug" });
});
