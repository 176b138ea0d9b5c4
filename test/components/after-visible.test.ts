import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { afterVisible } from '../../renderer/ui/useClock.ts';

let visibility: DocumentVisibilityState = 'visible';

function become(next: DocumentVisibilityState): void {
  visibility = next;
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  visibility = 'visible';
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  const state = vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  onTestFinished(() => {
    state.mockRestore();
    vi.useRealTimers();
  });
});

describe('afterVisible', () => {
  it('runs once, after the time it was given', () => {
    const action = vi.fn();
    afterVisible(1_000, action);
    vi.advanceTimersByTime(999);
    expect(action).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(1);
    become('hidden');
    become('visible');
    vi.advanceTimersByTime(10_000);
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('has no timer while the page is hidden, and runs at once when the page is seen late', () => {
    const action = vi.fn();
    afterVisible(1_000, action);
    become('hidden');
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5_000);
    expect(action).toHaveBeenCalledTimes(0);
    become('visible');
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('runs on time when the page is seen again before', () => {
    const action = vi.fn();
    afterVisible(1_000, action);
    become('hidden');
    vi.advanceTimersByTime(400);
    become('visible');
    vi.advanceTimersByTime(599);
    expect(action).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(1);
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('waits for a page that is hidden when it is called', () => {
    const action = vi.fn();
    visibility = 'hidden';
    afterVisible(1_000, action);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1_000);
    become('visible');
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('is cancelled for good', () => {
    const action = vi.fn();
    const cancel = afterVisible(1_000, action);
    cancel();
    become('hidden');
    become('visible');
    vi.advanceTimersByTime(5_000);
    expect(action).toHaveBeenCalledTimes(0);
  });
});
