import type { Severity } from "../core/rules/finding.ts";
import type { FindingOptions } from "./findings.ts";
import type { ProfileOptions } from "./profile-choice.ts";

export const FORMATS = ["text", "json", "jsonl", "sarif", "markdown"] as const;

export interface CheckOptions extends ProfileOptions, FindingOptions {
  readonly kernel: string;
  readonly format: (typeof FORMATS)[number];
  readonly compare?: readonly string[];
  readonly stdinPath?: string;
  readonly failOn?: Severity;
  readonly jobs?: number;
  readonly btf?: readonly string[];
  readonly diff?: string;
  readonly patch?: string;
  readonly shard?: Shard;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly cache?: string;
}

/** The index-th of so many parts of the files; indexes count from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}
