import { expect, it } from 'vitest';
import type { Outlet } from '../../../../electron/relay/publish/outlet.ts';
import { createTeamFeeds } from '../../../../electron/relay/publish/team-feeds.ts';
import type { PublishSource } from '../../../../electron/relay/publish/types.ts';
import type { Subject } from '../../../../electron/relay/wire/messages.ts';
import type { Place } from '../../../../electron/relay/wire/topics.ts';
import {
  EMPTY_DIRECTORY,
  EMPTY_FILTER,
  type Agent,
  type Audience,
  type View,
} from '../../../../electron/shared/model.ts';
import { ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { fakeAgents, fakeSnapshot, viewedTeam } from '../../../support/fake-team.ts';

const viewOf = (index: number): View => ({
  ...{ id: `v-${index}`, name: `View ${index}`, filter: EMPTY_FILTER, text: '', statuses: [], secondaryStatuses: [] },
});

/** A team that a test changes, and what is said of it. */
function scene({ views = 0, audiences = ['names'] as readonly Audience[] } = {}) {
  const clock = createFakeClock();
  const agents: Agent[] = [...fakeAgents(4, clock.now())];
  const untold = new Set<string | null>();
  const said: { readonly what: string; readonly content: object }[] = [];
  let outcomeOf = (_subject: Subject): Awaited<ReturnType<Outlet['say']>> => 'said';
  const all = Array.from({ length: views }, (_, index) => viewOf(index));
  const nobody = {
    ofQueue: () => null,
    ofSkill: () => null,
    asOf: () => null,
    leftQueue: () => [],
    ofView: () => null,
  };
  const source: PublishSource = {
    isDemo: () => false,
    facts: () => fakeSnapshot([], clock.now()),
    timeZone: () => 'UTC',
    views: () => all,
    teamOf: (view) => (untold.has(view?.id ?? null) ? null : viewedTeam(agents)),
    unread: () => [],
    directory: () => EMPTY_DIRECTORY,
    members: () => nobody,
    watch: () => undefined,
    intervalMs: () => 15_000,
    history: { get: () => Promise.reject(new Error()), read: () => Promise.reject(new Error()), source: () => null },
    people: () => [],
    personTest: () => ok(null),
    retentionDays: () => 30,
    isHistoryOff: () => false,
  };
  const cleared: ((place: Place) => boolean)[] = [];
  const out: Outlet = {
    say(subject, content) {
      const place = 'view' in subject ? `${subject.view} ` : '';
      said.push({ what: `${'audience' in subject ? subject.audience : ''} ${place}${subject.kind}`, content });
      return Promise.resolve(outcomeOf(subject));
    },
    found: () => undefined,
    clear: (isGone) => Promise.resolve(void cleared.push(isGone)),
  };
  const feeds = createTeamFeeds({ clock, audiences, source, collect: () => undefined }, out);
  return {
    clock,
    feeds,
    agents,
    all,
    untold,
    cleared,
    answer: (next: typeof outcomeOf) => void (outcomeOf = next),
    /** What was said since the last time. */
    said: () => said.splice(0),
    what: () => said.splice(0).map(({ what }) => what),
  };
}

it('says views once, and of each view a snapshot, a catch-up and a delta, in this order', async () => {
  const { feeds, what } = scene({ views: 1, audiences: ['names', 'counts'] });
  expect(await feeds.publish(1)).toEqual({ told: 2, untold: 0 });
  const ofView = (view: string) =>
    ['names', 'counts'].flatMap((audience) =>
      ['snapshot', 'catchup', 'delta'].map((kind) => `${audience} ${view} ${kind}`),
    );
  expect(what()).toEqual(['names views', 'counts views', ...ofView('everybody'), ...ofView('v-0')]);
  await feeds.publish(2);
  expect(what().filter((each) => each.startsWith('names'))).toEqual([
    ...['names everybody catchup', 'names everybody delta', 'names v-0 catchup', 'names v-0 delta'],
  ]);
});

it('says views and snapshots again after five minutes, which the broker may have lost', async () => {
  const { feeds, what, clock } = scene();
  await feeds.publish(1);
  what();
  clock.advance(299_999);
  await feeds.publish(2);
  expect(what()).toEqual(['names everybody catchup', 'names everybody delta']);
  clock.advance(1);
  await feeds.publish(3);
  expect(what()).toEqual(['names views', ...['snapshot', 'catchup', 'delta'].map((kind) => `names everybody ${kind}`)]);
});

it('says one poll of all views under one revision, also where the next one is read meanwhile', async () => {
  const { feeds, said, agents, answer } = scene({ views: 1 });
  const before = [...agents];
  answer(() => {
    agents.pop();
    return 'said';
  });
  await feeds.publish(1);
  const snapshots = said().filter(({ what }) => what.endsWith('snapshot'));
  expect(snapshots.map(({ what }) => what)).toEqual(['names everybody snapshot', 'names v-0 snapshot']);
  for (const { content } of snapshots) expect(content).toMatchObject({ counts: viewedTeam(before).counts });
});

it('tells all of fifty views', async () => {
  const { feeds, what } = scene({ views: 50 });
  expect(await feeds.publish(1)).toEqual({ told: 51, untold: 0 });
  expect(what().filter((each) => each.endsWith('snapshot'))).toHaveLength(51);
});

it('leaves out a view that nobody can tell, and goes on from what was said of it when somebody can', async () => {
  const { feeds, what, untold } = scene({ views: 1 });
  await feeds.publish(1);
  what();
  untold.add('v-0');
  expect(await feeds.publish(2)).toEqual({ told: 1, untold: 1 });
  expect(what()).toEqual(['names everybody catchup', 'names everybody delta']);
  untold.add(null);
  expect(await feeds.publish(3)).toEqual({ told: 0, untold: 0 });
  untold.clear();
  await feeds.publish(3);
  expect(what()).toEqual(expect.arrayContaining(['names v-0 catchup', 'names v-0 delta']));
});

it('stops where the broker is lost, and begins with a snapshot of what it may not have', async () => {
  const { feeds, what, answer } = scene({ views: 1 });
  await feeds.publish(1);
  what();
  answer(({ kind }) => (kind === 'catchup' ? 'lost' : 'said'));
  expect(await feeds.publish(2)).toEqual({ told: 0, untold: 0 });
  answer(() => 'said');
  what();
  await feeds.publish(3);
  expect(what().filter((each) => each.endsWith('snapshot'))).toEqual(['names everybody snapshot']);
});

it('says a snapshot in place of a change that is too large', async () => {
  const { feeds, said, answer, agents } = scene();
  await feeds.publish(1);
  said();
  const [first, ...others] = agents;
  if (first !== undefined) agents.splice(0, agents.length, { ...first, status: 'OTHER', rawStatus: 'X' }, ...others);
  let catchUps = 0;
  answer(({ kind }) => (kind === 'catchup' && (catchUps += 1) === 1 ? 'too-large' : 'said'));
  await feeds.publish(2);
  expect(said()).toMatchObject([
    { what: 'names everybody catchup', content: { base: 1, changed: [{ status: 'OTHER' }] } },
    { what: 'names everybody snapshot', content: { agents: [{ status: 'OTHER' }, {}, {}, {}] } },
    { what: 'names everybody catchup', content: { base: 2, changed: [] } },
    { what: 'names everybody delta', content: { base: 2, changed: [] } },
  ]);
});

it('has cleared what views and audiences no longer are published', async () => {
  const { feeds, cleared, all } = scene({ views: 2 });
  await feeds.publish(1);
  all.pop();
  await feeds.publish(2);
  const isGone = cleared.at(-1) ?? (() => false);
  const of = (audience: Audience, view: string): Place => ({ kind: 'catchup', audience, view });
  expect([of('names', 'v-0'), of('names', 'v-1'), of('initials', 'v-0')].map(isGone)).toEqual([false, true, true]);
  expect(isGone({ kind: 'views', audience: 'initials' })).toBe(true);
  expect(isGone({ kind: 'publisher', publisher: 'p' })).toBe(false);
});
