import { Command, Option } from "commander";
import type { Output } from "./output.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";
import { TOOL } from "./tool.ts";

/** The commands and their options. `exit` sets the exit code of a run that ends well. */
export function program(output: Output, _exit: (code: number) => void): Command {
  const kallocLens = new Command(TOOL.name)
    .description("Shows what the Linux kernel really hands out for every allocation call in C sources")
    .version(TOOL.version)
    .exitOverride()
    .showSuggestionAfterError();

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

  return kallocLens;
}

function withProfile(command: Command): Command {
  return command
    .option("--profile <name>", "kernel profile, see `profiles`")
    .option("--profile-json <file>", "kernel profile from a file");
}
