// `npm run bench`: how fast the simulator and the analysis are, bundled as they are shipped, in CPU time.
import { runBundled } from "./run-bundled.mjs";

process.exitCode = await runBundled("./bench/main.ts", []);
