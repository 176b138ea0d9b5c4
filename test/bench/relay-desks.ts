import { createSecretKey } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DeskLine } from '../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../electron/relay/broker/session.ts';
import { createDeskFeed } from '../../electron/relay/desk/feed.ts';
import { opened, type Header } from '../../electron/relay/wire/envelope.ts';
import type { FeedTeam } from '../../electron/relay/wire/team-feed.ts';
import { readPublicKey } from '../../electron/relay/wire/keys.ts';
import { placeOf } from '../../electron/relay/wire/topics.ts';
import type { Agent } from '../../electron/shared/model.ts';
import { createSystemClock } from '../../electron/time/system-clock.ts';
import { agentHash, teamKey, type Shown } from './relay-truth.ts';

/**
 * A program: many desks, each the product's own feed with a connection of its own. Its parent tells it which ones, and asks
 * for what they have shown since it asked last.
 */
export type Order =
  | { readonly kind: 'start'; readonly first: number; readonly lines: readonly DeskLine[] }
  | { readonly kind: 'report' }
  /** All lose their broker at once, without a word. */
  | { readonly kind: 'cut' };

export interface Report {
  readonly shown: readonly Shown[];
  /** From when a change was signed, and from when Kore.ai had answered, to the state of a desk; milliseconds. */
  readonly sinceSent: readonly number[];
  readonly sinceAnswer: readonly number[];
  /** How old the team of each live desk was, every second. */
  readonly ages: readonly number[];
  readonly rssMb: number;
  /** The longest that this program could do nothing that was due, because hundreds of desks share its thread. */
  readonly stoodStillMs: number;
}

const clock = createSystemClock();
const loop = monitorEventLoopDelay();
loop.enable();
/** On the agent itself: of a thousand desks with thousands of agents each, looking it up would cost as much as the product. */
const HASH = Symbol('hash');
const sockets = new Set<Socket>();
const asOf = new Map<number, number>();
const live = new Set<number>();
let shown: Shown[] = [];
let sinceSent: number[] = [];
let sinceAnswer: number[] = [];
let ages: number[] = [];
const AGE_EVERY_MS = 1_000;
/** As many begin at once: the parent and the broker share two cores with them. */
const START_AT_ONCE = 10;

function hashOf(agent: Agent & { [HASH]?: number }): number {
  return (agent[HASH] ??= agentHash(agent.userId, agent.name, agent.status));
}

function keyOf({ counts, agents }: FeedTeam): string {
  const all = counts.get('everybody');
  return all === undefined ? 'none' : teamKey(all, Array.from(agents.values(), hashOf));
}

/** Starts one desk; resolves once it is connected and has said so. */
function startDesk(desk: number, { access, password }: DeskLine): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const keys = access.keys.flatMap((text) => readPublicKey(text) ?? []);
  let last: FeedTeam | null = null;
  let arriving: Header | null = null;
  let before: Shown | null = null;
  let key: string | null = null;
  const feed = createDeskFeed({
    access,
    password: createSecretKey(Buffer.from(password)),
    connect: (parts) =>
      connectBroker({
        ...parts,
        onMessage(message) {
          const isDelta = placeOf(access.site, message.topic)?.kind === 'delta';
          const delta = isDelta ? opened(message.topic, message.bytes, keys) : null;
          arriving = delta !== null && 'header' in delta ? delta.header : null;
          parts.onMessage(message);
          arriving = null;
        },
      }),
    clock,
    random: Math.random,
  });
  feed.follow(({ link, team }) => {
    const at = Date.now();
    if (team !== null && team !== last) {
      key = keyOf(team);
      // What was read of status details meanwhile is told as well, of the same answer.
      const isNewAnswer = team.asOf !== asOf.get(desk);
      asOf.set(desk, team.asOf);
      if (arriving !== null) {
        sinceSent.push(at - arriving.sentAt);
        if (isNewAnswer) sinceAnswer.push(at - team.asOf);
      }
    }
    last = team;
    if (link.kind === 'live') live.add(desk);
    else live.delete(desk);
    if (before !== null) resolve();
    if (before?.link === link.kind && before.key === key) return;
    before = { desk, at, link: link.kind, key };
    shown.push(before);
  });
  return promise;
}

async function start(first: number, lines: readonly DeskLine[]): Promise<void> {
  const next = lines.entries();
  await Promise.all(
    Array.from({ length: START_AT_ONCE }, async () => {
      for (const [index, line] of next) await startDesk(first + index, line);
    }),
  );
  process.send?.({ kind: 'started' });
}

subscribe('net.client.socket', (message) => {
  const { socket } = message as { readonly socket: Socket };
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});
setInterval(() => {
  const now = Date.now();
  for (const desk of live) ages.push(now - (asOf.get(desk) ?? now));
}, AGE_EVERY_MS);
process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  if (order.kind === 'start') void start(order.first, order.lines);
  else if (order.kind === 'cut') for (const socket of sockets) socket.destroy();
  else {
    const rssMb = process.memoryUsage.rss() / 1024 ** 2;
    const stoodStillMs = loop.max / 1e6;
    process.send?.({ shown, sinceSent, sinceAnswer, ages, rssMb, stoodStillMs } satisfies Report);
    [shown, sinceSent, sinceAnswer, ages] = [[], [], [], []];
  }
});
