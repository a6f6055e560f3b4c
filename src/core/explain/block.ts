/** A piece of an explanation, neutral to where it is shown: hover, terminal or panel. Texts are plain, never markup. */
export type Block =
  /** The one line that answers the question: `1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked`. */
  | { readonly kind: "headline"; readonly text: string }
  | { readonly kind: "fact"; readonly label: string; readonly text: string }
  /** Why, step by step; each names the kernel function that decides. */
  | { readonly kind: "steps"; readonly steps: readonly { readonly kernel: string; readonly says: string }[] }
  /** Lines in columns, such as the members of a struct. */
  | { readonly kind: "listing"; readonly lines: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "link"; readonly title: string; readonly to: LinkTarget };

export type LinkTarget =
  | { readonly kind: "guide" }
  | { readonly kind: "api"; readonly name: string }
  | { readonly kind: "rule"; readonly id: string }
  | { readonly kind: "web"; readonly url: string };

export function headlineBlock(text: string): Block {
  return { kind: "headline", text };
}

export function fact(label: string, text: string): Block {
  return { kind: "fact", label, text };
}

export function note(text: string): Block {
  return { kind: "note", text };
}
