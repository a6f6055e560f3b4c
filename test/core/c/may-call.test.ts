import { describe, expect, test } from "vitest";
import { ApiNames } from "../../../src/core/c/api-names.ts";
import { indexFile } from "../../../src/core/c/file-index.ts";
import { mayCall } from "../../../src/core/c/may-call.ts";
import { SourceFile } from "../../../src/core/c/source-file.ts";
import { testTarget } from "../../support/c-unit.ts";
import { testParser } from "../../support/parser.ts";

const parser = await testParser();

/** Whether the file may have a call; where it has one, it must be among those that may. */
function check(text: string, headers: Readonly<Record<string, string>>, expected: boolean): void {
  const files = new Map(Object.entries(headers).map(([path, header]) => [path, indexFile(path, header)]));
  const resolve = (_: unknown, path: string, angled: boolean) => (angled ? undefined : files.get(path));
  const source = { path: "a.c", text, encoding: "utf16" } as const;
  const reading = { target: testTarget(), parser, apis: new ApiNames(["kmalloc"]), resolve };
  const calls = [...new SourceFile(source, reading).calls()];
  expect(mayCall(source, reading)).toBe(expected);
  if (calls.length > 0) expect(expected).toBe(true);
}

describe("a file may call an API", () => {
  test("that it names", () => check("void f(void) { kmalloc(1, G); }", {}, true));
  test("that a macro of a header beside it calls", () =>
    check('#include "a.h"\nvoid f(void) { NEW(1); }', { "a.h": "#define NEW(n) kmalloc(n, G)\n" }, true));
  test("that a macro behind several headers calls, whichever includes which", () =>
    check(
      '/* */ # include\t"a.h"\nvoid f(void) { NEW(1); }',
      {
        "a.h": '#include "b.h"\n#include "a.h"\n',
        "b.h": '#include "a.h"\n#include "c.h"\n',
        "c.h": "#define NEW(n) kmalloc(n, G)\n",
      },
      true,
    ));
});

describe("a file calls none", () => {
  test("where nothing names one", () => check("void f(void) { my_kmalloc(1); }", {}, false));
  test("where its headers name one outside of macros", () =>
    check('#include "a.h"\nvoid f(void) { g(); }', { "a.h": "static void g(void) { kmalloc(1, G); }\n" }, false));
  test("where a header that allocates is not among its own", () =>
    check('#include "a.h"\n#include <b.h>\n', { "a.h": "", "b.h": "#define NEW(n) kmalloc(n, G)\n" }, false));

  test("also when it is asked for each file of a folder", () => {
    const files = new Map(
      Object.entries({ "a.h": '#include "b.h"\n', "b.h": '#include "a.h"\n#define NEW(n) kmalloc(n, G)\n' }).map(
        ([path, text]) => [path, indexFile(path, text)],
      ),
    );
    const resolve = (_: unknown, path: string) => files.get(path);
    const reading = { target: testTarget(), parser, apis: new ApiNames(["kmalloc"]), resolve };
    const ask = (text: string) => mayCall({ path: "x.c", text, encoding: "utf16" }, reading);
    expect(['#include "c.h"', '#include "a.h"', '#include "b.h"', "", '#include "a.h"'].map(ask)).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });
});
