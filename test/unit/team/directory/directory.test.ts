import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_DIRECTORY } from '../../../../electron/shared/model.ts';
import { appError } from '../../../../electron/shared/result.ts';
import { directoryTexts as texts } from '../../../../electron/shared/texts/team/directory.ts';
import { createStorageBench, type StorageBench } from '../../../support/storage-bench.ts';
import { queue, SAVED, startDirectory, type FakeAccount, type Run } from './scene.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let bench: StorageBench;
beforeEach(async () => void (bench = await createStorageBench()));
afterEach(() => bench.stop());

const start = (given: Partial<FakeAccount> = {}): Promise<Run> => startDirectory(bench, given);
/** Availability is read, as it is every half minute, for so long. */
async function live({ directory }: Run, forMs = 0): Promise<void> {
  for (let passedMs = 0; passedMs <= forMs; passedMs += 30_000) {
    directory.follow({ state: 'live' });
    await bench.clock.advanceAsync(Math.min(30_000, forMs - passedMs));
  }
}
const two = [queue('qu-2', 'Sales'), queue('qu-1', 'Billing', [{ id: 's-1', name: 'German' }])];
const members = { 'qu-1': ['u-1', 'u-2'], 'qu-2': [] };

describe('a directory', () => {
  it('calls nothing before the team was read', async () => {
    const run = await start({ queues: two });
    await bench.clock.advanceAsync(HOUR_MS);
    expect([run.called(), run.directory.get()]).toEqual([[], EMPTY_DIRECTORY]);
  });

  it('has read no names where a publisher has no queue any more', async () => {
    const { directory } = await start();
    const billing = { id: 'qu-1', name: 'Billing', members: ['u-1'], left: [], asOf: 7 };
    directory.publish({ queues: [billing], members: new Map() });
    expect(directory.get()).toMatchObject({ queues: [{ id: 'qu-1' }], asOf: 7 });
    directory.publish({ queues: [], members: new Map() });
    expect(directory.get()).toMatchObject({ queues: [], asOf: null });
  });

  it('has names for the view that is needed where everybody is refused', async () => {
    const run = await start({ queues: two });
    run.directory.follow({ state: 'stale' });
    await bench.clock.advanceAsync(0);
    expect(run.called()).toEqual([]);
    run.directory.follow({ state: 'stale', isViewNeeded: true });
    await bench.clock.advanceAsync(0);
    expect(run.called()).toEqual(['queues', 'skills']);
  });

  it('has names first and then the members, one queue at a time', async () => {
    const run = await start({ queues: two, members });
    await live(run);
    expect(run.called()).toEqual(['queues', 'skills']);
    const { now } = bench.clock;
    expect(run.directory.get()).toEqual({
      queues: [
        { id: 'qu-1', name: 'Billing', skills: [{ id: 's-1', name: 'German' }], members: null },
        { id: 'qu-2', name: 'Sales', skills: [], members: null },
      ],
      skills: [{ id: 's-1', name: 'German', members: null }],
      asOf: now(),
      isCut: false,
      problem: null,
      progress: { read: 0, of: 2, doneAt: now() + MINUTE_MS },
    });
    await live(run, MINUTE_MS);
    expect(run.called()).toEqual(['qu-2', 'qu-1']);
    const { queues, progress } = run.directory.get();
    expect(queues.map((each) => each.members)).toEqual([
      { count: 2, asOf: now() },
      { count: 0, asOf: now() },
    ]);
    expect(progress).toBeNull();
    expect(run.changes.at(-1)).toEqual(run.directory.get());
    expect([...(run.directory.members().ofQueue('qu-1') ?? [])]).toEqual(['u-1', 'u-2']);
    expect([...(run.directory.members().ofQueue('qu-2') ?? ['?'])]).toEqual([]);
    expect(run.directory.members().ofQueue('qu-3')).toBeNull();
  });

  it('reads first what views use, also skills and ids that nothing names, and the others after the skills', async () => {
    const run = await start({ queues: two, members: { ...members, 'qu-9': ['u-9'], 's-1': ['u-1'] } });
    run.directory.use(['qu-1', 'qu-9', 'qu-1'], ['s-1']);
    await live(run, 5 * MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'qu-1', 'qu-9', 's-1', 'skills', 'qu-2']);
    expect(run.directory.get().skills).toEqual([
      { id: 's-1', name: 'German', members: expect.objectContaining({ count: 1 }) as unknown },
    ]);
    expect(run.directory.members().ofQueue('qu-9')?.has('u-9')).toBe(true);
    expect(run.directory.get().queues).toHaveLength(2);
  });

  it('keeps to its pace whatever is due', async () => {
    const run = await start({ queues: Array.from({ length: 40 }, (_, index) => queue(`qu-${index}`)) });
    await live(run, 30 * MINUTE_MS);
    const { calls } = run.account;
    const inAMinute = calls.map(
      ({ at }) => calls.filter((other) => other.at >= at && other.at < at + MINUTE_MS).length,
    );
    expect([calls.length, Math.max(...inAMinute)]).toEqual([42, 2]);
  });

  it('lets the members of a view go first, at twice the pace, also where others wait already', async () => {
    const run = await start({ queues: [...two, queue('qu-3'), queue('qu-4')], members });
    await live(run);
    expect(run.called()).toEqual(['queues', 'skills']);
    run.directory.use(['qu-4', 'qu-1', 'qu-3']);
    await live(run);
    expect(run.called()).toEqual(['qu-4', 'qu-1']);
    expect(run.directory.get().progress?.doneAt).toBe(bench.clock.now() + MINUTE_MS);
    await live(run, MINUTE_MS);
    expect(run.called()).toEqual(['qu-3', 'qu-2']);
  });

  it('has another pace for another account, and the same when it comes back', async () => {
    const run = await start({ queues: two, members });
    await live(run);
    expect(run.called()).toEqual(['queues', 'skills']);
    run.open({ ...SAVED, connectionId: 'c-2', account: 'bbbb' }, 'another');
    await live(run);
    expect(run.called()).toEqual(['queues', 'skills']);
    run.open({ ...SAVED, connectionId: 'c-3', account: 'cccc' }, 'another');
    await live(run, 30_000);
    expect(run.called()).toEqual([]);
    await live(run, MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'skills']);
  });

  it('reads names daily, members of queues daily, and those that views use every hour', async () => {
    const run = await start({ queues: two, members });
    run.directory.use(['qu-1']);
    await live(run, 10 * MINUTE_MS);
    run.called();
    await live(run, 50 * MINUTE_MS);
    expect(run.called()).toEqual(['qu-1']);
    await live(run, 26 * HOUR_MS);
    const later = run.called();
    const times = (what: string): number => later.filter((call) => call === what).length;
    expect([times('queues'), times('skills'), times('qu-2')]).toEqual([1, 1, 1]);
    expect(times('qu-1')).toBeGreaterThanOrEqual(25);
  });

  it('reads everything anew when it is wanted, and has the old until then', async () => {
    const run = await start({ queues: two, members });
    await live(run, 5 * MINUTE_MS);
    run.called();
    run.account.queues = [queue('qu-1', 'Invoices'), queue('qu-3', 'Billing')];
    run.account.members = { 'qu-1': ['u-2'], 'qu-3': ['u-3'] };
    expect(run.directory.refresh().queues.map(({ name }) => name)).toEqual(['Billing', 'Sales']);
    await live(run, 5 * MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'skills', 'qu-3', 'qu-1']);
    const { queues } = run.directory.get();
    expect(queues.map(({ id, name, members: of }) => [id, name, of?.count])).toEqual([
      ['qu-3', 'Billing', 1],
      ['qu-1', 'Invoices', 1],
    ]);
    expect(run.directory.members().ofQueue('qu-2')).toBeNull();
  });

  it('rests while the team is paused, and goes on', async () => {
    const run = await start({ queues: two, members });
    await live(run);
    run.directory.follow({ state: 'paused' });
    await bench.clock.advanceAsync(HOUR_MS);
    expect([run.called(), run.directory.get().progress]).toEqual([
      ['queues', 'skills'],
      { read: 0, of: 2, doneAt: null },
    ]);
    await live(run, 2 * MINUTE_MS);
    expect(run.called()).toEqual(['qu-2', 'qu-1']);
  });

  it('does not wait for a clock that was set back by a day', async () => {
    const run = await start({ queues: two, members });
    await live(run, 3 * MINUTE_MS);
    run.called();
    bench.clock.jump(-24 * HOUR_MS);
    run.directory.refresh();
    await live(run, 3 * MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'skills', 'qu-2', 'qu-1']);
  });
});

describe('members who left', () => {
  it('are those seen in the queue earlier today, until they are back or the day is over', async () => {
    const run = await start({ queues: two, members });
    run.directory.use(['qu-1']);
    await live(run, 5 * MINUTE_MS);
    const left = (): readonly string[] => run.directory.members().leftQueue('qu-1');
    expect(left()).toEqual([]);
    run.account.members = { 'qu-1': ['u-1'] };
    await live(run, HOUR_MS);
    expect([left(), [...(run.directory.members().ofQueue('qu-1') ?? [])]]).toEqual([['u-2'], ['u-1']]);
    run.quit();
    const next = await start({ queues: two, members: { 'qu-1': [] } });
    expect(next.directory.members().leftQueue('qu-1')).toEqual(['u-2']);
    next.directory.use(['qu-1']);
    await live(next, HOUR_MS);
    expect(next.directory.members().leftQueue('qu-1')).toEqual(['u-2', 'u-1']);
    next.account.members = { 'qu-1': ['u-2'] };
    await live(next, HOUR_MS);
    expect(next.directory.members().leftQueue('qu-1')).toEqual(['u-1']);
    bench.clock.jump(24 * HOUR_MS);
    expect(next.directory.members().leftQueue('qu-1')).toEqual([]);
    next.quit();
  });

  it('are not those of whom nobody knows on which day they left', async () => {
    const run = await start({ queues: two, members });
    run.directory.use(['qu-1']);
    await live(run, 5 * MINUTE_MS);
    run.account.members = { 'qu-1': ['u-1'] };
    bench.clock.jump(24 * HOUR_MS);
    await live(run, 5 * MINUTE_MS);
    expect(run.directory.members().leftQueue('qu-1')).toEqual([]);
  });
});

describe('a tenant that refuses', () => {
  it.each([
    ['every name', { queues: 'forbidden', skills: 'forbidden' }, texts.noNames],
    ['names by an unknown word', { queues: 'ids-refused', skills: 'ids-refused' }, texts.noNames],
    [
      'names for now',
      { queues: 'server-error', skills: 'server-error' },
      texts.notRead(appError('server-error').message),
    ],
    ['the list of skills alone', { skills: 'scope-missing' }, texts.noSkills],
    ['everybody’s members', { '*': 'forbidden' }, texts.noMembers],
    ['members and skills', { '*': 'not-found', skills: 'forbidden' }, `${texts.noMembers} ${texts.noSkills}`],
  ] as const)('%s has a sentence for it', async (_, errors, problem) => {
    const queues = Array.from({ length: 6 }, (_each, index) => queue(`qu-${index}`));
    const run = await start({ queues, errors });
    await live(run, 9 * MINUTE_MS);
    expect(run.directory.get().problem).toBe(problem);
    expect(run.called().length).toBeLessThanOrEqual(9);
  });

  it('is asked again after a day, or when somebody wants it', async () => {
    const run = await start({ queues: two, members, errors: { queues: 'forbidden', skills: 'forbidden' } });
    await live(run, 10 * MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'skills']);
    run.account.errors = {};
    run.directory.refresh();
    await live(run, 5 * MINUTE_MS);
    expect([run.called().length, run.directory.get().problem]).toEqual([4, null]);
    run.account.errors = { queues: 'forbidden' };
    await live(run, 25 * HOUR_MS);
    expect([run.directory.get().problem, run.directory.get().queues.length]).toEqual([texts.oldNames, 2]);
  });

  it('goes on with members of what views name where there are no names', async () => {
    const errors = { queues: 'not-found', skills: 'not-found' } as const;
    const run = await start({ errors, members });
    run.directory.use(['qu-1']);
    await live(run, 2 * MINUTE_MS);
    expect(run.directory.members().ofQueue('qu-1')?.size).toBe(2);
    expect(run.directory.get()).toMatchObject({ queues: [], problem: texts.noNames });
  });

  it('one queue leaves the others, and nobody is known to be in it', async () => {
    const run = await start({ queues: two, members });
    run.directory.use(['qu-1', 'qu-2']);
    await live(run, 3 * MINUTE_MS);
    run.account.errors = { 'qu-1': 'request-refused' };
    await live(run, HOUR_MS);
    const { ofQueue } = run.directory.members();
    expect([ofQueue('qu-1'), ofQueue('qu-2')?.size, run.directory.get().problem]).toEqual([null, 0, null]);
    run.quit();
    const next = await start();
    expect([next.directory.members().ofQueue('qu-1'), next.directory.members().ofQueue('qu-2')?.size]).toEqual([
      null,
      0,
    ]);
    next.quit();
  });

  it.each([1, 2, 4])('the members of all of %i queues ends as refused, and is not read on', async (count) => {
    const queues = Array.from({ length: count }, (_, index) => queue(`qu-${index}`));
    const run = await start({ queues, errors: { '*': 'request-refused' } });
    run.directory.use(['qu-0']);
    await live(run, 10 * MINUTE_MS);
    const { queues: listed, problem, progress } = run.directory.get();
    expect([problem, progress]).toEqual([texts.noMembers, null]);
    expect(listed.map(({ isRefused }) => isRefused)).toEqual(queues.map(() => true));
  });

  it('the members of one queue or skill says so of that alone, until it is read', async () => {
    const run = await start({ queues: two, members, errors: { 'qu-1': 'forbidden', 's-1': 'request-refused' } });
    run.directory.use(['qu-1', 'qu-2'], ['s-1']);
    await live(run, 5 * MINUTE_MS);
    const refused = () => {
      const { queues, skills } = run.directory.get();
      return [...queues, ...skills].flatMap(({ id, isRefused }) => (isRefused === true ? [id] : []));
    };
    expect(refused()).toEqual(['qu-1', 's-1']);
    run.account.errors = {};
    run.directory.refresh();
    await live(run, 5 * MINUTE_MS);
    expect(refused()).toEqual([]);
  });

  it('for want of a filter makes what was read of other queues untrue, and says so', async () => {
    const run = await start({ queues: [queue('qu-1'), queue('qu-2')], members: { 'qu-1': ['u-1'], 'qu-2': ['u-1'] } });
    await live(run, HOUR_MS);
    expect(run.directory.members().ofQueue('qu-2')?.size).toBe(1);
    run.account.members = {};
    run.account.errors = { '*': 'filter-ignored' };
    run.directory.refresh();
    await live(run, HOUR_MS);
    expect(['qu-1', 'qu-2'].map((id) => run.directory.members().ofQueue(id))).toEqual([null, null]);
    expect(run.directory.get()).toMatchObject({ problem: texts.filterIgnored, progress: null });
  });

  it('everybody’s members is left alone after three queues', async () => {
    const queues = Array.from({ length: 50 }, (_, index) => queue(`qu-${index}`));
    const run = await start({ queues, errors: { '*': 'forbidden' } });
    await live(run, HOUR_MS);
    expect([run.called().length, run.directory.get().progress]).toEqual([5, null]);
  });
});

describe('an answer that fails', () => {
  it.each(['timeout', 'server-error', 'unexpected-shape', 'token-refused'] as const)(
    'with %s for one queue keeps who was in it and does not hold up the others',
    async (code) => {
      const run = await start({ queues: two, members });
      run.directory.use(['qu-1', 'qu-2']);
      await live(run, 3 * MINUTE_MS);
      run.called();
      run.account.errors = { 'qu-1': code };
      await live(run, HOUR_MS);
      expect(run.called()).toContain('qu-2');
      expect(run.directory.members().ofQueue('qu-1')?.size).toBe(2);
    },
  );

  it('because of the limit waits until the server says', async () => {
    const retryAt = bench.clock.now() + 10 * MINUTE_MS;
    const run = await start({ queues: two, members, errors: { queues: appError('rate-limited', { retryAt }) } });
    await live(run, 9 * MINUTE_MS);
    expect([run.called(), run.directory.get().problem]).toEqual([
      ['queues'],
      texts.notRead(appError('rate-limited').message),
    ]);
    run.account.errors = {};
    await live(run, 5 * MINUTE_MS);
    expect(run.directory.get()).toMatchObject({ problem: null, progress: null });
  });

  it('pages that repeat lose no queue that was known, and there is a sentence', async () => {
    const run = await start({ queues: two, members });
    await live(run, 3 * MINUTE_MS);
    Object.assign(run.account, { queues: [queue('qu-1', 'Invoices')], isComplete: false });
    run.directory.refresh();
    await live(run, 3 * MINUTE_MS);
    expect(run.directory.get().queues.map(({ name }) => name)).toEqual(['Invoices', 'Sales']);
    expect(run.directory.get()).toMatchObject({ problem: texts.notComplete, isCut: true });
    run.quit();
    const next = await start({ queues: two, members });
    expect(next.directory.get()).toMatchObject({ problem: texts.notComplete, isCut: true });
    next.directory.refresh();
    await live(next, 3 * MINUTE_MS);
    expect(next.directory.get()).toMatchObject({ problem: null, isCut: false });
  });
});

describe('odd names', () => {
  it('two queues of one name stay two, in a fixed order', async () => {
    const run = await start({
      queues: [queue('qu-b', 'Sales'), queue('qu-a', 'sales'), queue('qu-10', 'Line 10'), queue('qu-9', 'Line 9')],
    });
    await live(run);
    expect(run.directory.get().queues.map(({ id }) => id)).toEqual(['qu-9', 'qu-10', 'qu-a', 'qu-b']);
  });

  it('ids, HTML and emoji are names as they are', async () => {
    const names = ['qu-2', '<img src=x onerror=alert(1)>', '👩‍💻 Help'];
    const run = await start({ queues: names.map((name, index) => queue(`qu-${index}`, name)) });
    await live(run, 2 * MINUTE_MS);
    run.quit();
    const next = await start();
    expect(
      next.directory
        .get()
        .queues.map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
    next.quit();
  });

  it('a thousand queues are read within their pace, and a restart goes on where it was', async () => {
    const queues = Array.from({ length: 1_000 }, (_, index) => queue(`qu-${index}`, `Queue ${index}`));
    const of = Object.fromEntries(queues.map(({ id }, index) => [id, [`u-${index}`, `u-${index + 1}`]]));
    const run = await start({ queues, members: of });
    await live(run, 100 * MINUTE_MS);
    const read = run.called().length - 2;
    expect(read).toBeGreaterThan(190);
    run.quit();
    const next = await start({ queues, members: of });
    expect(next.directory.get().queues.filter((each) => each.members !== null)).toHaveLength(read);
    await live(next, 10 * MINUTE_MS);
    expect(next.called().filter((id) => run.account.calls.some(({ what }) => what === id))).toEqual([]);
    expect(next.directory.get().progress).toMatchObject({ read: 22, of: 1_000 - read });
    next.quit();
  });
});

describe('a connection', () => {
  it('has its own directory, which is there at once when it is open again', async () => {
    const run = await start({ queues: two, members });
    await live(run, 3 * MINUTE_MS);
    run.open({ ...SAVED, connectionId: 'c-2' });
    expect(run.directory.get()).toEqual({ ...EMPTY_DIRECTORY, progress: null });
    expect(run.directory.members().ofQueue('qu-1')).toBeNull();
    run.open(SAVED);
    expect(run.directory.members().ofQueue('qu-1')?.size).toBe(2);
  });

  it('that is switched drops what is under way', async () => {
    const run = await start({ queues: two, members });
    await live(run); // the next call waits for its pace
    run.open({ ...SAVED, connectionId: 'c-2' });
    run.account.queues = [];
    await bench.clock.advanceAsync(5 * MINUTE_MS);
    expect([run.called(), run.directory.get().queues]).toEqual([['queues', 'skills'], []]);
  });

  it('that is switched drops an answer that comes later', async () => {
    const held = Promise.withResolvers<void>();
    const run = await start({ queues: two, members, held: held.promise });
    await live(run);
    run.open({ ...SAVED, connectionId: 'c-2' });
    held.resolve();
    await bench.clock.advanceAsync(MINUTE_MS);
    expect([run.called(), run.directory.get()]).toEqual([['queues'], EMPTY_DIRECTORY]);
    run.open(SAVED);
    expect(run.directory.get()).toEqual(EMPTY_DIRECTORY);
  });

  it('with another secret goes on with what is known', async () => {
    const run = await start({ queues: two, members });
    await live(run);
    run.open({ ...SAVED });
    await live(run, 3 * MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'skills', 'qu-2', 'qu-1']);
  });

  it('of a session, and the demo, leave nothing on disk', async () => {
    const run = await start({ queues: two, members });
    run.open({ ...SAVED, isPersistent: false });
    await live(run, 3 * MINUTE_MS);
    expect(run.directory.get().queues).toHaveLength(2);
    run.quit();
    const next = await start();
    expect(next.directory.get().queues).toEqual([]);
    next.quit();
  });

  it('that is forgotten is gone, and so are those that are no longer there', async () => {
    const run = await start({ queues: two, members });
    await live(run, 3 * MINUTE_MS);
    run.directory.forget('c-1');
    run.open(null);
    run.open(SAVED);
    expect(run.directory.get().queues).toEqual([]);
    await live(run, 3 * MINUTE_MS);
    run.directory.forgetOthers(['c-2']);
    run.open(null);
    run.open(SAVED);
    expect(run.directory.get().queues).toEqual([]);
  });

  it('whose data were deleted is read anew', async () => {
    const run = await start({ queues: two, members });
    await live(run, 3 * MINUTE_MS);
    run.called();
    run.directory.reset();
    await run.storage.purgeEverything();
    expect(run.directory.get()).toEqual(EMPTY_DIRECTORY);
    await live(run, 3 * MINUTE_MS);
    expect(run.called()).toEqual(['queues', 'skills', 'qu-2', 'qu-1']);
  });
});
