import type { Report } from "./report.ts";
import { siteJson } from "./site-json.ts";

/** One JSON object a line. */
export const jsonlReport: Report = {
  start: (run) => `${JSON.stringify({ run })}\n`,
  file: (sites) => sites.map((site) => `${JSON.stringify({ site: siteJson(site) })}\n`).join(""),
  end: (summary) => `${JSON.stringify({ summary })}\n`,
};
