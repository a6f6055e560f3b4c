import type { SizeFact, Source } from "./size-fact.ts";
import type { Terms, Value } from "./value.ts";

/** What is known of a value, as a fact about a size. */
export function factOf(value: Value, from: readonly Source[]): SizeFact {
  switch (value.kind) {
    case "int":
      return { kind: "known", bytes: value.int, from };
    case "range":
      return { kind: "between", min: value.min, max: value.max, from };
    case "unknown":
      return { kind: "unknown", why: value.why };
    case "linear": {
      const terms = [...value.terms.keys()];
      const unit = terms.length === 1 ? value.terms.get(terms[0] ?? "") : undefined;
      const expression = expressionOf(value.base, value.terms);
      return { kind: "symbolic", expression, base: value.base, ...(unit === undefined ? {} : { unit }), terms, from };
    }
  }
}

/** `320 + 8*n`: the constant first, then each term with its factor. */
function expressionOf(base: bigint, terms: Terms): string {
  let out = base === 0n ? "" : String(base);
  for (const [text, factor] of terms) {
    const size = factor < 0n ? -factor : factor;
    const term = size === 1n ? text : `${size}*${isSimple(text) ? text : `(${text})`}`;
    out += out === "" ? (factor < 0n ? `-${term}` : term) : ` ${factor < 0n ? "-" : "+"} ${term}`;
  }
  return out;
}

/** A term that needs no parentheses beside a factor. */
function isSimple(text: string): boolean {
  return /^[\w.]+(?:->[\w.]+|\([^()]*\)|\[[^[\]]*\])*$/.test(text);
}
