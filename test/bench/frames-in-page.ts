import type { FakeBridge } from '../support/fake-bridge.ts';
import type { Status } from '../../electron/shared/model.ts';

/** How a list is scrolled. */
export interface Scrolling {
  /** Selector of the scroll box. */
  readonly box: string;
  readonly ms: number;
  readonly pxPerFrame: number;
}

/** What was seen in a page where something was moved. */
export interface FrameReport {
  /** Milliseconds between two frames. */
  readonly gaps: readonly number[];
  readonly movedPx: number;
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
  let [movedPx, direction] = [0, 1];
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  let [before, polledAt] = [await nextFrame(), performance.now()];
  const end = before + ms;
  while (before < end) {
    const top = list.scrollTop;
    list.scrollTop = top + direction * pxPerFrame;
    const moved = Math.abs(list.scrollTop - top);
    if (moved === 0) direction = -direction;
    movedPx += moved;
    if (fake !== undefined && performance.now() - polledAt >= CHANGE_EVERY_MS) {
      polledAt = performance.now();
      poll(fake);
    }
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
  }
  return { gaps, movedPx };
}

/** A way to move the shown time of a timeline. */
export type Gesture = 'wheel' | 'drag' | 'keys';

/**
 * Runs in the page: zooms into a day and out again by wheel; or drags an hour to and fro; or presses the keys for both.
 * One event a frame.
 */
export async function moveTimeline({ gesture, ms }: { gesture: Gesture; ms: number }): Promise<FrameReport> {
  const WHEEL_PX = 20;
  const WHEEL_FRAMES = 45;
  const DRAG_PX = 12;
  const DRAG_FRAMES = 40;
  const track = document.querySelector<HTMLElement>('[data-row="3"]');
  const axis = document.querySelector('.axis');
  if (track === null || axis === null) throw new Error('There is no timeline in this page.');
  const { left, top, width } = track.getBoundingClientRect();
  const [middleX, clientY] = [left + width / 2, top + 4];
  const press = (key: string, shiftKey = false): boolean =>
    track.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  const pointer = (type: string, clientX: number): boolean => {
    const where = { clientX, clientY, pointerId: 1, button: 0, shiftKey: true };
    return track.dispatchEvent(new PointerEvent(type, { ...where, bubbles: true, cancelable: true }));
  };
  const KEYS: readonly (readonly [string, boolean?])[] = [
    ['+'],
    ['+'],
    ['ArrowRight', true],
    ['ArrowRight', true],
    ['ArrowLeft', true],
    ['+'],
    ['ArrowLeft', true],
    ['-'],
    ['ArrowRight', true],
    ['-'],
    ['ArrowLeft', true],
    ['-'],
  ];

  track.focus({ preventScroll: true });
  press('0');
  if (gesture === 'drag') {
    for (let each = 0; each < 4; each += 1) press('+');
    pointer('pointerdown', middleX);
  }
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  await nextFrame();
  const gaps: number[] = [];
  let movedPx = 0;
  let before = await nextFrame();
  const end = before + ms;
  for (let frame = 0; before < end; frame += 1) {
    const seen = axis.textContent;
    if (gesture === 'wheel') {
      const deltaY = frame % (2 * WHEEL_FRAMES) < WHEEL_FRAMES ? -WHEEL_PX : WHEEL_PX;
      const wheel = { deltaY, ctrlKey: true, clientX: middleX, clientY, bubbles: true, cancelable: true };
      track.dispatchEvent(new WheelEvent('wheel', wheel));
    } else if (gesture === 'drag') {
      const place = frame % (2 * DRAG_FRAMES);
      pointer('pointermove', middleX + DRAG_PX * (place < DRAG_FRAMES ? -place : place - 2 * DRAG_FRAMES));
    } else press(...(KEYS[frame % KEYS.length] ?? ['0']));
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
    if (axis.textContent !== seen) movedPx += 1;
  }
  if (gesture === 'drag') pointer('pointerup', middleX);
  return { gaps, movedPx };
}
