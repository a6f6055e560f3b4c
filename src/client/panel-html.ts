import { Uri, type Webview, type WebviewPanel } from "vscode";

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

function htmlOf(webview: Webview, extensionUri: Uri, { title, script, styles, drawsPictures }: PanelPage): string {
  const nonce = randomNonce();
  const scriptUri = webview.asWebviewUri(Uri.joinPath(extensionUri, "dist", script));
  const links = styles.map((style) => {
    const uri = webview.asWebviewUri(Uri.joinPath(extensionUri, "media", style));
    return `<link rel="stylesheet" href="${uri}">`;
  });
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}${drawsPictures ? " data:" : ""}`,
    `font-src ${webview.cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${links.join("\n")}
<title>${title}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
