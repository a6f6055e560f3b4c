import type { FileSites, Site } from "../protocol/sites.ts";

// What the tree of allocations shows, computed from the calls of files. Nothing of VS Code in here.

export const GROUPINGS = ["file", "cache", "waste", "api", "function"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const ORDERS = ["wasted", "given", "calls", "name"] as const;
export type Order = (typeof ORDERS)[number];

export interface Row {
  readonly uri: string;
  readonly site: Site;
}

/** Sums over calls. One whose bytes are not one known number counts in `unknown` alone. */
export interface Totals {
  readonly calls: number;
  readonly asked: number;
  readonly given: number;
  readonly wasted: number;
  readonly unknown: number;
}

export interface Group {
  readonly key: string;
  readonly rows: readonly Row[];
  readonly totals: Totals;
}

export interface Arrangement {
  readonly grouping: Grouping;
  readonly order: Order;
  /** Part of what a row says, in any case; "" shows all. */
  readonly filter: string;
}

/** Bytes given beyond those asked for; undefined where they are not one known number. */
export function wastedIn({ asked, given }: Site): number | undefined {
  return asked && given !== undefined ? given - asked.max : undefined;
}

export function totalsOf(rows: readonly Row[]): Totals {
  let [asked, given, wasted, unknown] = [0, 0, 0, 0];
  for (const { site } of rows) {
    const waste = wastedIn(site);
    if (waste === undefined) unknown++;
    else {
      asked += site.asked?.max ?? 0;
      given += site.given ?? 0;
      wasted += waste;
    }
  }
  return { calls: rows.length, asked, given, wasted, unknown };
}

/** The rows that the filter lets through, in groups. */
export function arranged(files: Iterable<FileSites>, { grouping, order, filter }: Arrangement): readonly Group[] {
  const byKey = new Map<string, Row[]>();
  const wanted = filter.toLowerCase();
  for (const { uri, sites } of files)
    for (const site of sites) {
      const text = `${uri} ${site.api} ${site.function} ${site.cache} ${site.text}`;
      if (!text.toLowerCase().includes(wanted)) continue;
      const key = keyOf({ uri, site }, grouping);
      const rows = byKey.get(key);
      if (rows) rows.push({ uri, site });
      else byKey.set(key, [{ uri, site }]);
    }
  const groups = [...byKey].map(([key, rows]) => ({
    key,
    rows: rows.sort((a, b) => compare(measure(a, order), measure(b, order)) || comparePlaces(a, b)),
    totals: totalsOf(rows),
  }));
  if (grouping === "waste") return groups.sort((a, b) => BANDS.indexOf(a.key) - BANDS.indexOf(b.key));
  return groups.sort((a, b) => (order === "name" ? 0 : b.totals[order] - a.totals[order]) || compareText(a.key, b.key));
}

function keyOf({ uri, site }: Row, grouping: Grouping): string {
  switch (grouping) {
    case "file":
      return uri;
    case "cache":
      return site.cache;
    case "api":
      return site.api;
    case "function":
      return site.function;
    case "waste":
      return band(wastedIn(site));
  }
}

const BANDS: readonly string[] = [
  "a page and more",
  "512 bytes and more",
  "64 bytes and more",
  "less",
  "none",
  "unknown",
];

function band(wasted: number | undefined): string {
  if (wasted === undefined) return "unknown";
  if (wasted >= 4096) return "a page and more";
  if (wasted >= 512) return "512 bytes and more";
  if (wasted >= 64) return "64 bytes and more";
  return wasted > 0 ? "less" : "none";
}

/** What rows are ordered by, the most first; -1 where it is not known. */
function measure({ site }: Row, order: Order): number {
  switch (order) {
    case "wasted":
      return wastedIn(site) ?? -1;
    case "given":
      return site.given ?? -1;
    case "calls":
    case "name":
      return 0;
  }
}

function compare(a: number, b: number): number {
  return b - a;
}

function comparePlaces(a: Row, b: Row): number {
  return compareText(a.uri, b.uri) || a.site.range.start.line - b.site.range.start.line;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const COLUMNS = ["file", "line", "function", "api", "call", "asked", "given", "wasted", "cache"] as const;

/** The groups as a table for spreadsheets. */
export function toCsv(groups: readonly Group[], pathOf: (uri: string) => string): string {
  const lines = groups.flatMap(({ rows }) => rows.map((row) => cellsOf(row, pathOf).map(csvCell).join(",")));
  return `${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

/** A text that begins like a formula would be computed where the file is opened. */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The groups as a Markdown table, with their totals. */
export function toMarkdown(groups: readonly Group[], pathOf: (uri: string) => string): string {
  const head = `| ${COLUMNS.join(" | ")} |\n|${COLUMNS.map(() => "---").join("|")}|`;
  const lines = groups.flatMap(({ rows }) =>
    rows.map((row) => `| ${cellsOf(row, pathOf).map(markdownCell).join(" | ")} |`),
  );
  const { calls, asked, given, wasted, unknown } = totalsOf(groups.flatMap(({ rows }) => rows));
  const sum = `${calls} calls, ${unknown} of unknown size: ${asked} bytes asked, ${given} given, ${wasted} wasted if each runs once.`;
  return `${head}\n${lines.join("\n")}\n\n${sum}\n`;
}

function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\|`*_[\]]/g, "\\$&");
}

function cellsOf({ uri, site }: Row, pathOf: (uri: string) => string): readonly string[] {
  const { range, api, asked, given, cache, text } = site;
  const bounds = asked && (asked.min === asked.max ? String(asked.max) : `${asked.min}-${asked.max}`);
  return [
    pathOf(uri),
    String(range.start.line + 1),
    site.function,
    api,
    text,
    bounds ?? "",
    given === undefined ? "" : String(given),
    String(wastedIn(site) ?? ""),
    cache,
  ];
}

/** Totals on one line: `12 calls, 34816 B asked, 40960 given, 6144 wasted`. */
export function totalsText({ calls, asked, given, wasted, unknown }: Totals): string {
  const known = `${grouped(asked)} B asked, ${grouped(given)} given, ${grouped(wasted)} wasted`;
  const counted = `${calls} ${calls === 1 ? "call" : "calls"}`;
  if (unknown === calls) return `${counted}, sizes unknown`;
  return `${counted}, ${known}${unknown > 0 ? `, ${unknown} unknown` : ""}`;
}

export function grouped(value: number): string {
  return value.toLocaleString("en");
}
