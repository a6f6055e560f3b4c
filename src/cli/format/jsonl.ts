import { findingJson } from "./finding-json.ts";
import type { Report } from "./report.ts";
import { siteJson } from "./site-json.ts";

/** One JSON object a line. */
export const jsonlReport: Report = {
  start: (run) => line({ run }),
  file: (sites, findings) =>
    [
      ...sites.map((site) => line({ site: siteJson(site) })),
      ...findings.map((finding) => line({ finding: findingJson(finding) })),
    ].join(""),
  end: (summary) => line({ summary }),
};

function line(json: object): string {
  return `${JSON.stringify(json)}\n`;
}
