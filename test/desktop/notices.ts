import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { until } from '../until.ts';
import { end } from './daemons.ts';

/** One notification as the daemon was asked for it, and what became of it. */
export interface Notice {
  readonly app: string;
  readonly replaces: number;
  readonly icon: string;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, { readonly data: unknown }>>;
  readonly expireMs: number;
  /** When the daemon was asked, epoch ms. */
  readonly at: number;
  /** The daemon's number; null until it answered. */
  id: number | null;
  closed: boolean;
}

/** A message as `busctl monitor` prints it. */
interface Overheard {
  readonly type: string;
  readonly interface?: string;
  readonly member?: string;
  readonly sender?: string;
  readonly destination?: string;
  readonly cookie?: number;
  readonly reply_cookie?: number;
  readonly 'timestamp-realtime'?: number;
  readonly payload?: { readonly data: readonly unknown[] };
}

const face = 'org.freedesktop.Notifications';

/** Listens to everything on a bus, as a third party: what the daemon was really asked. */
export async function watchNotices(address: string): Promise<{ all: Notice[]; close: () => Promise<void> }> {
  const monitor = spawn('busctl', [`--address=${address}`, '--json=short', 'monitor'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const all: Notice[] = [];
  const asked = new Map<string, Notice>();
  createInterface({ input: monitor.stdout }).on('line', (line) => take(JSON.parse(line) as Overheard));
  await once(monitor.stderr, 'data');

  function take(heard: Overheard): void {
    const data = heard.payload?.data ?? [];
    if (heard.interface === face && heard.type === 'method_call' && heard.member === 'Notify') {
      const notice = noticeOf(data, heard['timestamp-realtime'] ?? 0);
      all.push(notice);
      asked.set(`${heard.sender} ${heard.cookie}`, notice);
    } else if (heard.interface === face && heard.type === 'signal' && heard.member === 'NotificationClosed') {
      const closed = all.findLast(({ id }) => id === Number(data[0]));
      if (closed !== undefined) closed.closed = true;
    } else if (heard.type === 'method_return') {
      const notice = asked.get(`${heard.destination} ${heard.reply_cookie}`);
      if (notice !== undefined) notice.id = Number(data[0]);
    }
  }
  return { all, close: () => end(monitor) };
}

/** Waits for a notification with this title that the daemon has answered. */
export async function shown(all: readonly Notice[], title: string | RegExp, withinMs = 20_000): Promise<Notice> {
  const fits = ({ id, title: found }: Notice) =>
    id !== null && (typeof title === 'string' ? found === title : title.test(found));
  try {
    return await until(`a notification ${String(title)}`, () => all.find(fits), withinMs);
  } catch (error) {
    const titles = all.map(({ title: found, id }) => `${id === null ? 'unanswered ' : ''}"${found}"`);
    throw new Error(`${(error as Error).message}; there were: ${titles.join(', ') || 'none'}`);
  }
}

function noticeOf(data: readonly unknown[], atMicroseconds: number): Notice {
  const [app, replaces, icon, title, body, actions, hints, expireMs] = data;
  return {
    app: String(app),
    replaces: Number(replaces),
    icon: String(icon),
    title: String(title),
    body: String(body),
    actions: Array.isArray(actions) ? actions.map(String) : [],
    hints: hints as Notice['hints'],
    expireMs: Number(expireMs),
    at: atMicroseconds / 1_000,
    id: null,
    closed: false,
  };
}
