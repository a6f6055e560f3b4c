import { findingJson } from "./finding-json.ts";
import type { Report } from "./report.ts";
import { siteJson } from "./site-json.ts";

/** One JSON object, written as the files come: a site a line. Findings stand behind the sites, so they wait. */
export function jsonReport(): Report {
  let isFirst = true;
  const findingLines: string[] = [];
  return {
    start({ schema, tool, profile, kernel }) {
      const head = JSON.stringify({ schema, tool, profile, kernel });
      return `${head.slice(0, -1)},\n"sites":[`;
    },
    file(sites, findings) {
      findingLines.push(...findings.map((finding) => JSON.stringify(findingJson(finding))));
      if (sites.length === 0) return "";
      const separator = isFirst ? "\n" : ",\n";
      isFirst = false;
      return separator + sites.map((site) => JSON.stringify(siteJson(site))).join(",\n");
    },
    end: (summary) =>
      `\n],\n"findings":[${findingLines.map((line) => `\n${line}`).join(",")}\n],\n"summary":${JSON.stringify(summary)}}\n`,
  };
}
