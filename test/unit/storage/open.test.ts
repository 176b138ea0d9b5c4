import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createStorageBench,
  saveNote,
  NOTES,
  NOTES_2,
  notesIn,
  type StorageBench,
} from '../../support/storage-bench.ts';

let bench: StorageBench;
beforeEach(async () => {
  bench = await createStorageBench();
});
afterEach(() => bench.stop());

const STAMP = '20260302T090000000Z';
const SET_ASIDE_AS = `rollcall.db.corrupt-${STAMP}`;
const DAMAGED =
  `The database of Rollcall was damaged. It was saved as ${SET_ASIDE_AS}, and a new one was created, ` +
  'so the trend starts again.';
const IN_MEMORY = 'What was saved before is missing, and nothing new is kept once Rollcall is closed.';

/** Notes of an ordinary run, closed again. */
async function keep(...texts: readonly string[]): Promise<void> {
  const storage = await bench.open();
  for (const text of texts) saveNote(storage, bench.clock.now(), text);
  storage.close();
}

describe('the database of a data folder', () => {
  it('is made for its owner alone, with its side files, in a folder that is made too', async () => {
    const dataFolder = path.join(bench.folder, 'new', 'Rollcall');
    const storage = await bench.open(NOTES, { dataFolder });
    saveNote(storage, bench.clock.now(), 'one');
    const modes = await Promise.all(
      ['', '-wal', '-shm'].map(
        async (suffix) => (await stat(path.join(dataFolder, `rollcall.db${suffix}`))).mode & 0o777,
      ),
    );
    expect([modes, (await stat(dataFolder)).mode & 0o777]).toEqual([[0o600, 0o600, 0o600], 0o700]);
    expect(storage.state()).toEqual({ retentionDays: 30, problem: null });
  });

  it('is taken from everybody else when it was open to them', async () => {
    await keep('one');
    await chmod(bench.file, 0o644);
    await bench.open();
    expect((await stat(bench.file)).mode & 0o777).toBe(0o600);
  });

  it('survives a restart, and is in write-ahead mode', async () => {
    await keep('one', 'two');
    const storage = await bench.open();
    expect([notesIn(storage), storage.state().problem]).toEqual([['one', 'two'], null]);
    expect(bench.foreign().prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('is brought from version to version with what it holds', async () => {
    await keep('one');
    const storage = await bench.open(NOTES_2);
    const rows = storage.disk.prepare<{ text: string; author: string }>('SELECT text, author FROM note').all();
    expect(rows).toEqual([{ text: 'one', author: 'nobody' }]);
    expect(bench.foreign().prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
  });

  it('keeps nothing of a step that the data does not allow, and what it held stays', async () => {
    await keep('same', 'same');
    const step = 'CREATE TABLE more (a TEXT) STRICT; CREATE UNIQUE INDEX one_each ON note (text)';
    const storage = await bench.open({ ...NOTES, steps: [...NOTES.steps, step] });
    expect(storage.state().problem).toBe(`The database of Rollcall cannot be used (constraint failed). ${IN_MEMORY}`);
    const former = await bench.open();
    expect([notesIn(former), former.state().problem]).toEqual([['same', 'same'], null]);
  });

  it('has a like in memory, which leaves nothing behind', async () => {
    const storage = await bench.open();
    saveNote({ disk: storage.memory }, bench.clock.now(), 'passing');
    expect([notesIn({ disk: storage.memory }), notesIn(storage)]).toEqual([['passing'], []]);
    storage.close();
    expect((await readFile(bench.file)).includes('passing')).toBe(false);
  });
});

describe('a database that is damaged', () => {
  const TEXT = Buffer.from('This is no database, though it is longer than a header. '.repeat(100));

  async function overwrite(at: number, bytes: Buffer): Promise<void> {
    const content = await readFile(bench.file);
    bytes.copy(content, at);
    await writeFile(bench.file, content);
  }

  const DAMAGES: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['text', () => writeFile(bench.file, TEXT)],
    ['cut in the middle', async () => writeFile(bench.file, (await readFile(bench.file)).subarray(0, 5_000))],
    ['with a header of zeros', () => overwrite(0, Buffer.alloc(100))],
    ['with a page of noise', () => overwrite(4_096, Buffer.alloc(4_096, 0xa5))],
    [
      'another program’s',
      async () => {
        await writeFile(bench.file, '');
        bench.foreign().exec('CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 1');
      },
    ],
    ['without its table', async () => bench.foreign().exec('DROP TABLE note')],
    [
      'with another table in its place',
      async () => bench.foreign().exec('DROP TABLE note; CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT'),
    ],
    ['behind its own version', async () => bench.foreign().exec('PRAGMA user_version = 0')],
  ];

  it.each(DAMAGES)('is set aside, reported, and begun anew: %s', async (_name, damage) => {
    await keep('one', 'x'.repeat(9_000));
    await damage();
    const before = await readFile(bench.file);
    const storage = await bench.open();
    expect(storage.state().problem).toBe(DAMAGED);
    expect(await bench.names()).toEqual(['rollcall.db', SET_ASIDE_AS]);
    expect(before.equals(await readFile(path.join(bench.folder, SET_ASIDE_AS)))).toBe(true);
    expect([saveNote(storage, bench.clock.now(), 'new'), notesIn(storage)]).toEqual([true, ['new']]);
    storage.close();
    expect((await bench.open()).state().problem).toBeNull();
  });

  it('is set aside when it is a folder, or a link to what is none', async () => {
    await mkdir(bench.file);
    expect((await bench.open()).state().problem).toBe(DAMAGED);
    expect((await stat(path.join(bench.folder, SET_ASIDE_AS))).isDirectory()).toBe(true);
  });

  it('takes its write-ahead log along', async () => {
    await keep('one');
    await writeFile(bench.file, TEXT);
    await writeFile(`${bench.file}-wal`, 'what was not in the file yet');
    await bench.open();
    expect(await readFile(path.join(bench.folder, `${SET_ASIDE_AS}-wal`), 'utf8')).toBe('what was not in the file yet');
  });

  it('is set aside three times at most, the newest in any case', async () => {
    for (let day = 0; day < 5; day += 1) {
      await writeFile(bench.file, TEXT);
      (await bench.open()).close();
      bench.clock.jump(day === 3 ? -30 * 86_400_000 : 86_400_000);
    }
    const copies = (await bench.names()).filter((name) => name.includes('corrupt'));
    expect(copies).toEqual(
      ['20260203T090000000Z', '20260304T090000000Z', '20260305T090000000Z'].map(
        (stamp) => `rollcall.db.corrupt-${stamp}`,
      ),
    );
  });

  it('is repaired once by two that find it at the same time', async () => {
    await writeFile(bench.file, TEXT);
    const [first, second] = await Promise.all([bench.open(), bench.open()]);
    expect([first, second].map((storage) => saveNote(storage, bench.clock.now(), 'note'))).toEqual([true, true]);
    expect([notesIn(first), (await bench.names()).filter((name) => name.includes('corrupt'))]).toEqual([
      ['note', 'note'],
      [SET_ASIDE_AS],
    ]);
  });
});

describe('a database that cannot be used', () => {
  it('is left as it is when it is of a newer version, and an own one is used beside it', async () => {
    const newer = await bench.open(NOTES_2);
    saveNote(newer, bench.clock.now(), 'from the future');
    newer.close();
    const before = await readFile(bench.file);
    const storage = await bench.open();
    expect(storage.state().problem).toBe(
      'The database rollcall.db was written by a newer version of Rollcall and is left as it is. ' +
        'This version uses rollcall.v1.db.',
    );
    saveNote(storage, bench.clock.now(), 'own');
    storage.close();
    expect(notesIn(await bench.open())).toEqual(['own']);
    expect(before.equals(await readFile(bench.file))).toBe(true);
    expect(notesIn(await bench.open(NOTES_2))).toEqual(['from the future']);
  });

  it('is held by another program: in memory, and the file stays', async () => {
    await keep('one');
    const other = bench.foreign();
    other.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    const storage = await bench.open();
    expect(storage.state().problem).toBe(`Another program holds the database of Rollcall. ${IN_MEMORY}`);
    expect([saveNote(storage, bench.clock.now(), 'two'), notesIn(storage)]).toEqual([true, ['two']]);
    other.exec('ROLLBACK');
    other.close();
    storage.close();
    expect(notesIn(await bench.open())).toEqual(['one']);
  });

  it.each([
    ['a file is in the place of its folder', 'taken', 'EEXIST'],
    ['its folder cannot be made', path.join('taken', 'Rollcall'), 'ENOTDIR'],
  ])('is in memory when %s', async (_name, folder, reason) => {
    await writeFile(path.join(bench.folder, 'taken'), '');
    const storage = await bench.open(NOTES, { dataFolder: path.join(bench.folder, folder) });
    expect(storage.state().problem).toBe(`The database of Rollcall cannot be used (${reason}). ${IN_MEMORY}`);
    saveNote(storage, bench.clock.now(), 'two');
    expect(notesIn(storage)).toEqual(['two']);
  });

  it('is still read where nothing can be written beside it', async () => {
    await keep('one', 'two');
    await mkdir(`${bench.file}-shm`);
    const storage = await bench.open();
    expect(storage.state().problem).toMatch(
      /^The database of Rollcall cannot be written \(.+\)\. What was saved before is there, and nothing new is kept/,
    );
    expect([saveNote(storage, bench.clock.now(), 'three'), notesIn(storage)]).toEqual([true, ['one', 'two', 'three']]);
    expect(await storage.purgeEverything()).toMatchObject({ ok: false, error: { code: 'storage' } });
    storage.close();
    await rm(`${bench.file}-shm`, { recursive: true });
    expect(notesIn(await bench.open())).toEqual(['one', 'two']);
  });

  it('is in memory when a link leads nowhere', async () => {
    await symlink(path.join(bench.folder, 'gone'), bench.file);
    expect((await bench.open()).state().problem).toBe(`The database of Rollcall cannot be used (ENOENT). ${IN_MEMORY}`);
  });

  it('keeps nothing, and says so, where there is no SQLite', async () => {
    const storage = await bench.open(NOTES, { loadSqlite: () => Promise.reject(new Error('no such module')) });
    expect([saveNote(storage, 0, 'one'), notesIn(storage)]).toEqual([false, ['unreadable']]);
    expect(storage.state().problem).toBe('Rollcall has no database here, so nothing that it reads is kept.');
  });

  it('says that it cannot be written while that is so, without throwing at its caller', async () => {
    const storage = await bench.open();
    const other = bench.foreign();
    other.exec('BEGIN IMMEDIATE');
    expect(saveNote(storage, bench.clock.now(), 'lost')).toBe(false);
    expect(storage.state().problem).toBe(
      'The database of Rollcall cannot be written at the moment (database is locked). ' +
        'Meanwhile nothing new is kept.',
    );
    other.exec('ROLLBACK');
    expect([saveNote(storage, bench.clock.now(), 'saved'), storage.state().problem]).toEqual([true, null]);
    expect(notesIn(storage)).toEqual(['saved']);
  });

  it('keeps nothing after it was closed', async () => {
    const storage = await bench.open();
    storage.close();
    storage.close();
    expect(saveNote(storage, 0, 'late')).toBe(false);
  });
});

describe('a transaction', () => {
  it('is saved completely or not at all, and a mistake of ours is thrown', async () => {
    const storage = await bench.open();
    const insert = storage.disk.prepare('INSERT INTO note (id, at, text) VALUES (?, ?, ?)');
    const isWritten = storage.disk.write(() => {
      insert.run(1, 0, 'one');
      insert.run(1, 0, 'the same place');
    });
    expect([isWritten, notesIn(storage)]).toEqual([false, []]);
    const mistake = (): boolean =>
      storage.disk.write(() => {
        insert.run(1, 0, 'one');
        throw new TypeError('a mistake');
      });
    expect(mistake).toThrow('a mistake');
    expect([storage.disk.write(() => insert.run(1, 0, 'two')), notesIn(storage)]).toEqual([true, ['two']]);
  });
});
