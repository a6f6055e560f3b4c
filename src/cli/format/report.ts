import type { FileFinding } from "../findings.ts";
import type { JsonObject } from "../json.ts";
import type { Site } from "../site.ts";
import type { Summary } from "../summary.ts";

/** How `check` writes: each part as soon as it is there. */
export interface Report {
  start(run: RunHeader): string;
  file(sites: readonly Site[], findings: readonly FileFinding[]): string;
  end(summary: Summary): string;
}

/** What a run is about; `schema` and `tool` stand in front in machine-readable output. */
export interface RunHeader {
  readonly schema: number;
  readonly tool: JsonObject;
  readonly profile: JsonObject;
  readonly kernel: JsonObject;
}
