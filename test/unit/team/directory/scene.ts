import type { LiveConnection } from '../../../../electron/connections/types.ts';
import type {
  CallOptions,
  KoreClient,
  KoreNames,
  MemberOf,
  QueueName,
  SkillName,
} from '../../../../electron/kore/types.ts';
import { NOTHING_LEARNED, type Directory } from '../../../../electron/shared/model.ts';
import { appError, err, fail, ok, type AppError, type ErrorCode } from '../../../../electron/shared/result.ts';
import type { Storage } from '../../../../electron/storage/types.ts';
import { createDirectory } from '../../../../electron/team/directory/directory.ts';
import { openDirectoryRepository } from '../../../../electron/team/directory/directory-repository.ts';
import type { TeamDirectory } from '../../../../electron/team/directory/types.ts';
import type { TeamSource } from '../../../../electron/team/saved/team-memory.ts';
import { STORAGE_SCHEMA } from '../../../../electron/storage-schema.ts';
import { connectionProfile } from '../../../support/connection-profile.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { createProbe } from '../../../support/no-probe.ts';
import type { StorageBench } from '../../../support/storage-bench.ts';

export const SAVED: TeamSource = { connectionId: 'c-1', account: 'aaaa', isPersistent: true };
/** Two calls in any minute. */
const PACE = { calls: 2, withinMs: 60_000 };

/** An account whose names a test decides, and which of its calls came when. */
export interface FakeAccount {
  queues: readonly QueueName[];
  skills: readonly SkillName[];
  isComplete: boolean;
  members: Readonly<Record<string, readonly string[]>>;
  /** What is refused, by `queues`, `skills` or the id whose members are read; `*` is everybody's members. */
  errors: Readonly<Record<string, ErrorCode | AppError>>;
  /** What every call waits for before it is answered. */
  held: Promise<void> | null;
  readonly calls: { readonly what: string; readonly at: number }[];
}

export interface Run {
  readonly directory: TeamDirectory;
  readonly account: FakeAccount;
  readonly storage: Storage;
  readonly changes: Directory[];
  /** Who is open: another connection, perhaps of another account, or the same one with another secret. */
  open(source: TeamSource | null, accountId?: string): void;
  /** What was called since the last time, in order. */
  called(): string[];
  quit(): void;
}

export function queue(id: string, name = id, skills: QueueName['skills'] = []): QueueName {
  return { id, name, skills };
}

/** Starts a directory on the data folder of a bench; the day begins at midnight UTC. */
export async function startDirectory(bench: StorageBench, given: Partial<FakeAccount> = {}): Promise<Run> {
  const storage = await bench.open(STORAGE_SCHEMA);
  const { clock } = bench;
  const account: FakeAccount = { ...EMPTY_ACCOUNT, calls: [], ...given };
  let source: TeamSource | null = null;
  let generation = 0;
  let seen = 0;
  const client = { names: fakeNames(account, clock) } as KoreClient;
  const memory = { get: () => NOTHING_LEARNED, learn: () => undefined };
  let live: LiveConnection = { profile: connectionProfile(), isDemo: false, memory, client, createProbe, feed: null };
  const directory = createDirectory({
    clock,
    connections: { live: () => (source === null ? null : live), generation: () => generation },
    namesPace: () => PACE,
    dayStartsAt: () => clock.now() - (clock.now() % 86_400_000),
    source: () => source,
    disk: openDirectoryRepository(storage.disk),
    session: openDirectoryRepository(storage.memory),
  });
  const changes: Directory[] = [];
  directory.subscribe((changed) => changes.push(changed));
  const run: Run = {
    directory,
    account,
    storage,
    changes,
    open(next, accountId = live.profile.accountId) {
      source = next;
      live = { ...live, profile: connectionProfile({ accountId }) };
      generation += 1;
      directory.connectionChanged();
    },
    called() {
      const { length } = account.calls;
      const what = account.calls.slice(seen).map((call) => call.what);
      seen = length;
      return what;
    },
    quit() {
      directory.stop();
      storage.close();
    },
  };
  run.open(SAVED);
  return run;
}

const EMPTY_ACCOUNT: Omit<FakeAccount, 'calls'> = {
  queues: [],
  skills: [],
  isComplete: true,
  held: null,
  members: {},
  errors: {},
};

/** One call each, which waits for its pace as a real one does. */
function fakeNames(account: FakeAccount, clock: FakeClock): KoreNames {
  async function answer<T>(what: string, { pace, signal }: CallOptions, value: () => T) {
    for (;;) {
      const waitMs = (pace?.nextAt() ?? 0) - clock.now();
      if (waitMs <= 0) break;
      await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
      if (signal?.aborted === true) return fail('cancelled');
    }
    pace?.started();
    account.calls.push({ what, at: clock.now() });
    await account.held;
    const error =
      account.errors[what] ??
      (what in account.members || /^(queues|skills)$/.test(what) ? undefined : account.errors['*']);
    if (error === undefined) return ok(value());
    return typeof error === 'string' ? err(appError(error)) : err(error);
  }
  return {
    queues: (call) => answer('queues', call, () => ({ rows: account.queues, isComplete: account.isComplete })),
    skills: (call) => answer('skills', call, () => ({ rows: account.skills, isComplete: account.isComplete })),
    members: ({ id }: MemberOf, call) => answer(id, call, () => account.members[id] ?? []),
  };
}
