import * as vscode from "vscode";
import { diagnosed, hoversOn, lensesOf, openDriver, positionOf, quickFixesOn, replace } from "./driver.ts";
import { equal, eventually, matches } from "./expect.ts";

suite("in the extension host", () => {
  let document: vscode.TextDocument;

  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("the extension is asleep until a C file is open", async () => {
    const extension = vscode.extensions.getExtension("kalloc-lens.kalloc-lens");
    equal(extension?.isActive, false);
    document = await openDriver();
    await eventually("activation", () => (extension?.isActive ? true : undefined));
  });

  test("hover", async () => {
    const [hover = ""] = await eventually("a hover", async () => {
      const hovers = await hoversOn(document, "kzalloc");
      return hovers.length > 0 ? hovers : undefined;
    });
    matches(hover, /1360 → 2048 \(kmalloc-2k\), 688 B unused, 51 % of asked/);
    matches(hover, /assumed/);
    matches(hover, /\(command:kallocLens\.openGuide\?/);
  });

  test("hover on an unknown size says why", async () => {
    const [hover = ""] = await hoversOn(document, "kmalloc(sizeof(*other)");
    matches(hover, /unknown/);
    matches(hover, /elsewhere/);
  });

  test("hover on a flag", async () => {
    const [hover = ""] = await hoversOn(document, "GFP_ATOMIC");
    matches(hover, /May sleep: no: allowed in atomic context/);
  });

  test("another extension's hover stands beside ours, each once", async () => {
    const other = vscode.languages.registerHoverProvider("c", {
      provideHover: () =>
        new vscode.Hover(new vscode.MarkdownString("```c\nvoid *kzalloc(size_t size, gfp_t flags)\n```")),
    });
    const hovers = await hoversOn(document, "kzalloc");
    other.dispose();
    equal(hovers.length, 2);
    equal(hovers.filter((text) => text.includes("kmalloc-2k")).length, 1);
    equal(hovers.filter((text) => text.includes("void *kzalloc")).length, 1);
    equal((await hoversOn(document, "return kzalloc")).length, 0);
  });

  test("completion: flags where a call takes them, an API where its name begins", async () => {
    const offered = async (what: string, into: number) => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        positionOf(document, what).translate(0, into),
      );
      return items.filter(({ sortText }) => sortText?.startsWith("0kalloc"));
    };
    const [flag, ...flags] = await offered("GFP_ATOMIC", 1);
    equal(flag?.label, { label: "GFP_KERNEL", description: "may sleep" });
    equal(flags.length > 5, true);
    const [api] = await offered("kvmalloc", 4);
    equal(typeof api?.label === "string" ? api.label : api?.label.label, "kvmalloc");
    equal((await offered("return kvmalloc", 3)).length, 0);
  });

  test("code lenses, only where something can be done", async () => {
    const lenses = await lensesOf(document);
    equal(
      lenses.map((lens) => lens.split(":")[0]),
      ["6", "16", "21"],
    );
    equal(lenses[0], "6: 1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked");
  });

  test("diagnostics with rule, link and severity", async () => {
    const diagnostics = await diagnosed(document, 3);
    const [, fails] = diagnostics;
    equal(fails?.severity, vscode.DiagnosticSeverity.Error);
    const { code } = fails ?? {};
    if (typeof code !== "object") throw new Error("the code has no link");
    equal(code.value, "never-succeeds");
    matches(code.target.toString(), /^https:\/\/docs\.kernel\.org\//);
  });

  test("the quick fix is preferred, and fixes", async () => {
    const actions = await eventually("quick fixes", () => quickFixesOn(document, "kvmalloc"));
    const fix = actions.find(({ isPreferred }) => isPreferred);
    equal(fix?.title, "Use vmalloc()");
    if (fix?.edit) await vscode.workspace.applyEdit(fix.edit);
    matches(document.getText(), /return vmalloc\(2200100\);/);
    await diagnosed(document, 2);
  });

  test("lenses follow edits", async () => {
    await replace(document, "4200100", "100");
    await diagnosed(document, 1);
    const lenses = await eventually("one lens", async () => {
      const all = await lensesOf(document);
      return all.length === 1 ? all : undefined;
    });
    matches(lenses[0] ?? "", /^6: 1360/);
  });

  test("an edit of the header beside the file counts at once", async () => {
    const header = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "../driver.h"));
    await replace(header, "1344", "2000");
    await diagnosed(document, 0);
    await replace(header, "2000", "1344");
    await diagnosed(document, 1);
  });

  test("the headers of a kernel tree around a file, and a struct's layout", async () => {
    const uri = vscode.Uri.joinPath(document.uri, "../linux/drivers/ring.c");
    const driver = await vscode.workspace.openTextDocument(uri);
    const hover = await eventually("a size from headers", async () => {
      const [text = ""] = await hoversOn(driver, "kmalloc");
      return text.includes("2096 → 4096") ? text : undefined;
    });
    matches(hover, /derived from .*linux/);
    const [layout = ""] = await hoversOn(driver, "struct ring_owner");
    matches(layout, /struct ring\\?_owner: 2096 bytes, aligned to 8, 33 cache lines of 64/);
  });

  test("the profile of the settings", async () => {
    const settings = vscode.workspace.getConfiguration("kallocLens");
    await settings.update("profile", "debian-6.12-arm64-16k", vscode.ConfigurationTarget.Global);
    await eventually("another kernel", async () => {
      const [hover = ""] = await hoversOn(document, "kzalloc");
      return hover.includes("arm64") ? true : undefined;
    });
    await settings.update("profile", undefined, vscode.ConfigurationTarget.Global);
    await eventually("the usual kernel", async () => {
      const [hover = ""] = await hoversOn(document, "kzalloc");
      return hover.includes("amd64") ? true : undefined;
    });
  });

  test("the kernel of the settings", async () => {
    const settings = vscode.workspace.getConfiguration("kallocLens", document.uri);
    const kernel = vscode.Uri.joinPath(document.uri, "../linux").path;
    await settings.update("kernel", kernel, vscode.ConfigurationTarget.Workspace);
    await eventually("the tree's kernel", async () => {
      const [hover = ""] = await hoversOn(document, "kzalloc");
      return hover.includes("derived from") ? true : undefined;
    });
    await settings.update("kernel", undefined, vscode.ConfigurationTarget.Workspace);
    await eventually("the usual kernel", async () => {
      const [hover = ""] = await hoversOn(document, "kzalloc");
      return hover.includes("amd64") ? true : undefined;
    });
  });

  test("inlay hints are off until they are toggled", async () => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, whole);
    equal((await hints()).length, 0);
    await vscode.commands.executeCommand("kallocLens.toggleInlayHints");
    await eventually("hints", async () => ((await hints()).length === 4 ? true : undefined));
    await vscode.commands.executeCommand("kallocLens.toggleInlayHints");
    await eventually("no hints", async () => ((await hints()).length === 0 ? true : undefined));
  });

  test("a lens opens the decision chart", async () => {
    const position = positionOf(document, "kzalloc");
    const { line, character } = position;
    await vscode.commands.executeCommand("kallocLens.openGuide", {
      uri: document.uri.toString(),
      position: { line, character },
    });
    const tab = await eventually("the panel", () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("kallocLens.guide")),
    );
    equal(tab.label, "Which allocation API?");
    await vscode.window.tabGroups.close(tab);
  });

  test("a text is inserted at the cursor", async () => {
    const editor = await vscode.window.showTextDocument(document);
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand("kallocLens.insert", "p = kzalloc(size, GFP_KERNEL);");
    matches(document.getText(), /p = kzalloc\(size, GFP_KERNEL\);$/);
    await vscode.commands.executeCommand("kallocLens.insert", { not: "text" });
  });

  test("a file that is renamed keeps its answers", async () => {
    await vscode.workspace.saveAll();
    const renamed = vscode.Uri.joinPath(document.uri, "../renamed.c");
    await vscode.workspace.fs.rename(document.uri, renamed);
    const other = await vscode.workspace.openTextDocument(renamed);
    await eventually("a hover", async () => ((await hoversOn(other, "kzalloc")).length > 0 ? true : undefined));
    await vscode.workspace.fs.rename(renamed, document.uri);
  });
});
