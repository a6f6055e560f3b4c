import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { readBytes } from "../files.ts";
import { UsageError } from "../usage-error.ts";
import type { Change } from "./change.ts";

/**
 * Settings that win over those of a repository, which anybody may have written: git starts no program on its behalf.
 * Besides, only plumbing is used that looks neither at the index nor at the working tree.
 */
const HARDENED: readonly (readonly [string, string])[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
  ["core.pager", "cat"],
  ["core.sshCommand", "false"],
  ["credential.helper", ""],
  ["protocol.allow", "never"],
];

/** Bytes that git may answer with. */
const LONGEST_ANSWER = 2 ** 30;

/** What differs between a revision and the files on the disk, around a path; `walked` are files that may be new. */
export function changesSince(revision: string, path: string, walked: readonly string[]): Change {
  const root = rootAround(path);
  const commit = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (commit.status !== 0) {
    const why = commit.stderr.trim();
    throw new UsageError(`--diff ${revision}: ${why === "" ? `there is no such revision in ${root}` : why}`);
  }
  const blobs = sourcesIn(root, commit.stdout.toString("latin1").trim());
  const differing = [...blobs].filter(([file, blob]) => hashOf(file, blob.length) !== blob);
  const texts = blobTexts(root, [...new Set(differing.map(([, blob]) => blob))]);
  const before = new Map<string, string | undefined>(differing.map(([file, blob]) => [file, texts.get(blob)]));
  for (const file of walked) if (!blobs.has(resolve(file))) before.set(resolve(file), undefined);
  const gone = differing.filter(([file]) => !existsSync(file));
  return { since: revision, before, after: new Map(gone.map(([file]) => [file, undefined])) };
}

/** The nearest folder above with a repository. */
function rootAround(path: string): string {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) throw new UsageError(`--diff: ${path} is in no git repository`);
  }
}

/** What sources and what they include are called. */
const SOURCE = /\.(?:[ch]|inc|inl|def)$/;

/** The blobs that a commit has of the sources. Links and submodules have no text of their own. */
function sourcesIn(root: string, commit: string): ReadonlyMap<string, string> {
  const blobs = new Map<string, string>();
  for (const entry of gitText(root, ["ls-tree", "-r", "-z", "--full-tree", commit]).split("\0")) {
    const [, blob, name] = /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (blob !== undefined && name !== undefined && SOURCE.test(name)) blobs.set(join(root, nameOf(name)), blob);
  }
  return blobs;
}

/** The name that git would give the file's content; git itself would run the filters that a repository names. */
function hashOf(file: string, digits: number): string | undefined {
  const read = readBytes(file);
  if (read.kind === "unreadable") return undefined;
  const algorithm = digits === 64 ? "sha256" : "sha1";
  return createHash(algorithm).update(`blob ${read.text.length}\0${read.text}`, "latin1").digest("hex");
}

/** The texts of blobs, a character a byte. */
function blobTexts(root: string, blobs: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (blobs.length === 0) return texts;
  const { stdout, status, stderr } = git(root, ["cat-file", "--batch"], `${blobs.join("\n")}\n`);
  if (status !== 0) throw new UsageError(`--diff: git cat-file failed: ${stderr.trim()}`);
  let at = 0;
  for (const blob of blobs) {
    const end = stdout.indexOf(10, at);
    const [, kind, bytes = ""] = stdout.toString("latin1", at, end).split(" ");
    if (end < 0 || kind !== "blob") throw new UsageError(`--diff: the repository has no content of blob ${blob}`);
    texts.set(blob, stdout.toString("latin1", end + 1, end + 1 + Number(bytes)));
    at = end + 1 + Number(bytes) + 1;
  }
  return texts;
}

/** Names come as bytes, a character each. */
function nameOf(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function gitText(root: string, args: readonly string[]): string {
  const { status, stdout, stderr } = git(root, args);
  if (status !== 0) throw new UsageError(`--diff: git ${args[0]} failed: ${stderr.trim()}`);
  return stdout.toString("latin1");
}

interface GitAnswer {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** The one place that starts git. */
function git(root: string, args: readonly string[], input = ""): GitAnswer {
  const settings = HARDENED.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { status, stdout, stderr, error } = spawnSync(
    "git",
    ["--no-pager", "--no-replace-objects", ...settings, "-C", root, ...args],
    { input, env: environment(), maxBuffer: LONGEST_ANSWER, windowsHide: true },
  );
  if (error) throw new UsageError(`--diff: git cannot be run: ${error.message}`);
  return { status, stdout, stderr: stderr.toString("utf8") };
}

/** Nothing of git's own variables but the user's configuration: others point at another repository, or at programs. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("GIT_") || /^GIT_CONFIG_(?:GLOBAL|COUNT|KEY_\d+|VALUE_\d+)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}
