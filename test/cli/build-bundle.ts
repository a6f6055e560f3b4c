import { execFileSync } from "node:child_process";

/** Builds dist/ before the tests that run it. */
export default function buildBundle(): void {
  execFileSync(process.execPath, ["esbuild.mjs"], { stdio: "inherit" });
}
