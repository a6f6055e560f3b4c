import { resolve } from "node:path";
import { ABIS } from "../core/c/abi.ts";
import type { FileSystem } from "../headers/file-system.ts";
import type { KernelTree } from "../headers/kernel-tree.ts";
import { createParser } from "./assessor.ts";
import { readBaseline } from "./baseline.ts";
import { readTypes } from "./btf.ts";
import type { Change } from "./change/change.ts";
import { type Overlay, overlaid, readOverlaid } from "./change/overlay.ts";
import type { CheckOptions } from "./check-options.ts";
import { type Checker, createChecker } from "./checker.ts";
import { DISK } from "./disk.ts";
import { findingsFor } from "./findings.ts";
import { formatFor } from "./format/format.ts";
import type { RunHeader } from "./format/report.ts";
import { type HeaderSource, HeadersBeside, HeadersOfKernel } from "./headers.ts";
import type { JsonObject } from "./json.ts";
import { tracedChecker } from "./kept/traced-checker.ts";
import { TracedDisk } from "./kept/traced-disk.ts";
import { chooseKernel } from "./kernel-tree.ts";
import { type ChosenProfile, chooseProfile, namedProfile, statedProfile, titleOf } from "./profile-choice.ts";
import { SCHEMA, TOOL } from "./tool.ts";
import { STDIN } from "./walk.ts";

/** What a run is told. */
export interface RunRequest {
  readonly paths: readonly string[];
  readonly options: CheckOptions;
  readonly colours: boolean;
  /** --diff and --patch. */
  readonly change: Change | undefined;
  /** Files that were named: those of a walked folder are left out where a program wrote them. */
  readonly named: readonly string[];
}

/** A run whose options are read and right. */
export interface Run {
  readonly header: RunHeader;
  readonly chosen: ChosenProfile;
  createChecker(): Promise<Checker>;
}

/** Reads what the options name; each thread of a run does so for itself, with the same outcome. */
export function prepareRun({ paths, options, colours, change, named }: RunRequest): Run {
  const tree = chooseKernel(options.kernel, sourcesOf(options.stdinPath, paths));
  const chosen = chooseProfile(options, tree);
  const format = formatFor(options.format, colours);
  const findingsIn = findingsFor(options, chosen.config, format.suppressed ?? false);
  const compared = (options.compare ?? []).map((name) => ({ name, chosen: namedProfile(name) }));
  const types = options.btf && readTypes(options.btf, ABIS[chosen.config.arch]);
  const isKnown = options.baseline === undefined ? () => false : readBaseline(options.baseline);
  const filesIn = (overlay: Overlay, files = overlaid(overlay)) => {
    const beside = new HeadersBeside(files);
    const read = (file: string) => readOverlaid(file, overlay);
    return { beside, headers: headersOf(tree, chosen, files) ?? beside, read };
  };
  return {
    header: {
      schema: SCHEMA,
      tool: TOOL,
      profile: statedProfile(chosen),
      kernel: statedKernel(options, tree, headersOf(tree, chosen, DISK) !== undefined),
      ...(change ? { since: change.since } : {}),
      title: titleOf(chosen),
    },
    chosen,
    async createChecker() {
      const parts = { options, chosen, compared, types, format, findingsIn, isKnown, change, named, filesIn };
      const parser = await createParser();
      if (options.cache === undefined) return createChecker(parts, parser);
      const disk = new TracedDisk();
      const traced = (overlay: Overlay) => ({
        ...filesIn(overlay, disk),
        read: (file: string) => disk.readText(resolve(file)),
      });
      return tracedChecker(createChecker({ ...parts, filesIn: traced }, parser), disk, named);
    },
  };
}

function sourcesOf(stdinPath: string | undefined, paths: readonly string[]): readonly string[] {
  const named = paths.filter((path) => path !== STDIN);
  return stdinPath === undefined ? (named.length > 0 ? named : ["."]) : [stdinPath, ...named];
}

/** The headers of the tree, where it is the kernel that the numbers hold for and it has a configuration. */
function headersOf(
  tree: KernelTree | undefined,
  { source, config }: ChosenProfile,
  files: FileSystem,
): HeaderSource | undefined {
  if (!tree?.profile?.config || source.from !== "kernel") return undefined;
  const headers = new HeadersOfKernel(tree.dir, config.arch, files);
  return headers.isEmpty ? undefined : headers;
}

/** The kernel tree that was chosen, and whether sizes come from its headers. */
function statedKernel({ kernel, btf }: CheckOptions, tree: KernelTree | undefined, headers: boolean): JsonObject {
  const stated = tree
    ? { option: kernel, dir: tree.dir, chosen: tree.chosen, headers }
    : { option: kernel, chosen: "none", headers: false };
  return btf ? { ...stated, btf } : stated;
}
