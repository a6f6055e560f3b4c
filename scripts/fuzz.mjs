// `npm run fuzz -- [--seed N] [--seconds N | --executions N] [--kind NAME]… [--case N] [FILE…]`: gives made-up and broken
// input of every kind to what reads it. FILEs are C sources to break beside those that are made. SECONDS of CPU time.
import { runBundled } from "./run-bundled.mjs";

process.exitCode = await runBundled("./fuzz/main.ts", process.argv.slice(2), { server: "src/server/node/main.ts" });
