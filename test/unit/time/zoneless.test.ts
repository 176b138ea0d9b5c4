import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../electron/time/zoneless.ts';

const wall = { kind: 'wall', ms: Date.UTC(2023, 2, 10, 21, 51, 2) } as const;

describe('instantOf', () => {
  it.each([
    [-330, '2023-03-10T16:21:02Z'],
    [300, '2023-03-11T02:51:02Z'],
    [-345, '2023-03-10T16:06:02Z'],
    [0, '2023-03-10T21:51:02Z'],
  ])('reads wall time at the offset sent, %i', (offset, expected) => {
    expect(instantOf(wall, 'request', offset)).toBe(Date.parse(expected));
  });

  it('reads wall time as UTC whatever was sent', () => {
    expect(instantOf(wall, 'UTC', -330)).toBe(Date.parse('2023-03-10T21:51:02Z'));
  });

  it('leaves a time with its own zone alone', () => {
    const instant = { kind: 'instant', ms: 1_678_485_062_000 } as const;
    expect(instantOf(instant, 'request', -330)).toBe(1_678_485_062_000);
    expect(instantOf(instant, 'UTC', -330)).toBe(1_678_485_062_000);
  });
});
