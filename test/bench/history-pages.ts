import { spawn } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createKoreClient } from '../../electron/kore/client.ts';
import { decodeDetails } from '../../electron/kore/decode/status-details.ts';
import { NOTHING_LEARNED } from '../../electron/shared/model.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { connectionProfile } from '../support/connection-profile.ts';
import { spread, type Finding } from './finding.ts';
import { judgeTimes } from './judge.ts';
import { duel, estimate, median, ratios } from './rounds.ts';
import { detailsBytes } from './team-answers.ts';

const AGENTS = 500;
const PER_PAGE = 50;
const PAGES = AGENTS / PER_PAGE;
const LARGE_TEAM = 5_000;
const ROUND_TRIP_MS = 40;
const ROUNDS = 15;
const MIN_TIMES = 4;
/** A second page would make it two. */
const MAX_FIRST_TIMES = 1.5;
const PATH = '/agentassist/api/public/analytics/account/a-1/agentstatusdetails';
const PERIOD = { kind: 'day', date: '2026-03-01', timeZoneOffset: 0 } as const;
const CALL = { priority: 'lower', maxWaitMs: 0 } as const;

/** A day of 500 agents, several pages at a time: beside two round trips and parsing, and beside one page after the other. */
export async function historyPages(): Promise<Finding[]> {
  return [...(await withServer(AGENTS, allPages)), await withServer(LARGE_TEAM, firstRows)];
}

async function withServer<T>(agents: number, measure: (host: string) => Promise<T>): Promise<T> {
  const args = [fileURLToPath(new URL('loopback-kore.ts', import.meta.url)), String(agents), String(ROUND_TRIP_MS)];
  const server = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [host] = (await once(createInterface(server.stdout), 'line')) as [string];
    return await measure(host);
  } finally {
    server.stdin.end();
    await once(server, 'exit');
  }
}

async function allPages(host: string): Promise<Finding[]> {
  const { statusDetails } = createClient(host);
  const read = (expectedAgents?: number) => async (): Promise<number> => {
    const began = performance.now();
    const answer = await statusDetails({ period: PERIOD, agents: [], expectedAgents }, CALL);
    if (!answer.ok || answer.value.rows.length !== AGENTS) throw new Error('The read is not complete.');
    return performance.now() - began;
  };
  const floor = async (): Promise<number> => (await roundTripsMs(host)) + 3 * parsingMs();
  // The first of each opens its connections.
  for (const action of [read(AGENTS), read(), floor]) await action();
  const beside = await duel(ROUNDS, read(AGENTS), floor);
  const serial = await duel(ROUNDS, read(AGENTS), read());
  const [part, times] = [ratios(beside), ratios({ here: serial.peer, peer: serial.here })];
  const here = spread(estimate(beside.here), 'ms');
  const what = `a day of ${AGENTS} agents, ${PAGES} pages at ${ROUND_TRIP_MS} ms round trip`;
  return [
    {
      what,
      here,
      peer: `2 round trips and 3 x parsing ${median(beside.peer).toFixed(1)} ms`,
      result: spread(part, 'x', 2),
      goal: '<= 1 x',
      ...judgeTimes(part, 1, beside.peer),
    },
    {
      what: `${what}, one by one`,
      here: spread(estimate(serial.here), 'ms'),
      peer: `one by one ${median(serial.peer).toFixed(1)} ms`,
      result: `${spread(times, 'x')} faster`,
      goal: `>= ${MIN_TIMES} x`,
      ...judgeTimes(ratios(serial), 1 / MIN_TIMES, serial.peer),
    },
  ];
}

/** How long the first rows of a large team take, of which a hundred pages are read, beside one page as bytes. */
async function firstRows(host: string): Promise<Finding> {
  const { statusDetails } = createClient(host);
  const read = async (): Promise<number> => {
    const began = performance.now();
    const stop = new AbortController();
    let firstMs = 0;
    const onPage = (): void => {
      firstMs ||= performance.now() - began;
      stop.abort();
    };
    const request = {
      period: PERIOD,
      agents: [],
      expectedAgents: LARGE_TEAM,
      onPage,
    };
    await statusDetails(request, { ...CALL, signal: stop.signal });
    return firstMs;
  };
  const floor = async (): Promise<number> => {
    const began = performance.now();
    await pageBytes(host, 0);
    return performance.now() - began;
  };
  for (const action of [read, floor]) await action();
  const beside = await duel(ROUNDS, read, floor);
  return {
    what: `first rows of ${LARGE_TEAM} agents at ${ROUND_TRIP_MS} ms round trip`,
    here: spread(estimate(beside.here), 'ms'),
    peer: `one page as bytes ${median(beside.peer).toFixed(1)} ms`,
    result: spread(ratios(beside), 'x', 2),
    goal: `<= ${MAX_FIRST_TIMES} x`,
    ...judgeTimes(ratios(beside), MAX_FIRST_TIMES, beside.peer),
  };
}

function createClient(host: string): ReturnType<typeof createKoreClient> {
  const profile = connectionProfile({ host, accountId: 'a-1' });
  const key = createSecretKey(Buffer.from('bench-secret-0123456789abcdef0123'));
  return createKoreClient({
    target: { ...profile, secret: { kind: 'secret', clientId: 'cs-1', key } },
    fetch,
    clock: createSystemClock(),
    random: Math.random,
    rateLimit: {
      take: () => Promise.resolve({ ok: true }),
      block: () => Promise.resolve(),
    },
    memory: {
      get: () => ({ ...NOTHING_LEARNED, offsetCounts: 'records' }),
      learn: () => undefined,
    },
  });
}

/** Two round trips that bring the same pages as bytes, by the fetch function alone. */
async function roundTripsMs(host: string): Promise<number> {
  const began = performance.now();
  await pageBytes(host, 0);
  await Promise.all(pages.slice(1).map((_, index) => pageBytes(host, (index + 1) * PER_PAGE)));
  return performance.now() - began;
}

async function pageBytes(host: string, offset: number): Promise<ArrayBuffer> {
  const response = await fetch(`${host}${PATH}?offset=${offset}`, {
    method: 'POST',
    body: '{}',
  });
  return response.arrayBuffer();
}

const pages = Array.from({ length: PAGES }, (_, page) => detailsBytes(AGENTS, page * PER_PAGE));

/** All pages, from bytes to records. */
function parsingMs(): number {
  const began = performance.now();
  for (const bytes of pages) {
    if (decodeDetails(JSON.parse(Buffer.from(bytes).toString())) === null) throw new Error('That is no page.');
  }
  return performance.now() - began;
}
