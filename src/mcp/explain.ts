import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { findingJson } from "../cli/format/finding-json.ts";
import type { CheckedFile } from "../cli/format/report.ts";
import { siteJson } from "../cli/format/site-json.ts";
import { prepareRun } from "../cli/run.ts";
import type { Site } from "../cli/site.ts";
import { quotingText, sourceText } from "../cli/text-position.ts";
import { UsageError } from "../cli/usage-error.ts";
import type { Block } from "../core/explain/block.ts";
import { explain, type View } from "../core/explain/explain.ts";
import { verdict } from "../core/guide/verdict.ts";
import { answer, answered, ONLY_LOOKS } from "./answer.ts";
import { PROFILE, profileOf } from "./profile.ts";

/** Everything about the calls at a line. */
export function registerExplain(server: McpServer): void {
  server.registerTool(
    "explain_allocation",
    {
      title: "Explain an allocation call",
      description:
        "Explains the allocation calls at a line of a C file: what is asked, what the kernel really hands out and why, " +
        "what frees the memory, whether the API fits, and what the rules find. Headers and the kernel's configuration are " +
        "read where they are at hand.",
      inputSchema: {
        file: z.string().describe("Path of a C file or header"),
        line: z.number().int().positive().describe("Line of the call, from 1"),
        kernel: z.string().optional().describe("Kernel tree or headers: auto (the default), none, or a folder"),
        ...PROFILE,
      },
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
        return answered([...texts, ...findings.map(({ finding }) => findingText(finding))].join("\n\n"), {
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
  const lines = [...new Set(sites.map(({ start }) => start.line))];
  const nearest = lines.sort((a, b) => Math.abs(a - line) - Math.abs(b - line)).slice(0, 10);
  const where = nearest.length === 0 ? "the file has none" : `the nearest are at ${nearest.join(", ")}`;
  throw new UsageError(`There is no allocation call at ${file}:${line}; ${where}`);
}

function siteText({ assessment, start }: Site, view: View): string {
  const { text, kind } = verdict(assessment, view.config);
  return [
    `Line ${start.line}: ${sourceText(assessment.call.text)}`,
    ...explain(assessment, view).flatMap(blockLines),
    ...(kind === "none" ? [] : [`The API: ${text}`]),
  ]
    .map((line, n) => (n === 0 ? line : quotingText(line)))
    .join("\n");
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case "headline":
    case "note":
      return [block.text];
    case "fact":
      return [`${block.label}: ${block.text}`];
    case "steps":
      return block.steps.map(({ kernel, says }) => `- ${kernel}: ${says}`);
    case "listing":
      return [...block.lines];
    case "table":
      return [block.head, ...block.rows].map((row) => row.join(" | "));
    case "link":
      return [];
  }
}

function findingText({ severity, rule, message, fix }: CheckedFile["findings"][number]["finding"]): string {
  return quotingText(`${severity} [${rule}]: ${message}${fix ? ` (fix: ${fix.title})` : ""}`);
}
