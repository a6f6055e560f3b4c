import { expect, test } from "vitest";
import { indexFile } from "../../../src/core/c/file-index.ts";

/** Whether the first conditional of a header is its guard, so that what stands in it is there. */
function isGuarded(header: string): boolean {
  return indexFile("/t/t.h", header).branches[0]?.guard ?? false;
}

const TRACED = "#if !defined(_T_H) || defined(TRACE_HEADER_MULTI_READ)";

test.each([
  "#ifndef T_H\n#define T_H\nint a;\n#endif\n",
  "#if !defined(T_H)\n/* T_H */\n#define T_H\nint a;\n#endif\n",
  `${TRACED}\n#define _T_H\nint a;\n#endif\n#include <trace/define_trace.h>\n`,
  `${TRACED}\n#include "core.h"\n#define _T_H\nint a;\n#endif\n`,
])("a guard: %j", (header) => expect(isGuarded(header)).toBe(true));

test.each([
  "#ifndef T_H\nint a;\n#define T_H\n#endif\n",
  "#ifndef T_H\n#define T_H\nint a;\n#else\nint b;\n#endif\n",
  "#ifdef T_H\n#define T_H\n#endif\n",
  "#if !defined(T_H) || defined(OTHER)\nint a;\n#define T_H\n#endif\n",
  `${TRACED}\nint a;\n#endif\n`,
  `${TRACED}\n#ifdef A\n#define _T_H\n#endif\nint a;\n#endif\n`,
])("no guard: %j", (header) => expect(isGuarded(header)).toBe(false));
