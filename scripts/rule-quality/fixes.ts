import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, type FoundLine, grouped, readFindings, type SpanEdit } from "./findings.ts";

/**
 * Applies every fix to the files of a copy of a prepared kernel tree (made with `cp -al`: a changed file is written
 * anew, so that the original stays), compiles each before and after, and looks for what the same rules still report.
 */
const [findings = "", tree = "", most = "300"] = process.argv.slice(2);
/** Objects for one run of make, which takes some seconds to start. */
const AT_ONCE = 25;

if (tree === "") {
  console.error("Usage: tsx scripts/rule-quality/fixes.ts FINDINGS.jsonl COPY-OF-TREE [MOST-FILES]");
  process.exit(2);
}

const fixable = grouped(
  readFindings(findings).filter(({ fix, file }) => fix !== undefined && file.endsWith(".c")),
  ({ file }) => file,
);
const files = everyNth([...fixable], Number(most)).map(([file, found]) => {
  const path = join(tree, file);
  const before = readFileSync(path);
  const fixes = chosen(found);
  return { file, path, before, fixes, found, after: changed(before, fixes) };
});
for (const { path, after } of files) replace(path, after);
const failed = make(files);
for (const { path, before } of failed) replace(path, before);
const unbuilt = new Set(make(failed));
for (const { path, after } of failed) replace(path, after);

const names = files.map(({ file }) => file);
const remaining = grouped(check(tree, names), ({ file, rule }) => `${file} ${rule}`);
const leftOver = files.flatMap(({ file, fixes, found }) =>
  [...new Set(fixes.map(({ rule }) => rule))]
    .filter((rule) => {
      const isOf = (finding: FoundLine) => finding.rule === rule;
      const expected = found.filter(isOf).length - fixes.filter(isOf).length;
      return (remaining.get(`${file} ${rule}`)?.filter(({ fix }) => fix).length ?? 0) > expected;
    })
    .map((rule) => `${file} ${rule}`),
);

const broken = failed.filter((file) => !unbuilt.has(file));
console.log(`files changed: ${files.length}, fixes: ${files.reduce((sum, { fixes }) => sum + fixes.length, 0)}`);
console.log(`compile as before: ${files.length - failed.length}`);
console.log(`compile in no version under this configuration: ${unbuilt.size}`);
list(
  "broken by a fix",
  broken.map(({ file, fixes }) => `${file} ${fixes.map(({ rule, line }) => `${rule}:${line}`).join(" ")}`),
);
list("the same rule still finds something to fix", leftOver);

function list(title: string, lines: readonly string[]): void {
  console.log([`${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`)].join("\n"));
}

/** Writes a file anew: its other names keep what it was. */
function replace(path: string, bytes: Buffer): void {
  rmSync(path);
  writeFileSync(path, bytes);
}

function everyNth<T>(all: readonly T[], wanted: number): readonly T[] {
  const step = Math.max(1, all.length / wanted);
  return all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

/** Fixes whose edits do not touch one another. */
function chosen(found: readonly FoundLine[]): FoundLine[] {
  const taken: SpanEdit[] = [];
  return found.filter(({ fix }) => {
    const edits = fix?.edits ?? [];
    const clash = edits.some((edit) =>
      taken.some((other) => edit.span[0] <= other.span[1] && other.span[0] <= edit.span[1]),
    );
    if (!clash) taken.push(...edits);
    return !clash;
  });
}

function changed(text: Buffer, fixes: readonly FoundLine[]): Buffer {
  const edits = fixes.flatMap(({ fix }) => fix?.edits ?? []).sort((a, b) => b.span[0] - a.span[0]);
  return edits.reduce(
    (bytes, { span, text: by }) =>
      Buffer.concat([bytes.subarray(0, span[0]), Buffer.from(by), bytes.subarray(span[1])]),
    text,
  );
}

/** Makes the objects of files, some at a time, and returns the files whose object cannot be made. */
function make<T extends { readonly file: string }>(wanted: readonly T[]): T[] {
  const objectOf = ({ file }: T) => file.replace(/\.c$/, ".o");
  for (const file of wanted) rmSync(join(tree, objectOf(file)), { force: true });
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const objects = wanted.slice(at, at + AT_ONCE).map(objectOf);
    spawnSync("make", ["-s", "-k", ...objects], { cwd: tree, stdio: "ignore" });
  }
  return wanted.filter((file) => !existsSync(join(tree, objectOf(file))));
}
