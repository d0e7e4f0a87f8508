import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Cause } from '../../preload/contract/api.ts';

/** A sound that a player is asked for. */
export type Played = 'desktop' | 'alarm';

/** Makes sounds by a program of the system, one at a time. */
export interface Player {
  /** Plays a sound to its end; what is worse ends what plays, the rest is left out. Never rejects: null, or why not. */
  play(sound: Played): Promise<Cause | null>;
  /** By which program it would be heard, or why it would not. */
  probe(sound: Played): { readonly by: string } | { readonly why: Cause };
  /** Ends what plays. */
  close(): Promise<void>;
}

export interface PlayerOptions {
  /** Holds `alarm.wav`. */
  readonly folder: string;
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program and what it is given. */
interface Way {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** An audio server that hangs must not keep a program for ever. */
const limitMs = 5_000;
/** https://specifications.freedesktop.org/sound-naming-spec/latest/ */
const desktopSound = 'message-new-instant';
const missing: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'no player is installed; on Debian or Ubuntu: apt-get install pipewire-bin, pulseaudio-utils or alsa-utils',
};

/** Sounds by programs of the system. A failure comes back as its cause; nothing is thrown, and each ends within 5 s. */
export function openPlayer(options: PlayerOptions): Player {
  return new Programs(options);
}

class Programs implements Player {
  readonly #options: Required<PlayerOptions>;
  #playing: { readonly sound: Played; readonly end: () => void; readonly ended: Promise<unknown> } | null = null;
  /** Why the last sound was not heard. */
  #failed: Cause | null = null;
  #closed = false;

  constructor({ folder, platform = process.platform, env = process.env }: PlayerOptions) {
    this.#options = { folder, platform, env };
  }

  async play(sound: Played): Promise<Cause | null> {
    const before = this.#playing;
    if (before !== null && (before.sound === 'alarm' || sound === 'desktop')) return null;
    before?.end();
    const stop = new AbortController();
    const playing = this.#play(sound, stop.signal);
    const mine = { sound, end: () => stop.abort(), ended: playing };
    this.#playing = mine;
    const why = await playing;
    if (this.#playing === mine) this.#playing = null;
    return why;
  }

  probe(sound: Played): { readonly by: string } | { readonly why: Cause } {
    const [first] = this.#ways(sound);
    if (first === undefined) return { why: because(this.#lack(sound)) };
    return this.#failed === null ? { by: first.program } : { why: this.#failed };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#playing?.end();
    await this.#playing?.ended;
  }

  /** By the first program that can: one may be installed whose audio server does not run. */
  async #play(sound: Played, stop: AbortSignal): Promise<Cause | null> {
    let why = because(this.#lack(sound));
    for (const way of this.#ways(sound)) {
      if (this.#closed || stop.aborted) return null;
      const fault = await run(way, this.#options.env, stop);
      if (fault === null || stop.aborted) {
        this.#failed = null;
        return null;
      }
      why = because(`${way.program} ${fault}`);
      this.#failed = why;
    }
    return why;
  }

  #ways(sound: Played): readonly Way[] {
    const { folder, platform, env } = this.#options;
    return waysToPlay(sound, platform, join(folder, 'alarm.wav'), themed(env)).filter(({ program }) =>
      isOnPath(program, env),
    );
  }

  #lack(sound: Played): string {
    const { platform } = this.#options;
    if (platform === 'linux' && sound === 'desktop' && this.#ways('alarm').length > 0) {
      return 'the desktop brings no sounds; on Debian or Ubuntu: apt-get install sound-theme-freedesktop';
    }
    return missing[platform] ?? 'this system has no player that Tocsin knows';
  }
}

/**
 * The programs that can play a sound, best first. On Linux `themed` is the file of the desktop's own sound; elsewhere that
 * comes with the notification itself, and no program is asked for it.
 */
export function waysToPlay(
  sound: Played,
  platform: NodeJS.Platform,
  alarm: string,
  themed: string | null,
): readonly Way[] {
  if (platform === 'darwin') return sound === 'alarm' ? [{ program: 'afplay', args: [alarm] }] : [];
  if (platform === 'win32') {
    // The path goes through the environment, so that nothing in it is read as a command.
    const command = '(New-Object System.Media.SoundPlayer $env:TOCSIN_SOUND).PlaySync()';
    const args = ['-NoProfile', '-NonInteractive', '-Command', command];
    return sound === 'alarm' ? [{ program: 'powershell.exe', args, env: { TOCSIN_SOUND: alarm } }] : [];
  }
  const canberra: Way = {
    program: 'canberra-gtk-play',
    args: sound === 'alarm' ? ['-f', alarm] : ['-i', desktopSound],
  };
  if (sound === 'desktop') {
    return [
      canberra,
      ...(themed === null ? [] : ['pw-play', 'paplay'].map((program) => ({ program, args: [themed] }))),
    ];
  }
  return [
    { program: 'pw-play', args: [alarm] },
    { program: 'paplay', args: [alarm] },
    { program: 'aplay', args: ['-q', alarm] },
    canberra,
  ];
}

/** The file of the desktop's own sound; null where its theme is not installed. */
function themed(env: NodeJS.ProcessEnv): string | null {
  const folders = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':');
  const files = folders.map((folder) => join(folder, 'sounds', 'freedesktop', 'stereo', `${desktopSound}.oga`));
  return files.find((file) => existsSync(file)) ?? null;
}

/** Runs a player to its end. Null, or why nothing was heard. */
function run({ program, args, env }: Way, around: NodeJS.ProcessEnv, stop: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...around, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let said = '';
    let late = false;
    const end = () => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      late = true;
      end();
    }, limitMs);
    stop.addEventListener('abort', end);
    const done = (fault: string | null) => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve(fault);
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 200) said += text;
    });
    child.once('error', (error) => done(`could not be started: ${error.message}`));
    child.once('close', (status) => {
      if (status === 0) return done(null);
      done(late ? `did not end within ${limitMs / 1_000} s` : `failed: ${said.trim().slice(0, 200) || status}`);
    });
  });
}

function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

function because(text: string): Cause {
  return { code: 'sound', params: { text } };
}
