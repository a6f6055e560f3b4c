import { Uri, type Webview, type WebviewPanel } from "vscode";
import { pageOf } from "./panel-page.ts";

/** What a panel's page is made of: one script and style sheets of ours, and nothing from anywhere else. */
export interface PanelPage {
  readonly title: string;
  /** In dist/. */
  readonly script: string;
  /** In media/. */
  readonly styles: readonly string[];
  /** It makes pictures of what it draws. */
  readonly drawsPictures?: boolean;
}

/** Loads a page into a panel that may run scripts. */
export function loadPage({ webview }: WebviewPanel, extensionUri: Uri, page: PanelPage): void {
  webview.options = {
    enableScripts: true,
    localResourceRoots: [Uri.joinPath(extensionUri, "dist"), Uri.joinPath(extensionUri, "media")],
  };
  webview.html = htmlOf(webview, extensionUri, page);
}

function htmlOf(
  webview: Webview,
  extensionUri: Uri,
  { title, script, styles, drawsPictures = false }: PanelPage,
): string {
  const served = (folder: string, file: string) =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, folder, file)).toString();
  return pageOf({
    title,
    script: served("dist", script),
    styles: styles.map((style) => served("media", style)),
    source: webview.cspSource,
    drawsPictures,
  });
}
