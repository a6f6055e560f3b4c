import { expect, test } from "vitest";
import { analyseFile } from "../../../src/core/analysis/analyse.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { testParser } from "../../support/parser.ts";

const parser = await testParser();

function assess(call: string) {
  const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
  if (read.kind !== "profile") throw new Error(read.why);
  const { config, profile } = read;
  const source = { path: "a.c", text: `void *f(gfp_t gfp)\n{\n\treturn ${call};\n}\n`, encoding: "utf16" } as const;
  const target = cTarget(profile, config);
  const [assessment] = analyseFile(source, { config, target, parser, resolve: () => undefined });
  return assessment;
}

test("a size that no flag changes is given, and its trace claims nothing of the flags", () => {
  const placement = assess("kmalloc(1360, gfp)")?.placement;
  expect(placement).toMatchObject({ kind: "slab", bytesAlloc: 2048 });
  expect(placement?.trace.map(({ says }) => says).join()).not.toContain("no flag asks");
});

test("where the flags decide, both answers are given", () => {
  expect(assess("kvmalloc(5242880, gfp)")?.placement).toMatchObject({
    kind: "oneOf",
    placements: [{ kind: "vmalloc" }, { kind: "fails" }],
  });
  expect(assess("kvmalloc(5242880, GFP_KERNEL)")?.placement).toMatchObject({ kind: "vmalloc" });
});
