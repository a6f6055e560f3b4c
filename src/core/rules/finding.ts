/** What a rule says about one place of a file. Offsets are characters of the text, `end` exclusive. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Other places that the finding rests on. */
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** A comment suppresses it. */
  readonly suppressed?: true;
}

/** A place of the same file with what it has to do with a finding. */
export interface Related {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export const SEVERITIES = ["error", "warning", "info", "hint"] as const;
export type Severity = (typeof SEVERITIES)[number];
export type Confidence = "high" | "moderate" | "low";

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The code means the same afterwards, or only what it should have meant: it may be applied without a look. */
  readonly certain: boolean;
}

export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
