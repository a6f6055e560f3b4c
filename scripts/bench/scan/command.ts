import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What a command took. */
export interface Cost {
  /** Seconds of processor time, user and system, of all its threads and children. */
  readonly cpu: number;
  /** Seconds by the clock. */
  readonly wall: number;
  /** The most memory that one of its processes held at a time, in MiB. */
  readonly memory: number;
}

/** Runs a command to its end, whatever it exits with; gives the end of what it wrote. */
export async function costOf(command: readonly string[], cwd: string): Promise<Cost & { readonly tail: string }> {
  const started = performance.now();
  const child = spawn("bash", ["-c", `TIMEFORMAT="${MARK} %3U %3S"; time "$@"`, "bash", ...command], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let tail = "";
  let errors = "";
  let memory = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("latin1")).slice(-4000);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("latin1")).slice(-4000);
  });
  const watch = setInterval(() => {
    memory = Math.max(memory, ...descendants(child.pid ?? 0).map(peakMemory));
  }, 100);
  await new Promise((resolve) => child.on("close", resolve));
  clearInterval(watch);
  const [, user, system] = new RegExp(`${MARK} ([\\d.]+) ([\\d.]+)`).exec(errors) ?? [];
  if (user === undefined || system === undefined) throw new Error(`${command[0]} was not measured: ${errors}`);
  return { cpu: Number(user) + Number(system), wall: (performance.now() - started) / 1e3, memory, tail };
}

const MARK = "CPU-TIME";

function descendants(pid: number): number[] {
  const found: number[] = [];
  for (const task of listed(`/proc/${pid}/task`)) {
    for (const child of read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean)) {
      found.push(Number(child), ...descendants(Number(child)));
    }
  }
  return found;
}

function peakMemory(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // it has ended
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return ""; // it has ended
  }
}
