import { expect, it } from 'vitest';
import { openHistoryRepository } from '../../../../electron/history/cache/history-repository.ts';
import { packRecords } from '../../../../electron/history/cache/packed-records.ts';
import { createDays } from '../../../../electron/relay/publish/days.ts';
import type { Outlet } from '../../../../electron/relay/publish/outlet.ts';
import type { PublishSource } from '../../../../electron/relay/publish/types.ts';
import { EMPTY_DIRECTORY, NOTHING_LEARNED, type View } from '../../../../electron/shared/model.ts';
import { fail, ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeMembers } from '../../../support/fake-members.ts';
import { fakeSnapshot, viewedTeam } from '../../../support/fake-team.ts';
import { fakeView } from '../../../support/fake-views.ts';
import { openDatabase } from '../../history/history-scene.ts';

const KEY = { connectionId: 'c-1', account: 'a-1' };
const NIGHT = fakeView({ id: 'v-1', name: 'Night' });

/** Days of one agent, of whom today was read. */
function scene() {
  const clock = createFakeClock(Date.UTC(2026, 2, 2, 9));
  const repository = openHistoryRepository(openDatabase());
  repository.write(() => {
    const dayId = repository.openDay(KEY, { date: '2026-03-02', timeZoneOffset: 0 });
    repository.putAgent(KEY, { userId: 'u-1', name: 'Ana', customId: null });
    repository.putRow(KEY, dayId, { userId: 'u-1', readAt: clock.now(), ...packRecords([]) });
  });
  let isKnown = false;
  let isServed = true;
  const views: View[] = [NIGHT];
  const source: PublishSource = {
    isDemo: () => false,
    timeZone: () => 'UTC',
    views: () => views,
    teamOf: () => viewedTeam([]),
    facts: () => fakeSnapshot([], clock.now()),
    unread: () => [],
    directory: () => EMPTY_DIRECTORY,
    members: createFakeMembers().members,
    watch: () => undefined,
    intervalMs: () => 15_000,
    history: {
      get: () => Promise.resolve(fail('not-connected')),
      read: () => Promise.resolve(fail('not-connected')),
      source: () => ({
        ...{ repository, key: KEY, timeZone: 'UTC', apiTimes: 'auto', memory: NOTHING_LEARNED },
        ...{ isDemo: false, publisher: null },
      }),
    },
    people: () => [],
    personTest: (view) =>
      view === null || isKnown ? ok(view === null || isServed ? null : () => false) : fail('not-found'),
    retentionDays: () => 2,
    isHistoryOff: () => false,
  };
  const said: string[] = [];
  const out: Outlet = {
    say(subject) {
      said.push('view' in subject ? `${subject.view} ${subject.kind}` : subject.kind);
      return Promise.resolve('said');
    },
    found: () => undefined,
    clear: () => Promise.resolve(),
  };
  const days = createDays({ clock, audiences: ['names'], source, collect: () => undefined }, out);
  return {
    clock,
    views,
    tell: () => void (isKnown = true),
    empty: () => void (isServed = false),
    async publish() {
      await days.publish();
      return said.splice(0);
    },
  };
}

it('publishes the day of a view with the first poll after it is known who is in it, and once', async () => {
  const { clock, publish, tell } = scene();
  expect(await publish()).toEqual(['everybody day']);
  clock.advance(15_000);
  expect(await publish()).toEqual([]);
  tell();
  expect(await publish()).toEqual(['v-1 day']);
  clock.advance(15_000);
  expect(await publish()).toEqual([]);
});

it('does so for a view that is made while it runs', async () => {
  const { publish, tell, views } = scene();
  tell();
  expect(await publish()).toEqual(['everybody day', 'v-1 day']);
  views.push(fakeView({ id: 'v-2', name: 'Morning' }));
  expect(await publish()).toEqual(['v-2 day']);
});

it('publishes that day also of a view without anybody, so that no desk takes it for unread', async () => {
  const { publish, tell, empty } = scene();
  tell();
  empty();
  expect(await publish()).toEqual(['everybody day', 'v-1 day']);
});
