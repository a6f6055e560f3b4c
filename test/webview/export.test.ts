import { expect, test } from "vitest";
import { kernelFacts } from "../../src/core/guide/kernel-facts.ts";
import { readGuideMessage } from "../../src/protocol/webview.ts";
import { toMarkdown } from "../../src/webview/guide/export-markdown.ts";
import { FIRST_STATE, showing } from "../../src/webview/guide/panel-state.ts";
import { kernel } from "../core/kernel/kernels.ts";

function exported(text: string, headline = "1360 → 2048"): string {
  const shown = readGuideMessage({
    kind: "show",
    kernel: { profile: { name: "x", title: "Debian" }, facts: kernelFacts(kernel("debian-6.12-amd64")) },
    call: {
      uri: "file:///a.c",
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      api: "kzalloc",
      text,
      headline,
      answers: { "early-boot": "no" },
      verdict: { kind: "right", text: "fits", leaves: ["kmalloc"] },
      alternatives: [
        {
          api: "kzalloc",
          isUsed: true,
          outcome: { kind: "given", bytes: 2048, unused: 688, from: "kmalloc-2k" },
          sleeps: true,
          contiguity: "physical",
          zeroes: true,
          freedWith: "kfree",
        },
        { api: "devm_kzalloc", outcome: { kind: "fails", why: "a | b" }, contiguity: "physical", freedWith: "" },
      ],
    },
  });
  if (!shown) throw new Error("the message is not read");
  return toMarkdown(showing(FIRST_STATE, shown));
}

test("the way, the leaf and the alternatives are in the document", () => {
  const document = exported("kzalloc(sizeof(*p), GFP_KERNEL)");
  expect(document).toContain("```c\nkzalloc(sizeof(*p), GFP_KERNEL)\n```");
  expect(document).toMatch(/1\. .*\*\*No\*\*\n/);
  expect(document).toContain("(presumed)");
  expect(document).toContain("## kzalloc()");
  expect(document).toContain("| `kzalloc()` (in use) | 2048 | 688 | yes | physical | yes | kfree |");
  expect(document).toContain("| `devm_kzalloc()` | fails: a \\| b |  | no | physical | no | device |");
});

test("code and names cannot leave their place", () => {
  const document = exported("kzalloc(```\n# heading)", "[x](javascript:y) <b>");
  expect(document).toContain("````c\nkzalloc(```\n# heading)\n````");
  expect(document).toContain("\\[x\\](javascript:y) \\<b\\>");
});
