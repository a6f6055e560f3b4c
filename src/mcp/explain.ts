import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { findingJson } from "../cli/format/finding-json.ts";
import type { CheckedFile } from "../cli/format/report.ts";
import { siteJson } from "../cli/format/site-json.ts";
import { prepareRun } from "../cli/run.ts";
import type { Site } from "../cli/site.ts";
import { quotingText, sourceText } from "../cli/text-position.ts";
import { UsageError } from "../cli/usage-error.ts";
import type { View } from "../core/explain/explain.ts";
import { callLines, findingLine, whereCallsAre } from "../core/tools/explain.ts";
import { answer, answered, ONLY_LOOKS } from "./answer.ts";
import { EXPLAIN } from "./definitions.ts";
import { profileOf } from "./profile.ts";

/** Everything about the calls at a line. */
export function registerExplain(server: McpServer): void {
  const { name, ...described } = EXPLAIN;
  server.registerTool(
    name,
    {
      ...described,
      outputSchema: {
        sites: z.array(z.looseObject({ line: z.number(), api: z.string(), placement: z.looseObject({}) })),
        findings: z.array(z.looseObject({ rule: z.string(), message: z.string() })),
        profile: z.looseObject({ kernel: z.string(), arch: z.string() }),
      },
      annotations: ONLY_LOOKS,
    },
    ({ file, line, kernel = "auto", profile }) =>
      answer(async () => {
        const options = { kernel, format: "json", ...profileOf(profile) } as const;
        const run = prepareRun({ paths: [file], options, colours: false, change: undefined, named: [file] });
        const found = (await run.createChecker()).look(file);
        if (found.kind === "unreadable") throw new UsageError(`${file} cannot be read: ${found.why}`);
        const { config } = run.chosen;
        const view = { profile: run.header.title, assumed: run.chosen.profile.assumed ?? false, config };
        const { sites, findings } = atLine(found.file, line);
        const texts = sites.map((site) => siteText(site, view));
        return answered([...texts, ...findings.map(({ finding }) => quotingText(findingLine(finding)))].join("\n\n"), {
          sites: sites.map(siteJson),
          findings: findings.map(findingJson),
          profile: run.header.profile,
        });
      }),
  );
}

/** What covers the line. Where nothing does, the lines that have a call are told. */
function atLine({ file, sites, findings }: CheckedFile, line: number): Pick<CheckedFile, "sites" | "findings"> {
  const covers = ({ start, end }: Pick<Site, "start" | "end">) => start.line <= line && line <= end.line;
  const found = { sites: sites.filter(covers), findings: findings.filter(covers) };
  if (found.sites.length + found.findings.length > 0) return found;
  const lines = sites.map(({ start }) => start.line);
  throw new UsageError(whereCallsAre(file, line, lines));
}

function siteText({ assessment, start }: Site, view: View): string {
  const [first, ...lines] = [`Line ${start.line}: ${sourceText(assessment.call.text)}`, ...callLines(assessment, view)];
  return [first, ...lines.map(quotingText)].join("\n");
}
