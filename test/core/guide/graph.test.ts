import { describe, expect, test } from "vitest";
import { apiNamed } from "../../../src/core/api/catalogue.ts";
import { freesOf } from "../../../src/core/api/pairing.ts";
import { CARDS } from "../../../src/core/guide/cards.ts";
import { type NodeId, ROOT } from "../../../src/core/guide/graph.ts";
import { API_SINCE, LEAVES } from "../../../src/core/guide/leaves.ts";
import { DOC_LINKS } from "../../../src/core/guide/links.ts";
import { isQuestion, LEAF_IDS, QUESTION_IDS } from "../../../src/core/guide/nodes.ts";
import { QUESTIONS } from "../../../src/core/guide/questions.ts";

/** Nodes that can be reached from one on, itself left out unless a way leads back to it. */
function reachable(from: NodeId, withBack: boolean): Set<NodeId> {
  const seen = new Set<NodeId>();
  const visit = (id: NodeId): void => {
    if (!isQuestion(id)) return;
    for (const { to, back } of QUESTIONS[id].edges) {
      if (seen.has(to) || (back && !withBack)) continue;
      seen.add(to);
      visit(to);
    }
  };
  visit(from);
  return seen;
}

describe("the graph", () => {
  test("every question and every leaf is reached from the first question", () => {
    const reached = reachable(ROOT, false);
    expect([...QUESTION_IDS, ...LEAF_IDS].filter((id) => id !== ROOT && !reached.has(id))).toEqual([]);
  });

  test("names of questions and leaves do not clash", () => {
    expect(QUESTION_IDS.filter((id) => Object.hasOwn(LEAVES, id))).toEqual([]);
  });

  test("no way leads back to where it was, not even over the one edge that leads up", () => {
    expect(QUESTION_IDS.filter((id) => reachable(id, true).has(id))).toEqual([]);
    const back = QUESTION_IDS.flatMap((from) =>
      QUESTIONS[from].edges.filter((edge) => edge.back).map(({ to }) => [from, to]),
    );
    expect(back).toEqual([["can-defer", "must-not-fail"]]);
  });

  test.each(QUESTION_IDS)("%s has different answers, one of them usual", (id) => {
    const answers = QUESTIONS[id].edges.map(({ answer }) => answer);
    expect(new Set(answers).size).toBe(answers.length);
    expect(answers.length).toBeGreaterThan(1);
    expect(answers).toContain(QUESTIONS[id].usual);
    expect(QUESTIONS[id].text).toMatch(/\?$/);
  });
});

describe("leaves", () => {
  test.each(LEAF_IDS)("%s names APIs of the catalogue and a page to read", (id) => {
    const { apis, links } = LEAVES[id];
    expect(apis.filter((api) => !apiNamed(api))).toEqual([]);
    expect(apis.length).toBeGreaterThan(0);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((key) => !DOC_LINKS[key].url.startsWith("https://docs.kernel.org/"))).toEqual([]);
  });

  test.each(LEAF_IDS)(
    "the sample of %s calls an API of the catalogue, and its memory is freed by one of its own",
    (id) => {
      const { sample, sampleSince, free } = LEAVES[id];
      const called = [sample, sampleSince?.sample ?? ""].flatMap((text) =>
        [...text.matchAll(/\b([\w]+)\(/g)].map(([, name]) => name ?? ""),
      );
      const apis = called.flatMap((name) => apiNamed(name) ?? []);
      expect(apis.length).toBeGreaterThan(0);
      const freed = [...free.matchAll(/\b(\w*(?:free|destroy)\w*)\(/g)].map(([, name]) => name ?? "");
      const may = [...apis, ...LEAVES[id].apis.flatMap((name) => apiNamed(name) ?? [])].flatMap((api) => freesOf(api));
      expect(freed.filter((name) => !may.includes(name) && !apiNamed(name))).toEqual([]);
    },
  );

  test("versions of APIs are those of the catalogue", () => {
    const apis = [...new Set(LEAF_IDS.flatMap((id) => LEAVES[id].apis))];
    const since = apis.flatMap((name) => {
      const version = apiNamed(name)?.since;
      return version === undefined ? [] : [[name, version] as const];
    });
    expect(API_SINCE).toEqual(Object.fromEntries(since));
  });
});

test("cards have pros, cons and pages", () => {
  for (const { pros, cons, links } of CARDS)
    expect(Math.min(pros.length, cons.length, links.length)).toBeGreaterThan(0);
});
