#!/bin/sh
# Installs the Debian packages that Menting needs, on Debian 12 and 13. Does nothing when they are there.
#   packaging/packages.sh build          to compile
#   packaging/packages.sh build run      and to run the demo
#   packaging/packages.sh build run test and to run every test
#   packaging/packages.sh build run bench to measure
#   packaging/packages.sh --list KIND…   only prints the names
set -eu

say() { printf '%s\n' "$*" >&2; }

release=none
# shellcheck disable=SC1091
[ -r /etc/os-release ] && release=$(. /etc/os-release && printf '%s' "${ID:-}-${VERSION_ID:-}")
case $release in
  debian-12) boost="libboost1.81-dev libboost-locale1.81-dev" lint="clang-format clang-tidy" ;;
  debian-13) boost="libboost-dev libboost-locale-dev" lint="" ;;
  *)
    say "Menting is built on Debian 12 and Debian 13; this is \"$release\"."
    say "Install the libraries that CMakeLists.txt looks for yourself, then: cmake --preset release && cmake --build --preset release"
    exit 2
    ;;
esac

build="g++ cmake ninja-build pkgconf gettext catch2 libsdl2-dev libx11-dev libimgui-dev libstb-dev libgl-dev libsqlite3-dev libpq-dev
  libcurl4-openssl-dev libssl-dev nlohmann-json3-dev libsimdjson-dev libfmt-dev libspdlog-dev libcli11-dev
  libtomlplusplus-dev libsodium-dev libzstd-dev libqrencode-dev libpng-dev libfreetype-dev libicu-dev libcups2-dev
  librime-dev librime-bin rime-data-luna-pinyin rime-essay libzinnia-dev libudev-dev espeak-ng libespeak-ng-dev $boost"
run="rime-data-luna-pinyin tegaki-zinnia-simplified-chinese fonts-noto-cjk libgl1-mesa-dri ca-certificates curl openssl xvfb xauth util-linux"
bench="xdotool postgresql"
# The same run-time files as above, and what the tests look at the result with.
test="ccache git haproxy nginx postgresql zbar-tools xdotool imagemagick strace procps chromium $lint"

# The charts of headquarters' pages come from npm; once here, a build needs no network.
fetch_charts() {
  case " $kinds " in *" build "*) "$(dirname -- "$0")/charts.sh" || true ;; esac
}

list_only=no
[ "${1:-}" = --list ] && list_only=yes && shift
wanted=
tools=
kinds=$*
for kind in "$@"; do
  case $kind in
    build) wanted="$wanted $build" tools="nodejs:node npm:npm" ;;
    run) wanted="$wanted $run" ;;
    bench) wanted="$wanted $bench" ;;
    test) wanted="$wanted $test" tools="nodejs:node npm:npm" ;;
    *) say "packages.sh: \"$kind\" is not build, run, bench or test"; exit 2 ;;
  esac
done

if [ $list_only = yes ]; then
  for entry in $tools; do wanted="$wanted ${entry%%:*}"; done
  # shellcheck disable=SC2086
  printf '%s\n' $wanted
  exit 0
fi

missing=
for package in $wanted; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
# Node often comes from elsewhere than Debian, with npm inside: the commands are what counts.
for entry in $tools; do
  command -v "${entry##*:}" >/dev/null 2>&1 || missing="$missing ${entry%%:*}"
done
if [ -z "$missing" ]; then
  fetch_charts
  exit 0
fi

say "Installing:$missing"
as_root=
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    say "This needs root, and there is no sudo. As root, run: apt-get update && apt-get install --no-install-recommends$missing"
    exit 1
  fi
  as_root=sudo
fi
apt_get() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >&2; }
apt_get update || say "apt-get update did not succeed; trying with the package lists that are here."
# The tests start servers of their own: Debian's main cluster is not made for their sake.
clusters=/etc/postgresql-common/createcluster.conf
case " $missing " in
  *" postgresql "*)
    if [ ! -d /etc/postgresql ] && apt_get install --no-install-recommends -y postgresql-common && [ -f $clusters ]; then
      $as_root cp -p $clusters $clusters.menting
      printf 'create_main_cluster = false\n' | $as_root tee -a $clusters >/dev/null
    fi
    ;;
esac
installed=yes
# shellcheck disable=SC2086
apt_get install --no-install-recommends -y $missing || installed=no
[ ! -f $clusters.menting ] || $as_root mv $clusters.menting $clusters
if [ $installed = no ]; then
  say "The packages could not be installed (see above). Check the network and /etc/apt, then start this again."
  exit 1
fi
fetch_charts
