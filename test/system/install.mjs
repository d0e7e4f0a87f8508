// Installs what the tests need of the system. Plain JavaScript, for it runs before anything else is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Each part of a desktop that the tests use, and the Debian package that has it. */
const needed = [
  { program: 'chromium', package: 'chromium' },
  { program: 'dbus-daemon', package: 'dbus' },
  { program: 'busctl', package: 'systemd' },
  { program: 'Xvfb', package: 'xvfb' },
  { program: 'openbox', package: 'openbox' },
  { program: 'notify-send', package: 'libnotify-bin' },
  { program: 'xdotool', package: 'xdotool' },
  { program: 'import', package: 'imagemagick' },
  { program: 'openssl', package: 'openssl' },
  { program: 'dunst', package: 'dunst' },
  { program: 'gnome-keyring-daemon', package: 'gnome-keyring' },
  { program: 'secret-tool', package: 'libsecret-tools' },
  { program: 'gsettings', package: 'libglib2.0-bin' },
  {
    place: '../share/glib-2.0/schemas/org.gnome.desktop.notifications.gschema.xml',
    package: 'gsettings-desktop-schemas',
  },
  { program: 'dpkg-deb', package: 'dpkg' },
  { program: 'perl', package: 'perl-base' },
  { program: 'desktop-file-validate', package: 'desktop-file-utils' },
  { program: 'appstreamcli', package: 'appstream' },
  { program: 'lintian', package: 'lintian' },
  { program: 'makensis', package: 'nsis' },
  { place: 'xfce4/notifyd/xfce4-notifyd', package: 'xfce4-notifyd' },
  { program: 'xfce4-panel', package: 'xfce4-panel' },
  { place: 'xfce4/xfconf/xfconfd', package: 'xfconf' },
];

const missing = () => needed.filter((part) => !isThere(part)).map((part) => part.package);

function isThere({ program, place }) {
  const folders = place === undefined ? (process.env.PATH ?? '').split(delimiter) : libraries();
  return folders.some((folder) => existsSync(join(folder, program ?? place)));
}

function libraries() {
  if (!existsSync('/usr/lib')) return [];
  return [...readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder)), '/usr/lib', '/usr/lib64'];
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
}

const packages = missing();
if (packages.length === 0) process.exit(0);
const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
if (process.getuid?.() !== 0 || !isDebian()) {
  console.error(`The tests need more of this system: ${packages.join(', ')}.`);
  console.error(
    `On Debian or Ubuntu: sudo ${install}. Elsewhere install what these packages hold, then run the tests again.`,
  );
  process.exit(1);
}
console.log(`Installing what the tests need of the system: ${packages.join(', ')}`);
// Package lists may be absent or old; a mirror may fail once.
const installed = [1, 2].some(() => apt('update') && apt('install', '-y', '--no-install-recommends', ...packages));
const rest = missing();
if (!installed || rest.length > 0) {
  console.error(`Could not be installed: ${rest.join(', ')}. See the lines above; by hand: ${install}`);
  process.exit(1);
}
