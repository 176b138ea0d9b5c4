import { openStorage } from '../../electron/storage/open.ts';
import { saveNote, NOTES } from './storage-bench.ts';

/** A separate process that saves notes: `storage-writer.ts FOLDER COUNT`. Prints each number once its note is saved. */
// The fake clock's time in the tests that read the notes.
const AT = Date.UTC(2026, 2, 2, 9);
const [dataFolder = '', count = '0'] = process.argv.slice(2);
const storage = await openStorage({ dataFolder, schema: NOTES, clock: { now: () => AT } });
const problem = storage.state().problem;
if (problem !== null) throw new Error(problem);
for (let number = 1; number <= Number(count); number += 1) {
  if (!saveNote(storage, AT, String(number))) throw new Error(storage.state().problem ?? 'not saved');
  process.stdout.write(`${number}\n`);
}
storage.close();
