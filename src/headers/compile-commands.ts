import type { ExistingFiles } from "./existing-files.ts";
import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";
import { NO_TRACE } from "./trace.ts";

/** What a compile database says of one file: the folders of -I in order, and the macros of -D. */
export interface CompileCommand {
  readonly folders: readonly string[];
  readonly defines: ReadonlyMap<string, string>;
}

const NAME = "compile_commands.json";
/** Characters of a command that are read. */
const LONGEST = 2 ** 16;

/** The compile databases in the folders around sources, each read once as plain data: nothing in them is run. */
export class CompileCommands {
  private readonly databases = new Map<string, ReadonlyMap<string, Entry>>();

  constructor(
    private readonly files: FileSystem,
    private readonly existing: ExistingFiles,
  ) {}

  /** The command that compiles `source`, from the nearest database above it that lists it, or that of `kernel`. */
  of(source: string, kernel: string): CompileCommand | undefined {
    for (let at = folderOf(source); at !== "/"; at = folderOf(at)) {
      const entry = this.in(at).get(source);
      if (entry) return commandOf(entry);
    }
    const entry = this.in(kernel).get(source);
    return entry && commandOf(entry);
  }

  /** Forgets a database that has changed; returns whether it was one. */
  forget(path: string): boolean {
    return path.endsWith(`/${NAME}`) && this.databases.delete(folderOf(path));
  }

  private in(folder: string): ReadonlyMap<string, Entry> {
    return (this.files.trace ?? NO_TRACE).within(`commands in ${folder}`, () => this.readFolder(folder));
  }

  private readFolder(folder: string): ReadonlyMap<string, Entry> {
    let entries = this.databases.get(folder);
    if (!entries) {
      const path = `${folder}/${NAME}`;
      entries = readDatabase(this.existing.has(path) ? this.files.read(path) : undefined);
      this.databases.set(folder, entries);
    }
    return entries;
  }
}

interface Entry {
  readonly directory: string;
  readonly command: string | readonly string[];
}

function readDatabase(text: string | undefined): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const list = text === undefined ? [] : parsed(text);
  if (!Array.isArray(list)) return entries;
  for (const item of list) {
    const entry: unknown = item;
    if (typeof entry !== "object" || entry === null || !("directory" in entry) || !("file" in entry)) continue;
    const { directory, file } = entry;
    if (typeof directory !== "string" || typeof file !== "string") continue;
    const command = "arguments" in entry ? entry.arguments : "command" in entry ? entry.command : undefined;
    if (typeof command === "string") entries.set(absolute(file, directory), { directory, command });
    else if (Array.isArray(command)) {
      const args = command.filter((arg) => typeof arg === "string");
      entries.set(absolute(file, directory), { directory, command: args });
    }
  }
  return entries;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // half-written, or no database at all
  }
}

function commandOf({ directory, command }: Entry): CompileCommand {
  const args = typeof command === "string" ? shellWords(command.slice(0, LONGEST)) : command;
  const folders: string[] = [];
  const defines = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [, flag = "", joined = ""] = /^(-I|-isystem|-iquote|-D|-U)(.*)$/s.exec(args[i] ?? "") ?? [];
    if (flag === "") continue;
    const value = joined || (args[++i] ?? "");
    if (flag === "-U") defines.delete(value);
    else if (flag !== "-D") folders.push(absolute(value, directory));
    else {
      const [, name = "", replacement] = /^(\w+)(?:=(.*))?$/s.exec(value) ?? [];
      if (name !== "") defines.set(name, replacement ?? "1");
    }
  }
  return { folders, defines };
}

function absolute(path: string, directory: string): string {
  return normalizePath(path.startsWith("/") ? path : `${directory}/${path}`);
}

/** The words of a command as a shell splits it, without any expansion. */
function shellWords(command: string): string[] {
  const words: string[] = [];
  for (const [word] of command.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs)) {
    words.push(
      word.replace(
        /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs,
        (_, escaped?: string, double?: string, single?: string) =>
          escaped ?? double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? "",
      ),
    );
  }
  return words;
}
