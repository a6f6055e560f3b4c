import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluate, testTarget } from "../../support/c-unit.ts";

interface Golden {
  readonly compiler: string;
  readonly rows: readonly { readonly text: string; readonly [abi: string]: unknown }[];
}

const golden: Golden = JSON.parse(readFileSync("test/golden/c/layouts.json", "utf8"));

describe(`layouts as recorded from ${golden.compiler}`, () => {
  test.each(["x86_64", "i386", "arm", "arm64"] as const)("%s", (abi) => {
    const wrong = golden.rows.flatMap(({ text, [abi]: recorded }, i) => {
      const target = testTarget(abi);
      const ours = [`sizeof(struct s${i})`, `_Alignof(struct s${i})`].map((ask) => evaluate(text, ask, target));
      return String(ours) === String(recorded) ? [] : [`${text}\n  gcc ${recorded}, here ${ours}`];
    });
    expect(wrong).toEqual([]);
  });
});
