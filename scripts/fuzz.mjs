// `npm run fuzz -- SEED SECONDS [FILE…]`: analyses made, broken and cut sources; FILEs are broken too. SECONDS of CPU time.
import { runBundled } from "./run-bundled.mjs";

process.exitCode = await runBundled("./fuzz/main.ts", process.argv.slice(2));
