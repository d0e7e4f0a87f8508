import { EventEmitter } from 'node:events';
import { electronEvent } from './event.ts';

export type NotificationEvents = {
  show: [event: Electron.Event];
  click: [event: Electron.Event];
  close: [event: Electron.Event<Electron.NotificationCloseEventParams>];
  action: [event: Electron.Event<Electron.NotificationActionEventParams>, actionIndex: number, selectionIndex: number];
  failed: [event: Electron.Event, error: string];
};

/** A notification of Windows and macOS: it is shown nowhere, and a test says what becomes of it. */
export class Notification
  extends EventEmitter<NotificationEvents>
  implements Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body'>
{
  readonly title: string;
  readonly body: string;

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  static handleActivation(_: (details: Electron.ActivationArguments) => void): void {}

  show(): void {
    setImmediate(() => this.emit('show', electronEvent({})));
  }

  close(): void {}
}
