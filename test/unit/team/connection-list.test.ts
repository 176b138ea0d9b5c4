import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countAgents, NO_COUNTS } from '../../../electron/shared/team/counts.ts';
import { EVERYBODY, selectionKey, type Agent, type HealthState, type View } from '../../../electron/shared/model.ts';
import { openTeamRepository, type TeamRepository } from '../../../electron/team/saved/team-repository.ts';
import { createLastSeen } from '../../../electron/team/connection-list.ts';
import { STORAGE_SCHEMA } from '../../../electron/storage-schema.ts';
import { createTeamMemory, type TeamSource } from '../../../electron/team/saved/team-memory.ts';
import { fakeAgent, fakeSnapshot, liveHealth } from '../../support/fake-team.ts';
import { fakeView, queues } from '../../support/fake-views.ts';
import { createStorageBench, type StorageBench } from '../../support/storage-bench.ts';

const ONE: TeamSource = { connectionId: 'c-1', account: 'aaaa', isPersistent: true };
const OTHER: TeamSource = { connectionId: 'c-2', account: 'aaaa', isPersistent: true };
const EVERYBODY_KEY = selectionKey(EVERYBODY);
const AGENTS = [fakeAgent({ userId: 'u-1', status: 'AVAILABLE' }), fakeAgent({ userId: 'u-2', status: 'AWAY' })];

let bench: StorageBench;
let disk: TeamRepository;
let source: TeamSource | null;
let viewTeam: (agents: readonly Agent[], state?: HealthState, view?: View | null) => void;
let book: ReturnType<typeof createLastSeen>;

beforeEach(async () => {
  bench = await createStorageBench();
  const storage = await bench.open(STORAGE_SCHEMA);
  disk = openTeamRepository(storage.disk);
  source = ONE;
  let team = fakeSnapshot([], 0, { asOf: null });
  const session = openTeamRepository(storage.memory);
  const memory = createTeamMemory({
    clock: bench.clock,
    disk,
    session,
    source: () => source,
    snapshot: () => team,
    views: () => [],
    countsOf: () => null,
  });
  book = createLastSeen({
    memory,
    views: { nameOf: (connectionId, key) => (key === EVERYBODY_KEY ? null : `named ${connectionId}`) },
  });
  viewTeam = (agents, state = 'live', view = null) => {
    const now = bench.clock.now();
    const health = { ...liveHealth(now), state };
    team = fakeSnapshot(agents, now, { asOf: now, health, counts: countAgents(agents), view });
    const { queues: _, ...facts } = team;
    memory.follow({ ...facts, base: 0, changed: [], removed: [] });
    book.follow(team, source);
    memory.flush();
  };
});
afterEach(() => bench.stop());

const NOTHING = { health: null, counts: null, asOf: null, view: null };

describe('last seen', () => {
  it('is nothing before a team was shown', () => {
    expect(book.of(ONE)).toEqual(NOTHING);
  });

  it('is the counts and the health that were shown last, each connection its own', () => {
    const at = bench.clock.now();
    viewTeam(AGENTS);
    source = OTHER;
    bench.clock.advance(60_000);
    viewTeam(AGENTS.slice(1));
    expect(book.of(ONE)).toEqual({
      health: { ...liveHealth(at) },
      counts: { ...NO_COUNTS, AVAILABLE: 1, AWAY: 1, total: 2 },
      asOf: at,
      view: null,
    });
    expect(book.of(OTHER)).toMatchObject({ counts: { AVAILABLE: 0, AWAY: 1, total: 1 }, asOf: at + 60_000 });
  });

  it('is of the view that was shown last', () => {
    viewTeam(AGENTS);
    bench.clock.advance(60_000);
    viewTeam(AGENTS.slice(1), 'live', fakeView({ filter: queues('qu-1') }));
    expect(book.of(ONE)).toMatchObject({ counts: { total: 1 }, view: 'named c-1' });
  });

  it('keeps a problem, and takes neither a beginning nor a pause for one', () => {
    viewTeam(AGENTS);
    for (const state of ['unauthorized', 'starting', 'paused'] as const) viewTeam(AGENTS, state);
    expect(book.of(ONE).health?.state).toBe('unauthorized');
  });

  it('is nothing for the new account of an edited connection, and after it was forgotten', () => {
    viewTeam(AGENTS);
    expect(book.of({ ...ONE, account: 'bbbb' })).toEqual(NOTHING);
    book.forget('c-1');
    disk.forget('c-1');
    expect(book.of(ONE)).toEqual(NOTHING);
  });

  it('has no counts of a time that lies ahead', () => {
    viewTeam(AGENTS);
    bench.clock.jump(-60_000);
    expect(book.of(ONE)).toMatchObject({ counts: null, asOf: null });
  });
});
