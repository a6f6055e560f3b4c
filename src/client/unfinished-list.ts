import { CompletionItem, CompletionList } from "vscode";
import type { CompletionMiddleware } from "vscode-languageclient";

/**
 * The editor forgets a provider whose list is empty, even if it says that the list is not finished, and does not ask it
 * about the next letter. An item that nothing typed can match keeps it in mind.
 */
export const keepUnfinishedList: NonNullable<CompletionMiddleware["provideCompletionItem"]> = async (
  document,
  position,
  context,
  token,
  next,
) => {
  const list = await next(document, position, context, token);
  if (!list || Array.isArray(list) || !list.isIncomplete || list.items.length > 0) return list;
  const unmatched = new CompletionItem("KAlloc Lens");
  unmatched.filterText = "\0";
  return new CompletionList([unmatched], true);
};
