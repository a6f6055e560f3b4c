import { existsSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CLAIMS, CLAIMS_SOURCE } from "../../src/client/claims.ts";
import { headline } from "../../src/core/explain/headline.ts";
import { PRESETS } from "../../src/core/kernel/presets.ts";
import { AMD64, analysed, reportedIn } from "../core/rules/analysed.ts";

const MANIFEST = JSON.parse(readFileSync("package.json", "utf8"));
const [walkthrough, ...others] = MANIFEST.contributes.walkthroughs;
const steps: readonly {
  id: string;
  description: string;
  media: { image: string; altText: string };
  completionEvents: string[];
}[] = walkthrough.steps;

test("each step opens a call that there is, and is done once it was seen", () => {
  expect(others).toEqual([]);
  expect(steps.map(({ id }) => id)).toEqual(Object.keys(CLAIMS));
  for (const { id, description, completionEvents } of steps) {
    expect(description).toContain(`(command:kallocLens.openClaim?${encodeURIComponent(JSON.stringify([id]))})`);
    expect(completionEvents).toEqual([`onContext:kallocLens.seen.${id}`]);
  }
  for (const call of Object.values(CLAIMS)) expect(CLAIMS_SOURCE.split(call)).toHaveLength(2);
});

test("each picture is there, is light, and is told in words", () => {
  for (const { media } of steps) {
    expect(existsSync(media.image), media.image).toBe(true);
    expect(statSync(media.image).size).toBeLessThan(150_000);
    expect(media.altText.length).toBeGreaterThan(20);
  }
});

describe("what the steps claim is what the simulator says", () => {
  const headlines = (of: string) => analysed(CLAIMS_SOURCE, of).assessments.map(headline);

  test("for the kernel that is assumed", () =>
    expect(headlines(AMD64)).toEqual([
      expect.stringMatching(/^4097 → 8192 /),
      expect.stringMatching(/^4096 → 8192 /),
      expect.stringMatching(/^2200100 → 4194304 /),
      expect.stringMatching(/^64 → 64 /),
    ]));

  // Larger pages have caches that the sizes of the first three fill as badly.
  test.each(PRESETS.filter(({ profile }) => (profile.pageSize ?? 4096) <= 16384).map(({ name }) => name))(
    "for %s",
    (name) => {
      const [first, second, third] = headlines(name);
      expect(first).toMatch(/^4097 → 8192 /);
      expect(second).toMatch(/^4096 → 8192 /);
      expect(third).toMatch(/^2200100 → 4194304 /);
    },
  );

  test("and what they propose helps", () => {
    const changed = CLAIMS_SOURCE.replace("4097", "4096")
      .replace("dev, 4096", "dev, 4056")
      .replace("kmalloc(2200100, GFP_KERNEL)", "vmalloc(2200100)")
      .replace("kmalloc(64, GFP_KERNEL)", "kmalloc(64, GFP_NOWAIT)");
    expect(analysed(changed).assessments.map(headline)).toEqual([
      expect.stringMatching(/^4096 → 4096 /),
      expect.stringMatching(/^4056 → 4096 /),
      expect.stringMatching(/^2200100 → 2203648 /),
      expect.stringMatching(/^64 → 64 /),
    ]);
    expect(reportedIn(analysed(CLAIMS_SOURCE))).toContainEqual(
      expect.stringMatching(/^sleeping-in-atomic: kmalloc\(64/),
    );
    expect(reportedIn(analysed(changed)).join()).not.toContain("sleeping-in-atomic");
  });
});
