import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStorageBench, notesIn, type StorageBench } from '../../support/storage-bench.ts';

const KILLS = 5;
let bench: StorageBench;
beforeEach(async () => {
  bench = await createStorageBench();
});
afterEach(() => bench.stop());

it('two processes begin a database and write into it at the same time', async () => {
  const writers = [bench.writer(200), bench.writer(200)];
  expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0]);
  const storage = await bench.open();
  expect([notesIn(storage).length, storage.state().problem]).toEqual([400, null]);
});

it('a process that is killed while it writes loses nothing it had saved', async () => {
  let said = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const writer = bench.writer(1_000_000);
    await writer.reached(11 * kill);
    writer.process.kill('SIGKILL');
    await writer.ended;
    const storage = await bench.open();
    const notes = notesIn(storage);
    expect(storage.state().problem).toBeNull();
    // One more may be saved than it came to say.
    expect(notes.length - said - writer.last()).toBeGreaterThanOrEqual(0);
    said = notes.length;
    storage.close();
  }
  expect(await bench.names()).toEqual(['rollcall.db']);
});
