import { expect, test } from "vitest";
import { pageOf } from "../../src/client/panel-page.ts";

const PARTS = {
  title: "Waste explorer",
  script: "https://files.example/dist/webview-explorer.js",
  styles: ["https://files.example/media/base.css"],
  source: "https://files.example",
  drawsPictures: false,
};

/** The page's Content-Security-Policy, by directive. */
function policyOf(page: string): ReadonlyMap<string, string> {
  const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  return new Map(policy.split("; ").map((directive) => [directive.replace(/ .*/, ""), directive.replace(/^\S+ /, "")]));
}

test("a page loads its own script and styles, and nothing else", () => {
  const page = pageOf(PARTS);
  const policy = policyOf(page);
  const nonce = /^'nonce-([\da-f]{32})'$/.exec(policy.get("script-src") ?? "")?.[1];
  expect([...policy.keys()]).toEqual(["default-src", "script-src", "style-src", "img-src", "font-src"]);
  expect(policy.get("default-src")).toBe("'none'");
  for (const kind of ["style-src", "img-src", "font-src"]) expect(policy.get(kind)).toBe(PARTS.source);
  expect(page).not.toMatch(/unsafe|\*|http:|javascript:|\son\w+=|<style/);
  expect([...page.matchAll(/<script/g)]).toHaveLength(1);
  expect(page).toContain(`<script nonce="${nonce}" src="${PARTS.script}"></script>`);
});

test("one that draws pictures may show what it holds itself", () => {
  const policy = policyOf(pageOf({ ...PARTS, drawsPictures: true }));
  expect(policy.get("img-src")).toBe(`${PARTS.source} data:`);
  expect(policy.get("default-src")).toBe("'none'");
});

test("each page has a number of its own", () => {
  const numbers = Array.from({ length: 100 }, () => policyOf(pageOf(PARTS)).get("script-src"));
  expect(new Set(numbers).size).toBe(100);
});
