import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Those run inside editors.
    exclude: ["test/e2e/**"],
    // The tests of the command line and of the server run the bundles.
    globalSetup: "test/cli/build-bundle.ts",
    // Property tests and kernels' recorded tables take their time on a busy machine.
    testTimeout: 60_000,
  },
});
