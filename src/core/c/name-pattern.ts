/** A pattern that finds any of `names` as a whole word: one alternative per distinct prefix, so that a scan stays linear. */
export function namePattern(names: Iterable<string>): RegExp {
  const root: Trie = new Map();
  for (const name of names) {
    let node = root;
    for (const char of name) {
      let next = node.get(char);
      if (!next) {
        next = new Map();
        node.set(char, next);
      }
      node = next;
    }
    node.set("", new Map());
  }
  return new RegExp(`\\b${sourceOf(root)}\\b`, "g");
}

interface Trie extends Map<string, Trie> {}

function sourceOf(node: Trie): string {
  const branches: string[] = [];
  for (const [char, next] of node) if (char !== "") branches.push(char + sourceOf(next));
  if (branches.length === 0) return "";
  const inner = branches.length === 1 ? (branches[0] ?? "") : `(?:${branches.join("|")})`;
  return node.has("") ? `(?:${inner})?` : inner;
}
