import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Path and text of every document of the project. */
export const DOCUMENTS: readonly (readonly [path: string, text: string])[] = [
  ...readdirSync("."),
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).map((path) => `docs/${path}`),
  ...readdirSync("test", { recursive: true, encoding: "utf8" }).map((path) => `test/${path}`),
  ...readdirSync("examples", { recursive: true, encoding: "utf8" }).map((path) => `examples/${path}`),
]
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".md"))
  .sort()
  .map((path) => [path, readFileSync(path, "utf8")]);

/** Links of a document to files of the project that do not lead anywhere. */
export function brokenLinks(path: string, text: string): string[] {
  return linksOf(text).filter((link) => {
    if (/^(?:https?|mailto|command):/.test(link)) return false;
    const [file = "", anchor] = decodeURI(link).split("#");
    const target = file === "" ? path : normalize(join(dirname(path), file));
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith(".md") && !anchorsOf(readFileSync(target, "utf8")).has(anchor);
  });
}

function linksOf(text: string): string[] {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)];
  return [...inline, ...references].map(([, link = ""]) => link);
}

/** As GitHub names the headings of a document. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutFences(text).matchAll(/^#{1,6}\s+(.+?)\s*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
    const anchor = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    let name = anchor;
    for (let i = 1; anchors.has(name); i++) name = `${anchor}-${i}`;
    anchors.add(name);
  }
  return anchors;
}

function withoutCode(text: string): string {
  return withoutFences(text).replace(/`[^`\n]*`/g, "");
}

function withoutFences(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1[^\n]*$/gm, "");
}

/** A command of a document, and what the document shows of its output. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
  /** Where the output stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Blocks that begin with `$ node dist/cli.js …`: the rest is what the command prints. */
export function shownCommands(text: string): ShownCommand[] {
  return [...text.matchAll(/^```\n\$ (node dist\/cli\.js [^\n]+)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [whole, command = "", output = ""] = match;
    const start = match.index + whole.length - "```".length - output.length;
    return { command, output, start, end: start + output.length };
  });
}

/** Commands of shell blocks that run the command line: one a line, without what a shell would do. */
export function plainCommands(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks
    .flatMap((block) => block.replaceAll("\\\n", " ").split("\n"))
    .map((line) =>
      line
        .replace(/^\$ /, "")
        .replace(/\s+#.*$/, "")
        .trim(),
    )
    .filter((line) => /^(?:npx )?(?:kalloc-lens|node dist\/cli\.js)\b/.test(line));
}
