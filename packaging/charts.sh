#!/bin/sh
# Fetches the chart library of headquarters' pages, Apache ECharts as assets/web/hq/package-lock.json pins it, from npm.
#   packaging/charts.sh           keeps it in build/charts, so that builds after this need no network
#   packaging/charts.sh FOLDER    and puts there what the pages load
# Without it the pages show tables instead of charts.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
kept=$root/build/charts
library=$kept/node_modules/echarts

say() { printf 'charts: %s\n' "$*" >&2; }

if [ ! -f "$library/dist/echarts.min.js" ] || ! cmp -s "$root/assets/web/hq/package-lock.json" "$kept/package-lock.json"; then
  if ! command -v npm >/dev/null 2>&1; then
    say "npm is not here, so headquarters' pages show tables instead of charts. packaging/packages.sh build installs it."
    exit 1
  fi
  mkdir -p "$kept"
  cp "$root/assets/web/hq/package.json" "$root/assets/web/hq/.npmrc" "$kept/"
  cp "$root/assets/web/hq/package-lock.json" "$kept/package-lock.json"
  if ! (cd "$kept" && npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --silent); then
    rm -f "$kept/package-lock.json" # tried again the next time
    say "npm ci did not succeed (see above), so headquarters' pages show tables instead of charts. Check the network and npm's registry, then build again."
    exit 1
  fi
fi
[ $# -gt 0 ] || exit 0
mkdir -p "$1"
cp "$library/LICENSE" "$1/echarts-license.txt"
cp "$library/NOTICE" "$1/echarts-notice.txt"
cp "$library/dist/echarts.min.js" "$1/echarts.min.js"
