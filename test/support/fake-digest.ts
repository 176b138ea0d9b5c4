import type { AlertEntry, Digest, GapChange, GapReport, GapStatus } from '../../electron/shared/model.ts';

const MINUTE_MS = 60_000;
const status = (primaryStatus: string, secondaryStatus: string | null = null): GapStatus => ({
  primaryStatus,
  secondaryStatus,
});

/** A gap of 45 minutes that ended two minutes before `now`, with three changes and two agents without record. */
export function fakeGap(now: number): GapReport {
  const to = now - 2 * MINUTE_MS;
  const from = to - 45 * MINUTE_MS;
  const changes: readonly GapChange[] = [
    change('u-0', 'Amara Okafor', from + 5 * MINUTE_MS, status('AVAILABLE'), status('BUSY', 'NBK')),
    change('u-1', 'Dmitri Sokolov', from + 20 * MINUTE_MS, status('BUSY'), status('AWAY', 'Lunch')),
    change('u-1', 'Dmitri Sokolov', from + 40 * MINUTE_MS, status('AWAY', 'Lunch'), null),
  ];
  const noRecord = [
    { userId: 'u-2', name: 'Freya Lindqvist' },
    { userId: 'u-3', name: 'Hiroshi Tanaka' },
  ];
  return {
    from,
    to,
    date: new Date(to).toISOString().slice(0, 10),
    changes,
    changeCount: changes.length,
    noRecord,
    noRecordCount: noRecord.length,
    isCut: false,
    problem: null,
    isKnown: true,
  };
}

/** The digest of that gap, or of a time with two alerts that were held back. */
export function fakeDigest(now: number, patch: Partial<Digest> = {}): Digest {
  const gap = fakeGap(now);
  return { from: gap.from, to: gap.to, causes: ['not-read'], alerts: [], alertCount: 0, gap, ...patch };
}

export function fakeEntry(patch: Partial<AlertEntry>): AlertEntry {
  const of = {
    id: 1,
    at: 0,
    ruleId: 'nobody',
    kind: 'below',
    event: 'fired',
    userId: null,
    held: 'quiet-hours',
  } as const;
  return { ...of, text: 'Nobody is available', excused: null, ...patch };
}

function change(
  userId: string,
  name: string,
  at: number,
  fromStatus: GapStatus | null,
  toStatus: GapStatus | null,
): GapChange {
  return { userId, name, at, fromStatus, toStatus };
}
