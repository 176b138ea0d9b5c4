import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStorageBench, saveNote, NOTES_2, notesIn, type StorageBench } from '../../support/storage-bench.ts';

const DAY_MS = 86_400_000;
let bench: StorageBench;
beforeEach(async () => {
  bench = await createStorageBench();
});
afterEach(() => bench.stop());

describe('what is older than 30 days', () => {
  it('goes at the start, and so does what is dated into the future', async () => {
    const storage = await bench.open();
    const now = bench.clock.now();
    for (const days of [-31, -30, -1, 0, 1, 2]) saveNote(storage, now + days * DAY_MS, `day ${days}`);
    storage.close();
    expect(notesIn(await bench.open())).toEqual(['day -30', 'day -1', 'day 0', 'day 1']);
  });

  it('goes once a day while Rollcall runs', async () => {
    const storage = await bench.open();
    saveNote(storage, bench.clock.now() - 30 * DAY_MS, 'old');
    saveNote(storage, bench.clock.now(), 'new');
    bench.clock.jump(DAY_MS - 1);
    storage.purgeWhenDue();
    expect(notesIn(storage)).toEqual(['old', 'new']);
    bench.clock.jump(1);
    storage.purgeWhenDue();
    expect(notesIn(storage)).toEqual(['new']);
  });
});

describe('a clock that may be wrong', () => {
  it.each([40, -40])('%i days off deletes nothing, until something is read', async (days) => {
    const storage = await bench.open();
    const now = bench.clock.now();
    for (const back of [-29, -3, 0]) saveNote(storage, now + back * DAY_MS, `day ${back}`);
    storage.close();
    bench.clock.jump(days * DAY_MS);
    const later = await bench.open();
    later.purgeWhenDue();
    expect(notesIn(later)).toEqual(['day -29', 'day -3', 'day 0']);
  });

  it('is trusted again with what it reads: after a long absence the old goes', async () => {
    const storage = await bench.open();
    saveNote(storage, bench.clock.now(), 'before');
    storage.close();
    bench.clock.jump(40 * DAY_MS);
    const later = await bench.open();
    expect(notesIn(later)).toEqual(['before']);
    saveNote(later, bench.clock.now(), 'after');
    later.purgeWhenDue();
    expect(notesIn(later)).toEqual(['after']);
  });
});

describe('deleting everything', () => {
  const SECRET = 'Amara Okafor, Lunch';

  it('leaves no trace in the file, its log and the copies, and what comes after is saved', async () => {
    await writeFile(bench.file, `no database: ${SECRET}`.repeat(50));
    const storage = await bench.open();
    for (let index = 0; index < 50; index += 1) saveNote(storage, bench.clock.now(), `${SECRET} ${index}`);
    expect(await storage.purgeEverything()).toEqual({ ok: true, value: null });
    expect([notesIn(storage), storage.state().problem]).toEqual([[], null]);
    expect(await bench.names()).toEqual(['rollcall.db']);
    for (const suffix of ['', '-wal']) {
      expect((await readFile(`${bench.file}${suffix}`)).includes('Amara'), suffix).toBe(false);
    }
    expect([saveNote(storage, bench.clock.now(), 'new'), notesIn(storage)]).toEqual([true, ['new']]);
  });

  it('fails with a sentence while another process reads, and can be repeated', async () => {
    const storage = await bench.open();
    saveNote(storage, bench.clock.now(), SECRET);
    const other = bench.foreign();
    other.exec('BEGIN; SELECT * FROM note');
    expect(await storage.purgeEverything()).toMatchObject({ ok: false, error: { code: 'storage' } });
    other.exec('COMMIT');
    expect(await storage.purgeEverything()).toEqual({ ok: true, value: null });
  });

  it('says what it cannot reach: the file of a newer version, and a file that could not be opened', async () => {
    (await bench.open(NOTES_2)).close();
    const older = await bench.open();
    expect(await older.purgeEverything()).toMatchObject({
      error: {
        message:
          'The data of this version is deleted. The data of a newer version of Rollcall, in rollcall.db, is not; delete it there.',
      },
    });
    await writeFile(path.join(bench.folder, 'taken'), '');
    const nowhere = await bench.open(NOTES_2, { dataFolder: path.join(bench.folder, 'taken') });
    expect(await nowhere.purgeEverything()).toMatchObject({ ok: false, error: { code: 'storage' } });
  });

  it('takes along what an older version saved beside it', async () => {
    (await bench.open(NOTES_2)).close();
    const older = await bench.open();
    saveNote(older, bench.clock.now(), SECRET);
    older.close();
    const storage = await bench.open(NOTES_2);
    expect(await storage.purgeEverything()).toEqual({ ok: true, value: null });
    expect(await bench.names()).toEqual(['rollcall.db']);
  });
});
