#!/usr/bin/env bash
# Unpacks Debian's kernel sources and configures them as the headers package is, less debug information, versions and
# signatures of modules. That is the tree in which gcc measured the calls of test/golden/oracle.
#
#   scripts/prepare-kernel-tree.sh [DIR]      DIR: by default ~/.cache/kalloc-lens
#
# Needs the packages linux-source-6.12, linux-headers-6.12.*-amd64, gcc, make, xz-utils, flex, bison, bc and libelf-dev,
# 1.8 GB of disk and about a minute of CPU time. Prints the tree's path.
set -euo pipefail

SOURCE=linux-source-6.12
ARCHIVE=/usr/src/$SOURCE.tar.xz
DIR=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/kalloc-lens}

die() { printf 'prepare-kernel-tree.sh: %s\n' "$*" >&2; exit 1; }

[ -e "$ARCHIVE" ] || die "$ARCHIVE is missing: apt-get install $SOURCE"
mkdir -p "$DIR"
DIR=$(cd "$DIR" && pwd)
TREE=$DIR/$SOURCE
PACKAGE=$(dpkg-query -W -f '${Version}' "$SOURCE" 2>/dev/null || echo unknown)

# Written last, so that a tree whose preparation was interrupted is made anew, as is that of another package.
STAMP=$TREE/.prepared-from
if [ -e "$STAMP" ] && [ "$(cat "$STAMP")" = "$PACKAGE" ]; then
  echo "$TREE"
  exit 0
fi

rm -rf "$TREE"
tar -C "$DIR" -xf "$ARCHIVE"
version=$(make -s -C "$TREE" kernelversion)

config=$(ls -d /usr/src/linux-headers-"$version"+*-amd64/.config 2>/dev/null | grep -v -e -rt- -e -cloud- | sort -V | tail -n 1) || true
if [ -z "$config" ]; then
  config=$(ls -d /usr/src/linux-headers-6.12.*-amd64/.config 2>/dev/null | grep -v -e -rt- -e -cloud- | sort -V | tail -n 1) || true
  [ -n "$config" ] || die "no headers package to take the configuration from: apt-get install linux-headers-amd64"
  printf '\n!!! no headers of %s, its configuration is taken from %s\n\n' "$version" "$config" >&2
fi

grep -v -E '^(# )?CONFIG_(DEBUG_INFO|BUILD_SALT|MODVERSIONS|ASM_MODVERSIONS|MODULE_SIG|MODULE_COMPRESS|SECURITY_LOCKDOWN_LSM)' "$config" >"$TREE/.config"
cat >>"$TREE/.config" <<'END'
CONFIG_DEBUG_INFO_NONE=y
CONFIG_BUILD_SALT=""
# CONFIG_MODVERSIONS is not set
# CONFIG_MODULE_SIG is not set
# CONFIG_MODULE_COMPRESS is not set
# CONFIG_SECURITY_LOCKDOWN_LSM is not set
END
make -C "$TREE" olddefconfig prepare >"$DIR/prepare.log" 2>&1 || { tail -n 30 "$DIR/prepare.log" >&2; die "the tree could not be prepared"; }
echo "$PACKAGE" >"$STAMP"
echo "$TREE"
