const LONGEST = 160;

/** Text of a source in one line, and cut where it is longer than anyone reads. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= LONGEST) return line;
  // Never half of a character that takes two units.
  return `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
