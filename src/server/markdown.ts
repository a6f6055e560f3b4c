// Text of C sources in Markdown: whatever it says, it is shown as text.

/** Longest text that is quoted in full. */
const LONGEST = 400;

/** Text that Markdown shows as it is, behind the first word of a paragraph. */
export function escaped(text: string): string {
  return (
    visible(text)
      .replace(/[\\`*[\]~|]|(?<![a-z0-9])_|_(?![a-z0-9])|\$(?=\()/gi, "\\$&")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // Without these, addresses in the text would become links.
      .replace(/(?<=\w):(?=\/\/)/g, "&#58;")
      .replace(/(?<=www)\./gi, "&#46;")
      .replaceAll("@", "&#64;")
  );
}

/** Text as code. The fence is longer than any run of backticks in it. */
export function code(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return fence + space + shown + space + fence;
}

/** One line of bounded length in which nothing hides: control and direction characters appear by their numbers. */
export function visible(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…` : line;
  return numbered(short);
}

/** The same of a line in columns, whose spaces stay. */
export function visibleColumns(line: string): string {
  return numbered(line.slice(0, LONGEST).replace(/[^\S ]/g, " "));
}

function numbered(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const number = character.codePointAt(0) ?? 0;
    return `U+${number.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

/** Control, format (bidi, zero width) and unpaired surrogate characters. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
