import { analyseFunctions } from "../core/analysis/analyse.ts";
import type { Assessment } from "../core/analysis/assessment.ts";
import type { FileAnalysis } from "../core/analysis/file-analysis.ts";
import type { SyntaxParser } from "../core/c/syntax.ts";
import type { View } from "../core/explain/explain.ts";
import type { Finding } from "../core/rules/finding.ts";
import { findingsIn } from "./findings.ts";
import type { HeaderFiles } from "./header-files.ts";
import type { OpenText } from "./open-text.ts";
import type { ChosenProfile, Profiles } from "./profiles.ts";
import type { Settings } from "./settings.ts";

/** What is known of one version of an open document. */
export interface Analysis {
  readonly text: OpenText;
  readonly settings: Settings;
  readonly chosen: ChosenProfile;
  readonly file: FileAnalysis;
  readonly assessments: readonly Assessment[];
  readonly findings: readonly Finding[];
  /** Headers that the answers depend on, missing ones included. */
  readonly headers: ReadonlySet<string>;
}

export interface AnalysisSources {
  readonly parser: Promise<SyntaxParser>;
  readonly headers: HeaderFiles;
  readonly profiles: Profiles;
  settingsOf(uri: string): Promise<Settings>;
  /** The version of a document that is open now. */
  open(key: string): OpenText | undefined;
  turn(): Promise<void>;
}

/** Analyses each version of a document once, when it is first asked for. */
export class Analyses {
  private readonly byText = new WeakMap<OpenText, Promise<Analysis | undefined>>();
  private readonly current = new Map<string, Analysis>();

  constructor(private readonly sources: AnalysisSources) {}

  /** The analysis of the document's present version; undefined where it was edited or closed in the meantime. */
  of(text: OpenText): Promise<Analysis | undefined> {
    let analysis = this.byText.get(text);
    if (!analysis) {
      analysis = this.analyse(text);
      this.byText.set(text, analysis);
    }
    return analysis;
  }

  /** The last finished analysis of a document, perhaps of an older version. */
  lastOf(key: string): Analysis | undefined {
    return this.current.get(key);
  }

  async profileOf(uri: string): Promise<ChosenProfile> {
    return this.sources.profiles.chosenBy((await this.sources.settingsOf(uri)).profile);
  }

  /** Makes the next question analyse the text anew: a setting or a header has changed. */
  expire(text: OpenText): void {
    this.byText.delete(text);
  }

  close(key: string): void {
    this.current.delete(key);
  }

  private async analyse(text: OpenText): Promise<Analysis | undefined> {
    const { sources } = this;
    const [parser, settings] = await Promise.all([sources.parser, sources.settingsOf(text.uri)]);
    const loaded = await sources.headers.load(text);
    await sources.turn();
    if (sources.open(text.key) !== text) return undefined;
    const chosen = sources.profiles.chosenBy(settings.profile);
    const { config, target } = chosen;
    const { resolve } = loaded;
    const source = { path: text.key, text: text.text, encoding: "utf16" } as const;
    const file = analyseFunctions(source, { config, target, parser, resolve });
    const { assessments } = file;
    const findings = findingsIn(text.text, file, settings, config);
    const analysis = { text, settings, chosen, file, assessments, findings, headers: loaded.tried };
    this.current.set(text.key, analysis);
    return analysis;
  }
}

/** The kernel that explanations of a file are given for. */
export function viewOf({ chosen: { title, assumed, config } }: Analysis): View {
  return { profile: title, assumed, config };
}

/** The innermost call around an offset. */
export function callAt(analysis: Analysis, offset: number): Assessment | undefined {
  let found: Assessment | undefined;
  for (const assessment of analysis.assessments) {
    const { start, end } = assessment.call;
    if (start <= offset && offset <= end && (!found || end - start <= found.call.end - found.call.start)) {
      found = assessment;
    }
  }
  return found;
}
