#!/bin/sh
# prepare-kernel-tree.sh DIR: unpacks Debian's Linux sources in DIR and configures them as Debian's amd64 kernel is, less
# debug info, module versions and signing. Needs the packages linux-source-6.12 and linux-headers-6.12.*-amd64, flex,
# bison, bc, libelf-dev, libssl-dev, gcc and make; 1.7 GB of disk, two minutes. Prints the tree's path last.
set -eu
SOURCE=/usr/src/linux-source-6.12.tar.xz
mkdir -p "$1"
DIR=$(cd "$1" && pwd)
TREE=$DIR/linux-source-6.12
if [ ! -f "$TREE/include/generated/autoconf.h" ]; then
  [ -f "$SOURCE" ] || { echo "$SOURCE is missing: install linux-source-6.12" >&2; exit 1; }
  CONFIG=$(ls -d /usr/src/linux-headers-6.12.*-amd64/.config | sort -V | tail -n 1)
  rm -rf "$TREE"
  tar -C "$DIR" -xf "$SOURCE"
  cp "$CONFIG" "$TREE/.config"
  cd "$TREE"
  scripts/config --enable DEBUG_INFO_NONE --disable DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT --disable DEBUG_INFO \
    --disable DEBUG_INFO_BTF --disable MODVERSIONS --disable MODULE_SIG --disable SECURITY_LOCKDOWN_LSM \
    --set-str SYSTEM_TRUSTED_KEYS "" --set-str BUILD_SALT ""
  make olddefconfig prepare >/dev/null
fi
echo "$TREE"
