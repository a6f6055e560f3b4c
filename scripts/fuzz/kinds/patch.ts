import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changesOfPatch } from "../../../src/cli/change/patch.ts";
import { UsageError } from "../../../src/cli/usage-error.ts";
import { Broken, type Kind, textKind } from "../kind.ts";
import { bytesMutated } from "../mutate.ts";

const FILE = Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join("");
const PATCH = `diff --git a/a.c b/a.c
index 111..222 100644
--- a/a.c
+++ b/a.c
@@ -3,4 +3,5 @@ f(void)
 line 2
-line 3
+line three
+line more
 line 4
 line 5
@@ -18,3 +19,3 @@
 line 17
 line 18
-line 19
+line nineteen
\\ No newline at end of file
diff --git a/b.c b/b.c
new file mode 100644
--- /dev/null
+++ b/b.c
@@ -0,0 +1,2 @@
+int x;
+int y;
`;
const WORDS = [
  "@@ -1,99999999 +1 @@\n",
  "--- a/../../etc/passwd\n",
  "+++ /etc/passwd\n",
  "rename from a.c\nrename to b.c\n",
  "GIT binary patch\n",
  "\\ No newline\n",
  '"a\\057b"',
  "+",
  "-",
  " ",
] as const;

/** Patches, broken: refused with a sentence, or applied below the folder alone. */
export function patchKind(): Kind {
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-fuzz-"));
  writeFileSync(join(folder, "a.c"), FILE);
  const kind = textKind(
    "patch",
    (random) => bytesMutated(PATCH, random, WORDS),
    (text) => {
      try {
        const { before, after } = changesOfPatch(text, folder, "the patch");
        for (const path of [...before.keys(), ...after.keys()])
          if (!path.startsWith(`${folder}/`)) throw new Broken(`it reaches ${path}`);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
      }
    },
  );
  return { ...kind, close: async () => rmSync(folder, { recursive: true }) };
}
