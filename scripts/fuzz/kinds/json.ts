import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBaseline } from "../../../src/cli/baseline.ts";
import { merge } from "../../../src/cli/merge.ts";
import { UsageError } from "../../../src/cli/usage-error.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { requestFromJson } from "../../../src/core/api/simulate-request.ts";
import { kernelFacts } from "../../../src/core/guide/kernel-facts.ts";
import { gfpMask } from "../../../src/core/kernel/gfp.ts";
import { place } from "../../../src/core/kernel/place.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { readCall, readFromGuide } from "../../../src/protocol/guide-messages.ts";
import { readStruct, readStructNames } from "../../../src/protocol/read-struct.ts";
import { readFromView } from "../../../src/protocol/view-messages.ts";
import { readShownView } from "../../../src/protocol/view-shown.ts";
import { readAnswers, readGuideMessage } from "../../../src/protocol/webview.ts";
import { readSettings } from "../../../src/server/settings.ts";
import { checkPlacement, PRESET } from "../examine.ts";
import { Broken, type CaseResult, faultOf, type Kind } from "../kind.ts";
import { bytesMutated } from "../mutate.ts";
import type { Random } from "../random.ts";

const WORDS = [
  '"',
  "\\u0000",
  "{",
  "}",
  "[",
  "]",
  ",",
  "null",
  "1e999",
  "-1",
  '"__proto__":{"x":1},',
  '"constructor":',
  "\ufeff",
] as const;

const PROFILE = {
  kernel: "6.12.117",
  release: "6.12.117+deb12-amd64",
  arch: "x86_64",
  pageSize: 4096,
  cpus: 4,
  possibleCpus: 4,
  numaNodes: 1,
  cacheLine: 64,
  ram: 8589934592,
  config: { CONFIG_MEMCG: "y", CONFIG_RANDOM_KMALLOC_CACHES: "n", CONFIG_NR_CPUS: "64" },
  cmdline: "slub_debug=FZPU",
  assumed: false,
};
const SETTINGS = {
  profile: "debian-6.12-amd64",
  kernel: "auto",
  pinnedKernels: ["debian-6.1-arm64", { kernel: "6.1", arch: "arm64" }],
  hover: { enabled: true },
  codeLens: { enabled: true },
  waste: { minimumBytes: 512, minimumPercent: 25 },
  rules: { "wasteful-size": { severity: "hint", minBytes: 10 }, "zero-size": "off" },
};
const RANGE = { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } };
const STATUS = { name: "debian-6.12-amd64", title: "Debian", assumed: false, profile: PROFILE };
const KERNEL = { profile: STATUS, facts: kernelFacts(PRESET.config) };
const SITE = {
  range: RANGE,
  api: "kmalloc",
  by: "kmalloc",
  function: "f",
  text: "kmalloc(1)",
  headline: "1",
  cache: "kmalloc-8",
  asked: { min: 1, max: 8 },
  given: 8,
};
const LAYOUT = {
  kind: "struct",
  name: "struct a",
  isUnion: false,
  bytes: 16,
  align: 8,
  flexible: false,
  from: ["file"],
  members: [
    { name: "b", type: "int", offset: 0, bytes: 4, bits: { first: 0, width: 3 }, body: { members: [], holes: [] } },
  ],
  holes: [{ offset: 4, bytes: 4 }],
  padding: { offset: 12, bytes: 4 },
};
const MESSAGES: readonly [unknown, ...unknown[]] = [
  { kind: "ready" },
  { kind: "insert", text: "kfree(p);" },
  { kind: "reveal", call: { uri: "file:///a.c", position: RANGE.start } },
  { kind: "struct", name: "struct a" },
  {
    kind: "show",
    profile: STATUS,
    file: { uri: "file:///a.c", sites: [SITE] },
    selected: 0,
    structs: ["struct a"],
    struct: { layout: LAYOUT, cacheLine: 64, profile: STATUS },
  },
  {
    kind: "show",
    kernel: KERNEL,
    call: {
      uri: "file:///a.c",
      range: RANGE,
      api: "kmalloc",
      answers: { size: "small" },
      verdict: { kind: "right", text: "x", leaves: ["kmalloc"] },
    },
  },
];
const BASELINE = { schema: 1, findings: [{ file: "a.c", rule: "zero-size", fingerprint: "0123" }] };
const OUTPUTS = [
  '{"schema":1,"tool":{},"profile":{},"kernel":{},"sites":[{"file":"a.c"}],"findings":[],"summary":{"files":1,"skipped":[]}}',
  '{"run":{"schema":1}}\n{"site":{"file":"a.c"}}\n{"summary":{"files":1,"skipped":[]}}\n',
  '{"$schema":"x","version":"2.1.0","runs":[{"tool":{},"results":[{"ruleId":"x"}],"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[],"properties":{"files":1}}]}]}',
] as const;

/** JSON that somebody else wrote: profiles, settings, messages of panels, baselines, and outputs to be merged. */
export function jsonKinds(): readonly Kind[] {
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-fuzz-"));
  const file = join(folder, "input.json");
  return [
    jsonKind("profile", () => PROFILE, checkProfile),
    jsonKind(
      "settings",
      () => SETTINGS,
      (json) => {
        const { profile, pinnedKernels, rules } = readSettings(json);
        for (const one of [profile, ...pinnedKernels]) readProfile(one);
        for (const { options = {} } of Object.values(rules))
          for (const option of Object.values(options)) if (!(option >= 0)) throw new Broken(`an option is ${option}`);
      },
    ),
    jsonKind(
      "messages",
      (random) => random.pick(MESSAGES),
      (json) => {
        for (const read of [
          readFromGuide,
          readFromView,
          readCall,
          readShownView,
          readGuideMessage,
          readAnswers,
          readStruct,
          readStructNames,
        ])
          read(json);
      },
    ),
    textOfJson(
      "baseline",
      () => JSON.stringify(BASELINE),
      async (text) => {
        writeFileSync(file, text);
        await refusedOr(() => readBaseline(file));
      },
    ),
    textOfJson(
      "merge",
      (random) => random.pick(OUTPUTS),
      async (text) => {
        writeFileSync(file, text);
        await refusedOr(() => merge([file, file], { write: async () => undefined, colours: false, isTerminal: false }));
      },
      () => rmSync(folder, { recursive: true }),
    ),
  ];
}

function checkProfile(json: unknown): void {
  const read = readProfile(json);
  if (read.kind === "error") return;
  const { config, profile } = read;
  cTarget(profile, config).predefined("GFP_KERNEL");
  for (const size of [1, 100, 5000, 2 ** 24]) {
    const request = requestFromJson({ api: "kmalloc", size }, (names) => gfpMask(names, config), config.wordSize);
    if (request.kind === "request") checkPlacement(place(request.request, config));
  }
}

/** Values whose parts are removed, doubled, swapped or of another type. */
function jsonKind(name: string, seed: (random: Random) => unknown, read: (json: unknown) => void): Kind {
  return {
    name,
    run(random) {
      let json = JSON.parse(JSON.stringify(seed(random)));
      for (let left = 1 + random.below(3); left > 0; left--) json = partChanged(json, random, 0);
      const why = faultOf((one: unknown) => unpolluted(() => read(one)), json);
      return { executions: 1, ...(why === undefined ? {} : { fault: { why, input: JSON.stringify(json) ?? "" } }) };
    },
  };
}

function textOfJson(
  name: string,
  seed: (random: Random) => string,
  read: (text: string) => Promise<void>,
  end?: () => void,
): Kind {
  return {
    name,
    async run(random): Promise<CaseResult> {
      const input = bytesMutated(seed(random), random, WORDS);
      let why: string | undefined;
      try {
        await read(input);
        unpolluted(() => undefined);
      } catch (error) {
        why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      }
      return { executions: 1, ...(why === undefined ? {} : { fault: { why, input } }) };
    },
    async close() {
      end?.();
    },
  };
}

/** Bad input is refused with a sentence; anything else that is thrown is a crash. */
async function refusedOr(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
}

/** What every object has by itself stays as it was. */
function unpolluted(run: () => void): void {
  run();
  const added = Object.keys(Object.prototype);
  if (added.length > 0 || Reflect.get({}, "x") !== undefined) throw new Broken(`every object now has ${added}`);
}

const VALUES: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  "",
  "x",
  "__proto__",
  "constructor",
  [],
  {},
  [[]],
  2 ** 53,
  "6.12",
  4096,
  65536,
  "\u0000",
  "y".repeat(5000),
];
const KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "CONFIG_SLUB",
  "kind",
] as const;

function partChanged(json: unknown, random: Random, depth: number): unknown {
  if (depth > 0 && random.below(4) === 0) return random.pick(VALUES);
  if (Array.isArray(json)) {
    if (json.length === 0 || random.below(4) === 0) return [...json, random.pick(VALUES)];
    const at = random.below(json.length);
    return json.flatMap((one, n) =>
      n !== at ? [one] : random.below(4) === 0 ? [] : [partChanged(one, random, depth + 1)],
    );
  }
  if (typeof json !== "object" || json === null) return random.pick(VALUES);
  const entries = Object.entries(json);
  if (entries.length === 0 || random.below(5) === 0) {
    // As JSON.parse() has it: an own key of that name.
    entries.push([random.pick(KEYS), random.below(2) === 0 ? { x: 1, severity: "off" } : random.pick(VALUES)]);
    return Object.fromEntries(entries);
  }
  const at = random.below(entries.length);
  return Object.fromEntries(
    entries.flatMap(([key, value], n) =>
      n !== at ? [[key, value]] : random.below(5) === 0 ? [] : [[key, partChanged(value, random, depth + 1)]],
    ),
  );
}
