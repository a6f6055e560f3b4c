import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readLines } from "./recorded-call.ts";

/** A call as the command line tells it; only what is compared. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly api: string;
  readonly function?: string;
  readonly text: string;
  readonly size?: SiteSize;
  readonly elements?: { readonly count: SiteSize; readonly each: SiteSize };
  readonly gfp?: { readonly kind: string; readonly value?: number };
}

export interface SiteSize {
  readonly kind: string;
  /** Decimal strings stand for what a double does not hold. */
  readonly bytes?: number | string;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly base?: number | string;
  readonly unit?: number | string;
  readonly expression?: string;
  readonly terms?: readonly string[];
  readonly why?: string;
}

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Runs the bundle over files of a folder, which is where it is started, with `--kernel KERNEL`. */
export function checkedSites(folder: string, kernel: string, files: readonly string[]): Site[] {
  const scratch = mkdtempSync(join(tmpdir(), "kalloc-lens-sites-"));
  const output = join(scratch, "sites.jsonl");
  const out = openSync(output, "w");
  try {
    const args = [CLI, "check", "--kernel", kernel, "--format", "jsonl", "--", ...files];
    const { status, signal } = spawnSync(process.execPath, args, { cwd: folder, stdio: ["ignore", out, "inherit"] });
    if (status !== 0) throw new Error(`kalloc-lens check ended with ${signal ?? status}`);
    return readLines(output, (line) => (hasSite(line) ? line.site : undefined));
  } finally {
    closeSync(out);
    rmSync(scratch, { recursive: true });
  }
}

function hasSite(line: unknown): line is { readonly site: Site } {
  return typeof line === "object" && line !== null && "site" in line;
}
