import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { faultKey, type Kind } from "./kind.ts";
import { allKinds } from "./kinds.ts";
import { minimised } from "./minimise.ts";
import { readOptions } from "./options.ts";
import { randomFrom } from "./random.ts";
import { startWatchdog, watch } from "./watchdog.ts";

/** Megabytes that no number of inputs may take. */
const MOST_MEMORY = 1500;

if (isMainThread) await fuzz();
else watch();

/** Runs cases of all kinds in turn, an equal share of time for each, and tells what went wrong. */
async function fuzz(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const sources = options.files.map((file) => readFileSync(file, "latin1"));
  const kinds = (await allKinds(sources)).filter(({ name }) => options.kinds?.includes(name) ?? true);
  const tallies = kinds.map((kind, index) => ({ kind, index, cases: options.first, executions: 0, cpu: 0 }));
  const finds = new Map<string, number>();
  const unhandled: unknown[] = [];
  process.on("unhandledRejection", (reason) => unhandled.push(reason));
  const watchdog = startWatchdog(new URL(import.meta.url));
  // What was done until then is still told.
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      isStopped = true;
    });
  const isDone = () =>
    isStopped ||
    (options.only
      ? tallies.every(({ cases }) => cases > options.first)
      : cpuSeconds() >= options.seconds || total(tallies) >= options.executions);

  while (!isDone()) {
    const tally = tallies.reduce((least, one) => (shareOf(one) < shareOf(least) ? one : least));
    const { kind, index } = tally;
    const n = tally.cases++;
    const started = cpuSeconds();
    watchdog.doing(index, n);
    const { executions, fault } = await kind.run(randomFrom(options.seed, hash(kind.name), n));
    tally.executions += executions;
    tally.cpu += cpuSeconds() - started;
    if (fault) find(kind, n, fault.why, () => minimised(fault));
    await new Promise((resolve) => setImmediate(resolve));
    for (const reason of unhandled.splice(0)) find(kind, n, `unhandled: ${stackOf(reason)}`, () => "");
  }
  await watchdog.stop();
  for (const { close } of kinds) await close?.();

  for (const { kind, executions, cases, cpu } of tallies)
    console.log(
      `${kind.name.padEnd(12)} ${executions} executions in ${cases - options.first} cases, ${Math.round(cpu)} s`,
    );
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  if (megabytes > MOST_MEMORY) finds.set("memory", 1);
  console.log(`${total(tallies)} executions, ${finds.size} finds, at most ${megabytes} MiB, seed ${options.seed}`);
  process.exitCode = finds.size > 0 ? 1 : 0;

  /** Each once. */
  function find({ name }: Kind, n: number, why: string, small: () => string): void {
    const key = `${name}: ${faultKey(why)}`;
    const before = finds.get(key) ?? 0;
    finds.set(key, before + 1);
    if (before > 0) return;
    console.log(`FIND with --seed ${options.seed} --kind ${name} --case ${n}: ${why}`);
    console.log(`  of ${JSON.stringify(small()).slice(0, 4000)}`);
  }
}

function total(tallies: readonly { readonly executions: number }[]): number {
  return tallies.reduce((sum, { executions }) => sum + executions, 0);
}

/** Time that a kind has had, by what it is to have. */
function shareOf({ kind, cpu }: { readonly kind: Kind; readonly cpu: number }): number {
  return cpu / (kind.weight ?? 1);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function stackOf(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (Math.imul(value, 31) + character.charCodeAt(0)) >>> 0;
  return value;
}
