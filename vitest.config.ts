import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The tests of the command line run the bundle.
    globalSetup: "test/cli/build-bundle.ts",
    // Property tests and kernels' recorded tables take their time on a busy machine.
    testTimeout: 60_000,
  },
});
