import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ALL_EVENTS } from '../../electron/api/allow-lists.ts';
import { browserHandlers } from '../../electron/api/handlers.ts';
import { createApp } from '../../electron/app.ts';
import type { App, AppParts } from '../../electron/app.ts';
import type { CommandArgs, CommandName, CommandResult, CommandValue } from '../../electron/shared/contract/commands.ts';
import type { EventName, Events } from '../../electron/shared/contract/events.ts';
import type { FetchFunction } from '../../electron/kore/types.ts';
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
  /** Resolves when no request is under way, or when the test holds one. */
  requestsEnded(): Promise<void>;
  /**
   * Lets time pass in steps, since a request has a deadline: one that is under way ends first, and one that is being
   * signed begins.
   */
  pass(ms: number): Promise<void>;
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
      const requests = countRequests(parts.fetch ?? globalThis.fetch);
      const app = await createApp({
        info: { version: '9.9.9', surface: 'browser', platform: 'linux' },
        localZone: inUtc(),
        dataFolder,
        clock,
        random: () => 0.5,
        keychain: createFakeKeychain(),
        openWith: 'saved',
        onSurprise: (error) => surprises.push(error),
        ...parts,
        fetch: requests.fetch,
      });
      app.router.handle(browserHandlers({ openUrl: () => undefined, openWindow: () => undefined }));
      apps.push(app);
      return watch(app, { clock, surprises, requests });
    },
    async stop() {
      for (const app of apps.splice(0)) await app.stop();
      // A call that was under way may still be writing to the call counter.
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** As far as time goes on at once. */
const STEP_MS = 5_000;
/** No request to the simulated account takes so long, by the true time, unless a test holds it. */
const MAX_REQUEST_MS = 2_000;

/** Requests under way. */
interface Requests {
  ended(): Promise<void>;
}

/** Tokens that are being signed, on another thread: after that comes the request. */
let signing = 0;
const { subtle } = globalThis.crypto;
const sign = subtle.sign.bind(subtle);
subtle.sign = async (...args) => {
  signing += 1;
  try {
    return await sign(...args);
  } finally {
    signing -= 1;
  }
};

/** Counts the requests that go through a fetch function. */
function countRequests(send: FetchFunction): Requests & { readonly fetch: FetchFunction } {
  let count = 0;
  return {
    async fetch(...request) {
      count += 1;
      try {
        const response = await send(...request);
        // The body may come later than the headers.
        await response
          .clone()
          .arrayBuffer()
          .catch(() => undefined);
        return response;
      } finally {
        count -= 1;
      }
    },
    async ended() {
      let [waitingFor, since] = [0, performance.now()];
      do {
        for (let rest = 0; rest < 5; rest += 1) await settle();
        if (signing + count !== waitingFor) [waitingFor, since] = [signing + count, performance.now()];
      } while (waitingFor > 0 && performance.now() - since < MAX_REQUEST_MS);
    },
  };
}

function watch(
  app: App,
  {
    clock,
    surprises,
    requests,
  }: { readonly clock: FakeClock; readonly surprises: readonly unknown[]; readonly requests: Requests },
): TestApp {
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

  const pass: TestApp['pass'] = async (ms) => {
    const end = clock.now() + ms;
    do {
      await requests.ended();
      clock.advance(Math.min(STEP_MS, end - clock.now()));
    } while (clock.now() < end);
  };

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
    requestsEnded: requests.ended,
    pass,
    async nextPoll() {
      const { nextAt } = app.team().health;
      if (nextAt === null) throw new Error('No poll is due.');
      await pass(nextAt - clock.now());
      return until(({ health }) => health.nextAt !== nextAt);
    },
  };
}

/** The id of the open connection, which a change of views must name. */
export function openId({ app }: Pick<TestApp, 'app'>): string | null {
  return app.connection().profile?.id ?? null;
}
