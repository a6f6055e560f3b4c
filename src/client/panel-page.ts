/** What a panel's page loads, and from where. */
export interface PageParts {
  readonly title: string;
  readonly script: string;
  readonly styles: readonly string[];
  /** Where the editor serves the extension's files from, as a Content-Security-Policy names it. */
  readonly source: string;
  /** It makes pictures of what it draws. */
  readonly drawsPictures: boolean;
}

/** A page with one script and style sheets of ours: nothing inline, nothing from anywhere else. */
export function pageOf({ title, script, styles, source, drawsPictures }: PageParts): string {
  const nonce = randomNonce();
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}">`);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `img-src ${source}${drawsPictures ? " data:" : ""}`,
    `font-src ${source}`,
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
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
