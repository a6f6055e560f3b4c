import { posix } from "node:path";
import { percentOf } from "../../core/rules/bytes.ts";
import { SEVERITIES } from "../../core/rules/finding.ts";
import type { ChangeCounts } from "../change/folder-changes.ts";
import type { FileCounts } from "../counts.ts";
import type { FileFinding } from "../findings.ts";
import type { Summary } from "../summary.ts";
import { quotingText } from "../text-position.ts";
import { grouped, signed } from "./numbers.ts";
import type { Format } from "./report.ts";

/** Rows that a reader of a pull request is spared. */
const MOST_FINDINGS = 50;
const MOST_FOLDERS = 20;

/** A summary for a pull request: what the rules found, the worst first, and what each folder asks and gets. */
export const MARKDOWN_FORMAT: Format = {
  file: ({ findings }) => ({ sites: "", findings: findings.map(findingRow) }),
  report() {
    const rows: string[] = [];
    const folders = new Map<string, FolderCounts>();
    let title = "";
    return {
      start(run) {
        title = run.title;
        return "";
      },
      file({ findings }, counts) {
        rows.push(...findings);
        addTo(folders, counts);
        return "";
      },
      end: (summary) => page(title, rows, folders, summary),
    };
  },
};

interface FolderCounts {
  readonly sites: number;
  readonly bytesReq: number;
  readonly bytesAlloc: number;
}

function addTo(folders: Map<string, FolderCounts>, { file, sites, bytesReq, bytesAlloc }: FileCounts): void {
  if (sites === 0) return;
  const folder = posix.dirname(file);
  const before = folders.get(folder) ?? { sites: 0, bytesReq: 0, bytesAlloc: 0 };
  folders.set(folder, {
    sites: before.sites + sites,
    bytesReq: before.bytesReq + bytesReq,
    bytesAlloc: before.bytesAlloc + bytesAlloc,
  });
}

function page(
  title: string,
  findings: readonly string[],
  folders: ReadonlyMap<string, FolderCounts>,
  summary: Summary,
): string {
  const { files, sites, known, unknown, bytesReq, bytesAlloc, skipped } = summary;
  const worst = SEVERITIES.flatMap((severity) => findings.filter((row) => row.startsWith(`| ${severity} |`)));
  const waste = [...folders].sort(([, a], [, b]) => wasted(b) - wasted(a)).filter(([, counts]) => wasted(counts) > 0);
  return `${[
    "## KAlloc Lens",
    `For ${escaped(title)}`,
    `${plural(sites, "allocation call")} in ${plural(files, "file")}: ${grouped(known)} known, ${grouped(unknown)} unknown. ` +
      `Each known call once: ${grouped(bytesReq)} bytes asked, ${grouped(bytesAlloc)} given${share({ bytesReq, bytesAlloc })}.`,
    ...changeTable(summary),
    findings.length === 0
      ? summary.change
        ? "No new findings."
        : "No findings."
      : table(["Severity", "Place", "Finding", "Rule"], worst.slice(0, MOST_FINDINGS)),
    ...more(findings.length - MOST_FINDINGS, "finding"),
    ...(waste.length === 0
      ? []
      : [table(["Folder", "Calls", "Asked", "Given", "Unused"], waste.slice(0, MOST_FOLDERS).map(folderRow))]),
    ...more(waste.length - MOST_FOLDERS, "folder"),
    ...skipped.map(({ file, why }) => `Skipped ${code(file)}: ${escaped(why)}`),
  ].join("\n\n")}\n`;
}

/** What a pull request changes, the folder that takes the most first. */
function changeTable({ change }: Summary): string[] {
  if (!change) return [];
  const row = (name: string, { added, changed, removed, bytesAlloc, unknown }: ChangeCounts) =>
    `| ${name} | ${added} | ${changed} | ${removed} | ${signed(bytesAlloc)} | ${unknown} |`;
  const folders = [...change.folders].sort((a, b) => b.bytesAlloc - a.bytesAlloc);
  return [
    table(
      [`Since ${code(change.since)}`, "Added", "Changed", "Removed", "Bytes given", "Unknown"],
      [...folders.slice(0, MOST_FOLDERS).map((folder) => row(code(folder.folder), folder)), row("**all**", change)],
    ),
    ...more(folders.length - MOST_FOLDERS, "folder"),
  ];
}

function findingRow({ file, start, finding: { rule, severity, message, fix } }: FileFinding): string {
  const remedy = fix ? ` (fix: ${fix.title})` : "";
  const place = code(`${file}:${start.line}:${start.column}`);
  return `| ${severity} | ${place} | ${escaped(quotingText(message + remedy))} | ${code(rule)} |`;
}

function folderRow([folder, counts]: readonly [string, FolderCounts]): string {
  const { sites, bytesReq, bytesAlloc } = counts;
  const unused = `${grouped(wasted(counts))}${bytesReq > 0 ? ` (${percentOf(wasted(counts), bytesReq)} of asked)` : ""}`;
  return `| ${code(folder)} | ${grouped(sites)} | ${grouped(bytesReq)} | ${grouped(bytesAlloc)} | ${unused} |`;
}

function wasted({ bytesReq, bytesAlloc }: Pick<FolderCounts, "bytesReq" | "bytesAlloc">): number {
  return bytesAlloc - bytesReq;
}

function share(counts: Pick<FolderCounts, "bytesReq" | "bytesAlloc">): string {
  return counts.bytesReq > 0
    ? `, ${grouped(wasted(counts))} unused (${percentOf(wasted(counts), counts.bytesReq)} of what was asked)`
    : "";
}

function table(titles: readonly string[], rows: readonly string[]): string {
  return [`| ${titles.join(" | ")} |`, `|${titles.map(() => "---").join("|")}|`, ...rows].join("\n");
}

function more(count: number, thing: string): string[] {
  return count > 0 ? [`And ${plural(count, `more ${thing}`)}.`] : [];
}

function plural(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? "" : "s"}`;
}

/** Text of a source: nothing in it is markup, a link, a mention or the end of a cell. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[<>&@#]|:(?=\/\/)/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\\`*_[\]|~$]/g, "\\$&");
}

/** A name as code, whatever is in it. */
function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}
