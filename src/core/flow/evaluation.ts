/** Macros that hand their first argument on as a truth value. */
const TRUTH: ReadonlySet<string> = new Set(["likely", "unlikely", "WARN_ON", "WARN_ON_ONCE", "WARN", "WARN_ONCE"]);
/** Calls after which nothing follows. */
const ENDS: ReadonlySet<string> = new Set([
  "BUG",
  "panic",
  "do_exit",
  "make_task_dead",
  "unreachable",
  "__builtin_unreachable",
  "kthread_exit",
  "kthread_complete_and_exit",
  "module_put_and_kthread_exit",
]);
const NOTHING_EVALUATED: ReadonlySet<string> = new Set([
  "ARRAY_SIZE",
  "BUILD_BUG_ON",
  "BUILD_BUG_ON_MSG",
  "BUILD_BUG_ON_ZERO",
  "FIELD_SIZEOF",
  "__alignof__",
  "__builtin_constant_p",
  "__builtin_types_compatible_p",
  "__same_type",
  "offsetof",
  "offsetofend",
  "sizeof_field",
  "static_assert",
  "struct_size_t",
  "typecheck",
  "typeof",
  "typeof_member",
]);

/** Whether the first argument decides about the call: `unlikely(!p)`. */
export function isTruthMacro(name: string): boolean {
  return TRUTH.has(name);
}

export function neverReturns(name: string): boolean {
  return ENDS.has(name);
}

/** Index of the first argument of a call that is evaluated: others are only measured. */
export function firstEvaluated(name: string): number {
  if (NOTHING_EVALUATED.has(name)) return Number.POSITIVE_INFINITY;
  if (name === "struct_size" || name === "flex_array_size") return 2;
  return /^k\w*alloc_(?:objs?|flex)$/.test(name) ? 1 : 0;
}
