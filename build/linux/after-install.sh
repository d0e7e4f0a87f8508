#!/bin/sh
# After the files of the desktop app are in place (deb and rpm).
set -e
app='/opt/${sanitizedProductName}'

# "tocsin" is the whole command line where that package is installed too: it has the higher number there.
if command -v update-alternatives >/dev/null; then
  update-alternatives --install /usr/bin/tocsin tocsin "$app/resources/bin/tocsin" 10
elif [ ! -e /usr/bin/tocsin ]; then
  ln -s "$app/resources/bin/tocsin" /usr/bin/tocsin
fi

# Where a system is made in a folder, DPKG_ROOT is that folder; update-alternatives knows it by itself.
files="$DPKG_ROOT$app"

# Chromium's sandbox needs namespaces of users, or else this program as root.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$files/chrome-sandbox" || true
else
  chmod 4755 "$files/chrome-sandbox" || true
fi

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q "$DPKG_ROOT/usr/share/applications" || true
fi

# Ubuntu 24.04 gives namespaces only to programs with a profile; older ones cannot read it and need none.
profile="$DPKG_ROOT/etc/apparmor.d/${executable}"
if command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load "$files/resources/apparmor-profile" >/dev/null 2>&1; then
  mkdir -p "$DPKG_ROOT/etc/apparmor.d"
  cp "$files/resources/apparmor-profile" "$profile"
  if [ -z "$DPKG_ROOT" ] && ! { command -v ischroot >/dev/null && ischroot; } && aa-enabled --quiet 2>/dev/null; then
    apparmor_parser --replace "$profile" || true
  fi
fi
