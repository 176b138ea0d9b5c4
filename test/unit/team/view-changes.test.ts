import { describe, expect, it } from 'vitest';
import { matcherOf } from '../../../electron/shared/names/agent-search.ts';
import type { StatusChange } from '../../../electron/shared/team/delta.ts';
import { selectionOf, type Agent, type STATUSES, type View } from '../../../electron/shared/model.ts';
import { createViewChanges, type ViewChanges } from '../../../electron/team/view-changes.ts';
import { fakeAgent, statusChanges } from '../../support/fake-team.ts';
import { fakeView } from '../../support/fake-views.ts';

const agent = (userId: string, rawStatus: (typeof STATUSES)[number], secondaryStatus: string | null = null): Agent =>
  fakeAgent({ userId, name: `Name ${userId}`, status: rawStatus, rawStatus, secondaryStatus });
const team = (...agents: readonly Agent[]): ReadonlyMap<string, Agent> =>
  new Map(agents.map((each) => [each.userId, each]));

const seen = (all: ReadonlyMap<string, Agent>, view: View | null) => ({
  all,
  view,
  isViewed: matcherOf(selectionOf(view)),
});

const AWAY_ONLY = fakeView({ statuses: ['AWAY'] });
const AT_LUNCH = fakeView({ id: 'v-2', name: 'At lunch', secondaryStatuses: ['Lunch'] });

describe('createViewChanges', () => {
  const ofPoll = (
    changes: ViewChanges,
    before: ReadonlyMap<string, Agent>,
    after: ReadonlyMap<string, Agent>,
    view: View | null,
  ): StatusChange[] => changes.ofPoll(statusChanges(before, after), seen(after, view));
  const asText = (changes: readonly StatusChange[]): string[] =>
    changes.map(({ before, after }) => `${after.userId} ${before.rawStatus}>${after.rawStatus}`);

  it('is who came into it, who left it and who moved inside, and nobody else', () => {
    const before = team(agent('1', 'BUSY'), agent('2', 'AWAY'), agent('3', 'BUSY'), agent('4', 'AWAY'));
    const after = team(agent('1', 'AWAY'), agent('2', 'OFFLINE'), agent('3', 'OFFLINE'), agent('4', 'AWAY'));
    const changes = createViewChanges();
    expect(asText(ofPoll(changes, before, after, AWAY_ONLY))).toEqual(['1 BUSY>AWAY', '2 AWAY>OFFLINE']);
    expect(asText(ofPoll(changes, before, after, null))).toHaveLength(3);
  });

  it('is given each time for an agent that changes with every poll', () => {
    const changes = createViewChanges();
    const polls = ['BUSY', 'AWAY', 'BUSY', 'AWAY'].map((status) => team(agent('1', status as 'BUSY')));
    const heard = polls.slice(1).map((after, index) => asText(ofPoll(changes, polls[index]!, after, AWAY_ONLY)));
    expect(heard).toEqual([['1 BUSY>AWAY'], ['1 AWAY>BUSY'], ['1 BUSY>AWAY']]);
  });

  it('comes with the secondary status, once, where that decides', () => {
    const changes = createViewChanges();
    expect(asText(ofPoll(changes, team(agent('1', 'BUSY')), team(agent('1', 'AWAY')), AT_LUNCH))).toEqual([]);
    const known = team(agent('1', 'AWAY', 'Lunch'));
    expect(asText(changes.ofDetails(seen(known, AT_LUNCH)))).toEqual(['1 BUSY>AWAY']);
    expect(asText(changes.ofDetails(seen(known, AT_LUNCH)))).toEqual([]);
  });

  it('waits over a poll in between, and lapses when the status is over or the view is another one', () => {
    const [busy, away] = [team(agent('1', 'BUSY')), team(agent('1', 'AWAY'))];
    const known = team(agent('1', 'AWAY', 'Lunch'));
    const waits = createViewChanges();
    ofPoll(waits, busy, away, AT_LUNCH);
    ofPoll(waits, away, away, AT_LUNCH);
    expect(asText(waits.ofDetails(seen(known, AT_LUNCH)))).toHaveLength(1);
    const over = createViewChanges();
    ofPoll(over, busy, away, AT_LUNCH);
    ofPoll(over, away, busy, AT_LUNCH);
    expect(asText(over.ofDetails(seen(team(agent('1', 'BUSY', 'Lunch')), AT_LUNCH)))).toEqual(['1 AWAY>BUSY']);
    const forgotten = createViewChanges();
    ofPoll(forgotten, busy, away, AT_LUNCH);
    forgotten.forget();
    expect(forgotten.ofDetails(seen(known, AT_LUNCH))).toEqual([]);
  });
});
