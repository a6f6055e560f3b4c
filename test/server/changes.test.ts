import { afterEach, expect, test } from "vitest";
import { readGuideMessage } from "../../src/protocol/webview.ts";
import { Editor } from "./editor.ts";
import { list, record } from "./rpc.ts";

let editor: Editor;

afterEach(() => editor.stop());

const DRIVER = `#include <linux/slab.h>
struct frame {
	u8 state;
	u64 at;
	u64 room[6];
	u8 mode;
};
void take(void)
{
	void *p = kzalloc(9000, GFP_KERNEL);
	kfree(p);
}
`;

async function opened(text = DRIVER): Promise<string> {
  editor = await Editor.start();
  return editor.open(text);
}

async function asked(method: string, params: object): Promise<unknown> {
  return (await editor.rpc.request(`kallocLens/${method}`, { ...params })).result;
}

const AT_CALL = { line: 9, character: 14 };

test("a call's alternatives reach the chart as it reads them", async () => {
  const uri = await opened();
  const call = await asked("guideCall", { uri, position: AT_CALL });
  const kernel = await asked("guideKernel", { uri });
  const shown = readGuideMessage({ kind: "show", call, kernel });
  expect(shown?.call?.alternatives).toEqual(record(call).alternatives);
  expect(shown?.kernel).toEqual(kernel);
  const kvzalloc = shown?.call?.alternatives.find(({ api }) => api === "kvzalloc");
  expect(kvzalloc?.use?.frees).toMatchObject([{ text: "kfree(p)", becomes: "kvfree(p)" }]);
});

test("a call is written with another API, its free with it", async () => {
  const uri = await opened();
  const change = record(await asked("useApi", { uri, position: AT_CALL, api: "vzalloc" }));
  expect(list(change.edits).map((edit) => [edit.newText, edit.label])).toEqual([
    ["vzalloc(9000)", "Use vzalloc()"],
    ["#include <linux/vmalloc.h>\n", "Use vzalloc()"],
    ["vfree(p)", "Free with vfree(p)"],
  ]);
  expect(await asked("useApi", { uri, position: AT_CALL, api: "no_such_api" })).toBeNull();
  expect(await asked("useApi", { uri, position: { line: 0, character: 0 }, api: "vzalloc" })).toBeNull();
});

test("a struct's smaller order is laid out anew", async () => {
  const uri = await opened();
  const answer = record(await asked("reorderStruct", { uri, name: "struct frame" }));
  expect(answer).toMatchObject({ kind: "order", layout: { bytes: 64 }, moved: ["mode"] });
  expect(list(record(answer.change).edits).map(({ newText }) => newText)).toEqual([
    "\tu8 state;\n\tu8 mode;\n\tu64 at;\n\tu64 room[6];\n",
  ]);
});

test.each([
  ["struct other", "its layout is not known"],
  ["struct small", "its members alone take 9 bytes: no order brings it into a smaller class"],
])("no order for %s: %s", async (name, why) => {
  const uri = await opened(`${DRIVER}struct small { u8 a; u64 b; };\n`);
  expect(await asked("reorderStruct", { uri, name })).toEqual({ kind: "none", why });
});
