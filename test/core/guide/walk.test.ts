import { expect, test } from "vitest";
import { QUESTION_IDS } from "../../../src/core/guide/nodes.ts";
import { QUESTIONS } from "../../../src/core/guide/questions.ts";
import { answer, back, knownAnswers, likelyWalk, NO_ANSWERS, walk } from "../../../src/core/guide/walk.ts";

test("without answers the walk stands at the first question", () => {
  expect(walk(NO_ANSWERS)).toMatchObject({ path: [], at: { id: "early-boot" }, advice: [] });
  expect(back(NO_ANSWERS)).toEqual(NO_ANSWERS);
});

test("each answer leads on, and back takes the last one on the way", () => {
  const one = answer(NO_ANSWERS, "early-boot", "no");
  const two = answer(one, "subsystem-object", "yes");
  expect(walk(two).at.id).toBe("subsystem");
  expect(walk(back(two)).at.id).toBe("subsystem-object");
  expect(back(two)).toEqual(one);
});

test("an answer beyond an open question waits", () => {
  const answers = answer(NO_ANSWERS, "device-dma", "yes");
  expect(walk(answers).at.id).toBe("early-boot");
  expect(likelyWalk(answers).at.id).toBe("streaming-dma");
});

test("an answer that the question does not have changes nothing", () => {
  expect(answer(NO_ANSWERS, "early-boot", "huge")).toEqual(NO_ANSWERS);
});

test("deferring an atomic allocation goes on as one that may sleep, and says how", () => {
  const answers = { "may-sleep": "no", "can-defer": "yes" } as const;
  const { at, path, advice } = likelyWalk(answers);
  expect(at.id).toBe("kmalloc");
  expect(path.map(({ question }) => question)).toContain("must-not-fail");
  expect(advice.join()).toContain("GFP_KERNEL");
});

test("only answers of the graph are taken over", () => {
  const entries = JSON.parse('{"__proto__":"yes","constructor":"yes","early-boot":"no","small":"maybe","nope":"yes"}');
  expect(knownAnswers(entries)).toEqual({ "early-boot": "no" });
});

test("every set of answers ends, at an open question or at a leaf", () => {
  for (const id of QUESTION_IDS)
    for (const edge of QUESTIONS[id].edges) expect(likelyWalk({ [id]: edge.answer }).at.kind).toBe("leaf");
});
