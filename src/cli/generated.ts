/** Whether a program wrote the file: modpost's module descriptions, and what says so itself in its first lines. */
export function isGenerated(path: string, start: string): boolean {
  return path.endsWith(".mod.c") || SAYS_SO.test(firstLine(start));
}

const SAYS_SO =
  /^\W*(?:this (?:file|header) (?:is|was|has been) )?(?:(?:auto|automatically|machine)[- ]?)?generated\b|\bdo not (?:edit|modify)\b/i;

/** The first line that says more than the licence or who may read it. */
function firstLine(text: string): string {
  for (const line of text.split("\n")) if (/\w/.test(line) && !/SPDX-License-Identifier/.test(line)) return line;
  return "";
}
