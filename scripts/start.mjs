// `npm start`: installs, builds, and shows what the example module's allocations take.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import "./setup.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
run("esbuild.mjs");
console.log("\n$ node dist/cli.js check examples\n");
run("dist/cli.js", "check", "examples");
console.log(`
Next:
  node dist/cli.js check PATH…                        your own module, or a folder of a kernel tree
  node dist/cli.js check --format jsonl PATH…         the same for programs
  node dist/cli.js check --compare debian-6.1-arm64 PATH…   beside another kernel
  node dist/cli.js simulate --api kmalloc --size 1360 one request
  node dist/cli.js explain kvmalloc                   an API's page
  node dist/cli.js --help

In VS Code:
  1. npm run package                 makes kalloc-lens.vsix
  2. Extensions: Install from VSIX…  installs it; or: code --install-extension kalloc-lens.vsix
  3. open examples/lens_demo/lens-frame.c and click a lens above a call`);

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
