/** A name in a text: `text[start, end)`. */
export interface Word {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The name around an offset. */
export function wordAt(text: string, offset: number): Word | undefined {
  // A position that is none has no offset either.
  if (!Number.isInteger(offset)) return undefined;
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text.charAt(start - 1))) start--;
  while (end < text.length && /\w/.test(text.charAt(end))) end++;
  const name = text.slice(start, end);
  return /^[A-Za-z_]/.test(name) ? { name, start, end } : undefined;
}
