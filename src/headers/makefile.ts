import { type FileSystem, folderOf } from "./file-system.ts";
import { NO_TRACE } from "./trace.ts";

/** `name := value` of a Makefile, with the variables that are plain expanded in its value. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** It stands in ifeq, ifdef or the like: whether it holds is not known. */
  readonly conditional: boolean;
}

/** The Makefiles of a kernel tree or module, each read once. */
export class Makefiles {
  private readonly known = new Map<string, readonly Assignment[] | undefined>();

  constructor(
    private readonly srctree: string,
    private readonly files: FileSystem,
  ) {}

  /** The assignments of a folder's Kbuild or Makefile, in order; undefined where it has none. */
  of(folder: string): readonly Assignment[] | undefined {
    return (this.files.trace ?? NO_TRACE).within(`Makefile of ${folder}`, () => this.read(folder));
  }

  /** Forgets a Makefile that has changed; returns whether it was known. */
  forget(path: string): boolean {
    return /\/(?:Kbuild|Makefile)$/.test(path) && this.known.delete(folderOf(path));
  }

  private read(folder: string): readonly Assignment[] | undefined {
    if (this.known.has(folder)) return this.known.get(folder);
    const text = this.files.read(`${folder}/Kbuild`) ?? this.files.read(`${folder}/Makefile`);
    const assignments = text === undefined ? undefined : readMakefile(text, folder, this.srctree);
    this.known.set(folder, assignments);
    return assignments;
  }
}

/** A value longer than this is no list that people write. */
const LONGEST = 2 ** 16;

function readMakefile(text: string, folder: string, srctree: string): Assignment[] {
  const variables = new Map([
    ["srctree", srctree],
    ["src", folder],
    ["obj", folder],
    ["objtree", srctree],
    ["M", folder],
    ["KBUILD_EXTMOD", folder],
  ]);
  const assignments: Assignment[] = [];
  let depth = 0;
  for (const line of text.replace(/\\\r?\n/g, " ").split("\n")) {
    if (/^\s*if(?:n?eq|n?def)\b/.test(line)) depth++;
    else if (/^\s*endif\b/.test(line)) depth = Math.max(depth - 1, 0);
    const assignment = /^\s*(?:export\s+|override\s+)*([\w.$(){}-]+?)\s*(\+|::?|\?)?=\s*(.*)$/.exec(
      line.replace(/#.*$/, ""),
    );
    if (!assignment) continue;
    const [, name = "", operator, raw = ""] = assignment;
    const value = expandVariables(raw, variables, 0);
    const whole = operator === "+" ? `${variables.get(name) ?? ""} ${value}` : value;
    if (whole.length > LONGEST) continue;
    variables.set(name, whole);
    assignments.push({ name, value, conditional: depth > 0 });
  }
  return assignments;
}

/** $(NAME) of plain variables; what is not known becomes nothing. */
function expandVariables(text: string, variables: ReadonlyMap<string, string>, depth: number): string {
  if (depth > 8) return "";
  return text
    .replace(/\$[({]([\w-]+)[)}]/g, (_, name: string) =>
      name.startsWith("CONFIG_") ? `$(${name})` : expandVariables(variables.get(name) ?? "", variables, depth + 1),
    )
    .slice(0, LONGEST + 1);
}
