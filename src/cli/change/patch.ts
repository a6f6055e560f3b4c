import { join, resolve } from "node:path";
import { readBytes } from "../files.ts";
import { UsageError } from "../usage-error.ts";
import type { Change } from "./change.ts";

/** A piece of a file's difference: lines without their newline, as they were and as they become. */
interface Hunk {
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the patch says of the newline at the end of the file. */
  readonly endsWithout: { readonly before: boolean; readonly after: boolean };
}

interface FilePatch {
  /** Undefined: the patch creates the file. */
  readonly from: string | undefined;
  /** Undefined: the patch deletes it. */
  readonly to: string | undefined;
  readonly hunks: readonly Hunk[];
}

/** What a patch, mailed or from `git diff`, does to the files below a folder, which is not touched. */
export function changesOfPatch(patch: string, root: string, title: string): Change {
  const files = readPatch(patch);
  if (files.length === 0) throw new UsageError(`${title} holds no unified diff`);
  const before = new Map<string, string | undefined>();
  const after = new Map<string, string | undefined>();
  for (const { from, to, hunks } of files) {
    const source = from === undefined ? undefined : pathBelow(root, from, title);
    const target = to === undefined ? undefined : pathBelow(root, to, title);
    const text = source === undefined ? "" : textOf(source, after, title);
    if (source !== undefined && !before.has(source)) before.set(source, text);
    if (target !== undefined && !before.has(target)) before.set(target, undefined);
    if (source !== undefined && source !== target) after.set(source, undefined);
    if (target !== undefined) after.set(target, applied(text, hunks, `${title}: ${to}`));
  }
  return { since: title, before, after };
}

/** A series of patches builds on what those before made. */
function textOf(file: string, after: ReadonlyMap<string, string | undefined>, title: string): string {
  if (after.has(file)) {
    const text = after.get(file);
    if (text !== undefined) return text;
    throw new UsageError(`${title} changes ${file} after it deleted it`);
  }
  const read = readBytes(file);
  if (read.kind === "text") return read.text;
  throw new UsageError(`${title} changes ${file}, which cannot be read: ${read.why}`);
}

/** No patch reaches outside of the tree. */
function pathBelow(root: string, name: string, title: string): string {
  const parts = name.split("/");
  if (name.startsWith("/") || parts.includes("..") || name.includes("\0"))
    throw new UsageError(`${title} names ${name}, which is outside of the tree`);
  if (/(?:^|\/)\.?$/.test(name)) throw new UsageError(`${title} names "${name}", which is no file`);
  return resolve(join(root, name));
}

/** Applies hunks where their lines are found, the nearest to where the patch says. */
function applied(text: string, hunks: readonly Hunk[], where: string): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  let endsWithNewline = text === "" || text.endsWith("\n");
  const out: string[] = [];
  let at = 0;
  let moved = 0;
  for (const hunk of hunks) {
    const expected = Math.max(0, (hunk.before.length === 0 ? hunk.line : hunk.line - 1) + moved);
    const found = placeOf(hunk.before, lines, at, expected);
    if (found === undefined) throw new UsageError(`${where}: the lines around ${hunk.line} are not in the file`);
    moved = found - (hunk.before.length === 0 ? hunk.line : hunk.line - 1);
    out.push(...lines.slice(at, found), ...hunk.after);
    at = found + hunk.before.length;
    if (at === lines.length) endsWithNewline = !hunk.endsWithout.after;
  }
  out.push(...lines.slice(at));
  return out.length === 0 ? "" : out.join("\n") + (endsWithNewline ? "\n" : "");
}

function placeOf(wanted: readonly string[], lines: readonly string[], least: number, near: number): number | undefined {
  const most = lines.length - wanted.length;
  for (let distance = 0; distance <= lines.length; distance++) {
    for (const place of distance === 0 ? [near] : [near - distance, near + distance]) {
      if (place >= least && place <= most && wanted.every((line, i) => lines[place + i] === line)) return place;
    }
  }
  return undefined;
}

function readPatch(patch: string): FilePatch[] {
  // A mailer may have changed the ends of all lines.
  const lines = (/^@@.*\r$/m.test(patch) ? patch.replace(/\r\n/g, "\n") : patch).split("\n");
  const files: { from: string | undefined; to: string | undefined; hunks: Hunk[] }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const old = /^--- ([^\t]+)/.exec(lines[i] ?? "")?.[1];
    const now = /^\+\+\+ ([^\t]+)/.exec(lines[i + 1] ?? "")?.[1];
    if (old !== undefined && now !== undefined && (lines[i + 2] ?? "").startsWith("@@ ")) {
      files.push({ from: nameIn(old), to: nameIn(now), hunks: [] });
      i++;
      continue;
    }
    const [, start, before = "1", after = "1"] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(lines[i] ?? "") ?? [];
    const file = files.at(-1);
    if (start === undefined || !file) continue;
    const read = readHunk(lines, i + 1, Number(start), { before: Number(before), after: Number(after) });
    file.hunks.push(read.hunk);
    i = read.next - 1;
  }
  return files;
}

function readHunk(
  lines: readonly string[],
  first: number,
  line: number,
  counts: { readonly before: number; readonly after: number },
): { readonly hunk: Hunk; readonly next: number } {
  const before: string[] = [];
  const after: string[] = [];
  const endsWithout = { before: false, after: false };
  let last = "";
  let i = first;
  for (; i < lines.length; i++) {
    const text = lines[i] ?? "";
    const sign = text[0] ?? " ";
    if (sign === "\\") {
      if (last !== "+") endsWithout.before = true;
      if (last !== "-") endsWithout.after = true;
      continue;
    }
    if (before.length >= counts.before && after.length >= counts.after) break;
    if (sign === "-") before.push(text.slice(1));
    else if (sign === "+") after.push(text.slice(1));
    // A mailer may have cut the blank of an empty line.
    else if (sign === " ") {
      before.push(text.slice(1));
      after.push(text.slice(1));
    } else break;
    last = sign;
  }
  return { hunk: { line, before, after, endsWithout }, next: i };
}

/** `a/drivers/x.c` without its first part; undefined for /dev/null. */
function nameIn(name: string): string | undefined {
  const plain = name.trim().replace(/^"(.*)"$/, "$1");
  return plain === "/dev/null" ? undefined : plain.replace(/^[^/]+\//, "");
}
