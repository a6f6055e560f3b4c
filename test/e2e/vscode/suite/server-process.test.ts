import * as vscode from "vscode";
import { hoversOn, openDriver } from "./driver.ts";
import { equal, eventually } from "./expect.ts";

// Only where the server is a process.
suite("when the server is killed", () => {
  test("in the middle of a request, it is started again and knows the open documents; after five times it stays away", async () => {
    const document = await openDriver();
    const extension = vscode.extensions.getExtension("kalloc-lens.kalloc-lens");
    if (!extension) throw new Error("the extension is not there");
    const { client } = await extension.activate();
    const hover = () =>
      eventually("a hover", async () => ((await hoversOn(document, "kzalloc")).length > 0 ? true : undefined));
    await hover();
    let before = await eventually("the server", () => processOf(client));
    for (let time = 1; time < 5; time++) {
      const asked = hoversOn(document, "kzalloc");
      before.kill("SIGKILL");
      await asked;
      const { pid } = before;
      before = await eventually("a new server", () => {
        const now = processOf(client);
        return now && now.pid !== pid ? now : undefined;
      });
      await hover();
    }
    before.kill("SIGKILL");
    await eventually("the end", () => (client.isRunning() ? undefined : true));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    equal(client.isRunning(), false);
    await vscode.commands.executeCommand("kallocLens.restartServer");
    await hover();
  });
});

interface ServerProcess {
  readonly pid: number;
  kill(signal: string): void;
}

function processOf(client: { readonly serverProcess?: ServerProcess }): ServerProcess | undefined {
  return client.serverProcess;
}
