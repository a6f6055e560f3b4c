import type { FileIndex } from "./file-index.ts";
import type { Found, Headers, Includer, UnitFile } from "./unit.ts";

/** No headers at all, none of which is missing. */
export const NO_HEADERS: Headers = {
  macros: () => [],
  tags: () => [],
  names: () => [],
  includers: () => [],
  complete: true,
};

/** What an include of a file resolves to: a header that was read, or undefined where it was not found. */
export type ResolveInclude = (from: FileIndex, path: string, angled: boolean) => FileIndex | undefined;

/** Headers that a file includes, as far as `resolve` finds them, in the order in which a compiler meets their text. */
export class IncludedHeaders implements Headers {
  private readonly files: UnitFile[] = [];
  private readonly byIndex = new Map<FileIndex, UnitFile>();
  private readonly includedBy = new Map<UnitFile, Includer[]>();
  private isComplete = true;

  constructor(main: UnitFile, resolve: ResolveInclude) {
    this.byIndex.set(main.index, main);
    this.visit(main, resolve);
  }

  get complete(): boolean {
    return this.isComplete;
  }

  /** The headers, included ones before those that include them. */
  get list(): readonly UnitFile[] {
    return this.files;
  }

  macros(name: string): ReturnType<Headers["macros"]> {
    return this.files.flatMap((file) => {
      const sites = file.index.macros.get(name);
      return sites ? [{ file, sites }] : [];
    });
  }

  tags(key: string): Found[] {
    return this.files.flatMap((file) => (file.index.tags.get(key) ?? []).map((declaration) => ({ file, declaration })));
  }

  names(name: string): Found[] {
    return this.files.flatMap((file) =>
      (file.index.names.get(name) ?? []).map((declaration) => ({ file, declaration })),
    );
  }

  includers(file: UnitFile): readonly Includer[] {
    return this.includedBy.get(file) ?? [];
  }

  private visit(from: UnitFile, resolve: ResolveInclude): void {
    for (const { path, angled, branch } of from.index.includes) {
      const index = resolve(from.index, path, angled);
      if (!index) {
        this.isComplete = false;
        continue;
      }
      const known = this.byIndex.get(index);
      const file = known ?? { index, source: "headers" as const };
      const includers = this.includedBy.get(file);
      if (includers) includers.push({ file: from, branch });
      else this.includedBy.set(file, [{ file: from, branch }]);
      if (known) continue;
      this.byIndex.set(index, file);
      this.visit(file, resolve);
      this.files.push(file);
    }
  }
}
