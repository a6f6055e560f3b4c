// `npm run package`: builds the extension and leaves kalloc-lens.vsix here, for "Install from VSIX…".
import { copyFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packExtension } from "../test/e2e/vscode/stage.mjs";

const vsix = fileURLToPath(new URL("../kalloc-lens.vsix", import.meta.url));
copyFileSync(await packExtension(), vsix);
console.log(
  `${vsix}: install it with "Extensions: Install from VSIX…" or \`code --install-extension kalloc-lens.vsix\``,
);
