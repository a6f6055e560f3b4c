import { Command, InvalidArgumentError, Option } from "commander";
import { SEVERITIES } from "../core/rules/finding.ts";
import { check } from "./check.ts";
import { type CheckOptions, FORMATS, type Shard } from "./check-options.ts";
import { type EvidenceOptions, evidence } from "./evidence.ts";
import { explain } from "./explain.ts";
import { merge } from "./merge.ts";
import type { Output } from "./output.ts";
import { listProfiles, printProfile } from "./profiles.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";
import { TOOL } from "./tool.ts";

/** The commands and their options. */
export function program(output: Output): Command {
  const kallocLens = new Command(TOOL.name)
    .description("Shows what the Linux kernel really hands out for every allocation call in C sources")
    .version(TOOL.version)
    .exitOverride()
    .showSuggestionAfterError();

  withProfile(kallocLens.command("check", { isDefault: false }))
    .description("Report every allocation call of C files")
    .argument("[path...]", "C files, headers or folders; - reads one file from stdin (default: the current folder)")
    .addOption(new Option("--kernel <dir>", "kernel tree: auto, none or a folder").default("auto"))
    .addOption(new Option("--format <format>").choices(FORMATS).default("text"))
    .option("--compare <name>", "place every call under this profile too; repeatable", collect)
    .option("--stdin-path <name>", "name of the file that - reads")
    .option("--rules <ids>", "rules to run, with commas between them (default: all)")
    .option("--set <rule[.option]=value>", "severity of a rule, or one of its options; repeatable", collect)
    .addOption(new Option("--min-severity <level>", "least severe finding to report").choices(SEVERITIES))
    .addOption(new Option("--fail-on <level>", "exit with 1 at a finding of this level or above").choices(SEVERITIES))
    .option("--jobs <n>", "worker threads", positive)
    .option("--btf <file>", "type information of a kernel; repeatable", collect)
    .option("--diff <rev>", "only what changed since a git revision, with the difference in bytes")
    .option("--patch <file>", "only what a patch to the current folder's tree changes; - reads stdin")
    .option("--shard <i/n>", "only the i-th of n parts of the files, see `merge`", shard)
    .option("--baseline <file>", "leave out the findings that are in this file")
    .option("--write-baseline <file>", "write all findings to this file")
    .option("--cache <dir>", "keep results in this folder, and take from it those of files that nothing changed for")
    .action(async (paths: string[], options: CheckOptions) => {
      process.exitCode = await check(paths, options, output);
    });

  withProfile(kallocLens.command("simulate"))
    .description("Place one request, or one a line from stdin")
    .option("--batch", "read one JSON request a line from stdin, answer one JSON placement a line")
    .option("--trace", "with --batch: add the trace to each answer")
    .addOption(new Option("--format <format>", "default: text on a terminal, else json").choices(["text", "json"]))
    .option("--api <name>", "such as kmalloc")
    .option("--size <bytes>")
    .option("--count <n>", "elements of an array API")
    .option("--old-size <bytes>", "krealloc: size of the block so far")
    .option("--order <n>", "page APIs")
    .option("--align <bytes>")
    .option("--boundary <bytes>", "dma_pool_create")
    .option("--gfp <flags>", "such as GFP_KERNEL|__GFP_ZERO")
    .option("--flags <flags>", "kmem_cache_create: SLAB_…")
    .option("--ctor", "kmem_cache_create: there is a constructor")
    .action((options: SimulateOptions) => simulate(options, process.stdin, output));

  kallocLens
    .command("profiles")
    .description("List the kernel profiles that have a name")
    .addOption(new Option("--format <format>").choices(["text", "json"]).default("text"))
    .action(({ format }: { format: string }) => listProfiles(format === "json", output));

  kallocLens
    .command("profile")
    .description("Print the profile of a kernel tree")
    .requiredOption("--kernel <dir>", "sources or headers of a kernel")
    .action(({ kernel }: { kernel: string }) => printProfile(kernel, output));

  kallocLens
    .command("explain")
    .description("Print the page of a rule or of an allocation API")
    .argument("<name>")
    .action((name: string) => explain(name, output));

  kallocLens
    .command("lsp")
    .description("Run the language server, for editors")
    .option("--stdio", "talk over standard input and output (the default)")
    .action(async () => {
      // The server reads its transport there.
      if (!process.argv.includes("--stdio")) process.argv.push("--stdio");
      await import(new URL("server.mjs", import.meta.url).href);
    });

  kallocLens
    .command("merge")
    .description("Put the outputs of all shards of a run together")
    .argument("<file...>", "outputs of check --shard as json, jsonl or sarif, in the order of the shards")
    .action((files: string[]) => merge(files, output));

  withProfile(kallocLens.command("evidence"))
    .description(
      "Put what a running kernel measured beside what is predicted: alloc_traces, allocinfo, slabinfo, traces",
    )
    .argument("<file...>", "copies of the kernel's files, or the files themselves; - reads stdin")
    .option("--tree <path>", "sources that the measured calls are looked for in; repeatable (default: .)", collect)
    .addOption(new Option("--kernel <dir>", "kernel tree: auto, none or a folder").default("auto"))
    .addOption(new Option("--format <format>").choices(["text", "json"]).default("text"))
    .action((files: string[], options: EvidenceOptions) => evidence(files, options, output));

  kallocLens
    .command("mcp")
    .description("Run the Model Context Protocol server over standard input and output, for agents")
    .action(async () => {
      await import(new URL("mcp.mjs", import.meta.url).href);
    });

  return kallocLens;
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError("It is a whole number above 0.");
  return Number(value);
}

function shard(value: string): Shard {
  const [, index, of] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(value) ?? [];
  if (index === undefined || of === undefined || Number(index) > Number(of))
    throw new InvalidArgumentError("It is I/N, such as 1/4.");
  return { index: Number(index), of: Number(of) };
}

function withProfile(command: Command): Command {
  return command
    .option("--profile <name>", "kernel profile, see `profiles`")
    .option("--profile-json <file>", "kernel profile from a file");
}
