import {
  commands,
  type Disposable,
  EventEmitter,
  env,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { AllocationFiles } from "./allocation-files.ts";
import {
  type Arrangement,
  arranged,
  GROUPINGS,
  type Group,
  grouped,
  ORDERS,
  type Row,
  toCsv,
  toMarkdown,
  totalsOf,
  totalsText,
  wastedIn,
} from "./allocation-groups.ts";

const VIEW = "kallocLens.allocations";

type Node = { readonly kind: "group"; readonly group: Group } | { readonly kind: "row"; readonly row: Row };

/** The view with every allocation call: by file, cache, waste, API or function, with what each group comes to. */
export function showAllocations(client: BaseLanguageClient): Disposable[] {
  const files = new AllocationFiles(client);
  const tree = new AllocationsTree(files);
  const view = window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
  const describe = () => {
    const rows = tree.groups.flatMap((group) => group.rows);
    view.description = rows.length > 0 ? totalsText(totalsOf(rows)) : "";
    const { grouping, filter } = tree.arrangement;
    view.title = `Allocations by ${grouping === "api" ? "API" : grouping}`;
    view.message = [
      ...(filter === "" ? [] : [`Filtered by “${filter}”.`]),
      ...(files.isOutdated ? ["The kernel profile has changed since the scan: scan again."] : []),
    ].join(" ");
  };
  return [
    files,
    view,
    tree,
    tree.onDidChangeTreeData(describe),
    commands.registerCommand("kallocLens.scanWorkspace", () => files.scan()),
    commands.registerCommand("kallocLens.groupAllocations", async () => {
      const names: Record<string, string> = { api: "API" };
      const grouping = await pick("Group allocations by", GROUPINGS, (one) => names[one] ?? one);
      if (grouping) tree.arrange({ grouping });
    }),
    commands.registerCommand("kallocLens.sortAllocations", async () => {
      const order = await pick("Sort allocations by", ORDERS, (one) => `${one}${one === "name" ? "" : ", most first"}`);
      if (order) tree.arrange({ order });
    }),
    commands.registerCommand("kallocLens.filterAllocations", async () => {
      const filter = await window.showInputBox({
        title: "Filter Allocations",
        prompt: "Part of a file, function, API, cache or call; empty shows all",
        value: tree.arrangement.filter,
      });
      if (filter !== undefined) tree.arrange({ filter: filter.trim() });
    }),
    commands.registerCommand("kallocLens.exportAllocations", () => exportTable(tree.groups)),
  ];
}

class AllocationsTree implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<undefined>();
  private readonly subscription;
  private shown: readonly Group[] = [];
  private wanted: Arrangement = { grouping: "file", order: "wasted", filter: "" };

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly files: AllocationFiles) {
    this.subscription = files.onDidChange(() => this.update());
  }

  get groups(): readonly Group[] {
    return this.shown;
  }

  get arrangement(): Arrangement {
    return this.wanted;
  }

  arrange(change: Partial<Arrangement>): void {
    this.wanted = { ...this.wanted, ...change };
    this.update();
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.shown.map((group) => ({ kind: "group", group }));
    return node.kind === "group" ? node.group.rows.map((row) => ({ kind: "row", row })) : [];
  }

  getTreeItem(node: Node): TreeItem {
    return node.kind === "group" ? groupItem(node.group, this.wanted) : rowItem(node.row, this.wanted);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private update(): void {
    this.shown = arranged(this.files.all, this.wanted);
    this.changed.fire(undefined);
  }
}

function groupItem({ key, totals }: Group, { grouping }: Arrangement): TreeItem {
  const isFile = grouping === "file";
  const item = new TreeItem(isFile ? pathOf(key) : key === "" ? "(outside of functions)" : key);
  item.id = `${grouping} ${key}`;
  item.collapsibleState = TreeItemCollapsibleState.Collapsed;
  item.description = totalsText(totals);
  item.tooltip = `${isFile ? pathOf(key) : key}\n${totalsText(totals)}`;
  item.iconPath = new ThemeIcon(isFile ? "file-code" : "symbol-array");
  return item;
}

function rowItem({ uri, site }: Row, { grouping }: Arrangement): TreeItem {
  const item = new TreeItem(site.text);
  const wasted = wastedIn(site);
  const place = `${pathOf(uri)}:${site.range.start.line + 1}`;
  item.id = `${grouping} ${uri} ${site.range.start.line}:${site.range.start.character}`;
  item.description = grouping === "file" ? site.headline : `${site.headline}, ${place}`;
  item.tooltip = `${site.text}\n${site.headline}\n${place}${site.function === "" ? "" : ` in ${site.function}()`}`;
  item.iconPath = new ThemeIcon(
    site.cache === "fails" ? "error" : wasted === undefined ? "question" : wasted > 0 ? "circle-large" : "pass",
  );
  item.contextValue = "allocation";
  item.command = {
    title: "Go to the call",
    command: "kallocLens.revealCall",
    arguments: [{ uri, position: site.range.start }],
  };
  item.accessibilityInformation = {
    label: `${site.text}, ${site.headline}${wasted === undefined ? "" : `, ${grouped(wasted)} bytes wasted`}`,
  };
  return item;
}

function pathOf(uri: string): string {
  return workspace.asRelativePath(Uri.parse(uri));
}

async function pick<Value extends string>(
  title: string,
  values: readonly Value[],
  label: (value: Value) => string,
): Promise<Value | undefined> {
  const picked = await window.showQuickPick(
    values.map((value) => ({ label: label(value), value })),
    { title },
  );
  return picked?.value;
}

/** What the view shows, as a new document or on the clipboard. */
async function exportTable(groups: readonly Group[]): Promise<void> {
  const format = await pick("Export Allocations", ["csv", "markdown", "clipboard"], (one) =>
    one === "csv" ? "CSV" : one === "markdown" ? "Markdown" : "Markdown, to the clipboard",
  );
  if (format === undefined) return;
  const content = format === "csv" ? toCsv(groups, pathOf) : toMarkdown(groups, pathOf);
  if (format === "clipboard") {
    await env.clipboard.writeText(content);
    return;
  }
  const language = format === "csv" ? "plaintext" : "markdown";
  await window.showTextDocument(await workspace.openTextDocument({ content, language }));
}
