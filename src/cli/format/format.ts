import type { CheckOptions } from "../check-options.ts";
import { JSON_FORMAT } from "./json.ts";
import { JSONL_FORMAT } from "./jsonl.ts";
import { MARKDOWN_FORMAT } from "./markdown.ts";
import type { Format } from "./report.ts";
import { SARIF_FORMAT } from "./sarif.ts";
import { textFormat } from "./text.ts";

/** What `--format` names; colours are for text alone. */
export function formatFor(name: CheckOptions["format"], colours: boolean): Format {
  switch (name) {
    case "text":
      return textFormat(colours);
    case "json":
      return JSON_FORMAT;
    case "jsonl":
      return JSONL_FORMAT;
    case "sarif":
      return SARIF_FORMAT;
    case "markdown":
      return MARKDOWN_FORMAT;
  }
}
