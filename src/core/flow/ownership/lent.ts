import { LENT_FUNCTIONS } from "./lent-functions.ts";
import type { Leaving } from "./parameters.ts";

/**
 * What was given a piece of memory, as words: `f:0` is an argument of a function, `.read/4:0` of one with four that a
 * member points at, `f:0!` the same of a call that failed, `f:0*` of one that did not, `=dev->priv` a place that it was stored in.
 */
export type Mark = string;

/** The mark of memory that was given to functions which leave it to a caller that fails afterwards. */
const LEFT = "+";

/** The mark of memory that an object has for its driver. */
export function heldBy(object: string): Mark {
  return `${LEFT}${object}`;
}

/** The objects that have memory for their drivers. */
export function holdersIn(lent: string): readonly string[] {
  return marksIn(lent).flatMap((mark) => (/^[+]\w/.test(mark) ? [withoutEnd(mark).slice(1)] : []));
}

/** More functions that nothing is known of are not told apart. */
const MOST_GIVEN = 8;

/** What drops a reference or takes an object apart may free what it is part of, whatever most callers do behind it. */
const MAY_FREE =
  /^[.]?(?!_*(?:skb|nla|nlmsg|genlmsg|nfnl|ibnl|ethnl|devlink|seq)_)\w*?(?:^|_)(?:put|free|unref|release|destroy|delete)(?:_\w+)?:/;

const KNOWN: ReadonlySet<string> = new Set(
  LENT_FUNCTIONS.trim()
    .split(/\s+/)
    .filter((mark) => !MAY_FREE.test(mark)),
);

/** They keep parts of an object until they are taken back, but never free it: nothing of that is in the table. */
const NEVER_FREES =
  /^v4l2_(?:ctrl_\w+|fh_\w+|device_(?:un)?register|(?:i2c_|spi_)?subdev_init|async_\w+register\w*):0$|^v4l2_device_register:1$/;

/** They keep what they are given where they succeed, or free it by its address: nothing else tells that they did not. */
const KEEPS_IT =
  /^(?:h?list_(?:add|move|replace|splice)\w*|rb_\w+|xa_\w+|xas_\w+|idr_\w+|radix_tree_\w+|hash_add\w*|(?:queue|schedule)_\w*work\w*|call_rcu\w*|kthread_\w+|memblock_\w+)[:@]/;

/** They take back what another function was given before: nothing follows of the other from a free behind them. */
const TAKES_BACK =
  /unregister|remove|(?:^|_)(?:un\w+|del|delete|detach|cancel|stop|put|destroy|cleanup|release|exit|deinit|fini|disable|free|erase|drop|kill|close|shutdown|disconnect)(?:_|$)/;

/** They return the memory in another form, by which it can be found and freed later. */
const TURNS = /(?<!reg|bit)map|sg_set|virt|phys|_p?pa:|align|addr|ptr|page|priv|tail|_dma|sg_init|offset_in/i;

export function turns(mark: Mark): boolean {
  return TURNS.test(mark);
}

/** The mark that a function of another file leaves on memory behind its argument; "" where it only borrows. */
export function markOf(callee: string, index: number): Mark {
  const mark = `${callee}:${index}`;
  if (KEEPS_IT.test(mark)) return mark;
  return KNOWN.has(`${mark}*`) ? "" : KNOWN.has(mark) || NEVER_FREES.test(mark) ? LEFT : mark;
}

/** Whether a function is one that keeps what it is given where it succeeds. */
export function keepsIt(mark: Mark): boolean {
  return KEEPS_IT.test(mark);
}

/** What is known of functions of other files. */
export function knownLeaving(mark: Mark): Leaving {
  const plain = withoutEnd(mark);
  if (KEEPS_IT.test(plain)) return { borrowed: false, always: false, failing: KNOWN.has(`${plain}!`) };
  const borrowed = KNOWN.has(`${plain}*`);
  const always =
    borrowed || plain.startsWith(LEFT) || plain.startsWith("=^") || KNOWN.has(plain) || NEVER_FREES.test(plain);
  return { borrowed, always, failing: always || KNOWN.has(`${plain}!`) };
}

/** Whether the caller that fails still has memory with this mark to free. */
export function isLeft(mark: Mark, { always, failing }: Leaving): boolean {
  return always || (failing && mark.endsWith("!"));
}

/** The marks of memory with one more, which is the last; undefined where they are too many. The order of others tells nothing. */
export function withMark(lent: string, mark: Mark): string | undefined {
  const marks = marksIn(lent);
  if (marks.includes(mark)) return lent;
  return marks.length < MOST_GIVEN ? `${[...marks].sort().join(";")}${lent === "" ? "" : ";"}${mark};` : undefined;
}

/** The marks where the call that left one is known to have failed, or not to. */
export function withEnd(lent: string, mark: Mark, isFailed: boolean): string {
  const ended = `${mark}${isFailed ? "!" : "*"}`;
  const marks = marksIn(lent).filter((one) => one !== mark && one !== ended);
  return `${[...marks, ended].join(";")};`;
}

/** The marks without those of a place that holds something else now. */
export function withoutStore(lent: string, place: string): string {
  if (!lent.includes(`=${place};`)) return lent;
  return marksIn(lent)
    .filter((mark) => mark !== `=${place}`)
    .map((mark) => `${mark};`)
    .join("");
}

/** The marks without those of places in an object that is freed; who was given the object may have stored them elsewhere. */
export function withoutHolder(lent: string, object: string): string {
  const before = `=${object}->`;
  if (!lent.includes(before)) return lent;
  return marksIn(lent)
    .filter((mark) => !mark.startsWith(before) || /->|~$/.test(mark.slice(before.length)))
    .map((mark) => `${mark};`)
    .join("");
}

export function marksIn(lent: string): readonly Mark[] {
  return lent.split(";").filter((mark) => mark !== "");
}

export function takesBack(mark: Mark): boolean {
  // Where an action of the device cannot be added, it is run.
  if (mark.startsWith("devm_add_action")) return true;
  return TAKES_BACK.test(mark.split(/[/:@]/)[0]?.replace(".", "") ?? "");
}

/** The marks behind a call that may reach the places that the memory is stored in. */
export function withReached(lent: string): string {
  return lent.replace(/(^|;)(=[^;~]*);/g, "$1$2~;").replace(/(^|;)(=[^;~]*);/g, "$1$2~;");
}

/** Whether others may reach memory with these marks by a place or an object that has it. */
export function isReachable(lent: string): boolean {
  return /=|[+]\w/.test(lent);
}

/** The places that memory is stored in. */
export function storesIn(lent: string): readonly string[] {
  if (!lent.includes("=")) return [];
  return marksIn(lent).flatMap((mark) => (mark.startsWith("=") ? [withoutEnd(mark).replace(/^=\^?/, "")] : []));
}

/**
 * What the frees of a function tell of those that were given the memory before: whoever frees it later on, after others
 * were given it too and nothing was taken back, has not given it away.
 */
export function leftToCaller(freed: Iterable<string>, isLasting: (store: string) => boolean): ReadonlySet<Mark> {
  const left = new Set([LEFT]);
  for (const lent of freed) {
    const marks = marksIn(lent);
    if (marks.some(takesBack)) continue;
    marks.forEach((mark, i) => {
      if (mark.startsWith("=") && !isLasting(mark)) return;
      if (KEEPS_IT.test(mark) && !mark.endsWith("!")) return;
      if (mark.endsWith("!")) left.add(mark);
      else if (i + 1 < marks.length || /[*~]$|^=/.test(mark)) left.add(withoutEnd(mark));
    });
  }
  return left;
}

/** Whether the frees of a function tell that the caller still has memory with this mark. */
export function isLeftBy(mark: Mark, left: ReadonlySet<Mark>): boolean {
  return left.has(mark) || left.has(withoutEnd(mark));
}

export function withoutEnd(mark: Mark): Mark {
  return mark.replace(/[!*~]$/, "");
}
