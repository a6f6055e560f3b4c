import type { Declaration } from "./file-index.ts";

const KNOWN = new WeakMap<Declaration, readonly string[]>();

/** Words and digits in the arguments of a macro call, which may be part of the names that it declares. */
export function argumentWords(text: string, declaration: Declaration): readonly string[] {
  let words = KNOWN.get(declaration);
  if (!words) {
    const call = text.slice(declaration.start, declaration.end);
    words = call.slice(call.indexOf("(")).match(/\w{2,}|\b\d\b/g) ?? [];
    KNOWN.set(declaration, words);
  }
  return words;
}
