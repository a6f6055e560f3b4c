import { readFileSync, writeFileSync } from "node:fs";
import { RULES } from "../../src/core/rules/index.ts";
import { grouped, readFindings } from "./findings.ts";

/**
 * Writes docs/rule-quality.md from recall.tsv, verdicts.tsv, figures.md and, where a run is given, counts.tsv from it.
 */
const [run] = process.argv.slice(2);
const here = (name: string) => new URL(`./${name}`, import.meta.url);
const rows = (name: string) =>
  readFileSync(here(name), "utf8")
    .split("\n")
    .flatMap((line) => (line === "" || line.startsWith("#") ? [] : [line.split("\t")]));

if (run !== undefined) {
  const counts = [...grouped(readFindings(run), ({ rule }) => rule)].map(([rule, found]) => {
    const loud = found.filter(({ severity }) => severity !== "hint").length;
    return [rule, found.length, loud, found.filter(({ fix }) => fix).length].join("\t");
  });
  writeFileSync(
    here("counts.tsv"),
    `# rule, findings, of these more than a hint, with a fix\n${counts.sort().join("\n")}\n`,
  );
}

const recall = rows("recall.tsv").map(
  ([tool, what, rule, fixture, theirs, ours]) =>
    `| ${tool} | ${what} | \`${rule}\` | ${fixture}.c | ${theirs} | ${ours} |`,
);
const verdicts = grouped(rows("verdicts.tsv"), ([rule = ""]) => rule);
const precision = rows("counts.tsv").map(([rule = "", found, loud, fixes]) => {
  const { severity = "", confidence = "" } = RULES.find(({ id }) => id === rule) ?? {};
  const judged = verdicts.get(rule) ?? [];
  const count = (verdict: string) => judged.filter(([, , said]) => said === verdict).length;
  const share = judged.length === 0 ? "not judged" : `${Math.round((100 * count("true")) / judged.length)} %`;
  const cells = [`\`${rule}\``, severity, confidence, found, loud, fixes, judged.length];
  return `| ${[...cells, count("true"), count("harmless"), count("false"), share].join(" | ")} |`;
});

writeFileSync(
  new URL("../../docs/rule-quality.md", import.meta.url),
  `${[
    "<!-- Written by scripts/rule-quality/report.ts. Do not edit. -->",
    "# How good the rules are",
    readFileSync(here("figures.md"), "utf8").trim(),
    "## Recall: the kernel's own checkers",
    "Each fixture of ours under `scripts/rule-quality/fixtures`, checked by the kernel's checker and by us (`npx tsx scripts/rule-quality/recall.ts KERNEL-TREE`).",
    ["| Tool | Check | Rule | Fixture | It | We |", "|---|---|---|---|---|---|", ...recall].join("\n"),
    "## Precision",
    "Judged by reading the code around the finding: *true*: what the rule says holds, and a change is better; *harmless*: it holds, but the code has a reason; *false*: it does not hold. Verdicts with file, line and reason are in `scripts/rule-quality/verdicts.tsv`.",
    [
      "| Rule | Severity | Confidence | Findings | More than a hint | With fix | Judged | True | Harmless | False | True of judged |",
      "|---|---|---|---|---|---|---|---|---|---|---|",
      ...precision,
    ].join("\n"),
  ].join("\n\n")}\n`,
);
