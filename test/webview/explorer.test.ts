import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { readShownView } from "../../src/protocol/view-shown.ts";
import { betterNear, curveOf, getsOf, stepAt } from "../../src/webview/explorer/curve.ts";
import { CURVE_APIS } from "../../src/webview/explorer/curve-apis.ts";
import { FIRST, restoredExplorer, withSelected } from "../../src/webview/explorer/explorer-state.ts";

function configOf(name: string) {
  const read = readProfile(presetNamed(name)?.profile);
  if (read.kind === "error") throw new Error(read.why);
  return read.config;
}

const CONFIG = configOf("debian-6.12-amd64");

describe("curves", () => {
  test.each(CURVE_APIS)("%s: every size lies on a step that gives what the simulator gives", (api) => {
    const curve = curveOf(api, 2 ** 16, CONFIG);
    expect(curve.steps[0]?.from).toBe(1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Math.max(curve.to, 1) }), (size) => {
        const gets = getsOf(api, size, CONFIG);
        const step = stepAt(curve, size);
        expect(step).toBeDefined();
        expect(step?.given).toBe(gets.kind === "given" ? gets.bytes : undefined);
      }),
      { numRuns: 300 },
    );
  });

  test("kmalloc ends where it fails", () => {
    expect(curveOf("kmalloc", 2 ** 23, CONFIG).to).toBe(4 * 2 ** 20);
  });

  test("what a profile leaves open is no single number", () => {
    const gets = getsOf("kmem_cache_create", 100, { ...CONFIG, alternatives: undefined });
    expect(gets.kind).toBe("given");
    const arm = configOf("linux-6.12-arm64");
    const open = Array.from({ length: 200 }, (_, size) => getsOf("kmalloc", size + 1, arm));
    for (const one of open) expect(["given", "between"]).toContain(one.kind);
  });

  test("better sizes are the most that the smaller and the present block hold", () => {
    expect(betterNear(curveOf("kmalloc", 2 ** 16, CONFIG), 1360)).toEqual({
      smaller: { bytes: 1024, given: 1024 },
      fill: { bytes: 2048, given: 2048 },
    });
    expect(betterNear(curveOf("kmalloc", 2 ** 16, CONFIG), 1)).toEqual({ fill: { bytes: 8, given: 8 } });
  });
});

describe("the state", () => {
  test.each([undefined, null, 5, "x", [], { size: -1, apis: "kmalloc", compared: [1], unit: "x", span: 3 }])(
    "%j restores to the first one",
    (json) => {
      expect(restoredExplorer(json)).toEqual(FIRST);
    },
  );

  test("is restored as it was kept", () => {
    const kept = { ...FIRST, size: 5000, each: 24, apis: ["vmalloc", "alloc_percpu"], unit: "bytes", waste: "linear" };
    expect(restoredExplorer(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test("a preset that vanished is left out", () => {
    expect(restoredExplorer({ ...FIRST, compared: ["debian-2.6-vax", "debian-6.1-arm64"] }).compared).toEqual([
      "debian-6.1-arm64",
    ]);
  });

  test("the call that the panel was opened for brings its size and API", () => {
    const profile = { name: "x", title: "x", assumed: false, profile: presetNamed("debian-6.12-amd64")?.profile };
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } };
    const site = {
      range,
      api: "vzalloc",
      by: "vmalloc",
      asked: { min: 4097, max: 4097 },
      given: 8192,
      cache: "vmalloc",
    };
    const shown = readShownView({
      kind: "show",
      profile,
      file: { uri: "file:///a.c", sites: [site, 5, {}] },
      selected: 0,
    });
    expect(shown?.file?.sites).toHaveLength(1);
    expect(shown && withSelected(FIRST, shown)).toEqual({ ...FIRST, size: 4097, apis: ["kmalloc", "vmalloc"] });
  });

  test.each([undefined, {}, { kind: "show" }, { kind: "show", profile: { profile: { kernel: "9", arch: "vax" } } }])(
    "%j is no message",
    (json) => {
      expect(readShownView(json)).toBeUndefined();
    },
  );
});
