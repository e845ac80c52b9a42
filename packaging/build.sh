#!/bin/sh
# Configures and builds one preset with as many jobs as processors and memory allow; ccache is used when it is there.
#   packaging/build.sh PRESET [TARGET…]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
preset=$1
shift

launcher=
command -v ccache >/dev/null 2>&1 && launcher="-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"
# A unit with Boost.Beast or a sanitizer takes up to 1.5 GB.
jobs=$(nproc)
memory=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
[ "${memory:-0}" -lt 1 ] && memory=1
[ "$jobs" -gt "$memory" ] && jobs=$memory

# A tree that was copied from elsewhere has a cache that points there.
cache=build/$preset/CMakeCache.txt
if [ -f "$cache" ] && ! grep -qx "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then rm -rf "build/$preset"; fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086
if ! cmake --preset "$preset" $launcher >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
if [ $# -gt 0 ]; then
  exec cmake --build --preset "$preset" --parallel "$jobs" --target "$@"
fi
exec cmake --build --preset "$preset" --parallel "$jobs"
