// `npm run bench`: how fast the simulator, the analysis and scans of a whole tree are, bundled as they are shipped, in CPU
// time; `npm run bench -- scan [TREE [ID…]]` measures scans alone, `npm run bench -- draw` writes their page again,
// `npm run bench -- editor` measures the language server, `npm run bench -- flow` what context and ownership add.
import { runBundled } from "./run-bundled.mjs";

process.exitCode = await runBundled("./bench/main.ts", process.argv.slice(2));
