import { describe, expect, test } from "vitest";
import { kernelFacts } from "../../src/core/guide/kernel-facts.ts";
import { readAnswers, readGuideMessage } from "../../src/protocol/webview.ts";
import {
  answersOf,
  FIRST_STATE,
  restored,
  showing,
  toKeep,
  withAnswer,
  withOpened,
} from "../../src/webview/guide/panel-state.ts";
import { kernel } from "../core/kernel/kernels.ts";

const KERNEL = {
  profile: { name: "debian-6.12-amd64", title: "Debian", assumed: true },
  facts: kernelFacts(kernel("debian-6.12-amd64")),
};

const CALL = {
  uri: "file:///a.c",
  range: { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } },
  api: "kzalloc",
  text: "kzalloc(<img onerror=alert(1)>, GFP_KERNEL)",
  function: "probe",
  headline: "1360 → 2048",
  answers: { "early-boot": "no", small: "yes" },
  verdict: { kind: "right", text: "fits", leaf: "kmalloc", leaves: ["kmalloc", "nonsense"] },
  alternatives: [
    {
      api: "kvzalloc",
      isUsed: false,
      outcome: { kind: "given", bytes: 2048, unused: 688, from: "kmalloc-2k" },
      sleeps: true,
      isForbidden: false,
      contiguity: "either",
      zeroes: true,
      freedWith: "kvfree",
      use: { frees: [], cautions: ["`x` | y"] },
    },
    { api: "vzalloc", outcome: { kind: "given", bytes: -1 }, contiguity: "virtual" },
    "nonsense",
  ],
};

const SHOW = { kind: "show", kernel: KERNEL, call: CALL };

describe("messages to the panel", () => {
  test("are read as they are meant", () => {
    const shown = readGuideMessage(JSON.parse(JSON.stringify(SHOW)));
    expect(shown?.kernel).toEqual(KERNEL);
    expect(shown?.call).toMatchObject({
      text: CALL.text,
      answers: CALL.answers,
      verdict: { leaf: "kmalloc", leaves: ["kmalloc"] },
      alternatives: [CALL.alternatives[0]],
    });
  });

  test.each([
    undefined,
    null,
    1,
    "show",
    [],
    {},
    { kind: "show" },
    { kind: "hide", kernel: KERNEL },
    { kind: "show", kernel: { profile: KERNEL.profile } },
    { kind: "show", kernel: { facts: { version: "6.12", arch: "vax", pageSize: "4096" } } },
  ])("%j is none", (json) => {
    expect(readGuideMessage(json)).toBeUndefined();
  });

  test.each([
    { ...CALL, api: 1 },
    { ...CALL, range: { start: { line: -1, character: 0 }, end: { line: 0, character: 0 } } },
    { ...CALL, verdict: { kind: "fine", text: "" } },
  ])("a call that is none is left out", (call) => {
    expect(readGuideMessage({ ...SHOW, call })?.call).toBeUndefined();
  });

  test("long texts are cut", () => {
    expect(readGuideMessage({ ...SHOW, call: { ...CALL, text: "x".repeat(10_000) } })?.call?.text.length).toBeLessThan(
      2100,
    );
  });

  test("characters that turn the text around are shown", () => {
    const text = "sizeof(\u202egnp.exe)";
    expect(readGuideMessage({ ...SHOW, call: { ...CALL, text } })?.call?.text).toBe("sizeof(<U+202E>gnp.exe)");
  });

  test("answers that the graph does not have are left out", () => {
    expect(readAnswers({ "early-boot": "no", small: 7, toString: "yes", contiguous: "user" })).toEqual({
      "early-boot": "no",
    });
    expect(readAnswers("no")).toEqual({});
  });
});

describe("the panel's state", () => {
  const shown = readGuideMessage(SHOW);
  if (!shown) throw new Error("the message is not read");
  const state = showing(FIRST_STATE, shown);

  test("answers of the call hold until the user gives or opens one", () => {
    expect(answersOf(state)).toEqual(CALL.answers);
    const answered = { ...state, own: withAnswer(state.own, "small", "no") };
    expect(answersOf(answered)).toEqual({ "early-boot": "no", small: "no" });
    expect(answersOf({ ...state, own: withOpened(answered.own, "small") })).toEqual({ "early-boot": "no" });
  });

  test("the same call keeps the user's answers, another one does not", () => {
    const answered = { ...state, own: withAnswer(state.own, "device-dma", "no") };
    expect(showing(answered, shown).own).toEqual(answered.own);
    const other = readGuideMessage({ ...SHOW, call: { ...CALL, api: "kmalloc" } });
    expect(other && answersOf(showing(answered, other))).toEqual(CALL.answers);
  });

  test("is restored from what was kept, and from anything else is the first one", () => {
    const kept = { ...state, tab: "amounts", mode: "map", own: withAnswer(state.own, "device-dma", "no") } as const;
    expect(restored(JSON.parse(JSON.stringify(toKeep(kept))))).toEqual(kept);
    expect(toKeep(kept).call).toEqual({ uri: CALL.uri, position: CALL.range.start });
    for (const json of [undefined, null, 3, "x", { tab: "x", own: { opened: 3, answers: [] } }])
      expect(restored(json)).toEqual(FIRST_STATE);
  });
});
