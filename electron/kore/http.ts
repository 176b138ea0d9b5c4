import type { AxiosInstance, AxiosResponse, AxiosStatic } from 'axios';
import { err, fail, ok, type Result } from '../shared/result.ts';
import type { Clock } from '../shared/clock.ts';
import { networkError } from './network-errors.ts';
import type { FetchFunction } from './types.ts';

/** One request to the configured origin: a POST, or a GET without a body. */
interface HttpRequest {
  /** Begins with a slash; ids in it are encoded already. */
  readonly path: string;
  readonly query: Readonly<Record<string, number>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

/** An answer of the host, bytes in hand. */
export interface HttpAnswer {
  readonly status: number;
  /** A header by its lower-case name; null when absent. */
  readonly header: (name: string) => string | null;
  /** In lower case. */
  readonly headerNames: readonly string[];
  readonly body: Uint8Array;
}

/** Sends one request. Every HTTP answer is a success here, whatever its status; failures hold nothing of the request. */
type SendHttp = (request: HttpRequest) => Promise<Result<HttpAnswer>>;

/** From the first byte sent to the last byte received; axios' own `timeout` restarts with every byte. */
const REQUEST_DEADLINE_MS = 15_000;
/**
 * After decompression. 10,000 agents come in one availability answer: 4 KB each are twice what a row with queues, skills
 * and the capacity of each channel takes.
 */
const MAX_ANSWER_BYTES = 10_000 * 4 * 1024;
const TOO_LARGE = 'too large an answer';

/** Loaded with the first request: it takes 20 MB with Node's fetch, and a history may need no call. */
let axios: AxiosStatic | null = null;

/**
 * Makes the sender of one connection: no redirects, no other origin, no proxy of axios' own, a deadline for the request
 * from start to end and a cap on the size of its answer. Fails with `cancelled`, `timeout`, `too-large`, `redirect` or
 * what `networkError` says.
 */
export function createHttp({
  origin,
  fetch,
  clock,
}: {
  /** The only origin that is ever called. */
  readonly origin: string;
  readonly fetch: FetchFunction;
  readonly clock: Clock;
}): SendHttp {
  const guarded = guardFetch(origin, fetch);
  let client: AxiosInstance | null = null;
  return async (request) => {
    if (request.signal?.aborted === true) return fail('cancelled');
    const deadline = startDeadline(clock, request.signal);
    try {
      client ??= createAxios((axios ??= (await import('axios')).default), origin, guarded);
      return ok(toAnswer(await Promise.race([send(client, request, deadline.signal), deadline.ended])));
    } catch (thrown) {
      return failureOf(thrown, deadline.reason());
    } finally {
      deadline.stop();
    }
  };
}

function createAxios({ create }: AxiosStatic, origin: string, fetch: FetchFunction): AxiosInstance {
  return create({
    adapter: 'fetch',
    env: { fetch },
    baseURL: origin,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    proxy: false,
    responseType: 'arraybuffer',
    validateStatus: () => true,
    // Cookies and signed-in sessions of the browser engine have no business here: the token is in `auth`.
    withCredentials: false,
    // Bytes in, bytes out: axios would otherwise parse and re-write bodies by rules of its own.
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  });
}

/**
 * The last check before sending: the destination, and that no redirect was followed. Node reports that;
 * Electron's fetch does not, and is told not to follow any (desktop/system/net-fetch.ts). The body comes at once: with a
 * limit, axios would copy it three times, which are megabytes of garbage in front of the largest thing ever decoded.
 */
function guardFetch(origin: string, fetch: FetchFunction): FetchFunction {
  return async (input, init) => {
    const destination = input instanceof Request ? input.url : String(input);
    if (new URL(destination).origin !== origin) throw new Error('unexpected redirect: another origin');
    const response = await fetch(input, init);
    if (response.redirected) throw new Error('unexpected redirect: followed');
    const bytes = await bytesOf(response.body);
    return Object.defineProperties(response, {
      body: { value: null },
      arrayBuffer: { value: () => Promise.resolve(bytes) },
    });
  };
}

/** Reads a body to its end, into a buffer that grows in place. */
async function bytesOf(body: AsyncIterable<Uint8Array> | null): Promise<ArrayBuffer> {
  const bytes = new ArrayBuffer(0, { maxByteLength: MAX_ANSWER_BYTES });
  for await (const chunk of body ?? []) {
    const at = bytes.byteLength;
    if (at + chunk.length > MAX_ANSWER_BYTES) throw new Error(TOO_LARGE);
    bytes.resize(at + chunk.length);
    new Uint8Array(bytes, at).set(chunk);
  }
  return bytes;
}

function send(client: AxiosInstance, request: HttpRequest, signal: AbortSignal): Promise<AxiosResponse<ArrayBuffer>> {
  const { path, query, body, headers } = request;
  const isPost = body !== undefined;
  return client.request<ArrayBuffer>({
    url: path,
    method: isPost ? 'POST' : 'GET',
    ...(isPost && { data: JSON.stringify(body) }),
    params: query,
    headers: {
      Accept: 'application/json',
      ...(isPost && { 'Content-Type': 'application/json' }),
      'User-Agent': 'Rollcall',
      ...headers,
    },
    signal,
  });
}

function toAnswer({ status, headers, data }: AxiosResponse<ArrayBuffer>): HttpAnswer {
  // Copied out, so that nothing keeps the response, its request and with it the token alive.
  const copied = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return {
    status,
    header: (name) => copied.get(name) ?? null,
    headerNames: [...copied.keys()],
    body: new Uint8Array(data),
  };
}

function failureOf(thrown: unknown, reason: 'cancelled' | 'timeout' | null): Result<HttpAnswer> {
  if (reason !== null) return fail(reason);
  if (thrown instanceof Error && thrown.message === TOO_LARGE) return fail('too-large');
  return err(networkError(thrown));
}

/** Why a request has to end, and the signal that ends it; whichever of the two comes first counts. */
interface Deadline {
  readonly signal: AbortSignal;
  /** Rejects when the request has to end, for a fetch that does not listen to its signal. */
  readonly ended: Promise<never>;
  reason(): 'cancelled' | 'timeout' | null;
  stop(): void;
}

function startDeadline(clock: Clock, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  let reason: 'cancelled' | 'timeout' | null = null;
  const end = (why: 'cancelled' | 'timeout'): void => {
    reason ??= why;
    controller.abort();
    reject(new Error(why));
  };
  const onAbort = (): void => end('cancelled');
  const cancelDeadline = clock.after(REQUEST_DEADLINE_MS, () => end('timeout'));
  outer?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    ended,
    reason: () => reason,
    stop() {
      cancelDeadline();
      outer?.removeEventListener('abort', onAbort);
    },
  };
}
