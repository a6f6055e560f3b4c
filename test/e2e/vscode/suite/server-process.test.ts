import * as vscode from "vscode";
import { hoversOn, openDriver } from "./driver.ts";
import { equal, eventually } from "./expect.ts";

// Only where the server is a process.
suite("when the server is killed", () => {
  test("it is started again once, and knows the open documents", async () => {
    const document = await openDriver();
    const extension = vscode.extensions.getExtension("kalloc-lens.kalloc-lens");
    if (!extension) throw new Error("the extension is not there");
    const { client } = await extension.activate();
    const before = await eventually("the server", () => processOf(client));
    await eventually("a hover", async () => ((await hoversOn(document, "kzalloc")).length > 0 ? true : undefined));
    before.kill("SIGKILL");
    const after = await eventually("a new server", () => {
      const now = processOf(client);
      return now && now.pid !== before.pid ? now : undefined;
    });
    await eventually("a hover", async () => ((await hoversOn(document, "kzalloc")).length > 0 ? true : undefined));
    after.kill("SIGKILL");
    await eventually("the end", () => (client.isRunning() ? undefined : true));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    equal(client.isRunning(), false);
    await vscode.commands.executeCommand("kallocLens.restartServer");
    await eventually("a hover", async () => ((await hoversOn(document, "kzalloc")).length > 0 ? true : undefined));
  });
});

interface ServerProcess {
  readonly pid: number;
  kill(signal: string): void;
}

function processOf(client: { readonly serverProcess?: ServerProcess }): ServerProcess | undefined {
  return client.serverProcess;
}
