import Mocha from "mocha";

/** What VS Code calls in its extension host. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", color: false, timeout: 60_000 });
  mocha.suite.emit("pre-require", globalThis, null, mocha);
  await import("./extension.test.ts");
  await import("./tools.test.ts");
  await import("./server-process.test.ts");
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      console.log(`RESULT ${runner.stats?.passes ?? 0} passed, ${failures} failed`);
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
