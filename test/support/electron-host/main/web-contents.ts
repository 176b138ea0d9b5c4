import { EventEmitter } from 'node:events';
import type { HostContext } from './context.ts';
import { emitPreventable } from './events.ts';

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/**
 * The members of `webContents` that Rollcall uses, checked against Electron's own types; events are `EventEmitter`'s.
 */
type ContentsPart = Pick<
  Electron.WebContents,
  'focus' | 'forcefullyCrashRenderer' | 'getURL' | 'id' | 'isDestroyed' | 'loadURL' | 'send' | 'setWindowOpenHandler'
>;

/** The page of a window (docs: api/web-contents). */
export class WebContents extends EventEmitter implements ContentsPart {
  readonly id: number;
  readonly #engine: HostContext['engine'];
  #isDestroyed = false;
  #url = '';
  #openHandler: WindowOpenHandler | null = null;

  constructor(id: number, engine: HostContext['engine']) {
    super();
    this.id = id;
    this.#engine = engine;
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  focus(): void {
    this.emit('focus');
  }

  /**
   * docs: api/web-contents, "contents.loadURL": resolves when the page has finished loading ("did-finish-load"),
   * rejects when it fails ("did-fail-load").
   */
  async loadURL(url: string): Promise<void> {
    this.#url = url;
    await this.#engine('load', this.id, url);
    if (!this.#isDestroyed) this.emit('did-finish-load', {});
  }

  /**
   * docs: api/web-contents, "contents.send": arguments are cloned with the structured clone algorithm; functions,
   * promises and symbols throw. Messages to a page that is navigating away are lost.
   */
  send(channel: string, ...args: unknown[]): void {
    void this.#engine('send', this.id, channel, structuredClone(args)).catch(() => undefined);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#openHandler = handler;
  }

  /**
   * docs: api/web-contents, events "will-frame-navigate" (any frame) and "will-navigate" (the main frame): emitted
   * before a page navigates by itself, but not for `loadURL`, reloads or a change of the fragment. Both can be
   * prevented.
   */
  mayNavigate(url: string, isTop: boolean): boolean {
    const isFrameFree = emitPreventable(this, 'will-frame-navigate', url);
    const isFree = !isTop || emitPreventable(this, 'will-navigate', url);
    if (isFrameFree && isFree && isTop) this.#url = url;
    return isFrameFree && isFree;
  }

  /** docs: api/window-open; without a handler a page may open windows. */
  mayOpen(url: string): boolean {
    const details = { url, frameName: '', features: '', disposition: 'new-window', referrer: { url: '' } };
    const answer = this.#openHandler?.(details as Electron.HandlerDetails);
    return answer === undefined || answer.action === 'allow';
  }

  /** docs: api/web-contents, event "render-process-gone". */
  crash(): void {
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }

  /** docs: api/structures/render-process-gone-details, `launch-failed`: the page's process never started. */
  failToStart(): void {
    this.emit('render-process-gone', {}, { reason: 'launch-failed', exitCode: 1 });
  }

  /** docs: api/web-contents, "contents.forcefullyCrashRenderer": "render-process-gone" follows. */
  forcefullyCrashRenderer(): void {
    this.crash();
  }

  /** docs: api/web-contents, event "destroyed". */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
  }
}
