import {
  commands,
  type Disposable,
  EventEmitter,
  env,
  l10n,
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
    view.title = l10n.t("Allocations by {0}", nameOf(grouping));
    view.message = [
      ...(filter === "" ? [] : [l10n.t("Filtered by “{0}”.", filter)]),
      ...(files.isOutdated ? [l10n.t("The kernel profile has changed since the scan: scan again.")] : []),
    ].join(" ");
  };
  return [
    files,
    view,
    tree,
    tree.onDidChangeTreeData(describe),
    commands.registerCommand("kallocLens.scanWorkspace", () => files.scan()),
    commands.registerCommand("kallocLens.groupAllocations", async () => {
      const grouping = await pick(l10n.t("Group allocations by"), GROUPINGS, nameOf);
      if (grouping) tree.arrange({ grouping });
    }),
    commands.registerCommand("kallocLens.sortAllocations", async () => {
      const order = await pick(l10n.t("Sort allocations by"), ORDERS, (one) =>
        one === "name" ? nameOf(one) : l10n.t("{0}, most first", nameOf(one)),
      );
      if (order) tree.arrange({ order });
    }),
    commands.registerCommand("kallocLens.filterAllocations", async () => {
      const filter = await window.showInputBox({
        title: l10n.t("Filter Allocations"),
        prompt: l10n.t("Part of a file, function, API, cache or call; empty shows all"),
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
  const item = new TreeItem(isFile ? pathOf(key) : key === "" ? l10n.t("(outside of functions)") : key);
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
  item.tooltip = `${site.text}\n${site.headline}\n${place}${site.function === "" ? "" : ` ${l10n.t("in {0}()", site.function)}`}`;
  item.iconPath = new ThemeIcon(
    site.cache === "fails" ? "error" : wasted === undefined ? "question" : wasted > 0 ? "circle-large" : "pass",
  );
  item.contextValue = "allocation";
  item.command = {
    title: l10n.t("Go to the call"),
    command: "kallocLens.revealCall",
    arguments: [{ uri, position: site.range.start }],
  };
  item.accessibilityInformation = {
    label: `${site.text}, ${site.headline}${wasted === undefined ? "" : `, ${l10n.t("{0} bytes wasted", grouped(wasted))}`}`,
  };
  return item;
}

/** What calls are grouped or sorted by. */
function nameOf(one: (typeof GROUPINGS)[number] | (typeof ORDERS)[number]): string {
  const names: Readonly<Record<typeof one, string>> = {
    file: l10n.t("file"),
    cache: l10n.t("cache"),
    waste: l10n.t("waste"),
    api: l10n.t("API"),
    function: l10n.t("function"),
    wasted: l10n.t("wasted"),
    given: l10n.t("given"),
    calls: l10n.t("calls"),
    name: l10n.t("name"),
  };
  return names[one];
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
  const format = await pick(l10n.t("Export Allocations"), ["csv", "markdown", "clipboard"], (one) =>
    one === "csv" ? "CSV" : one === "markdown" ? "Markdown" : l10n.t("Markdown, to the clipboard"),
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
