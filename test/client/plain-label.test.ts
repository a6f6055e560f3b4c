import { expect, test } from "vitest";
import { plainLabel } from "../../src/client/plain-label.ts";

test.each([
  ["no link to a command", "/src/[x](command:evil)/linux", "/src/[x] (command:evil)/linux"],
  ["nor one that is split around another", "[a](b)](command:evil)", "[a] (b)] (command:evil)"],
  ["no icon", "$(zap) 1", "$ (zap) 1"],
  ["everything else as it is", "Linux 6.12 [amd64] (assumed) $5", "Linux 6.12 [amd64] (assumed) $5"],
])("%s", (_, text, shown) => expect(plainLabel(text)).toBe(shown));
