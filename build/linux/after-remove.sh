#!/bin/sh
# After the files of the desktop app are gone (deb: remove, purge, upgrade ...; rpm: 0 gone, 1 upgraded).
set -e

case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

# Where a system is made in a folder, DPKG_ROOT is that folder.
profile="$DPKG_ROOT/etc/apparmor.d/${executable}"
if [ -f "$profile" ]; then
  if [ -z "$DPKG_ROOT" ] && ! { command -v ischroot >/dev/null && ischroot; } && command -v apparmor_parser >/dev/null; then
    apparmor_parser --remove "$profile" 2>/dev/null || true
  fi
  rm -f "$profile"
fi

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q "$DPKG_ROOT/usr/share/applications" || true
fi

# What lies in people's homes is theirs: it goes only when that is asked for, and with their own rights.
if [ "$1" = purge ] && [ "$TOCSIN_DELETE_USER_DATA" = 1 ] && [ -z "$DPKG_ROOT" ]; then
  getent passwd | while IFS=: read -r name _ number _ _ home _; do
    if [ "$number" -ge 1000 ] && [ -d "$home" ]; then
      runuser -u "$name" -- rm -rf -- "$home/.config/tocsin" "$home/.local/share/tocsin" \
        "$home/.config/autostart/tocsin-desktop.desktop" || true
    fi
  done
fi
