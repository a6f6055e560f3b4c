import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Where the kernel's own headers are, from the tree's root. */
const FOLDERS = ["arch/x86/include", "arch/x86/include/generated", "include", "arch/x86/include/uapi", "include/uapi"];

/** Headers that a source includes, directly or not, as far as their names alone tell: paths from the tree's root. */
export class Closures {
  private readonly direct = new Map<string, readonly string[]>();

  constructor(private readonly tree: string) {}

  *of(source: string): Generator<string> {
    const met = new Set<string>();
    const open = [source];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (met.has(file)) continue;
      met.add(file);
      if (file !== source) yield file;
      open.push(...this.includesOf(file));
    }
  }

  private includesOf(file: string): readonly string[] {
    let found = this.direct.get(file);
    if (!found) {
      const text = readFileSync(join(this.tree, file), "latin1");
      found = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]/gm)].flatMap(
        ([, quote, path = ""]) => {
          const folders = quote === '"' ? [dirname(file), ...FOLDERS] : FOLDERS;
          return (
            folders.map((folder) => normalize(join(folder, path))).find((at) => existsSync(join(this.tree, at))) ?? []
          );
        },
      );
      this.direct.set(file, found);
    }
    return found;
  }
}
