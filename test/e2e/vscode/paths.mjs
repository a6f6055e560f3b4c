import { fileURLToPath } from "node:url";

/** Of the repository. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Everything that is downloaded or built for these tests; not in the repository. */
export const CACHE = `${ROOT}.vscode-test/`;

export const SCREENSHOTS = `${ROOT}screenshots/`;
