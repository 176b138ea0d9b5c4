import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeDeskLine } from '../../../electron/relay/broker/desk-line.ts';
import type { SettingsDocument } from '../../../electron/settings/types.ts';
import { EVERYBODY } from '../../../electron/shared/model.ts';
import { deskTexts } from '../../../electron/shared/texts/relay/desk.ts';
import { commandTexts } from '../../../electron/shared/texts/terminal/terminal-commands.ts';
import { terminalTexts } from '../../../electron/shared/texts/terminal/terminal.ts';
import { createDeskBench, type DeskBench } from '../../support/desk-bench.ts';
import { createFakeKeychain } from '../../support/fake-keychain.ts';
import { makeOwner } from '../../support/owner-bench.ts';

let bench: DeskBench;
beforeEach(async () => {
  bench = await createDeskBench();
});
afterEach(() => bench.stop());

it('marks the demo of a publisher in single commands, the first one too, and keeps that', async () => {
  const { app: publisher } = await bench.publisher();
  await bench.pass(20_000);
  const date = new Date(bench.clock.now()).toISOString().slice(0, 10);
  await publisher.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
  await bench.pass(6 * 60_000);
  const keychain = await bench.save();
  const said = async (...args: readonly string[]) => {
    const { code, io } = await bench.run(args, keychain);
    return { code, text: [...io.out, ...io.written].join('\n'), notes: io.messages };
  };
  const note = 'This is demo data: the publisher of this desk plays it.';

  const history = await said('history', date, '--csv');
  // For this computer, whose clock is months ahead, that day is over and its rest not published.
  expect([history.code, history.notes[0]]).toEqual([8, note]);
  expect(history.text).toContain('Demo data, no real agents.');
  const status = await said('status', '--json');
  expect([status.code, status.notes, JSON.parse(status.text)]).toMatchObject([0, [note], { demo: true }]);
  const queues = await said('queues');
  expect([queues.code, queues.notes]).toEqual([0, [note]]);
  expect(queues.text).toContain(' available, ');
  expect((await said('alerts')).notes).toContain(note);
  const saved = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as SettingsDocument;
  const { timeZone } = publisher.app.connection().profile ?? {};
  expect(saved.connections[0]?.profile).toMatchObject({ isDemo: true, timeZone });
});

/** A publisher with a view of whoever has these letters in the name, whose day is published, and a desk that sees it alone. */
async function saveDeskOfView(name: string, text: string) {
  const { app: publisher, stop } = await bench.publisher();
  await bench.pass(20_000);
  const { id: of } = (await publisher.get('connection:get')).profile ?? { id: null };
  const { activeId } = await publisher.get('view:save', of, { ...EVERYBODY, id: null, name, text });
  const date = new Date(bench.clock.now()).toISOString().slice(0, 10);
  await publisher.get('history:read', { dates: [date], who: { kind: 'everybody' }, timeZone: null, apiTimes: null });
  await bench.pass(6 * 60_000);
  const access = { audience: 'names', views: [activeId ?? ''] } as const;
  return {
    access,
    date,
    stop,
    names: publisher.app
      .team()
      .agents.map((agent) => agent.name)
      .toSorted(),
  };
}

/** Whom a CSV of the history names. */
const namesIn = (csv: string): readonly string[] =>
  [...new Set(csv.split('\n').flatMap((row) => row.split(',')[2] ?? []))].filter((name) => name !== 'name').toSorted();

it('has the history of a view of its publisher, of which it has not heard before, with the app and without', async () => {
  const { access, date, stop, names } = await saveDeskOfView('Lees', 'le');
  const args = ['history', date, '--view', 'lees', '--csv'];
  const alone = await bench.run(args, await bench.save(access), bench.clock);
  const shown = namesIn(alone.io.written.join(''));
  expect([alone.code, shown.length > 1]).toEqual([0, true]);
  expect(names).toEqual(expect.arrayContaining([...shown])); // the others have no record today

  const keychain = await bench.save(access);
  const desk = await bench.open(access);
  const owner = await makeOwner(bench, desk);
  await bench.until(() => desk.app.team().health.state === 'live');
  await bench.pass(1_000); // the views are saved
  const beside = await bench.run(args, keychain, bench.clock);
  expect([beside.code, namesIn(beside.io.written.join(''))]).toEqual([0, shown]);
  const unknown = await bench.run(['history', date, '--view', 'Sales'], keychain, bench.clock);
  expect([unknown.code, unknown.io.messages.at(-1)]).toEqual([
    2,
    expect.stringMatching(/^There is no view.*\n +Lees$/s),
  ]);
  await owner.release();
  await desk.app.stop();

  await stop();
  await bench.pass(6_000);
  const stopped = await bench.run(args, await bench.save(access), bench.clock);
  expect(namesIn(stopped.io.written.join(''))).toEqual(shown);
});

it('knows the views of its publisher once it is connected', async () => {
  const { access } = await saveDeskOfView('Lees', 'le');
  const line = writeDeskLine({ name: 'New', password: 'password', access: { ...bench.access(), ...access } });
  const connected = await bench.run(['connect', '--desk-stdin'], createFakeKeychain(), bench.clock, line);
  expect(connected.code).toBe(0);
  const saved = JSON.parse(await readFile(path.join(bench.dataFolder, 'settings.json'), 'utf8')) as SettingsDocument;
  expect(saved.connections[0]?.views.map(({ name }) => name)).toEqual(['Lees']);
});

it('finds queues and agents by name in a single command, and says which queues a desk has', async () => {
  const { app: publisher } = await bench.publisher();
  await bench.until(() => publisher.app.team().queues.length > 0);
  await bench.pass(31_000); // the catch-up has them, the snapshot does not
  const { queues, agents } = publisher.app.team();
  const keychain = await bench.save();
  const total = async (...args: readonly string[]) => {
    const { io } = await bench.run(['status', ...args, '--format', '{total}'], keychain, bench.clock);
    return io.out[0];
  };
  expect(await total('--queue', queues[0]?.name ?? '')).toBe(String(queues[0]?.counts.total));
  expect(await total('--agent', agents[0]?.name ?? '')).toBe('1');
  const said = async (...args: readonly string[]) => {
    const { code, io } = await bench.run(['status', ...args], keychain, bench.clock);
    return [code, io.messages.at(-1)];
  };
  const none = expect.stringMatching(/^There is no queue "Nowhere"\. There are:\n/) as string;
  const unknown = await said('--queue', 'Nowhere');
  expect(unknown).toEqual([2, none]);
  expect(String(unknown[1]).split('\n').at(-1)).toBe(deskTexts.queuesWhole);
  expect(await said('--queue', 'qu-nowhere')).toEqual([2, deskTexts.queueNotPublished]);
  expect(await said('--skill', 'Welsh')).toEqual([2, deskTexts.skillsNotPublished]);
  const history = async (...args: readonly string[]) => {
    const { code, io } = await bench.run(['history', ...args], keychain, bench.clock);
    return [code, io.messages.at(-1)];
  };
  expect(await history('--queue', 'Nowhere')).toEqual(unknown);
  expect(await history('--queue', 'qu-nowhere')).toEqual([2, deskTexts.queueNotPublished]);
  expect(await history('--skill', 'Welsh')).toEqual([2, deskTexts.skillsNotPublished]);
  expect((await history('--queue', queues[0]?.name ?? ''))[1]).not.toContain('no queue');

  const desk = await bench.open();
  const owner = await makeOwner(bench, desk);
  await bench.until(() => desk.app.team().health.state === 'live' && desk.app.team().queues.length > 0);
  expect(await said('--queue', 'Nowhere')).toEqual(unknown);
  expect(await said('--queue', 'qu-nowhere')).toEqual([2, deskTexts.queueNotPublished]);
  await owner.release();
});

it('asks its publisher for many days without a word of calls, and says why days are not there', async () => {
  await bench.publisher();
  await bench.pass(7 * 60_000);
  const { code, io } = await bench.run(['history', 'last-14-days'], await bench.save(), bench.clock);
  expect([code, io.messages]).toEqual([
    8,
    [
      commandTexts.history.askingPublisher,
      terminalTexts.demo(true),
      expect.stringContaining(deskTexts.notPublished.notRead),
    ],
  ]);
  expect([...io.messages.slice(1), ...io.shown].join(' ')).not.toMatch(/\bcalls?\b|reads the rest|--from|left/);
});
