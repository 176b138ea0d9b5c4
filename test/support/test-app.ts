import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ALL_EVENTS } from '../../electron/api/allow-lists.ts';
import { browserHandlers } from '../../electron/api/handlers.ts';
import { createApp } from '../../electron/app.ts';
import type { App, AppParts } from '../../electron/app.ts';
import { REQUEST_DEADLINE_MS } from '../../electron/kore/http.ts';
import type { CommandArgs, CommandName, CommandResult, CommandValue } from '../../electron/shared/contract/commands.ts';
import type { EventName, Events } from '../../electron/shared/contract/events.ts';
import type { TeamSnapshot } from '../../electron/shared/model.ts';
import { createFakeClock, settle, type FakeClock } from './fake-clock.ts';
import { createFakeKeychain } from './fake-keychain.ts';
import { inUtc } from './fixed-zone.ts';

/** The core over real sockets, as a surface sees it: a router and events. */
export interface TestApp {
  readonly app: App;
  /** Every event so far, in order. */
  readonly pushed: readonly { readonly name: EventName; readonly payload: unknown }[];
  /** Unexpected errors. */
  readonly surprises: readonly unknown[];
  /** Sends a command as a window does. */
  ask<C extends CommandName>(command: C, ...args: CommandArgs<C>): Promise<CommandResult<C>>;
  /** Sends a command and throws unless it succeeds. */
  get<C extends CommandName>(command: C, ...args: CommandArgs<C>): Promise<CommandValue<C>>;
  /** The next event of this name. */
  next<E extends EventName>(name: E): Promise<Events[E]>;
  /** Resolves with the team as soon as `isWanted` accepts it. */
  until(isWanted: (team: TeamSnapshot) => boolean): Promise<TeamSnapshot>;
  /** Moves the clock to the next poll and waits for its end. */
  nextPoll(): Promise<TeamSnapshot>;
}

/** Makes the apps of one test and their parts; `stop` ends and removes everything. */
export interface TestBench {
  readonly clock: FakeClock;
  readonly dataFolder: string;
  open(parts?: Partial<AppParts>): Promise<TestApp>;
  stop(): Promise<void>;
}

const WINDOW = { transport: 'window', id: 'window-1' } as const;

/** Makes a bench on its own data folder. */
export async function createTestBench(clock: FakeClock = createFakeClock()): Promise<TestBench> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'rollcall-app-'));
  const apps: App[] = [];

  return {
    clock,
    dataFolder,
    async open(parts = {}) {
      const surprises: unknown[] = [];
      const app = await createApp({
        info: { version: '9.9.9', surface: 'browser', platform: 'linux' },
        localZone: inUtc(),
        dataFolder,
        clock,
        random: () => 0.5,
        fetch: globalThis.fetch,
        keychain: createFakeKeychain(),
        openWith: 'saved',
        onSurprise: (error) => surprises.push(error),
        ...parts,
      });
      app.router.handle(browserHandlers({ openUrl: () => undefined, openWindow: () => undefined }));
      apps.push(app);
      return watch(app, clock, surprises);
    },
    async stop() {
      for (const app of apps.splice(0)) await app.stop();
      // A call that was under way may still be writing to the call counter.
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** As far as time goes on at once towards a poll. */
const STEP_MS = 5_000;

function watch(app: App, clock: FakeClock, surprises: readonly unknown[]): TestApp {
  const pushed: { name: EventName; payload: unknown }[] = [];
  for (const name of ALL_EVENTS) app.events.on(name, (payload) => pushed.push({ name, payload }));

  const ask: TestApp['ask'] = async (command, ...args) =>
    // Arguments and answers pass through JSON, since a window can exchange nothing else.
    JSON.parse(JSON.stringify(await app.router.dispatch(command, JSON.parse(JSON.stringify(args)), WINDOW))) as never;

  const next: TestApp['next'] = (name) =>
    new Promise((resolve) => {
      const off = app.events.on(name, (payload) => {
        off();
        resolve(payload);
      });
    });

  const until: TestApp['until'] = async (isWanted) => {
    for (;;) {
      const changed = next('team:changed');
      const team = app.team();
      if (isWanted(team)) return team;
      await changed;
    }
  };

  return {
    app,
    pushed,
    surprises,
    ask,
    next,
    until,
    async get(command, ...args) {
      const answer = await ask(command, ...args);
      if (!answer.ok) throw new Error(`${command}: ${answer.error.code}`);
      return answer.value as never;
    },
    async nextPoll() {
      const { nextAt } = app.team().health;
      if (nextAt === null) throw new Error('No poll is due.');
      // Not at once: a request under way has a deadline, and one that is being signed will have one.
      for (;;) {
        await settle();
        const leftMs = nextAt - clock.now();
        // The poll itself may be due after as long as a request may take.
        const requests = clock.pending().filter((ms) => ms === REQUEST_DEADLINE_MS).length;
        if (requests > (leftMs === REQUEST_DEADLINE_MS ? 1 : 0)) continue;
        if (leftMs <= 0) break;
        clock.advance(Math.min(STEP_MS, leftMs));
      }
      return until(({ health }) => health.nextAt !== nextAt);
    },
  };
}

/** The id of the open connection, which a change of views must name. */
export function openId({ app }: Pick<TestApp, 'app'>): string | null {
  return app.connection().profile?.id ?? null;
}
