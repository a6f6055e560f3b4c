import type { Position } from "vscode-languageserver";
import { analyseFunctions, analyseInSteps } from "../core/analysis/analyse.ts";
import type { AnalysisContext } from "../core/analysis/analysed-file.ts";
import type { Assessment } from "../core/analysis/assessment.ts";
import type { FileAnalysis } from "../core/analysis/file-analysis.ts";
import { inDocument } from "../core/analysis/in-document.ts";
import { indexFile } from "../core/c/file-index.ts";
import type { SyntaxParser } from "../core/c/syntax.ts";
import type { View } from "../core/explain/explain.ts";
import type { Finding } from "../core/rules/finding.ts";
import { movedFinding } from "../core/rules/moved-finding.ts";
import { EditedFiles } from "./edited-files.ts";
import { loaded } from "./file-space.ts";
import { findingsIn } from "./findings.ts";
import { includedNames } from "./includes.ts";
import type { OpenText } from "./open-text.ts";
import { Pace } from "./pace.ts";
import type { ChosenProfile } from "./profiles.ts";
import type { Session, Sessions } from "./sessions.ts";
import type { Settings } from "./settings.ts";

/** Characters of the longest text that is looked at. Longer ones are tables that programs wrote; an index of one takes seconds. */
const LONGEST = 2 ** 23;

/** Whether a text is too long to be looked at. */
export function isTooLong({ length }: OpenText): boolean {
  return length > LONGEST;
}

/** What is known of one version of an open document. */
export interface Analysis {
  readonly text: OpenText;
  readonly settings: Settings;
  readonly session: Session;
  readonly chosen: ChosenProfile;
  readonly file: FileAnalysis;
  readonly assessments: readonly Assessment[];
  /** What the rules find, which takes as long as all the rest: looked for when it is first asked for. */
  readonly findings: readonly Finding[];
  /** Names, without folders, of the files that it includes, missing ones too: a change of one changes the answers. */
  readonly headers: ReadonlySet<string>;
  /** Milliseconds that it took so far. */
  readonly took: number;
}

export interface AnalysisSources {
  readonly parser: Promise<SyntaxParser>;
  readonly sessions: Sessions;
  settingsOf(uri: string): Promise<Settings>;
  /** The version of a document that is open now. */
  open(key: string): OpenText | undefined;
  turn(): Promise<void>;
}

/** Analyses each version of a document once, when it is first asked for. */
export class Analyses {
  private readonly byText = new WeakMap<OpenText, Promise<Analysis | undefined>>();
  private readonly others = new WeakMap<OpenText, Map<string, Promise<FileAnalysis | undefined>>>();
  private readonly current = new Map<string, Analysis>();
  private readonly edited = new EditedFiles();

  constructor(private readonly sources: AnalysisSources) {}

  /** The analysis of the document's present version; undefined where it was edited or closed in the meantime. */
  of(text: OpenText): Promise<Analysis | undefined> {
    let analysis = this.byText.get(text);
    if (!analysis) {
      analysis = this.analyse(text, () => this.sources.open(text.key) === text, true).then((made) => {
        if (made) this.current.set(text.key, made);
        return made;
      });
      this.byText.set(text, analysis);
    }
    return analysis;
  }

  /** The analysis of a file that is not open, made for the one who asks. */
  once(text: OpenText): Promise<Analysis | undefined> {
    return this.analyse(text, () => true);
  }

  /** The last finished analysis of a document, perhaps of an older version. */
  lastOf(key: string): Analysis | undefined {
    return this.current.get(key);
  }

  /** The analysis of the same text under another profile, with its own sizes. */
  under(profile: unknown, { text, settings }: Analysis): Promise<FileAnalysis | undefined> {
    let others = this.others.get(text);
    if (!others) {
      others = new Map();
      this.others.set(text, others);
    }
    const key = JSON.stringify(profile);
    let file = others.get(key);
    if (!file) {
      file = this.sources.sessions
        .of(text.uri, settings, profile)
        .then((session) => this.read(text, session, () => this.sources.open(text.key) === text))
        .then((read) => read?.file);
      others.set(key, file);
    }
    return file;
  }

  async profileOf(uri: string): Promise<ChosenProfile> {
    const { sessions, settingsOf } = this.sources;
    return (await sessions.of(uri, await settingsOf(uri))).chosen;
  }

  /** Makes the next question analyse the text anew: a setting or a header has changed. */
  expire(text: OpenText): void {
    this.byText.delete(text);
    this.others.delete(text);
    this.edited.forget(text.key);
  }

  /** Takes note of a new version of a document. */
  edit(text: OpenText): void {
    this.edited.edited(text);
  }

  close(key: string): void {
    this.current.delete(key);
    this.edited.close(key);
  }

  /** `isWanted` is asked now and then: work on a version that was edited in the meantime is dropped. */
  private async analyse(text: OpenText, isWanted: () => boolean, isOpen = false): Promise<Analysis | undefined> {
    const settings = await this.sources.settingsOf(text.uri);
    const started = Date.now();
    const session = await this.sources.sessions.of(text.uri, settings);
    const read = isOpen
      ? await this.readEdited(text, session, settings, isWanted)
      : await this.readOnce(text, session, settings, isWanted);
    if (!read) return undefined;
    const { chosen } = session;
    const { file, find, headers } = read;
    let took = Date.now() - started;
    let found: readonly Finding[] | undefined;
    return {
      text,
      settings,
      session,
      chosen,
      file,
      assessments: file.assessments,
      get findings() {
        if (found) return found;
        const since = Date.now();
        found = isTooLong(text) ? [] : find();
        took += Date.now() - since;
        return found;
      },
      headers,
      get took() {
        return took;
      },
    };
  }

  private async readOnce(text: OpenText, session: Session, settings: Settings, isWanted: () => boolean) {
    const read = await this.read(text, session, isWanted);
    if (!read) return undefined;
    return { ...read, find: () => findingsIn(text.text, read.file, settings, session.chosen.config) };
  }

  /** The analysis of an open document: what its edits did not touch is not analysed again. */
  private async readEdited(text: OpenText, session: Session, settings: Settings, isWanted: () => boolean) {
    const { path, context } = await this.contextOf(text, session);
    const pace = new Pace(this.sources);
    const { config } = context;
    for (let edited = this.edited.of(text, context, settings); ; edited = undefined) {
      if (!edited) {
        const headers = await this.headersOf(path, lookedAt(text), context, pace);
        if (!isWanted()) return undefined;
        edited = this.edited.open(text, { path, text: lookedAt(text) }, context, settings, headers);
      }
      const { headers, known } = edited;
      const steps = edited.file.steps();
      let step = steps.next();
      while (!step.done) {
        await pace.keep();
        if (!isWanted()) return undefined;
        step = steps.next();
      }
      const padded = step.value;
      if (!padded) continue;
      let made: FileAnalysis | undefined;
      const whole = () => {
        made ??= analyseFunctions({ path, text: lookedAt(text), encoding: "utf16" }, context);
        return made;
      };
      const find = () => {
        if (!padded.isCurrent()) return findingsIn(text.text, whole(), settings, config);
        const found = findingsIn(padded.text, padded.file, settings, config, known);
        return found.map((finding) => movedFinding(finding, padded.toDocument));
      };
      return { file: inDocument(padded, whole), find, headers };
    }
  }

  /** Analyses a text under a session, a few milliseconds at a time; undefined once it is no longer wanted. */
  private async read(text: OpenText, session: Session, isWanted: () => boolean) {
    const { path, context } = await this.contextOf(text, session);
    const pace = new Pace(this.sources);
    await this.sources.turn();
    const headers = await this.headersOf(path, lookedAt(text), context, pace);
    const steps = analyseInSteps({ path, text: lookedAt(text), encoding: "utf16" }, context);
    for (;;) {
      if (!isWanted()) return undefined;
      const step = steps.next();
      if (step.done) return { file: step.value, headers };
      await pace.keep();
    }
  }

  private async contextOf(text: OpenText, { chosen, headers, space }: Session) {
    const parser = await this.sources.parser;
    const path = space.pathOf(text.key);
    const { config, target } = chosen;
    const [resolve, kernel, build] = await loaded(
      () =>
        [headers.resolveLocal(path), headers.headers(), headers.buildOf(path, (name) => target.config(name))] as const,
    );
    return { path, context: { config, target, parser, resolve, kernel, build } };
  }

  /** Reads what a file includes, and returns the names of that. */
  private async headersOf(
    path: string,
    text: string,
    { resolve, kernel, build }: AnalysisContext,
    pace: Pace,
  ): Promise<ReadonlySet<string>> {
    const included = new Set<string>();
    for (const main of [indexFile(path, text), ...(build?.includer ? [build.includer] : [])]) {
      for (const name of await includedNames(main, resolve, kernel, pace)) included.add(name);
    }
    return included;
  }
}

/** What of a document is looked at. */
function lookedAt(text: OpenText): string {
  return isTooLong(text) ? "" : text.text;
}

/** The kernel that explanations of a file are given for. */
export function viewOf({ chosen: { title, assumed, config, derivedFrom } }: Analysis): View {
  return { profile: derivedFrom === undefined ? title : `derived from ${derivedFrom}`, assumed, config };
}

/** The innermost call around a position, else the one on its line that ends last before it, or comes first. */
export function callNear(analysis: Analysis, position: Position): Assessment | undefined {
  const { text, assessments } = analysis;
  const at = text.offsetAt(position);
  const [from, to] = [0, 1].map((lines) => text.offsetAt({ line: position.line + lines, character: 0 }));
  const onLine = assessments.filter(({ call }) => call.end > (from ?? at) && call.start < (to ?? at));
  return callAt(analysis, at) ?? onLine.findLast(({ call }) => call.end <= at) ?? onLine[0];
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
