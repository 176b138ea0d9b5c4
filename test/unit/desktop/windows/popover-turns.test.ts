import { describe, expect, it } from 'vitest';
import { onBlur, onTrayClick } from '../../../../electron/desktop/windows/popover-turns.ts';

describe('turns of the popover', () => {
  const past = { isVisible: false, shownAt: null, blurredAt: null };

  it.each([
    ['opens it', past, 'show'],
    ['closes an open one', { ...past, isVisible: true }, 'hide'],
    ['does not reopen what the same click closed', { ...past, blurredAt: 800 }, 'stay'],
    ['opens one that was left before the clock was set back', { ...past, blurredAt: 1_001 }, 'show'],
    ['opens one that was left a while ago', { ...past, blurredAt: 700 }, 'show'],
  ] as const)('a click %s', (_, state, turn) => {
    expect(onTrayClick(state, 1_000)).toBe(turn);
  });

  it('leaving hides it, but not the blur that Windows adds to showing', () => {
    expect(onBlur({ ...past, isVisible: true, shownAt: 0 }, 200)).toBe('hide');
    expect(onBlur({ ...past, isVisible: true, shownAt: 0 }, 199)).toBe('stay');
    expect(onBlur({ ...past, isVisible: true }, 0)).toBe('hide');
    expect(onBlur({ ...past, isVisible: true, shownAt: 201 }, 200)).toBe('hide');
  });
});
