#!/bin/sh
# Before the files of the desktop app go (deb: remove, upgrade ...; rpm: 0 gone, 1 upgraded).
set -e

case "$1" in
  remove | 0) ;;
  *) exit 0 ;;
esac

if command -v update-alternatives >/dev/null; then
  update-alternatives --remove tocsin /opt/Tocsin/resources/bin/tocsin
elif [ "$(readlink /usr/bin/tocsin)" = /opt/Tocsin/resources/bin/tocsin ]; then
  rm -f /usr/bin/tocsin
fi
