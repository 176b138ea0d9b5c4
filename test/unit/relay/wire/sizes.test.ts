import { describe, expect, it } from 'vitest';
import { changeBetween } from '../../../../electron/relay/wire/changes.ts';
import { readContent } from '../../../../electron/relay/wire/content.ts';
import { opened } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import { messagesOf, type Subject } from '../../../../electron/relay/wire/messages.ts';
import type { Contents, Stamp } from '../../../../electron/relay/wire/types.ts';
import { createDemoTeam, TEAM_AT } from '../../../support/published-team.ts';

const SITE = '3f0c6a52-6b0e-4a53-9d0c-2f6a0f4d9e11';
const STAMP: Stamp = {
  epoch: TEAM_AT,
  publisher: 'rollcall-publisher-1a2b3c4d',
  revision: 123_456,
  asOf: TEAM_AT,
  sentAt: TEAM_AT + 120,
};
/** The heads of a WebSocket frame and of a PUBLISH with QoS 1, and the length of its topic. */
const FRAME_BYTES = 4 + 3 + 2 + 2;
const VIEW = { audience: 'initials', view: '9b2d7c1e-51c1-4b8e-8a6a-0d5f0c9b7a33' } as const;

const key = newSigningKey();
const pinned = [readPublicKey(publicKeyText(key))].flatMap((found) => found ?? []);

/** What a desk is sent: topic and message. */
function bytesOf<S extends Subject>(subject: S, content: Contents[S['kind']]): number[] {
  const messages = messagesOf(SITE, subject, content, STAMP, key) ?? [];
  return messages.map(({ topic, bytes }) => topic.length + bytes.length);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('a team of 5,000', () => {
  const team = createDemoTeam(5_000);
  const first = team.poll();
  const messages = messagesOf(SITE, { kind: 'snapshot', ...VIEW }, first, STAMP, key) ?? [];

  it('is at most 400 kB as a snapshot, in parts that Mosquitto passes over WebSockets in one piece each', () => {
    expect(first.agents).toHaveLength(5_000);
    expect(sum(messages.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(400_000);
    const frames = messages.map(({ topic, bytes }) => FRAME_BYTES + topic.length + bytes.length);
    expect(Math.max(...frames)).toBeLessThanOrEqual(4_116);
  });

  it('comes back from its messages as it was', () => {
    const bodies = messages.map(({ topic, bytes }) => {
      const message = opened(topic, bytes, pinned);
      return 'body' in message ? message.body : Buffer.alloc(0);
    });
    expect(readContent('snapshot', bodies)).toEqual(first);
  });

  it('takes at most 1 kB for one changed agent, 75 bytes for each further one, and 700 where nobody changed', () => {
    const next = team.poll();
    const change = changeBetween(first, next, STAMP.revision);
    const delta = { kind: 'delta', ...VIEW } as const;
    const ofFirst = (agents: number): number =>
      sum(bytesOf(delta, { ...change, changed: change.changed.slice(0, agents) }));
    expect(change.changed.length).toBeGreaterThan(20);
    const each = change.changed.map((agent) => sum(bytesOf(delta, { ...change, changed: [agent] })));
    expect(ofFirst(0)).toBeLessThanOrEqual(700);
    expect(Math.max(...each)).toBeLessThanOrEqual(1_000);
    expect(ofFirst(21) - ofFirst(1)).toBeLessThanOrEqual(20 * 75);
  });

  it('has no delta when all of it changed, and none with a queue that all serve', () => {
    const delta = { kind: 'delta', ...VIEW } as const;
    const { agents, ...facts } = first;
    const none = { ...facts, queues: [], base: 1, changed: [], removed: [] };
    const queue = { id: 'qu-1', name: 'Orders', members: agents.map(({ userId }) => userId), left: [], asOf: TEAM_AT };
    expect(messagesOf(SITE, delta, { ...none, changed: agents }, STAMP, key)).toBeNull();
    expect(messagesOf(SITE, delta, { ...none, queues: [queue] }, STAMP, key)).toBeNull();
    expect(messagesOf(SITE, delta, { ...none, changed: agents.slice(0, 2_000) }, STAMP, key)).toHaveLength(1);
  });
});
