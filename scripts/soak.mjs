// `npm run soak -- MINUTES [FOLDER]`: drives the bundled server as somebody does who works on the C files of a folder all
// day (by default the prepared kernel tree's drivers), and prints its memory and how long answers take.
import { runBundled } from "./run-bundled.mjs";

process.exitCode = await runBundled("./soak/main.ts", process.argv.slice(2), { server: "src/server/node/main.ts" });
