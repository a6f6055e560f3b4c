import { Uri, type Webview } from "vscode";

/** The page of the decision chart: one script and one style sheet of ours, and nothing from anywhere else. */
export function guideHtml(webview: Webview, extensionUri: Uri, title: string): string {
  const nonce = randomNonce();
  const script = webview.asWebviewUri(Uri.joinPath(extensionUri, "dist", "webview-guide.js"));
  const style = webview.asWebviewUri(Uri.joinPath(extensionUri, "media", "guide.css"));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
