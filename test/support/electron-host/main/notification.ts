import { EventEmitter } from 'node:events';
import type { NotificationState } from '../wire.ts';
import { serve } from './link.ts';

const shown: Notification[] = [];

/** A notification of the system, which writes it down (docs: api/notification). */
export class Notification
  extends EventEmitter
  implements Pick<Electron.Notification, 'body' | 'close' | 'groupId' | 'show' | 'title'>
{
  readonly title: string;
  readonly body: string;
  readonly groupId: string;
  #isClosed = false;

  constructor({ title = '', body = '', groupId = '' }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
    this.groupId = groupId;
  }

  static isSupported(): boolean {
    return true;
  }

  /** docs: "Notification.handleActivation": what was clicked before is told at once, at a cold start what started it. */
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    const { ROLLCALL_HOST_ACTIVATION: raw } = process.env;
    if (raw !== undefined) callback({ type: 'click', arguments: raw });
  }

  /** docs: "Notification.removeGroup": macOS; takes what was delivered out of the notification centre. */
  static removeGroup(groupId: string): void {
    if (process.platform !== 'darwin') throw new TypeError('Notification.removeGroup is not a function');
    shown.filter((notification) => notification.groupId === groupId).forEach((notification) => notification.close());
  }

  /** docs: "notification.show": nothing is visible before; event "show", or "failed" with the system's text. */
  show(): void {
    const { ROLLCALL_HOST_NOTIFICATIONS: refusal } = process.env;
    if (refusal === undefined) shown.push(this);
    setImmediate(() => (refusal === undefined ? this.emit('show', {}) : this.emit('failed', {}, refusal)));
  }

  /** docs: "notification.close", event "close". */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    setImmediate(() => this.emit('close', {}));
  }

  state(): NotificationState {
    return { title: this.title, body: this.body, isClosed: this.#isClosed };
  }
}

/** All notifications that were shown, oldest first. */
export function shownNotifications(): readonly NotificationState[] {
  return shown.map((notification) => notification.state());
}

serve({
  /** docs: event "click". */
  clickNotification: (wanted) =>
    Promise.resolve(void shown.findLast(({ title }) => title === wanted)?.emit('click', {})),
});
