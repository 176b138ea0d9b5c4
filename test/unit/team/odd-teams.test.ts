import { describe, expect, it } from 'vitest';
import { decodeAvailability } from '../../../electron/kore/decode/availability.ts';
import { countAgents } from '../../../electron/shared/team/counts.ts';
import { EMPTY_FILTER, type Agent, type TeamDelta } from '../../../electron/shared/model.ts';
import { createTeamMerge } from '../../../electron/team/merge.ts';
import { createTeamStore } from '../../../electron/team/team-store.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { DEFAULT_RULES, liveHealth } from '../../support/fake-team.ts';

/** Answers as they come over the wire, and the team and the deltas that become of them. */
const INTERVAL_MS = 30_000;

type Row = Readonly<Record<string, string>>;

function createTeam() {
  const clock = createFakeClock();
  const deltas: TeamDelta[] = [];
  const store = createTeamStore({
    clock,
    intervalMs: () => INTERVAL_MS,
    rules: () => DEFAULT_RULES,
    onDelta: (delta) => deltas.push(delta),
  });
  const merge = createTeamMerge(clock);
  return {
    deltas,
    agents: (): Agent[] => [...store.agents().values()],
    counts: () => store.snapshot().counts,
    poll(buckets: Readonly<Record<string, readonly Row[]>>): void {
      clock.jump(INTERVAL_MS);
      const wire = decodeAvailability(buckets);
      if (wire === null) throw new Error('This is no availability answer.');
      const answer = { ...wire, receivedAt: clock.now(), isUnchanged: false };
      store.takeAnswer(
        merge.merge(answer, { agents: store.all() }, INTERVAL_MS),
        EMPTY_FILTER,
        liveHealth(clock.now()),
      );
    },
  };
}

const person = (index: number, more: Row = {}): Row => ({
  _id: `a-${index}`,
  userId: `u-${index}`,
  firstName: 'Agent',
  lastName: String(index),
  customId: String(index),
  ...more,
});
const people = (from: number, count: number): Row[] =>
  Array.from({ length: count }, (_, index) => person(from + index));

describe('10,000 agents', () => {
  it('are all counted, each once, and a change of one is a delta of one', () => {
    const team = createTeam();
    team.poll({ AVAILABLE: people(0, 4_000), BUSY: people(4_000, 3_000), AWAY: people(7_000, 3_000), OFFLINE: [] });
    expect(team.counts()).toEqual({ AVAILABLE: 4_000, BUSY: 3_000, AWAY: 3_000, OFFLINE: 0, OTHER: 0, total: 10_000 });
    team.poll({
      AVAILABLE: people(1, 3_999),
      BUSY: people(4_000, 3_000),
      AWAY: people(7_000, 3_000),
      OFFLINE: people(0, 1),
    });
    expect(team.counts()).toEqual({ AVAILABLE: 3_999, BUSY: 3_000, AWAY: 3_000, OFFLINE: 1, OTHER: 0, total: 10_000 });
    expect(team.deltas.at(-1)?.changed.map(({ userId }) => userId)).toEqual(['u-0']);
    expect(team.deltas.at(-1)?.removed).toEqual([]);
  });
});

describe('two agents with one name and one customId', () => {
  const twin = (index: number): Row => person(index, { firstName: 'Ana', lastName: 'Silva', customId: '007' });

  it('stay two, and each keeps their own status when the other changes', () => {
    const team = createTeam();
    team.poll({ AVAILABLE: [twin(1), twin(2)], BUSY: [], AWAY: [], OFFLINE: [] });
    team.poll({ AVAILABLE: [twin(2)], BUSY: [twin(1)], AWAY: [], OFFLINE: [] });
    expect(
      team
        .agents()
        .map(({ userId, name, status }) => [userId, name, status])
        .sort(),
    ).toEqual([
      ['u-1', 'Ana Silva', 'BUSY'],
      ['u-2', 'Ana Silva', 'AVAILABLE'],
    ]);
    expect(team.counts()).toEqual(countAgents(team.agents()));
  });

  it('are distinguished from when the second comes until it goes, in a delta each time', () => {
    const team = createTeam();
    const known = (): unknown[] => team.agents().map(({ userId, addition, status }) => [userId, addition, status]);
    const maria = (index: number): Row => person(index, { firstName: 'Maria', lastName: 'Garcia' });
    team.poll({ AVAILABLE: [maria(1)], BUSY: [person(3)], AWAY: [], OFFLINE: [] });
    expect(known()[0]).toEqual(['u-1', undefined, 'AVAILABLE']);
    team.poll({ AVAILABLE: [maria(1), maria(2)], BUSY: [person(3)], AWAY: [], OFFLINE: [] });
    expect(known().slice(0, 2)).toEqual([
      ['u-1', '1', 'AVAILABLE'],
      ['u-2', '2', 'AVAILABLE'],
    ]);
    expect(team.deltas.at(-1)?.changed.map(({ userId, addition }) => [userId, addition])).toEqual([
      ['u-1', '1'],
      ['u-2', '2'],
    ]);
    team.poll({ AVAILABLE: [maria(1)], BUSY: [person(3)], AWAY: [maria(2)], OFFLINE: [] });
    expect(known()).toContainEqual(['u-2', '2', 'AWAY']);
    team.poll({ AVAILABLE: [maria(1)], BUSY: [person(3)], AWAY: [], OFFLINE: [] });
    expect(team.agents()[0]).not.toHaveProperty('addition');
    expect(team.deltas.at(-1)?.changed.map(({ userId }) => userId)).toEqual(['u-1']);
  });
});

describe('unusual names', () => {
  const marks = '\u0301\u0302\u0303';
  it.each([
    ['of 200 characters', 'n'.repeat(200)],
    ['from right to left', 'فاطمة الزهراء بنت عبد الرحمن'],
    ['of combining marks', `a${marks}e${marks}`],
    ['of one person of several code points', '👩🏽‍💻'],
  ])('%s come through unchanged', (_which, name) => {
    const team = createTeam();
    team.poll({ AVAILABLE: [person(1, { firstName: name, lastName: '' })], BUSY: [], AWAY: [], OFFLINE: [] });
    expect(team.agents().map((agent) => agent.name.normalize('NFC'))).toEqual([name.normalize('NFC')]);
  });
});
