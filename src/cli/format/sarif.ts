import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log, PropertyBag, Region, ReportingDescriptor, Result, Run } from "sarif";
import type { Finding, Fix, Severity } from "../../core/rules/finding.ts";
import { RULES } from "../../core/rules/index.ts";
import { rulePage } from "../../core/rules/page.ts";
import type { Rule } from "../../core/rules/rule.ts";
import type { FileFinding } from "../findings.ts";
import { type LineIndex, quotingText, sourceText } from "../text-position.ts";
import { TOOL } from "../tool.ts";
import type { Skipped } from "../walk.ts";
import type { CheckedFile, Format } from "./report.ts";

/** Version of how fingerprints are made: another way of making them gets another name. */
const FINGERPRINT = "kallocLens/v1";

/** SARIF 2.1.0, a result a line as the files come. Columns count UTF-16 code units, as most readers of it expect. */
export const SARIF_FORMAT: Format = {
  suppressed: true,
  file: (checked) => ({ sites: "", findings: resultsOf(checked).map((result) => JSON.stringify(result)) }),
  report() {
    let isFirst = true;
    return {
      start: ({ title, schema, profile, kernel }) =>
        `${openEnded({ ...LOG, runs: [] }, 2)}${openEnded({ ...runHeader({ title, schema, profile, kernel }), results: [] }, 2)}`,
      file({ findings }) {
        if (findings.length === 0) return "";
        const separator = isFirst ? "\n" : ",\n";
        isFirst = false;
        return separator + findings.join(",\n");
      },
      end: ({ skipped, ...summary }) =>
        `\n],\n"invocations":${JSON.stringify([{ executionSuccessful: true, toolExecutionNotifications: skipped.map(notification), properties: summary }])}}]}\n`,
    };
  },
};

const LOG: Omit<Log, "runs"> = {
  $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  version: "2.1.0",
};

/** The JSON without what closes it: `{"runs":[]}` without the last two characters. */
function openEnded(json: object, characters: number): string {
  return JSON.stringify(json).slice(0, -characters);
}

function runHeader(properties: PropertyBag): Omit<Run, "results"> {
  return {
    tool: {
      driver: { name: TOOL.name, version: TOOL.version, semanticVersion: TOOL.version, rules: RULES.map(descriptorOf) },
    },
    columnKind: "utf16CodeUnits",
    properties,
  };
}

function descriptorOf(rule: Rule): ReportingDescriptor {
  const { id, severity, confidence, summary, why, instead, kernelDoc } = rule;
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${instead}`, markdown: rulePage(rule) },
    helpUri: kernelDoc,
    defaultConfiguration: { level: levelOf(severity) },
    // What GitHub sorts and filters by.
    properties: {
      precision: confidence === "moderate" ? "medium" : confidence,
      "problem.severity": severity === "error" || severity === "warning" ? severity : "recommendation",
      tags: ["linux-kernel", "memory"],
    },
  };
}

/** SARIF has no hints; the severity itself is among the properties. */
function levelOf(severity: Severity): "error" | "warning" | "note" {
  return severity === "error" || severity === "warning" ? severity : "note";
}

function resultsOf({ file, text, lines, findings }: CheckedFile): Result[] {
  const source = { uri: uriOf(file), text, lines };
  return findings.map((found) => resultOf(found, source));
}

interface Source {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
}

function resultOf({ finding, fingerprint }: FileFinding, source: Source): Result {
  const { rule, severity, confidence, message, fix } = finding;
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: levelOf(severity),
    message: { text: quotingText(message) },
    locations: [{ physicalLocation: { artifactLocation: { uri: source.uri }, region: regionOf(finding, source) } }],
    ...(finding.related
      ? {
          relatedLocations: finding.related.map((place) => ({
            physicalLocation: { artifactLocation: { uri: source.uri }, region: regionOf(place, source) },
            message: { text: quotingText(place.message) },
          })),
        }
      : {}),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    ...(finding.suppressed ? { suppressions: [{ kind: "inSource" }] } : {}),
    ...(fix ? { fixes: [fixOf(fix, source)] } : {}),
    properties: { severity, confidence },
  };
}

function fixOf({ title, edits }: Fix, source: Source): NonNullable<Result["fixes"]>[number] {
  return {
    description: { text: quotingText(title) },
    artifactChanges: [
      {
        artifactLocation: { uri: source.uri },
        replacements: edits.map((edit) => ({
          deletedRegion: regionOf(edit, source),
          insertedContent: { text: sourceText(edit.text) },
        })),
      },
    ],
  };
}

function regionOf({ start, end }: Pick<Finding, "start" | "end">, { text, lines }: Source): Region {
  const first = lines.positionOf(start);
  const last = lines.positionOf(end);
  const columnOf = (line: number, offset: number) => sourceText(text.slice(lines.startOf(line), offset)).length + 1;
  return {
    startLine: first.line,
    startColumn: columnOf(first.line, start),
    endLine: last.line,
    endColumn: columnOf(last.line, end),
  };
}

/** A relative path stays one, so that a reader finds the file in its own copy of the sources. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}

function notification({ file, why }: Skipped): object {
  return {
    level: "warning",
    message: { text: `${file} was not read: ${why}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  };
}
