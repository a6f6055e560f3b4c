import { readFileSync } from "node:fs";
import { joinEvidence } from "../../../src/core/evidence/join.ts";
import { Measured } from "../../../src/core/evidence/measured.ts";
import type { Examine } from "../examine.ts";
import { Broken, type Kind, textKind } from "../kind.ts";
import { bytesMutated } from "../mutate.ts";

const SEEDS = ["alloc_traces", "allocinfo", "slabinfo", "slabinfo-X", "trace"] as const;
const WORDS = [
  "==> /sys/kernel/debug/slab/kmalloc-2k/alloc_traces <==\n",
  "Name ",
  " Loss ",
  "waste=",
  " age=1/2/3",
  "99999999999999999999999",
  "-1",
  "/0",
  "bytes_req=",
  "func:f",
  ": tunables",
  "\n",
  "\0",
  "__proto__",
] as const;

/** What a running kernel says of itself, broken; joined with the calls of a source. */
export function evidenceKind(examine: Examine): Kind {
  const seeds = SEEDS.map((name) => readFileSync(`test/golden/evidence/${name}.txt`, "latin1"));
  const { assessments } = examine(readFileSync("test/golden/evidence/lens_evidence.c", "latin1"));
  const sites = assessments.map((assessment) => ({ file: "lens_evidence.c", line: 1, endLine: 99, assessment }));
  return textKind(
    "evidence",
    (random) => {
      const seed = random.of(seeds) ?? "";
      // A screenful of it: long files say the same again.
      const start = random.below(Math.max(1, seed.length - 2000));
      return bytesMutated(seed.slice(start, start + 2000), random, WORDS);
    },
    (text) => {
      const measured = new Measured();
      measured.startFile(undefined);
      for (const line of text.split("\n")) measured.line(line);
      for (const { record, wasted, bytesReq, says } of joinEvidence(measured.callRecords, sites)) {
        for (const number of [record.count, wasted, bytesReq, record.bytesAlloc])
          if (number !== undefined && !Number.isFinite(number)) throw new Broken(`a number is ${number}`);
        if (/NaN|undefined|Infinity/.test(says)) throw new Broken(`it says ${says}`);
      }
      for (const cache of measured.cacheRecords)
        if (!Number.isFinite(cache.objects + cache.objectSize)) throw new Broken(`a cache of ${cache.objects}`);
    },
  );
}
