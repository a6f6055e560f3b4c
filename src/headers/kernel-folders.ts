import { type FileSystem, folderOf, normalizePath } from "./file-system.ts";

/** Folder names under arch/ by the architecture of a profile. */
const SRCARCH: Readonly<Record<string, string>> = {
  x86_64: "x86",
  i386: "x86",
  arm64: "arm64",
  arm: "arm",
  riscv64: "riscv",
  ppc64le: "powerpc",
};

/**
 * The folders of a kernel tree or headers package that Kbuild searches for `<…>`, in Kbuild's order. A headers package
 * may keep what architectures share in a second folder, which its Makefile includes.
 */
export function includeFolders(kernel: string, arch: string, files: FileSystem): readonly string[] {
  const srcarch = SRCARCH[arch] ?? arch;
  const own = `arch/${srcarch}/include`;
  const order = [
    own,
    `${own}/generated`,
    "include",
    `${own}/uapi`,
    `${own}/generated/uapi`,
    "include/uapi",
    "include/generated/uapi",
  ];
  const roots = [kernel, ...commonRoots(kernel, files)];
  return order
    .flatMap((folder) => roots.map((root) => `${root}/${folder}`))
    .filter((folder) => files.list(folder).length > 0);
}

/** The folders that a headers package shares with others: `include /usr/src/linux-headers-6.12.117+deb12-common/Makefile` in the Makefile of a headers package. */
export function commonRoots(kernel: string, files: FileSystem): readonly string[] {
  const makefile = files.read(`${kernel}/Makefile`);
  if (makefile === undefined || makefile.length > 4096) return [];
  const included = /^[ \t]*include[ \t]+(\/[^\s$]+\/Makefile)[ \t]*$/m.exec(makefile)?.[1];
  return included === undefined ? [] : [folderOf(normalizePath(included))];
}
