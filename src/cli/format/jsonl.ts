import { findingJson } from "./finding-json.ts";
import type { Format } from "./report.ts";
import { siteJson } from "./site-json.ts";

/** One JSON object a line. */
export const JSONL_FORMAT: Format = {
  file: ({ sites, findings }) => ({
    sites: sites.map((site) => line({ site: siteJson(site) })).join(""),
    findings: findings.map((finding) => line({ finding: findingJson(finding) })),
  }),
  report: () => ({
    start: ({ title: _, ...run }) => line({ run }),
    file: ({ sites, findings }) => sites + findings.join(""),
    end: (summary) => line({ summary }),
  }),
};

function line(json: object): string {
  return `${JSON.stringify(json)}\n`;
}
