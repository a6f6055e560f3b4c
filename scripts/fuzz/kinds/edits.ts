import { cTarget } from "../../../src/core/analysis/c-target.ts";
import type { SyntaxParser } from "../../../src/core/c/syntax.ts";
import { EditedDocument } from "../edited.ts";
import { PRESET } from "../examine.ts";
import type { Kind } from "../kind.ts";
import type { Random } from "../random.ts";

const EDITS = 20;

/** What people type, whole or half. */
const TYPED = [
  "x",
  " ",
  "\n",
  ";",
  "{",
  "}",
  "(",
  '"',
  "/*",
  "*/",
  "\n#if X\n",
  "\n#endif\n",
  "\n\tspin_lock(&lock);\n",
  "\n\tspin_unlock(&lock);\n",
  "\n\tmutex_lock(&lock);\n",
  "\n\tif (ret)\n\t\treturn ret;\n",
  "\n\tp = kmalloc(2100, GFP_KERNEL);\n",
  "\n\tkfree(p);\n",
  "\n/* kalloc-lens-ignore just-over-class */\n",
];

/** Edits of C files: after each one the file must be known as well as if it were read for the first time. */
export function editsKind(parser: SyntaxParser, sources: readonly string[], make: (random: Random) => string): Kind {
  const { profile, config } = PRESET;
  const context = { config, target: cTarget(profile, config), parser, resolve: () => undefined };
  return {
    name: "edits",
    run(random) {
      const text = (random.below(2) === 0 ? random.of(sources) : undefined) ?? make(random);
      const edited = new EditedDocument(text, context);
      for (let n = 1; n <= EDITS; n++) {
        const why = edited.edit(edit(edited.text, random));
        if (why !== undefined) return { executions: n, fault: { why, input: edited.text } };
      }
      return { executions: EDITS };
    },
  };
}

/** Mostly inside of a line; a call is copied, so that functions of the file are used elsewhere. */
function edit(text: string, random: Random) {
  const start = random.below(text.length + 1);
  const end = random.below(3) === 0 ? Math.min(text.length, start + random.below(40)) : start;
  const call = /\b\w+\([\w, ]*\);/.exec(text.slice(random.below(text.length + 1)))?.[0];
  return { start, end, text: (random.below(3) === 0 ? call : undefined) ?? random.of(TYPED) ?? "" };
}
