// `npm run regexps`: runs every regular expression of the source over long repetitive texts, and names those that take
// more than their share of time. A search, not a proof.
import { readdirSync, readFileSync } from "node:fs";

const LENGTH = 20_000;
/** Milliseconds of CPU: what is linear takes one or two. */
const SLOW = 60;

const PIECES = [
  ..." \t\na_0x/*\\-()[]{}<>.,;:=+&|#\"'%`",
  ...["a ", " a", "a.", "a,", "a(", "/*", "*/", "//", "\\\n", "a\n", "a =", "1,", "\t\n", "__", "a/b", "#if ", "* "],
];

const expressions = new Map();
for (const name of readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path))) {
  const literals = /(?<=[(=,:?&|!\s[])\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g;
  for (const [literal, source, flags] of readFileSync(`src/${name}`, "utf8").matchAll(literals)) {
    const pattern = compiled(source, `${flags.replace(/[gy]/g, "")}g`);
    if (pattern) expressions.set(literal, { pattern, name });
  }
}

let slow = 0;
for (const [literal, { pattern, name }] of expressions) {
  for (const piece of PIECES) {
    const milliseconds = timed(pattern, `${piece.repeat(Math.ceil(LENGTH / piece.length))}\u0001`);
    if (milliseconds <= SLOW) continue;
    slow++;
    console.log(`${milliseconds.toFixed(0)} ms for ${LENGTH} × ${JSON.stringify(piece)}: ${literal} in src/${name}`);
  }
}
console.log(`${expressions.size} regular expressions, ${PIECES.length} texts each: ${slow} slow`);
process.exitCode = slow > 0 ? 1 : 0;

function timed(pattern, text) {
  const start = process.cpuUsage();
  let found = 0;
  for (const _ of text.matchAll(pattern)) if (++found > LENGTH) break;
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Undefined for what looks like a regular expression and is none. */
function compiled(source, flags) {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
