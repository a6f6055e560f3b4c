import { type CodeLens, CodeLensRefreshRequest, type ServerCapabilities } from "vscode-languageserver";
import { headline } from "../../core/explain/headline.ts";
import { lensWorthy } from "../../core/explain/lens-worthy.ts";
import { type CallArguments, EXPLAIN_CALL, OPEN_GUIDE } from "../../protocol/commands.ts";
import type { Analysis } from "../analyses.ts";
import { visible } from "../markdown.ts";
import type { OpenText } from "../open-text.ts";
import { shifted } from "../text-change.ts";
import type { ServerContext } from "./feature.ts";

/** A lens in terms of the text: it moves along with edits. */
interface Lens {
  readonly start: number;
  readonly end: number;
  readonly title: string;
}

/** What codeLens/resolve gets back to make the command from. */
interface LensReference {
  readonly uri: string;
  readonly title: string;
}

/**
 * Lenses over calls where something can be done. While a document is being edited the last ones are answered, moved
 * along with the edits, so that lines do not jump; once it is at rest the client is told to ask again.
 */
export function registerCodeLens(context: ServerContext): ServerCapabilities {
  const { connection, guard, files, traits } = context;
  const shown = new Map<string, readonly Lens[]>();

  files.onChanged((text) => {
    const lenses = shown.get(text.key);
    if (lenses) shown.set(text.key, moved(lenses, text));
  });
  files.onClosed((text) => shown.delete(text.key));
  files.onAnalysed(
    guard.task("codeLens/refresh", async (analysis) => {
      const before = shown.get(analysis.text.key);
      if (!before || !traits.codeLensRefresh) return;
      if (!isSame(before, lensesOf(analysis, before))) await connection.sendRequest(CodeLensRefreshRequest.type);
    }),
  );

  connection.onCodeLens(
    guard.request("codeLens", async ({ textDocument: { uri } }) => {
      const text = files.text(uri);
      if (!text) return null;
      const last = shown.get(text.key);
      // A client that cannot be told to ask again would be left with them.
      if (last && traits.codeLensRefresh && files.isChanging(uri)) return toLsp(last, text);
      const analysis = await files.analysis(uri);
      const now = files.text(uri);
      if (!analysis) return now ? toLsp(shown.get(now.key) ?? [], now) : null;
      const lenses = lensesOf(analysis, shown.get(text.key) ?? []);
      shown.set(text.key, lenses);
      return toLsp(lenses, analysis.text);
    }),
  );
  connection.onCodeLensResolve((lens) => resolved(lens, traits.hasCommands));
  return { codeLensProvider: { resolveProvider: true } };
}

function lensesOf({ assessments, findings, settings }: Analysis, before: readonly Lens[]): Lens[] {
  if (!settings.codeLens) return [];
  return assessments.flatMap((assessment) => {
    const { start, end, closed } = assessment.call;
    // A call that is being typed keeps its lens until it says something else.
    if (!closed) return before.filter((lens) => lens.start === start);
    return lensWorthy(assessment, findings) ? [{ start, end, title: visible(headline(assessment)) }] : [];
  });
}

function moved(lenses: readonly Lens[], text: OpenText): Lens[] {
  return lenses.flatMap((lens) => {
    const span = shifted(lens, text.changes);
    return span ? [{ ...lens, ...span }] : [];
  });
}

function isSame(some: readonly Lens[], others: readonly Lens[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

function toLsp(lenses: readonly Lens[], text: OpenText): CodeLens[] {
  return lenses.map(({ start, title }) => {
    const data: LensReference = { uri: text.uri, title };
    // A lens stands above a line; its range is a single place that does not depend on the call's length.
    return { range: text.rangeOf(start, start), data };
  });
}

function resolved(lens: CodeLens, hasCommands: boolean): CodeLens {
  const { uri, title } = referenceOf(lens.data);
  const args: CallArguments = [{ uri, position: lens.range.start }];
  return { ...lens, command: { title, command: hasCommands ? OPEN_GUIDE : EXPLAIN_CALL, arguments: [...args] } };
}

function referenceOf(data: unknown): LensReference {
  if (typeof data !== "object" || data === null || !("uri" in data) || !("title" in data))
    return { uri: "", title: "" };
  return { uri: String(data.uri), title: String(data.title) };
}
