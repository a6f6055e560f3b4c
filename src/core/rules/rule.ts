import type { Assessment } from "../analysis/assessment.ts";
import type { KernelConfig } from "../kernel/config.ts";
import type { Placement } from "../kernel/placement.ts";
import type { AllocationRequest } from "../kernel/request.ts";
import type { Confidence, Fix, Severity } from "./finding.ts";

/** A rule is its documentation, its examples and one pure function. It sees plain data, never a syntax node. */
export interface Rule {
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
  readonly options?: readonly RuleOption[];
  /** Rules that say the same more precisely: where one of them reports a call, this one is silent. */
  readonly unless?: readonly string[];
  readonly examples: {
    /** Statements of a function; a line `// ^^^ message` marks the span above it that is reported. */
    readonly bad: readonly string[];
    readonly good: readonly string[];
  };
  /** What is wrong with one active call. Its placement is never `unknown`, `oneOf` or `range`. */
  check(assessment: Assessment, context: RuleContext): Report | undefined;
}

/** A number that the user may set. */
export interface RuleOption {
  readonly name: string;
  readonly default: number;
  readonly summary: string;
}

/** What a rule may ask about the kernel that a call is assessed for. */
export interface RuleContext {
  readonly config: KernelConfig;
  /** What the same kernel hands out for another request. */
  placeAs(request: AllocationRequest): Placement;
  option(option: RuleOption): number;
}

/** What a rule says about a call. */
export interface Report {
  readonly message: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  readonly fix?: Fix;
}
