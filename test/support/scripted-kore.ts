import type { Clock } from '../../electron/shared/clock.ts';
import type { ConnectionForm } from '../../electron/shared/model.ts';
import { computed, json, startFaultServer, type RecordedRequest, type Script } from './fault-server.ts';

const ACCOUNT_ID = '63f07d26f04465685df4aaaa';
const BOT_ID = 'st-e19dd469-90f5-5655-b0b2-858de901aaaa';
const CLIENT_ID = 'cs-b0233c67-322e-5d1a-9fb7-366e7f5915a7';
export const CLIENT_SECRET = 'canary-client-secret-0123456789abcdef';

/** One call as the server saw it. */
export interface KoreCall {
  readonly api: 'availability' | 'details';
  /** The virtual instant it came in. */
  readonly at: number;
  readonly request: RecordedRequest;
}

/** One agent of the scripted team. */
interface ScriptedAgent {
  readonly bucket: string;
  readonly secondaryStatus: string;
  /** Start of the open status, epoch milliseconds. */
  readonly since: number;
}

/** A server that answers as the two documents say, or as a test says, on the test's clock. */
export interface ScriptedKore {
  readonly host: string;
  readonly calls: readonly KoreCall[];
  /** Puts an agent into a bucket as of now. */
  put(userId: string, bucket: string, secondaryStatus?: string): void;
  /** What a call is answered from now on; null means as the documents say. */
  availability: Script | null;
  details: Script | null;
  /** Resolves when `count` calls have come in. */
  received(count: number): Promise<void>;
  /** What a supervisor would enter to open it. */
  form(patch?: Partial<ConnectionForm>): ConnectionForm;
  stop(): Promise<void>;
}

/** Starts it with nobody in the team. */
export async function startScriptedKore(clock: Pick<Clock, 'now'>): Promise<ScriptedKore> {
  const agents = new Map<string, ScriptedAgent>();
  const calls: KoreCall[] = [];
  const server = await startFaultServer(computed(answer));

  function answer(request: RecordedRequest): Script {
    const api = request.url.endsWith('/agents/availability') ? 'availability' : 'details';
    calls.push({ api, at: clock.now(), request });
    return kore[api] ?? json(api === 'availability' ? bucketsOf(agents) : detailsOf(agents, request));
  }

  const kore: ScriptedKore = {
    host: server.origin,
    calls,
    put: (userId, bucket, secondaryStatus = bucket) =>
      void agents.set(userId, { bucket, secondaryStatus, since: clock.now() }),
    availability: null,
    details: null,
    received: server.received,
    form: (patch) => ({
      name: 'Billing',
      host: server.origin,
      accountId: ACCOUNT_ID,
      botId: BOT_ID,
      auth: 'secret',
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      token: null,
      algorithm: 'HS256',
      timeZone: 'UTC',
      isHostConfirmed: false,
      ...patch,
    }),
    stop: server.stop,
  };
  return kore;
}

/** An answer that is kept back until the test lets it go. */
export function held(script: Script): { readonly script: Script; release(): void } {
  const gate = Promise.withResolvers<void>();
  return { script: (...call) => void gate.promise.then(() => script(...call)), release: gate.resolve };
}

function bucketsOf(agents: ReadonlyMap<string, ScriptedAgent>): Record<string, unknown[]> {
  const buckets: Record<string, unknown[]> = { AVAILABLE: [], BUSY: [], OFFLINE: [], AWAY: [] };
  for (const [userId, { bucket }] of agents) {
    (buckets[bucket] ??= []).push({ userId, firstName: 'Agent', lastName: userId, emailId: emailOf(userId) });
  }
  return buckets;
}

/** A page of open statuses, for the e-mails of the filter when it has any; times on the clock of the offset sent. */
function detailsOf(agents: ReadonlyMap<string, ScriptedAgent>, { url, body }: RecordedRequest): unknown {
  const query = new URL(url, 'http://kore').searchParams;
  const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
  const { filter } = JSON.parse(body) as {
    filter: { agents?: string[]; dateFilter: { timeZoneOffSet: number } };
  };
  const wanted = [...agents].filter(([userId]) => filter.agents?.includes(emailOf(userId)) ?? true);
  const data = wanted.slice(offset, offset + limit).map(([userId, { bucket, secondaryStatus, since }]) => {
    const startTime = new Date(since - filter.dateFilter.timeZoneOffSet * 60_000).toISOString().slice(0, 19);
    const status = [{ primaryStatus: bucket, secondaryStatus, startTime, endTime: '-', duration: '-' }];
    return { userId, firstName: 'Agent', lastName: userId, email: emailOf(userId), status };
  });
  return { hasMore: offset + limit < wanted.length, limit, offset, data };
}

function emailOf(userId: string): string {
  return `${userId}@example.com`;
}
