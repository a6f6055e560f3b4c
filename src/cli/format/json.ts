import type { Report } from "./report.ts";
import { siteJson } from "./site-json.ts";

/** One JSON object, written as the files come: a site a line. */
export function jsonReport(): Report {
  let isFirst = true;
  return {
    start({ schema, tool, profile, kernel }) {
      const head = JSON.stringify({ schema, tool, profile, kernel });
      return `${head.slice(0, -1)},\n"sites":[`;
    },
    file(sites) {
      if (sites.length === 0) return "";
      const separator = isFirst ? "\n" : ",\n";
      isFirst = false;
      return separator + sites.map((site) => JSON.stringify(siteJson(site))).join(",\n");
    },
    end: (summary) => `\n],\n"findings":[],\n"summary":${JSON.stringify(summary)}}\n`,
  };
}
