import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { electronEvent } from './event.ts';

export type NotificationEvents = {
  show: [event: Electron.Event];
  click: [event: Electron.Event];
  close: [event: Electron.Event<Electron.NotificationCloseEventParams>];
  action: [event: Electron.Event<Electron.NotificationActionEventParams>, actionIndex: number, selectionIndex: number];
  failed: [event: Electron.Event, error: string];
};

let told: ((details: Electron.ActivationArguments) => void) | null = null;
let waiting: Electron.ActivationArguments | null = null;
const left: Notification[] = [];

/** A notification of Windows and macOS: it is shown nowhere, and a test says what becomes of it. */
export class Notification
  extends EventEmitter<NotificationEvents>
  implements Pick<Electron.Notification, 'show' | 'close' | 'id' | 'title' | 'body'>
{
  readonly id: string;
  readonly title: string;
  readonly body: string;

  constructor({ id = '', title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.id = id === '' ? randomUUID() : id;
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  /** What Windows tells of a click before somebody listens is told to whoever does then. */
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    told = callback;
    const earlier = waiting;
    waiting = null;
    if (earlier !== null) callback(earlier);
  }

  /** What an earlier run has left standing on macOS. */
  static async getHistory(): Promise<Notification[]> {
    return [...left];
  }

  /** A click on a toast of whichever run, as a test makes it. */
  static activate(details: Electron.ActivationArguments): void {
    if (told === null) waiting = details;
    else told(details);
  }

  /** Leaves one standing for the next run, as a test wants it. */
  static leave(id: string): Notification {
    const notification = new Notification({ id });
    left.push(notification);
    return notification;
  }

  show(): void {
    setImmediate(() => this.emit('show', electronEvent({})));
  }

  close(): void {}
}
