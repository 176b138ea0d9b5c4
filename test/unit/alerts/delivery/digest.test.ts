import { describe, expect, it } from 'vitest';
import { createDigestCard } from '../../../../electron/alerts/delivery/digest.ts';
import type { AlertEntry, Digest, GapReport } from '../../../../electron/shared/model.ts';
import { fakeEntry, fakeGap } from '../../../support/fake-digest.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 2, 2, 9);

/** A card over a log of these entries, with what was pushed. */
function cardOf(log: readonly AlertEntry[] = [], clockOffsetMs = 0) {
  let gap: GapReport | null = null;
  const pushed: (Digest | null)[] = [];
  const forgetGap = (): void => void (gap = null);
  const card = createDigestCard({
    gaps: { get: () => gap, dismiss: forgetGap, forget: forgetGap },
    clockOffsetMs: () => clockOffsetMs,
    alertsBetween(from, to) {
      const alerts = log.filter(({ at }) => at >= from && at < to);
      return { alerts, alertCount: alerts.length };
    },
    onChange: (digest) => pushed.push(digest),
  });
  return {
    card,
    pushed,
    /** Nobody watched for so many minutes, until so many minutes from now. */
    endGap(minutes: number, until: number) {
      const to = NOW + until * MINUTE_MS + clockOffsetMs;
      gap = { ...fakeGap(NOW), from: to - minutes * MINUTE_MS, to };
      card.gapChanged();
    },
    quiet: (from: number, until: number) =>
      card.add({ from: NOW + from * MINUTE_MS, to: NOW + until * MINUTE_MS, cause: 'quiet-hours' }),
  };
}

describe('a digest', () => {
  it('is one card for a gap, whatever happened in it, with the alerts of that time', () => {
    const { card, endGap, pushed } = cardOf([fakeEntry({ at: NOW - 10 * MINUTE_MS }), fakeEntry({ at: NOW })], 7_000);
    endGap(30, 0);
    expect(card.get()).toMatchObject({ from: NOW - 30 * MINUTE_MS, to: NOW, causes: ['not-read'], alertCount: 1 });
    card.gapChanged();
    card.refresh();
    expect(pushed).toHaveLength(1);
  });

  it('says nothing of quiet hours in which nothing was decided', () => {
    const { card, quiet, pushed } = cardOf();
    quiet(-60, 0);
    expect([card.get(), pushed]).toEqual([null, []]);
  });

  it.each(['the gap first', 'the quiet hours first'])('is one for quiet hours and a sleep that touch: %s', (order) => {
    const { card, quiet, endGap } = cardOf([fakeEntry({ at: NOW - 50 * MINUTE_MS })]);
    if (order === 'the gap first') endGap(30, 0);
    quiet(-60, 0.5);
    if (order !== 'the gap first') endGap(30, 0);
    expect(card.get()).toMatchObject({
      from: NOW - 60 * MINUTE_MS,
      to: NOW + MINUTE_MS / 2,
      causes: ['quiet-hours', 'not-read'],
      alertCount: 1,
    });
  });

  it('gives way to that of a later time', () => {
    const { card, quiet, endGap } = cardOf([fakeEntry({ at: NOW - 50 * MINUTE_MS }), fakeEntry({ at: NOW - 1 })]);
    quiet(-60, -40);
    endGap(20, -10);
    expect(card.get()).toMatchObject({ causes: ['not-read'], alertCount: 0 });
    quiet(-2, 0);
    expect(card.get()).toMatchObject({ causes: ['quiet-hours'], alertCount: 1, gap: null });
  });

  it('is put away by its reader and with its connection, and does not come back', () => {
    const { card, quiet, endGap, pushed } = cardOf([fakeEntry({ at: NOW - 1 })]);
    quiet(-5, 0);
    endGap(5, 0);
    card.dismiss();
    card.gapChanged();
    card.refresh();
    expect([card.get(), pushed.at(-1)]).toEqual([null, null]);
    quiet(-5, 0);
    card.forget();
    expect(card.get()).toBeNull();
  });
});
