import type { Assessment } from "../analysis/assessment.ts";
import type { ExpressionFacts, FileAnalysis, FunctionView } from "../analysis/file-analysis.ts";
import type { CallExpr } from "../c/call.ts";
import type { FunctionTree, Span } from "../c/tree/nodes.ts";
import type { KernelConfig } from "../kernel/config.ts";
import type { Placement } from "../kernel/placement.ts";
import type { AllocationRequest } from "../kernel/request.ts";
import type { Confidence, Fix, Related, Severity } from "./finding.ts";
import type { Site } from "./sites.ts";

/** A rule is its documentation, its examples and one pure function. It sees plain data, never a syntax node. */
export type Rule = PlacementRule | SiteRule | FunctionRule;

/** A rule about what the kernel hands out for one call. */
export interface PlacementRule extends Documented {
  readonly sees: "placement";
  /** What is wrong with one active call. Its placement is never `unknown`, `oneOf` or `range`. */
  check(assessment: Assessment, context: RuleContext): Report | undefined;
}

/** A rule about one call, whatever is known of its size, and the statements around it. */
export interface SiteRule extends Documented {
  readonly sees: "site";
  /** What is wrong with one active call that no macro makes. */
  check(site: Site, context: RuleContext): Report | undefined;
}

/** A rule about a function. */
export interface FunctionRule extends Documented {
  readonly sees: "function";
  /** Only functions whose text it finds something in are read, and those with allocation calls where `orAllocates` is set. */
  readonly mentions: Pick<RegExp, "test">;
  readonly orAllocates?: true;
  check(view: RuleFunction, context: RuleContext): Iterable<PlacedReport>;
}

interface Documented {
  /** Also the name of its file and of its page. */
  readonly id: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly summary: string;
  readonly why: string;
  readonly instead: string;
  readonly knownLimits?: string;
  /** The page of the kernel's documentation that says more. */
  readonly kernelDoc: string;
  /** Other tools that report the same: `checkpatch ALLOC_ARRAY_ARGS`. */
  readonly alsoFoundBy?: readonly string[];
  readonly options?: readonly RuleOption[];
  /** Rules that say the same more precisely: where one of them reports a place, this one is silent. */
  readonly unless?: readonly string[];
  readonly examples: Examples;
}

/** Statements of a function; a line `// ^^^ message` marks the span above it that is reported. */
export interface Examples {
  readonly bad: readonly string[];
  readonly good: readonly string[];
  /** What the fixes make of the first bad ones, in their order. */
  readonly fixed?: readonly string[];
  /** The kernel they hold for, where it is not Debian's 6.12 for amd64. */
  readonly profile?: string;
}

/** A number that the user may set. */
export interface RuleOption {
  readonly name: string;
  readonly default: number;
  readonly summary: string;
}

/** A function with its syntax tree, in the file's text. */
export interface RuleFunction {
  readonly view: FunctionView;
  readonly text: string;
  readonly tree: FunctionTree;
}

/** What a rule may ask about the kernel that a call is assessed for, and about the file. */
export interface RuleContext {
  readonly config: KernelConfig;
  /** The file with all its functions, and the control flow in them. */
  readonly file: FileAnalysis;
  /** What the same kernel hands out for another request. */
  placeAs(request: AllocationRequest): Placement;
  option(option: RuleOption): number;
  /** Whether the file itself includes a header: `linux/vmalloc.h`. */
  includes(header: string): boolean;
  /** Whether the kernel has an API: by its version, or because its headers were found to declare it. */
  has(api: string): boolean;
  /** What is known of C expressions as they stand at a call. */
  at(call: CallExpr): ExpressionFacts;
}

/** What a rule says about a call. */
export interface Report {
  readonly message: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** What is marked, where that is not the call. */
  readonly span?: Span;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

export interface PlacedReport extends Report {
  readonly span: Span;
}
