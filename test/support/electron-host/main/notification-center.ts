import { EventEmitter } from 'node:events';
import type { NotificationState } from '../wire.ts';

/** The system around a notification centre. */
export interface NotificationSystem {
  readonly platform: string;
  readonly isReady: () => boolean;
  /** What it answers to each notification instead of showing it. */
  readonly refusal?: string | undefined;
  /** A toast of an earlier run that was clicked, as Windows hands it over; it waits for the program. */
  readonly waitingClick?: string | undefined;
  /** The program makes itself known to the system. */
  readonly onPresenter?: () => void;
}

type Options = Electron.NotificationConstructorOptions;
type OnActivation = (details: Electron.ActivationArguments) => void;

/** Electron's notification, as far as it is used here; events are `EventEmitter`'s. */
export interface HostNotification extends EventEmitter {
  readonly id: string;
  readonly groupId: string;
  title: string;
  body: string;
  show(): void;
  close(): void;
}

/** Its class. */
export interface NotificationClass {
  new (options?: Options): HostNotification;
  isSupported(): boolean;
  handleActivation(callback: OnActivation): void;
  removeGroup(groupId: string): void;
}

/** A notification centre: the class that shows in it, and what its user sees and does. */
export interface NotificationCenter {
  readonly Notification: NotificationClass;
  /** All that were shown, oldest first. */
  shown(): readonly NotificationState[];
  /** The user clicks the newest with this title, which is then gone. */
  click(title: string): void;
}

/** What the system holds of a notification. It does not keep the object in JavaScript, which may be collected. */
interface Native {
  /** Null once it was closed. */
  object: WeakRef<EventEmitter> | null;
  readonly id: string;
  readonly groupId: string;
  /** By its id. */
  isFindable: boolean;
}

interface Shown {
  readonly native: Native;
  readonly title: string;
  readonly body: string;
  isClosed: boolean;
}

/** What a server that reads markup shows (Desktop Notifications Specification, "Markup"): tags are none of it. */
function rendered(body: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
  return body.replaceAll(/<[^>]*>?/g, '').replaceAll(/&(amp|lt|gt);/g, (_entity, name: string) => entities[name] ?? '');
}

/** Windows refuses longer ones (shell/browser/api/electron_api_notification.cc). */
const MAX_TAG_LENGTH = 64;
let lastId = 0;

/** Makes an empty notification centre (docs: api/notification; sources below shell/browser/notifications). */
export function createNotificationCenter(system: NotificationSystem): NotificationCenter {
  const { platform, refusal } = system;
  const natives = new Set<Native>();
  const shown: Shown[] = [];
  let { waitingClick } = system;
  let onActivation: OnActivation | null = null;
  let isPresenterMade = false;
  let isPermitted = platform !== 'darwin';
  let isActivatorThere = false;

  /**
   * The presenter is made when it is first asked for (shell/browser/electron_browser_client.cc), by `isSupported` or a
   * first notification. macOS asks the user only now, whose answer takes a while (notifications/mac/
   * notification_presenter_mac.mm); Windows learns only now whom to call for a click on a toast, not at
   * `handleActivation` (notifications/win/notification_presenter_win.cc).
   */
  function makePresenter(): void {
    if (isPresenterMade) return;
    isPresenterMade = true;
    system.onPresenter?.();
    setImmediate(() => {
      isPermitted = true;
      isActivatorThere = platform === 'win32';
      handOverClick();
    });
  }

  /** docs: "Notification.handleActivation": an earlier click is reported as soon as there is a callback. */
  function handOverClick(): void {
    if (!isActivatorThere || onActivation === null || waitingClick === undefined) return;
    const raw = waitingClick;
    waitingClick = undefined;
    onActivation({ type: 'click', arguments: raw });
  }

  /** docs: option "id": on macOS and Windows a newer one takes the place of the one with the same id. */
  function isSame(a: Native, b: Native): boolean {
    return a === b || (platform !== 'linux' && a.id === b.id && (platform === 'darwin' || a.groupId === b.groupId));
  }

  function takeAway(native: Native): void {
    for (const one of shown) if (isSame(one.native, native)) one.isClosed = true;
  }

  function refuse(native: Native, error: string): void {
    natives.delete(native);
    native.object?.deref()?.emit('failed', {}, error);
  }

  class Notification
    extends EventEmitter
    implements Pick<Electron.Notification, 'body' | 'close' | 'groupId' | 'id' | 'show' | 'title'>
  {
    readonly id: string;
    readonly groupId: string;
    title: string;
    body: string;
    #native: Native | null = null;

    constructor({ id = '', groupId = '', title = '', body = '' }: Options = {}) {
      super();
      if (!system.isReady()) throw new Error('Cannot create Notification before app is ready');
      if (platform === 'win32' && Math.max(id.length, groupId.length) > MAX_TAG_LENGTH) {
        throw new Error('Notification id exceeds Windows limit of 64 UTF-16 characters');
      }
      lastId += 1;
      this.id = id === '' ? `random-${lastId}` : id;
      this.groupId = groupId;
      this.title = title;
      this.body = body;
      makePresenter();
    }

    static isSupported(): boolean {
      makePresenter();
      return true;
    }

    /** docs: "Notification.handleActivation", Windows. */
    static handleActivation(callback: OnActivation): void {
      if (platform !== 'win32') throw new TypeError('Notification.handleActivation is not a function');
      onActivation = callback;
      handOverClick();
    }

    /** docs: "Notification.removeGroup", macOS: takes what was delivered out of the notification centre. */
    static removeGroup(groupId: string): void {
      if (platform !== 'darwin') throw new TypeError('Notification.removeGroup is not a function');
      shown.filter(({ native }) => native.groupId === groupId).forEach(({ native }) => takeAway(native));
    }

    /** docs: "notification.show": what this object showed before goes; event "show", or "failed" with the system's text. */
    show(): void {
      this.close();
      const native: Native = { object: new WeakRef(this), id: this.id, groupId: this.groupId, isFindable: true };
      this.#native = native;
      natives.add(native);
      const why = refusal ?? (isPermitted ? null : 'Notifications are not allowed for this application');
      if (why !== null) return void setImmediate(() => refuse(native, why));
      takeAway(native);
      // Electron hands the body on as it is (notifications/linux/libnotify_notification.cc).
      const body = platform === 'linux' ? rendered(this.body) : this.body;
      shown.push({ native, title: this.title, body, isClosed: false });
      setImmediate(() => native.object?.deref()?.emit('show', {}));
    }

    /**
     * docs: "notification.close". macOS and Windows take away by the id (notifications/mac/cocoa_notification.mm,
     * `Dismiss`; notifications/win/windows_toast_notification.cc, `Remove`): whatever has it now, also a newer one.
     */
    close(): void {
      const native = this.#native;
      this.#native = null;
      if (native === null || !natives.has(native)) return;
      takeAway(native);
      native.object = null;
      native.isFindable = platform !== 'darwin';
      setImmediate(() => this.emit('close', {}));
    }
  }

  /**
   * Which notification hears of a click: the first with its id, whether or not its object is still there
   * (notifications/mac/notification_presenter_mac.mm, `GetNotification`; notifications/win/windows_toast_activator.cc).
   * They go over a set in no order, here over the oldest first.
   */
  function targetOf({ native }: Shown): Native | undefined {
    if (platform === 'linux') return native;
    return [...natives].find(({ id, isFindable }) => isFindable && id === native.id);
  }

  return {
    Notification,
    shown: () => shown.map(({ title, body, isClosed }) => ({ title, body, isClosed })),
    /** docs: event "click", "Notification.handleActivation": the callback hears of each click. */
    click(title) {
      const clicked = shown.findLast((one) => one.title === title && !one.isClosed);
      if (clicked === undefined) throw new Error(`There is no notification "${title}"`);
      const target = targetOf(clicked);
      takeAway(clicked.native);
      if (platform === 'win32') onActivation?.({ type: 'click', arguments: `type=click&tag=${clicked.native.id}` });
      const object = target?.object?.deref();
      if (target === undefined || (platform === 'win32' && object === undefined)) return;
      object?.emit('click', {});
      natives.delete(target);
    },
  };
}
