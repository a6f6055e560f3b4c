import type { FileCounts } from "../counts.ts";
import type { FileFinding } from "../findings.ts";
import type { JsonObject } from "../json.ts";
import type { Site } from "../site.ts";
import type { Summary } from "../summary.ts";
import type { LineIndex } from "../text-position.ts";

/** How `check` writes: files are put into text where they are checked, and one place puts their texts together. */
export interface Format {
  /** Whether it shows suppressed findings, marked as such. */
  readonly suppressed?: boolean;
  file(checked: CheckedFile): FileOutput;
  report(): Report;
}

/** Each part as soon as it is there. */
export interface Report {
  start(run: RunHeader): string;
  file(output: FileOutput, counts: FileCounts): string;
  end(summary: Summary): string;
}

/** A file with what is reported of it. */
export interface CheckedFile {
  readonly file: string;
  /** Its bytes, a character each. */
  readonly text: string;
  readonly lines: LineIndex;
  readonly sites: readonly Site[];
  readonly findings: readonly FileFinding[];
}

/** A file's part of the output. */
export interface FileOutput {
  readonly sites: string;
  /** A text for each finding. */
  readonly findings: readonly string[];
}

/** What a run is about; `schema` and `tool` stand in front in machine-readable output. */
export interface RunHeader {
  readonly schema: number;
  readonly tool: JsonObject;
  readonly profile: JsonObject;
  readonly kernel: JsonObject;
  /** The revision or patch whose changes are reported. */
  readonly since?: string;
  /** The kernel in a line, for people. */
  readonly title: string;
}
