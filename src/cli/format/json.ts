import { findingJson } from "./finding-json.ts";
import type { Format, Report } from "./report.ts";
import { siteJson } from "./site-json.ts";

/** One JSON object, written as the files come: a site a line. */
export const JSON_FORMAT: Format = {
  file: ({ sites, findings }) => ({
    sites: sites.map((site) => JSON.stringify(siteJson(site))).join(",\n"),
    findings: findings.map((finding) => JSON.stringify(findingJson(finding))),
  }),
  report: jsonReport,
};

/** Findings stand behind the sites, so they wait. */
function jsonReport(): Report {
  let isFirst = true;
  const findingLines: string[] = [];
  return {
    start({ title: _, ...run }) {
      return `${JSON.stringify(run).slice(0, -1)},\n"sites":[`;
    },
    file({ sites, findings }) {
      findingLines.push(...findings);
      if (sites === "") return "";
      const separator = isFirst ? "\n" : ",\n";
      isFirst = false;
      return separator + sites;
    },
    end: (summary) =>
      `\n],\n"findings":[${findingLines.map((line) => `\n${line}`).join(",")}\n],\n"summary":${JSON.stringify(summary)}}\n`,
  };
}
