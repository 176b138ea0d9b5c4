import { Socket } from 'node:net';
import type { IClientOptions, MqttClient } from 'mqtt';
import { networkError } from '../../kore/network-errors.ts';
import type { ProxiesFor } from '../../kore/types.ts';
import { appError, err, ok, type AppError, type Result } from '../../shared/result.ts';
import { brokerTexts as texts } from '../../shared/texts/relay/broker.ts';
import { openTunnel } from './tunnel.ts';

/** Where to connect, and as whom. Nothing else is ever connected to. */
export interface BrokerTarget {
  /** `mqtts:` or `wss:`; without TLS only on this computer, see `brokerUrl`. */
  readonly url: string;
  readonly clientId: string;
  readonly user: string;
  readonly password: string;
}

/** A message as a broker passes it on. */
export interface BrokerMessage {
  readonly topic: string;
  readonly bytes: Uint8Array;
  /** Whether the broker had it already. */
  readonly isRetained: boolean;
}

/** How a connection is made, and who hears of it. */
export interface SessionParts {
  readonly target: BrokerTarget;
  /** Without it, no proxy is asked. */
  readonly proxiesFor?: ProxiesFor | undefined;
  /** What the broker says, and retains, when this connection ends without a word. */
  readonly will?: Omit<BrokerMessage, 'isRetained'> | undefined;
  readonly onMessage: (message: BrokerMessage) => void;
  /** The connection has ended, and it was not `end` that did it. */
  readonly onLost: (error: AppError) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A connection to a broker. Whatever is under way when it ends fails, and so does what is begun later. */
export interface BrokerSession {
  /** Resolves with true once the broker has the message. An empty retained one clears its topic. */
  publish(topic: string, bytes: Uint8Array, isRetained: boolean): Promise<boolean>;
  /** Resolves with the topics that were refused. */
  subscribe(topics: readonly string[]): Promise<Result<readonly string[]>>;
  unsubscribe(topics: readonly string[]): Promise<void>;
  /** Ends it without the will. */
  end(): Promise<void>;
}

const CONNECT_MS = 10_000;
/** Half-open connections are noticed within one and a half of these. */
const KEEP_ALIVE_S = 20;
/** AWS IoT takes no more topics in one SUBSCRIBE. */
const TOPICS_AT_ONCE = 8;
const REFUSED = 0x80;
const PORTS = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443 } as const;
/** How a broker refuses a connection (MQTT 3.1.1, table 3.1). */
const REFUSALS: Readonly<Record<number, AppError>> = {
  1: appError('connection-refused', { message: texts.oldProtocol }),
  2: appError('forbidden', { message: texts.clientRefused }),
  3: appError('connection-refused', { message: texts.unavailable }),
  4: appError('forbidden', { message: texts.passwordRefused }),
  5: appError('forbidden', { message: texts.notAuthorised }),
};

/** What a connection is made with beside `SessionParts`: what it trusts, and the way to the broker. */
type Means = Pick<IClientOptions, 'ca'> & { readonly socket?: Socket };

/** Without TLS nothing leaves this computer, see `brokerUrl`. */
const PLAIN: readonly string[] = ['mqtt:', 'ws:'];
/** Whatever way was taken, this is the answer. */
const FINAL: readonly AppError['code'][] = ['forbidden', 'certificate'];

/** Connects once. Fails with a sentence for an administrator, never with a text of the system. */
export async function connectBroker(parts: SessionParts): Promise<Result<BrokerSession>> {
  const first = await connectOnce(parts, {});
  const isUnknownIssuer = !first.ok && first.error.code === 'certificate';
  return isUnknownIssuer ? connectOnce(parts, { ca: systemAuthorities() }) : first;
}

/** Takes the first way that leads to the broker. A proxy that refuses is not gone around. */
async function connectOnce(parts: SessionParts, trust: Pick<Means, 'ca'>): Promise<Result<BrokerSession>> {
  const { target, proxiesFor, signal } = parts;
  const { protocol, hostname } = new URL(target.url);
  const { port } = addressOf(target.url);
  const to = { host: hostname.replace(/^\[|\]$/g, ''), port };
  const isLocal = PLAIN.includes(protocol);
  let last: Result<BrokerSession> = err(brokerError('proxy'));
  try {
    const proxies = isLocal ? null : await proxiesFor?.(new URL(`https://${hostname}:${port}`));
    for (const proxy of proxies ?? [null]) {
      const tunnel =
        proxy === null ? null : await openTunnel(proxy, { ...to, trust, maxSilenceMs: CONNECT_MS, signal });
      if (tunnel?.socket === null) last = err(tunnel.error);
      else last = await connectBy(parts, { ...trust, ...(tunnel !== null && { socket: tunnel.socket }) });
      const isFinal = last.ok || FINAL.includes(last.error.code) || (tunnel?.socket === null && tunnel.isRefused);
      if (isFinal) break;
    }
    return last;
  } catch (error) {
    return err(problemOf(error));
  }
}

/** The package would read a text with what Node warns of. */
function addressOf(address: string) {
  const { protocol, hostname, port, pathname, search } = new URL(address);
  const scheme = protocol.slice(0, -1) as keyof typeof PORTS;
  // Of a WebSocket an address is made again, which needs the brackets of IPv6; a socket takes none.
  const host = scheme.startsWith('ws') ? hostname : hostname.replace(/^\[|\]$/g, '');
  return { protocol: scheme, host, port: port === '' ? PORTS[scheme] : Number(port), path: `${pathname}${search}` };
}

/** A company's own authority is known to its computers, and not to Node. */
function systemAuthorities(): string[] {
  const tls = process.getBuiltinModule('node:tls');
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
}

async function connectBy(parts: SessionParts, means: Means): Promise<Result<BrokerSession>> {
  const { target, will, signal, onLost } = parts;
  // Loaded late: only publishers and desks need it.
  const { connect } = await import('mqtt');
  const { promise, resolve } = Promise.withResolvers<Result<BrokerSession>>();
  let lastError: unknown = null;
  let isUp = false;
  const client = connect({
    ...addressOf(target.url),
    protocolVersion: 4,
    clean: true,
    clientId: target.clientId,
    username: target.user,
    password: target.password,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: CONNECT_MS,
    // Whoever connects decides when to try again.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    // 65,536 buffers of two bytes: 10 MB, and slower to make than all that is ever sent.
    writeCache: false,
    rejectUnauthorized: true,
    // In it, TLS goes to the broker, whose certificate has to be for the broker's host.
    ...means,
    wsOptions: { ...means },
    ...(will !== undefined && { will: { topic: will.topic, payload: Buffer.from(will.bytes), qos: 1, retain: true } }),
  });
  client.on('error', (error) => (lastError = error));
  client.on('connect', () => {
    // Otherwise a message that follows another one waits 40 ms for the acknowledgement of that.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true);
    isUp = true;
    resolve(ok(sessionOf(client)));
  });
  client.on('message', (topic, bytes, { retain }) => parts.onMessage({ topic, bytes, isRetained: retain }));
  client.on('close', () => {
    const wasWanted = client.disconnecting;
    client.end(true);
    if (!isUp) resolve(err(lastError === null ? brokerError('timeout') : problemOf(lastError)));
    else if (!wasWanted) onLost(lastError === null ? brokerError('connection-lost') : problemOf(lastError));
  });
  signal?.addEventListener('abort', () => client.end(true), { once: true });
  if (signal?.aborted === true) client.end(true);
  return promise;
}

function sessionOf(client: MqttClient): BrokerSession {
  const underWay = new Set<() => void>();
  let isClosed = false;
  client.once('close', () => {
    isClosed = true;
    for (const giveUp of underWay) giveUp();
  });

  /** Of what is under way when the connection closes the package says nothing, and what is begun later it throws at. */
  async function unlessClosed<T>(failed: T, begin: (resolve: (value: T) => void) => void): Promise<T> {
    if (isClosed) return failed;
    const { promise, resolve } = Promise.withResolvers<T>();
    const giveUp = (): void => resolve(failed);
    underWay.add(giveUp);
    begin(resolve);
    const value = await promise;
    underWay.delete(giveUp);
    return value;
  }

  const subscribeSome = (topics: string[]): Promise<Result<readonly string[]>> =>
    unlessClosed<Result<readonly string[]>>(err(brokerError('connection-lost')), (resolve) => {
      client.subscribe(topics, { qos: 1 }, (error, _granted, packet) => {
        const answers = packet?.granted ?? [];
        if (answers.length !== topics.length) return resolve(error === null ? ok([]) : err(problemOf(error)));
        resolve(ok(topics.filter((_topic, index) => Number(answers[index]) >= REFUSED)));
      });
    });

  return {
    publish: (topic, bytes, isRetained) =>
      unlessClosed(false, (resolve) => {
        client.publish(topic, Buffer.from(bytes), { qos: 1, retain: isRetained }, (error) => {
          resolve(error === undefined || error === null);
        });
      }),
    async subscribe(topics) {
      const refused: string[] = [];
      for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE) {
        const some = await subscribeSome(topics.slice(at, at + TOPICS_AT_ONCE));
        if (!some.ok) return some;
        refused.push(...some.value);
      }
      return ok(refused);
    },
    // A lost connection has no subscriptions.
    unsubscribe: (topics) =>
      unlessClosed<void>(undefined, (resolve) => {
        client.unsubscribe([...topics], () => resolve());
      }),
    end: () =>
      unlessClosed<void>(undefined, (resolve) => {
        client.end(() => resolve());
      }),
  };
}

/** What was thrown, in Rollcall's words. */
function problemOf(thrown: unknown): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  const refusal = typeof code === 'number' ? REFUSALS[code] : undefined;
  if (refusal !== undefined) return refusal;
  const { code: known, message } = networkError(thrown);
  // Its sentences on certificates and proxies fit any host.
  return known === 'certificate' || known === 'proxy' ? appError(known, { message }) : brokerError(known);
}

type BrokerCode = keyof typeof texts.byCode;

function brokerError(code: AppError['code']): AppError {
  return isBrokerCode(code)
    ? appError(code, { message: texts.byCode[code] })
    : appError('connection-lost', { message: texts.byCode['connection-lost'] });
}

function isBrokerCode(code: string): code is BrokerCode {
  return Object.hasOwn(texts.byCode, code);
}
