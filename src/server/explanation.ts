import { type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { Block, LinkTarget } from "../core/explain/block.ts";
import { type CallArguments, OPEN_GUIDE, OPEN_PAGE, type PageArguments } from "../protocol/commands.ts";
import type { PositionParams } from "../protocol/requests.ts";
import type { ClientTraits } from "./client-traits.ts";
import { code, escaped, visible, visibleColumns } from "./markdown.ts";

/** An explanation as an editor shows it. */
export function toMarkup(blocks: readonly Block[], call: PositionParams, traits: ClientTraits): MarkupContent {
  return traits.markdown
    ? { kind: MarkupKind.Markdown, value: toMarkdown(blocks, call, traits) }
    : { kind: MarkupKind.PlainText, value: toPlainText(blocks) };
}

/** Paragraphs; list items and links of one run share theirs. Links come behind the headline: a hover shows little. */
function toMarkdown(blocks: readonly Block[], call: PositionParams, traits: ClientTraits): string {
  const of = (kind: Block["kind"]) => blocks.filter((block) => block.kind === kind);
  const rest = blocks.filter(({ kind }) => kind !== "headline" && kind !== "link");
  let written = "";
  let before: Block["kind"] | undefined;
  for (const block of [...of("headline"), ...of("link"), ...rest]) {
    const lines = markdownOf(block, call, traits);
    if (lines.length === 0) continue;
    const separator = before === undefined ? "" : before !== block.kind ? "\n\n" : block.kind === "link" ? " · " : "\n";
    written += separator + lines.join("\n");
    before = block.kind;
  }
  return written;
}

function markdownOf(block: Block, call: PositionParams, traits: ClientTraits): string[] {
  switch (block.kind) {
    case "headline":
      return [`**${escaped(block.text)}**`];
    case "fact":
      return [`- ${escaped(block.label)}: ${escaped(block.text)}`];
    case "steps":
      return block.steps.map(({ kernel, says }, i) => `${i + 1}. ${code(kernel)} ${escaped(says)}`);
    case "listing":
      return ["```text", ...block.lines.map((line) => visibleColumns(line).replaceAll("```", "``")), "```"];
    case "table": {
      const row = (cells: readonly string[]) => `| ${cells.map((cell) => escaped(cell)).join(" | ")} |`;
      return [row(block.head), `|${block.head.map(() => " :-- |").join("")}`, ...block.rows.map(row)];
    }
    case "note":
      return [`*${escaped(block.text)}*`];
    case "link": {
      const address = addressOf(block.to, call, traits);
      return address === undefined ? [] : [`[${escaped(block.title)}](${address})`];
    }
  }
}

/** The same without markup. */
export function toPlainText(blocks: readonly Block[]): string {
  return blocks.flatMap(plainTextOf).join("\n");
}

function plainTextOf(block: Block): string[] {
  switch (block.kind) {
    case "headline":
    case "note":
      return [visible(block.text)];
    case "fact":
      return [`${visible(block.label)}: ${visible(block.text)}`];
    case "steps":
      return block.steps.map(({ kernel, says }) => `${visible(kernel)} ${visible(says)}`);
    case "listing":
      return block.lines.map(visibleColumns);
    case "table":
      return block.rows.map((row) => row.map(visible).join(": "));
    case "link":
      return block.to.kind === "web" ? [`${visible(block.title)}: ${visible(block.to.url)}`] : [];
  }
}

/** Commands are only for the client that has them. */
function addressOf(to: LinkTarget, call: PositionParams, { hasCommands }: ClientTraits): string | undefined {
  switch (to.kind) {
    case "web":
      return /^https:\/\/[^\s()<>]+$/.test(to.url) ? to.url : undefined;
    case "guide": {
      const openGuide: CallArguments = [call];
      return hasCommands ? commandLink(OPEN_GUIDE, openGuide) : undefined;
    }
    case "api":
    case "rule": {
      const openPage: PageArguments = [to];
      return hasCommands ? commandLink(OPEN_PAGE, openPage) : undefined;
    }
  }
}

function commandLink(command: string, args: readonly unknown[]): string {
  const encoded = encodeURIComponent(JSON.stringify(args)).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `command:${command}?${encoded}`;
}
