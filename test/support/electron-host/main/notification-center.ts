import { EventEmitter } from 'node:events';
import type { NotificationState } from '../wire.ts';

/** The system around a notification centre. */
export interface NotificationSystem {
  readonly platform: string;
  readonly isReady: () => boolean;
  /** The error for each notification instead of showing it. */
  readonly refusal?: string | undefined;
  /** A clicked toast of an earlier run. Windows holds it until the program asks. */
  readonly waitingClick?: string | undefined;
  /** Called when the program registers with the system. */
  readonly onPresenter?: () => void;
}

type Options = Electron.NotificationConstructorOptions;
type OnActivation = (details: Electron.ActivationArguments) => void;

/** The members of Electron's notification that Rollcall uses; events are `EventEmitter`'s. */
export interface HostNotification extends EventEmitter {
  readonly id: string;
  readonly groupId: string;
  title: string;
  body: string;
  show(): void;
  close(): void;
}

export interface NotificationClass {
  new (options?: Options): HostNotification;
  isSupported(): boolean;
  handleActivation(callback: OnActivation): void;
  removeGroup(groupId: string): void;
}

/** A notification centre: the class whose notifications it shows, and what the user sees and does. */
export interface NotificationCenter {
  readonly Notification: NotificationClass;
  /** All notifications, oldest first. */
  shown(): readonly NotificationState[];
  /** The user clicks the newest notification with this title, which then disappears. */
  click(title: string): void;
  /** The user clicks a button of it, which then disappears too. */
  press(title: string, button: string): void;
}

/** The system's record of a notification. It does not keep the JavaScript object alive. */
interface Native {
  /** Null once it is closed. */
  object: WeakRef<EventEmitter> | null;
  readonly id: string;
  readonly groupId: string;
  /** Whether the system finds it by its id. */
  isFindable: boolean;
}

interface Shown {
  readonly native: Native;
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
  readonly buttons: readonly string[];
  isClosed: boolean;
}

/** The text that a server with markup support shows: without tags (Desktop Notifications Specification, "Markup"). */
function rendered(body: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
  return body.replaceAll(/<[^>]*>?/g, '').replaceAll(/&(amp|lt|gt);/g, (_entity, name: string) => entities[name] ?? '');
}

/**
 * docs: options "silent" and "actions", structure "NotificationAction". Electron takes no notice of what it cannot read; here
 * it throws, since a button or a silence would be missing.
 */
function checked({ silent = false, actions = [] }: Options): Required<Pick<Options, 'silent' | 'actions'>> {
  if (typeof silent !== 'boolean') throw new TypeError('silent is a boolean');
  if (!Array.isArray(actions)) throw new TypeError('actions is an array');
  for (const { type, text, items } of actions) {
    if (type !== 'button' && type !== 'selection') throw new TypeError('type is button or selection');
    if (type === 'selection' && items === undefined) throw new TypeError('a selection needs items');
    if (text === undefined || text === '') throw new TypeError('a button without a text would be empty');
  }
  return { silent, actions };
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
   * The presenter is made at the first `isSupported` or notification (shell/browser/electron_browser_client.cc). Only
   * then macOS asks the user, whose answer takes a while (notifications/mac/notification_presenter_mac.mm). Only then
   * Windows learns which program to call for a click on a toast, and not at `handleActivation`
   * (notifications/win/notification_presenter_win.cc).
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

  /** docs: "Notification.handleActivation": reports an earlier click as soon as there is a callback. */
  function handOverClick(): void {
    if (!isActivatorThere || onActivation === null || waitingClick === undefined) return;
    const raw = waitingClick;
    waitingClick = undefined;
    onActivation({ type: 'click', arguments: raw });
  }

  /** docs: option "id": on macOS and Windows a newer one replaces the one with the same id. */
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
    implements
      Pick<Electron.Notification, 'actions' | 'body' | 'close' | 'groupId' | 'id' | 'show' | 'silent' | 'title'>
  {
    readonly id: string;
    readonly groupId: string;
    title: string;
    body: string;
    readonly silent: boolean;
    readonly actions: Electron.NotificationAction[];
    #native: Native | null = null;

    constructor(options: Options = {}) {
      super();
      const { id = '', groupId = '', title = '', body = '' } = options;
      if (!system.isReady()) throw new Error('Cannot create Notification before app is ready');
      if (platform === 'win32' && Math.max(id.length, groupId.length) > MAX_TAG_LENGTH) {
        throw new Error('Notification id exceeds Windows limit of 64 UTF-16 characters');
      }
      lastId += 1;
      this.id = id === '' ? `random-${lastId}` : id;
      this.groupId = groupId;
      this.title = title;
      this.body = body;
      ({ silent: this.silent, actions: this.actions } = checked(options));
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

    /** docs: "Notification.removeGroup", macOS: removes delivered notifications from the notification centre. */
    static removeGroup(groupId: string): void {
      if (platform !== 'darwin') throw new TypeError('Notification.removeGroup is not a function');
      shown.filter(({ native }) => native.groupId === groupId).forEach(({ native }) => takeAway(native));
    }

    /**
     * docs: "notification.show": removes what this object showed before; event "show", or "failed" with the system's
     * text.
     */
    show(): void {
      this.close();
      const native: Native = { object: new WeakRef(this), id: this.id, groupId: this.groupId, isFindable: true };
      this.#native = native;
      natives.add(native);
      const why = refusal ?? (isPermitted ? null : 'Notifications are not allowed for this application');
      if (why !== null) return void setImmediate(() => refuse(native, why));
      takeAway(native);
      // Electron passes the body on unchanged (notifications/linux/libnotify_notification.cc).
      const body = platform === 'linux' ? rendered(this.body) : this.body;
      // docs: structure "NotificationAction": buttons on macOS and Windows, selections on Windows only.
      const visible = this.actions.filter(
        ({ type }) => platform === 'win32' || (platform === 'darwin' && type === 'button'),
      );
      const buttons = visible.map(({ text = '' }) => text);
      shown.push({ native, title: this.title, body, isSilent: this.silent, buttons, isClosed: false });
      setImmediate(() => native.object?.deref()?.emit('show', {}));
    }

    /**
     * docs: "notification.close". macOS and Windows remove by id, even if a newer notification has it now
     * (notifications/mac/cocoa_notification.mm, `Dismiss`; notifications/win/windows_toast_notification.cc, `Remove`).
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
   * The notification that gets a click: the first with its id, even if its object has been collected
   * (notifications/mac/notification_presenter_mac.mm, `GetNotification`; notifications/win/windows_toast_activator.cc).
   * The systems search an unordered set; here the oldest comes first.
   */
  function targetOf({ native }: Shown): Native | undefined {
    if (platform === 'linux') return native;
    return [...natives].find(({ id, isFindable }) => isFindable && id === native.id);
  }

  /** The user chooses the newest notification with a title; returns who hears of it. */
  function activate(
    title: string,
    activation: (
      chosen: Shown,
    ) => Pick<Electron.ActivationArguments, 'type' | 'actionIndex'> & { readonly rest: string },
  ): { readonly native?: Native | undefined; readonly object?: EventEmitter | undefined } {
    const chosen = shown.findLast((one) => one.title === title && !one.isClosed);
    if (chosen === undefined) throw new Error(`There is no notification "${title}"`);
    const { rest, ...details } = activation(chosen);
    const native = targetOf(chosen);
    takeAway(chosen.native);
    if (platform === 'win32') {
      onActivation?.({ ...details, arguments: `type=${details.type}&${rest}tag=${chosen.native.id}` });
    }
    const object = native?.object?.deref();
    return platform === 'win32' && object === undefined ? {} : { native, object };
  }

  return {
    Notification,
    shown: () => shown.map(({ native: _, ...state }) => state),
    /** docs: event "click", "Notification.handleActivation": the callback gets each click. */
    click(title) {
      const { native, object } = activate(title, () => ({ type: 'click', rest: '' }));
      object?.emit('click', {});
      if (native !== undefined) natives.delete(native);
    },
    /** docs: event "action": the index is the first argument of its details, and an argument of its own. */
    press(title, button) {
      let actionIndex = -1;
      const { native, object } = activate(title, ({ buttons }) => {
        actionIndex = buttons.indexOf(button);
        if (actionIndex < 0) throw new Error(`"${title}" has no button "${button}"`);
        return { type: 'action', actionIndex, rest: `action=${actionIndex}&` };
      });
      object?.emit('action', { actionIndex, selectionIndex: -1 }, actionIndex, -1);
      if (native !== undefined) natives.delete(native);
    },
  };
}
