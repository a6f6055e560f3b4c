import "mocha/mocha.js";

declare const mocha: {
  setup(options: object): void;
  run(done: (failures: number) => void): { readonly stats?: { readonly passes: number } };
};

mocha.setup({ ui: "tdd", timeout: 60_000, color: false, reporter: "spec" });

/** What VS Code calls in its web worker. */
export async function run(): Promise<void> {
  await import("./extension.test.ts");
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      console.log(`RESULT ${runner.stats?.passes ?? 0} passed, ${failures} failed`);
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
