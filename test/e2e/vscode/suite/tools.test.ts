import * as vscode from "vscode";
import { openDriver, positionOf } from "./driver.ts";
import { equal, matches } from "./expect.ts";

suite("language-model tools", () => {
  async function invoke(name: string, input: object): Promise<string> {
    const { content } = await vscode.lm.invokeTool(`kallocLens_${name}`, { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
  }

  async function refusal(name: string, input: object): Promise<string> {
    try {
      return `answered: ${await invoke(name, input)}`;
    } catch (error) {
      return String(error);
    }
  }

  test("are announced, with what they take", () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith("kallocLens_"));
    equal(ours.map(({ name }) => name).sort(), [
      "kallocLens_choose_allocation_api",
      "kallocLens_explain_allocation",
      "kallocLens_simulate_allocation",
    ]);
    for (const { description, inputSchema } of ours)
      equal([description.length > 40, typeof inputSchema], [true, "object"]);
  });

  test("simulate an allocation", async () => {
    matches(await invoke("simulate_allocation", { api: "devm_kzalloc", size: 4096 }), /^4096 → 8192 \(kmalloc-8k\)/);
    matches(
      await refusal("simulate_allocation", { api: "kmaloc", size: 1 }),
      /not a known API, the nearest is kmalloc/,
    );
  });

  test("explain the call at the cursor, or one by its line", async () => {
    const document = await openDriver();
    const editor = await vscode.window.showTextDocument(document);
    const place = positionOf(document, "kzalloc");
    editor.selection = new vscode.Selection(place, place);
    const here = await invoke("explain_allocation", {});
    matches(here, /1360 → 2048 \(kmalloc-2k\)/);
    equal(await invoke("explain_allocation", { file: "driver.c", line: place.line + 1 }), here);
    equal(await invoke("explain_allocation", { file: document.uri.path, line: place.line + 1 }), here);
    matches(
      await refusal("explain_allocation", { file: "driver.c", line: 1 }),
      /no allocation call at .*the nearest are/,
    );
  });

  test("read no file outside of the workspace", async () => {
    for (const file of ["/etc/passwd", "../../package.json", "nothing.c"])
      matches(await refusal("explain_allocation", { file, line: 1 }), /is no file of the workspace/);
  });

  test("choose an API", async () => {
    matches(await invoke("choose_allocation_api", {}), /^[\w-]+: .*\n/);
    matches(await refusal("choose_allocation_api", { answers: { colour: "blue" } }), /no question "colour"/);
  });
});
