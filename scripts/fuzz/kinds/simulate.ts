import { placementJson } from "../../../src/cli/format/placement-json.ts";
import { ALLOC_APIS } from "../../../src/core/api/catalogue.ts";
import { PRESETS } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { answerTo } from "../../../src/core/tools/simulate.ts";
import { checkPlacement } from "../examine.ts";
import { Broken, faultOf, type Kind } from "../kind.ts";
import type { Random } from "../random.ts";

const CONFIGS = PRESETS.flatMap(({ profile }) => {
  const read = readProfile(profile);
  return read.kind === "profile" ? [read.config] : [];
});

const FLAGS = [
  "GFP_KERNEL",
  "GFP_ATOMIC",
  "GFP_DMA",
  "__GFP_ZERO",
  "__GFP_NORETRY",
  "__GFP_ACCOUNT",
  "GFP_NOPE",
  "__proto__",
] as const;
const CACHE_FLAGS = [
  "SLAB_HWCACHE_ALIGN",
  "SLAB_ACCOUNT",
  "SLAB_TYPESAFE_BY_RCU",
  "SLAB_PANIC",
  "SLAB_POISON",
  "SLAB_NOPE",
] as const;

/** Requests of any shape to every API under every preset. */
export function simulateKind(): Kind {
  return {
    name: "simulate",
    run(random) {
      const config = random.of(CONFIGS);
      const json = request(random);
      const read = () => {
        if (!config) throw new Error("there is no preset");
        const first = answerTo(json, config);
        if (first.kind === "error") return;
        checkPlacement(first.placement);
        const [one, two] = [first, answerTo(json, config)].map((answer) =>
          answer.kind === "error" ? answer.why : JSON.stringify(placementJson(answer.placement)),
        );
        if (one !== two) throw new Broken(`the same request is answered in two ways: ${one} and ${two}`);
        checkGrowth(json, config);
      };
      const why = faultOf(read, undefined);
      const input = JSON.stringify({ kernel: config?.arch, json });
      return { executions: 1, ...(why === undefined ? {} : { fault: { why, input } }) };
    },
  };
}

/** A byte more never takes less, where both come from the same allocator. */
function checkGrowth(json: unknown, config: (typeof CONFIGS)[number]): void {
  if (typeof json !== "object" || json === null || !("size" in json) || typeof json.size !== "number") return;
  const [less, more] = [json, { ...json, size: json.size + 1 }].map((one) => answerTo(one, config));
  if (less?.kind !== "placement" || more?.kind !== "placement") return;
  const [before, after] = [less.placement, more.placement];
  if (before.kind !== after.kind || !("bytesAlloc" in before) || !("bytesAlloc" in after)) return;
  if (before.kind === "slab" && before.layout) return;
  if (Number(after.bytesAlloc) < Number(before.bytesAlloc))
    throw new Broken(`a byte more takes ${after.bytesAlloc} instead of ${before.bytesAlloc}`);
}

function request(random: Random): unknown {
  if (random.below(50) === 0) return random.pick<unknown>([null, [], "kmalloc", 5, { api: "__proto__" }, { api: {} }]);
  const api = random.of(ALLOC_APIS)?.name;
  const fields = ["size", "count", "oldSize", "order", "align", "boundary", "usersize", "freePointerOffset"] as const;
  const wanted = fields.filter((_, n) => random.below(n === 0 ? 5 : 4) === 0 || (n === 0 && random.below(5) > 0));
  const entries: [string, unknown][] = wanted.map((name) => [
    name,
    name === "order" ? random.below(14) : amount(random),
  ]);
  if (random.below(2) === 0) entries.push(["gfp", Array.from({ length: random.below(4) }, () => random.pick(FLAGS))]);
  if (random.below(6) === 0)
    entries.push(["flags", Array.from({ length: random.below(4) }, () => random.pick(CACHE_FLAGS))]);
  if (random.below(6) === 0) entries.push(["ctor", random.pick([true, false, 1])]);
  if (random.below(12) === 0)
    entries.push(["existing", [{ name: "a", size: amount(random), align: amount(random) }, random.pick([{}, null])]]);
  return Object.fromEntries([["api", api], ...entries]);
}

function amount(random: Random): unknown {
  switch (random.below(8)) {
    case 0:
      return random.pick<unknown>([
        0,
        1,
        -1,
        1.5,
        "12",
        "18446744073709551615",
        "18446744073709551616",
        "x",
        null,
        2 ** 53,
        2 ** 31,
      ]);
    case 1:
      return 2 ** random.below(54) + random.below(3) - 1;
    case 2:
      return String(2n ** BigInt(random.below(64)));
    case 3:
      return random.below(100_000_000);
    default:
      return random.below(20_000);
  }
}
