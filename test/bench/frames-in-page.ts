import type { FakeBridge } from '../support/fake-bridge.ts';
import type { Agent, Status } from '../../electron/shared/model.ts';

/** What was seen in a page that was scrolled. */
export interface FrameReport {
  /** Milliseconds between two frames. */
  readonly gaps: readonly number[];
  /** Tasks of more than 50 ms, in milliseconds. */
  readonly longTasks: readonly number[];
  /** Elements in the page. */
  readonly elements: number;
  /** How many pixels were scrolled, and how often agents changed. */
  readonly scrolledPx: number;
  readonly changes: number;
}

/** Which list is scrolled: the page's own, or as many lines of the same markup without any virtual list. */
export type ListKind = 'rollcall' | 'plain';

/** How a list is driven. */
export interface Drive {
  readonly kind: ListKind;
  readonly ms: number;
  readonly pxPerFrame: number;
  /** Fifty agents change status this often; 0 means in every frame. */
  readonly changeEveryMs: number;
}

/** Runs inside the page: it may use nothing but its argument and what the page has. */
export async function driveList({ kind, ms, pxPerFrame, changeEveryMs }: Drive): Promise<FrameReport> {
  const CHANGES = 50;
  const MOVES: Readonly<Record<Status, Status>> = {
    AVAILABLE: 'BUSY',
    BUSY: 'AWAY',
    AWAY: 'OFFLINE',
    OFFLINE: 'AVAILABLE',
    OTHER: 'AVAILABLE',
  };
  const { fake } = window as unknown as { fake: FakeBridge };
  const list = document.querySelector<HTMLElement>('.list');
  const row = list?.querySelector<HTMLElement>('[data-key]');
  if (list === null || row === null || row === undefined) throw new Error('There is no list in this page.');
  const isPlainAlready = list.dataset['plain'] !== undefined;
  const scroller = kind === 'rollcall' || isPlainAlready ? list : plainList(list, row);

  function plainList(inPlaceOf: HTMLElement, pattern: HTMLElement): HTMLElement {
    const copy = inPlaceOf.cloneNode(false) as HTMLElement;
    copy.dataset['plain'] = '';
    for (const agent of fake.core.team.agents) {
      const line = pattern.cloneNode(true) as HTMLElement;
      line.style.cssText = '';
      line.classList.remove('line');
      line.removeAttribute('aria-labelledby');
      line.dataset['key'] = agent.userId;
      write(line, agent);
      copy.append(line);
    }
    inPlaceOf.replaceWith(copy);
    return copy;
  }

  function write(line: HTMLElement, { name, status }: Agent): void {
    line.setAttribute('aria-label', `${name}, ${status}`);
    const shown = line.querySelector('.name');
    if (shown !== null) shown.textContent = `${name}, ${status}`;
  }

  let turn = 0;
  function change(): void {
    turn += 1;
    const { agents } = fake.core.team;
    const changed = agents
      .filter((_, index) => (index + turn) % Math.floor(agents.length / CHANGES) === 0)
      .map((agent) => ({ ...agent, status: MOVES[agent.status], rawStatus: MOVES[agent.status] }));
    fake.poll({ changed });
    if (kind === 'plain') {
      for (const agent of changed) {
        const line = scroller.querySelector<HTMLElement>(`[data-key="${agent.userId}"]`);
        if (line !== null) write(line, agent);
      }
    }
  }

  const longTasks: number[] = [];
  const observer = new PerformanceObserver((entries) => {
    for (const { duration } of entries.getEntries()) longTasks.push(duration);
  });
  const gaps: number[] = [];
  let scrolledPx = 0;
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  let direction = 1;
  let [before, changedAt] = [await nextFrame(), performance.now()];
  observer.observe({ type: 'longtask' });
  const end = before + ms;
  while (before < end) {
    const place = scroller.scrollTop;
    scroller.scrollTop = place + direction * pxPerFrame;
    const moved = Math.abs(scroller.scrollTop - place);
    if (moved === 0) direction = -direction;
    scrolledPx += moved;
    if (performance.now() - changedAt >= changeEveryMs) {
      changedAt = performance.now();
      change();
    }
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
  }
  observer.disconnect();
  return { gaps, longTasks, elements: document.querySelectorAll('*').length, scrolledPx, changes: turn };
}

/** How an empty page passes its time. */
export interface Idling {
  readonly ms: number;
  /** How long it is at work in each frame. */
  readonly workMs: number;
}

/** Runs inside an empty page: how even its frames are when there is nothing to do, or nothing but to pass some time. */
export async function countFrames({ ms, workMs }: Idling): Promise<readonly number[]> {
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const gaps: number[] = [];
  let before = await nextFrame();
  const end = before + ms;
  while (before < end) {
    const began = performance.now();
    while (performance.now() - began < workMs);
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
  }
  return gaps;
}
