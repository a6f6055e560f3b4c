import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readBytes } from "./files.ts";

/** The rules of one .gitignore, for paths below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The .gitignore files that hold in a folder, the nearest first. */
export type IgnoreStack = readonly IgnoreRules[];

/** The rules of the folders above, up to the root of the repository; none where the folder itself is left out. */
export function rulesAbove(folder: string): IgnoreStack {
  const absolute = resolve(folder);
  const above: string[] = [];
  for (let at = absolute; !existsSync(join(at, ".git")); at = dirname(at)) {
    if (dirname(at) === at) return [];
    above.push(dirname(at));
  }
  const stack = above.reduceRight<IgnoreStack>((rules, dir) => withFolder(rules, dir), []);
  return isIgnored(stack, absolute, true) ? [] : stack;
}

/** The rules in a folder: those above, and its own. */
export function withFolder(stack: IgnoreStack, folder: string): IgnoreStack {
  const read = readBytes(join(folder, ".gitignore"));
  if (read.kind !== "text") return stack;
  const text = Buffer.from(read.text, "latin1").toString("utf8");
  return [{ folder: resolve(folder), rules: ignore({ allowRelativePaths: true }).add(text) }, ...stack];
}

/** Whether the nearest .gitignore that says something of the path leaves it out. */
export function isIgnored(stack: IgnoreStack, path: string, isFolder: boolean): boolean {
  const absolute = resolve(path);
  for (const { folder, rules } of stack) {
    const below = relative(folder, absolute).split(sep).join("/");
    if (below === "" || below.startsWith("../")) continue;
    const { ignored, unignored } = rules.test(isFolder ? `${below}/` : below);
    if (ignored || unignored) return ignored;
  }
  return false;
}
