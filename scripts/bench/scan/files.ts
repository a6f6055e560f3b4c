import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isGenerated } from "../../../src/cli/generated.ts";

/** C sources and headers below a folder that nobody's program wrote, in order of their names; links are not followed. */
export function sourcesBelow(root: string): string[] {
  const files: string[] = [];
  const open = [""];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== ".git") open.push(path);
      else if (entry.isFile() && /\.[ch]$/.test(entry.name)) files.push(path);
    }
  }
  return files.filter((file) => !isGenerated(file, startOf(join(root, file)))).sort();
}

export function megabytesOf(root: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0) / 1e6;
}

/** One of so many blocks of neighbours: they share headers as the files of a whole tree do. */
export function everyBlock(files: readonly string[], one: number, of: number): string[] {
  const size = Math.ceil(files.length / BLOCKS);
  return files.filter((_, i) => Math.floor(i / size) % of < one);
}

const BLOCKS = 256;

/** So many files, evenly. */
export function evenly(files: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, n) => files[Math.floor((n * files.length) / count)] ?? "");
}

function startOf(path: string): string {
  return readFileSync(path, "latin1").slice(0, 1024);
}
