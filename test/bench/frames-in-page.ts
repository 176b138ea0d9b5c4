import type { FakeBridge } from '../support/fake-bridge.ts';
import type { Status } from '../../electron/shared/model.ts';

/** How a list is scrolled. */
export interface Scrolling {
  /** Selector of the scroll box. */
  readonly box: string;
  readonly ms: number;
  readonly pxPerFrame: number;
}

/** What was seen in a page that was scrolled. */
export interface FrameReport {
  /** Milliseconds between two frames. */
  readonly gaps: readonly number[];
  readonly scrolledPx: number;
}

/**
 * Runs in the page, and so uses nothing but its argument and what the page has: scrolls the list down and up again.
 * Where there is a team, fifty agents change every second.
 */
export async function scrollList({ box, ms, pxPerFrame }: Scrolling): Promise<FrameReport> {
  const CHANGES = 50;
  const CHANGE_EVERY_MS = 1_000;
  const MOVES: Readonly<Record<Status, Status>> = {
    AVAILABLE: 'BUSY',
    BUSY: 'AWAY',
    AWAY: 'OFFLINE',
    OFFLINE: 'AVAILABLE',
    OTHER: 'AVAILABLE',
  };
  const { fake } = window as Window & { fake?: FakeBridge };
  const list = document.querySelector(box);
  if (list === null) throw new Error('There is no list in this page.');

  let polls = 0;
  function poll({ core, poll: push }: FakeBridge): void {
    polls += 1;
    const { agents } = core.team;
    const changed = agents
      .filter((_, index) => (index + polls) % Math.floor(agents.length / CHANGES) === 0)
      .map((agent) => ({ ...agent, status: MOVES[agent.status], rawStatus: MOVES[agent.status] }));
    push({ changed });
  }

  const gaps: number[] = [];
  let [scrolledPx, direction] = [0, 1];
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  let [before, polledAt] = [await nextFrame(), performance.now()];
  const end = before + ms;
  while (before < end) {
    const top = list.scrollTop;
    list.scrollTop = top + direction * pxPerFrame;
    const moved = Math.abs(list.scrollTop - top);
    if (moved === 0) direction = -direction;
    scrolledPx += moved;
    if (fake !== undefined && performance.now() - polledAt >= CHANGE_EVERY_MS) {
      polledAt = performance.now();
      poll(fake);
    }
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
  }
  return { gaps, scrolledPx };
}
