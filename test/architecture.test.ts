import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

/** What each part of src/ may import: other parts, and packages. Everything may import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "core/kernel": [],
  "core/api": ["core/kernel"],
  "core/c": ["web-tree-sitter"],
  // Control flow over plain trees: it knows neither the parser nor what an allocation is worth.
  "core/flow": ["core/api", "core/c (types)", "core/c/tree"],
  "core/analysis": ["core/kernel", "core/api", "core/c", "core/flow"],
  "core/rules": ["core/analysis", "core/api", "core/flow", "core/kernel", "core/c (types)", "core/c/tree"],
  "core/guide": ["core/analysis", "core/api", "core/kernel", "core/c (types)"],
  "core/explain": ["core/analysis", "core/api", "core/kernel", "core/rules", "core/c (types)"],
  // What a call or a struct could be instead, with numbers and as edits.
  "core/changes": [
    "core/analysis",
    "core/api",
    "core/explain",
    "core/flow",
    "core/kernel",
    "core/rules",
    "core/c (types)",
    "core/c/tree",
  ],
  // Measurements of a running kernel beside predictions, in the same words.
  "core/evidence": ["core/analysis", "core/explain", "core/kernel", "core/rules"],
  // What agents ask, answered in words: the same for the command line's server and the editor's.
  "core/tools": [
    "core/analysis",
    "core/api",
    "core/explain",
    "core/guide",
    "core/kernel",
    "core/rules",
    "core/c (types)",
  ],
  // Finds and reads headers through a file system that it is given.
  headers: ["core"],
  protocol: ["core/kernel", "core/guide", "core (types)", "headers (types)"],
  // Entries choose the environment that the rest of the server does not know.
  "server/node": ["server", "headers", "core", "protocol", "node", "vscode-languageserver"],
  "server/browser": ["server", "core", "protocol", "vscode-languageserver"],
  server: ["core", "headers", "protocol", "vscode-languageserver", "vscode-languageserver-textdocument"],
  cli: ["core", "headers", "node", "commander", "ignore", "sarif (types)"],
  // Tools for agents: the command line's engine behind another door.
  mcp: ["core", "cli", "@modelcontextprotocol/sdk", "zod"],
  client: ["protocol", "node", "vscode", "vscode-languageclient"],
  webview: ["core/kernel", "core/api", "core/guide", "core/explain", "protocol", "preact"],
};

/** Only this file knows the parser. */
const PARSER = { file: "core/c/syntax.ts", package: "web-tree-sitter" } as const;

const LONGEST = 400;
/** Tables of facts are as long as the facts are many. */
const TABLES = [
  "core/api/pages.ts",
  "core/c/reference/debian-6.12-amd64.ts",
  "core/c/reference/debian-6.12-amd64-config.ts",
  "core/flow/ownership/lent-functions.ts",
];

interface Import {
  readonly from: string;
  /** Path below src/ without its file name, or name of a package. */
  readonly to: string;
  readonly typesOnly: boolean;
}

const FILES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path))
  .sort();
const IMPORTS = FILES.flatMap(importsOf);

describe("who may import whom", () => {
  test("every file belongs to a part", () => {
    expect(FILES.filter((file) => partOf(file) === undefined)).toEqual([]);
  });

  test.each(Object.keys(MAY_IMPORT))("%s", (part) => {
    const wrong = IMPORTS.filter((edge) => partOf(edge.from) === part && !isAllowed(edge, part));
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test("one file knows the parser", () => {
    const users = IMPORTS.filter(({ to }) => to === PARSER.package).map(({ from }) => from);
    expect(new Set(users)).toEqual(new Set([PARSER.file]));
  });
});

describe("files", () => {
  test("core names nothing of Node, browsers or editors", () => {
    const foreign = /\b(?:process\.|Buffer\b|require\(|console\.|document\.|window\.|globalThis\.|setTimeout\()/;
    const wrong = FILES.filter((file) => file.startsWith("core/") && foreign.test(withoutText(file)));
    expect(wrong).toEqual([]);
  });

  test(`no file is longer than ${LONGEST} lines, tables aside`, () => {
    const long = FILES.filter((file) => !TABLES.includes(file) && source(file).split("\n").length > LONGEST + 1);
    expect(long).toEqual([]);
  });

  test("files are named by their subject", () => {
    expect(FILES.filter((file) => /^(?:utils?|helpers?|misc|common)\.tsx?$/.test(basename(file)))).toEqual([]);
  });
});

function source(file: string): string {
  return readFileSync(join("src", file), "utf8");
}

/** The code of a file without its comments, strings and templates. */
function withoutText(file: string): string {
  return source(file).replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/(?:\\.|[^/\\\n])+\/[a-z]*/g,
    " ",
  );
}

function importsOf(file: string): Import[] {
  const statement = /(?:^|\n)(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s*)?"([^"]+)"|\bimport\("([^"]+)"\)/g;
  return [...source(file).matchAll(statement)].map(([, type, named, dynamic]) => {
    const specifier = named ?? dynamic ?? "";
    const to = specifier.startsWith(".") ? normalize(join(dirname(file), dirname(specifier))) : packageOf(specifier);
    return { from: file, to: to.replaceAll("\\", "/"), typesOnly: type !== undefined };
  });
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return "node";
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** The part that a path below src/ belongs to: the first that fits. */
function partOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((part) => path === part || path.startsWith(`${part}/`));
}

function isAllowed({ to, typesOnly }: Import, part: string): boolean {
  if (partOf(to) === part) return true;
  return (MAY_IMPORT[part] ?? []).some((allowed) => {
    const [path = "", only] = allowed.split(" ");
    return (to === path || to.startsWith(`${path}/`)) && (only === undefined || typesOnly);
  });
}
