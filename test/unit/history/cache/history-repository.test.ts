import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openHistoryRepository,
  type HistoryRepository,
} from '../../../../electron/history/cache/history-repository.ts';
import { packRecords } from '../../../../electron/history/cache/packed-records.ts';
import type { Storage } from '../../../../electron/storage/types.ts';
import { STORAGE_SCHEMA } from '../../../../electron/storage-schema.ts';
import { createStorageBench, type StorageBench } from '../../../support/storage-bench.ts';
import { wallRecord } from '../fake-details.ts';

const DAY_MS = 86_400_000;
const OURS = { connectionId: 'c-1', account: 'aaaa' };
const OTHER_ACCOUNT = { connectionId: 'c-1', account: 'bbbb' };
const OTHER = { connectionId: 'c-2', account: 'aaaa' };
const LUNCH = packRecords([wallRecord('AWAY', 'Lunch', '2026-03-01T12:00:00', '2026-03-01T12:30:00')]);

let bench: StorageBench;
let storage: Storage;
let history: HistoryRepository;
beforeEach(async () => {
  bench = await createStorageBench();
  storage = await bench.open(STORAGE_SCHEMA);
  history = openHistoryRepository(storage.disk);
});
afterEach(() => bench.stop());

function save(of: typeof OURS, date: string, userId = 'u-1'): void {
  history.write(() => {
    const id = history.openDay(of, { date, timeZoneOffset: -330 });
    history.putAgent(of, { userId, name: 'Ana', customId: null });
    history.putRow(of, id, { userId, readAt: bench.clock.now(), ...LUNCH });
    history.putOdd(id, 'x');
  });
}

/** How many rows each table of the history has. */
function rowCounts(): number[] {
  return ['history', 'history_agent', 'history_day', 'history_record', 'history_odd'].map(
    (table) => storage.disk.prepare<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n ?? 0,
  );
}

describe('the cache of status details', () => {
  it('keeps a row until another one of that day and agent comes, also for another process', () => {
    save(OURS, '2026-03-01');
    save(OURS, '2026-03-01');
    const other = openHistoryRepository(storage.disk);
    const day = other.day(OURS, { date: '2026-03-01', timeZoneOffset: -330 });
    expect(other.rows(day?.id ?? 0, 0, 10)).toMatchObject([{ userId: 'u-1', readAt: bench.clock.now(), ...LUNCH }]);
    expect(rowCounts()).toEqual([1, 1, 1, 1, 1]);
  });

  it('tells offsets, accounts and connections apart', () => {
    save(OURS, '2026-03-01');
    for (const key of [OTHER_ACCOUNT, OTHER]) {
      expect(history.day(key, { date: '2026-03-01', timeZoneOffset: -330 })).toBe(null);
    }
    expect(history.day(OURS, { date: '2026-03-01', timeZoneOffset: 0 })).toBe(null);
  });

  it('forgets a connection with everything of it, and nothing of another', () => {
    for (const key of [OURS, OTHER_ACCOUNT, OTHER]) save(key, '2026-03-01');
    history.forget('c-1');
    expect([rowCounts(), history.connectionIds()]).toEqual([[1, 1, 1, 1, 1], ['c-2']]);
  });

  it('is emptied by a purge', async () => {
    save(OURS, '2026-03-01');
    expect(await storage.purgeEverything()).toMatchObject({ ok: true });
    expect(rowCounts()).toEqual([0, 0, 0, 0, 0]);
  });

  it('keeps 31 days before today by their date, and what else was saved of who has none goes too', () => {
    save(OURS, dateBefore(31));
    save(OURS, dateBefore(33), 'u-2');
    save(OTHER, dateBefore(33));
    bench.clock.jump(2 * DAY_MS); // purges once a day
    bench.clock.jump(-DAY_MS);
    storage.purgeWhenDue();
    expect([rowCounts(), history.agents(OURS).map(({ userId }) => userId)]).toEqual([[1, 1, 1, 1, 1], ['u-1']]);
  });

  it('keeps the name of an agent where an answer has none, and half of an e-mail that stands for one', () => {
    const put = (name: string | null, customId: string | null = null): unknown =>
      history.write(() => {
        history.openDay(OURS, { date: '2026-03-01', timeZoneOffset: 0 });
        history.putAgent(OURS, { userId: 'u-1', name, customId });
      });
    put('ana@team.example', '77');
    expect(history.agents(OURS)).toEqual([{ userId: 'u-1', name: 'ana', customId: '77' }]);
    put('Ana Rao');
    put(null);
    expect(history.agents(OURS)).toEqual([{ userId: 'u-1', name: 'Ana Rao', customId: '77' }]);
  });
});

function dateBefore(days: number): string {
  return new Date(bench.clock.now() - days * DAY_MS).toISOString().slice(0, 10);
}
