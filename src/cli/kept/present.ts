import { ExistingFiles } from "../../headers/existing-files.ts";
import { HeadersByName } from "../../headers/headers-by-name.ts";
import { DISK } from "../disk.ts";
import { identityOf, listAnswer, NO_TEXT, textAnswer } from "./questions.ts";
import type { KeptAnswer } from "./trace-graph.ts";

/** What the file system answers at the start of a run. Each file and folder is looked at once. */
export class Present {
  private readonly existing = new ExistingFiles(DISK);
  private readonly byName = new HeadersByName("/", DISK);

  /**
   * The same answer, with what the file looks like now; undefined where the answer is another one, or the question is not
   * one that is known.
   */
  confirmed(question: string, kept: KeptAnswer): KeptAnswer | undefined {
    const [, kind = "", path = "", name = ""] = /^(\w+) ([^\n]*)(?:\n(.*))?$/s.exec(question) ?? [];
    switch (kind) {
      case "text":
        return confirmedText(path, kept);
      case "has":
        return String(this.existing.has(path)) === kept.answer ? kept : undefined;
      case "list":
        return listAnswer(DISK.list(path)) === kept.answer ? kept : undefined;
      case "named":
        return this.byName.named(name, path).join("\n") === kept.answer ? kept : undefined;
      default:
        return undefined;
    }
  }
}

function confirmedText(path: string, kept: KeptAnswer): KeptAnswer | undefined {
  const identity = identityOf(path);
  if (identity === undefined) return kept.answer === NO_TEXT ? kept : undefined;
  if (identity !== "" && identity === kept.identity) return kept;
  return textAnswer(DISK.read(path)) === kept.answer ? { answer: kept.answer, identity } : undefined;
}
