// After `npm install`: puts optional packages of other platforms into package-lock.json that the registry did not list.
// A registry mirror may hold only the platforms it was asked for; npm then leaves the others out of the lock file, and
// `npm ci` refuses it, here and everywhere. Their version is exact, so name and platform are all that npm needs.
import { readFileSync, writeFileSync } from "node:fs";

const PATH = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(PATH, "utf8"));

for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (lock.packages[`node_modules/${name}`] || !platform || !/^\d/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...platform, ...(dev ? { dev } : {}), optional: true };
    console.log(`added ${name} ${version}`);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
writeFileSync(PATH, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);

/** What the name says: `cli-linux-x64-musl`, `binding-android-arm-eabi`. */
function platformOf(name) {
  const match =
    /-(android|darwin|freebsd|linux|openharmony|win32|wasm32)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64|wasi)(?:-(\w+))?$/.exec(
      name,
    );
  if (!match) return undefined;
  const [, os, cpu, abi = ""] = match;
  if (os === "wasm32") return { cpu: ["wasm32"] };
  const libc =
    os !== "linux" ? undefined : abi.startsWith("musl") ? "musl" : abi.startsWith("gnu") ? "glibc" : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}
