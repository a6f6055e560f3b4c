import type { SizeFact } from "../../core/c/size-fact.ts";
import { headline } from "../../core/explain/headline.ts";
import { placeName } from "../../core/explain/place-name.ts";
import { type Given, givenBy, wastedBytes } from "../../core/kernel/given.ts";
import type { Placement } from "../../core/kernel/placement.ts";
import { percentOf } from "../../core/rules/bytes.ts";
import { bytesOfChange } from "../change/compare-sites.ts";
import type { ChangeCounts } from "../change/folder-changes.ts";
import type { FileFinding } from "../findings.ts";
import type { Site } from "../site.ts";
import type { Summary } from "../summary.ts";
import { quotingText, sourceText } from "../text-position.ts";
import { type Colours, coloursFor } from "./colours.ts";
import { grouped, signed } from "./numbers.ts";
import { printable } from "./printable.ts";
import type { Format } from "./report.ts";

/** Tables for people, one a file, under the title of the kernel they hold for. */
export function textFormat(colours: boolean): Format {
  const paint = coloursFor(colours);
  return {
    file: ({ sites, findings }) => ({ sites: fileTable(sites, paint), findings: findings.map(findingLine(paint)) }),
    report: () => ({
      start: ({ title }) => `${paint.dim(`For ${title}`)}\n\n`,
      // Findings stand under the table of their file; one without calls has its name alone.
      file: ({ sites, findings }, { file }) =>
        findings.length > 0 ? `${sites || heading(file, paint)}${findings.join("")}\n` : sites,
      end: (summary) => summaryText(summary, paint),
    }),
  };
}

/** Characters of a call that are shown. */
const CALL_WIDTH = 44;

/** A row: what it shows, and how its cells are painted once their width is known. */
interface Row {
  readonly cells: readonly [position: string, call: string, bytes: string, place: string, waste: string];
  readonly tone: "plain" | "dim" | "warn" | "bad";
  /** Reason that stands in place of the last columns. */
  readonly reason?: string;
}

function fileTable(sites: readonly Site[], paint: Colours): string {
  const [first] = sites;
  if (!first) return "";
  const rows = sites.flatMap((site) => [rowOf(site), ...changeRows(site), ...site.compared.map(comparedRow)]);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(
      ...rows.map(({ cells, reason }) => (reason === undefined || column < 2 ? (cells[column] ?? "").length : 0)),
    ),
  );
  return `${heading(first.file, paint)}${rows.map((row) => line(row, widths, paint)).join("\n")}\n\n`;
}

function heading(file: string, paint: Colours): string {
  return `${paint.bold(printable(file))}\n`;
}

function findingLine(paint: Colours): (finding: FileFinding) => string {
  return ({ start, finding: { rule, severity, message, fix } }) => {
    const colour = { error: paint.bad, warning: paint.warn, info: paint.bold, hint: paint.dim }[severity];
    const position = paint.dim(`${start.line}:${start.column}`.padStart(8));
    const remedy = fix ? ` (fix: ${fix.title})` : "";
    return `${position}  ${colour(severity)}: ${printable(quotingText(message + remedy))} ${paint.dim(`[${rule}]`)}\n`;
  };
}

function line({ cells, tone, reason }: Row, widths: readonly number[], paint: Colours): string {
  const [position, call, bytes, place, waste] = cells;
  const [positions = 0, calls = 0, bytesWidth = 0, places = 0] = widths;
  const head = `  ${paint.dim(position.padStart(positions))}  ${call.padEnd(calls)}  `;
  const colour = { plain: (text: string) => text, dim: paint.dim, warn: paint.warn, bad: paint.bad }[tone];
  if (reason !== undefined) return `${head}${colour(reason)}`;
  return `${head}${bytes.padStart(bytesWidth)}  ${`${place.padEnd(places)}  ${colour(waste)}`.trimEnd()}`;
}

function rowOf({ start, assessment }: Site): Row {
  const { call, placement, size } = assessment;
  const position = `${start.line}:${start.column}`;
  const text = shortened(printable(sourceText(call.text)));
  return placedRow(position, text, placement, size, call.active);
}

/** What a change makes of the site, under its row. */
function changeRows(site: Site): Row[] {
  const { change } = site;
  if (!change) return [];
  const bytes = bytesOfChange(site);
  const difference = bytes ? ` (${signed(bytes.bytesAlloc)} given)` : "";
  if (change.kind !== "changed")
    return [{ cells: ["", `  ${change.kind}${difference}`, "", "", ""], tone: "dim", reason: "" }];
  const { call, placement, size } = change.before.assessment;
  return [placedRow("", `  before${difference}`, placement, size, call.active)];
}

function comparedRow({ profile, assessment }: Site["compared"][number]): Row {
  const name = `  ${profile}`;
  if (!assessment) return { cells: ["", name, "", "", ""], tone: "dim", reason: "no such call" };
  return placedRow("", name, assessment.placement, assessment.size, assessment.call.active);
}

function placedRow(position: string, call: string, placement: Placement, size: SizeFact, active: boolean): Row {
  const given = givenBy(placement);
  if (!given) {
    const tone = placement.kind === "fails" ? "bad" : "dim";
    const reason = printable(quotingText(headline({ size, placement })));
    return { cells: [position, call, "", "", ""], tone, reason: active ? reason : `not compiled, ${reason}` };
  }
  const { bytesReq, bytesAlloc } = given;
  const wasted = wastedBytes(given);
  const isMuch = wasted >= 512 && 4 * wasted >= bytesAlloc;
  const waste = wasteText(given);
  const cells: Row["cells"] = [
    position,
    call,
    `${grouped(bytesReq)} → ${grouped(bytesAlloc)}`,
    placeName(given),
    active ? waste : ["not compiled", waste].filter(Boolean).join(", "),
  ];
  return { cells, tone: !active ? "dim" : isMuch ? "warn" : "plain" };
}

/** What is given beyond what was asked, if anything; a socket buffer's own structures are no waste. */
function wasteText(given: Given): string {
  const { kind, bytesReq, overhead } = given;
  const wasted = wastedBytes(given);
  if (wasted === 0) return "";
  const share = bytesReq > 0 ? ` (${percentOf(wasted, bytesReq)})` : "";
  const hidden = overhead > 0 ? `, ${grouped(overhead)} of it overhead` : "";
  return `${grouped(wasted)} ${kind === "skb" ? "beyond the data" : "unused"}${share}${hidden}`;
}

function summaryText(summary: Summary, paint: Colours): string {
  const { files, skipped, sites, known, unknown, bytesReq, bytesAlloc } = summary;
  const waste = bytesAlloc - bytesReq;
  const share = bytesReq > 0 ? ` (${percentOf(waste, bytesReq)} of what was asked)` : "";
  return [
    `${plural(sites, "call")} in ${plural(files, "file")}: ${grouped(known)} known, ${grouped(unknown)} unknown`,
    ...(known > 0
      ? [
          `Each known call once: ${grouped(bytesReq)} bytes asked, ${grouped(bytesAlloc)} given, ${paint.bold(`${grouped(waste)} wasted${share}`)}`,
        ]
      : []),
    ...(summary.interrupted ? ["Interrupted: not all files were checked"] : []),
    ...changeLines(summary),
    ...skipped.map(({ file, why }) => `Skipped ${printable(file)}: ${why}`),
    "",
  ].join("\n");
}

function changeLines({ change }: Summary): string[] {
  if (!change) return [];
  const line = ({ added, changed, removed, bytesAlloc, unknown }: ChangeCounts) =>
    `${signed(bytesAlloc)} bytes given (${added} added, ${changed} changed, ${removed} removed` +
    `${unknown > 0 ? `; the difference of ${unknown} is unknown` : ""})`;
  return [
    `Since ${printable(change.since)}: ${line(change)}`,
    ...change.folders.map(({ folder, ...counts }) => `  ${printable(folder)}: ${line(counts)}`),
  ];
}

function plural(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? "" : "s"}`;
}

function shortened(text: string): string {
  return text.length > CALL_WIDTH ? `${text.slice(0, CALL_WIDTH - 1)}…` : text;
}
