/** Marks up words for a terminal. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

const plain = (text: string) => text;
const sgr = (on: number, off: number) => (text: string) => (text === "" ? "" : `\x1b[${on}m${text}\x1b[${off}m`);

export function coloursFor(wanted: boolean): Colours {
  if (!wanted) return { bold: plain, dim: plain, warn: plain, bad: plain };
  return { bold: sgr(1, 22), dim: sgr(2, 22), warn: sgr(33, 39), bad: sgr(31, 39) };
}
