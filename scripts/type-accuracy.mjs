// `node scripts/type-accuracy.mjs TYPES.jsonl.gz TREE`: compares layouts of structs with gcc's, and writes
// docs/type-accuracy.md.
import { runBundled } from "./run-bundled.mjs";

process.exitCode = await runBundled("./type-accuracy/main.ts", process.argv.slice(2));
