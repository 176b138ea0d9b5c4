import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../electron/relay/wire/content.ts';
import { MAX_BODY_BYTES, opened } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import { messagesOf } from '../../../../electron/relay/wire/messages.ts';
import type { Stamp, TeamContent } from '../../../../electron/relay/wire/types.ts';
import { publishedAgent, QUIET_FACTS, TEAM_AT } from '../../../support/published-team.ts';

const STAMP: Stamp = { epoch: TEAM_AT, publisher: 'p-1', revision: 7, asOf: TEAM_AT, sentAt: TEAM_AT };
const SNAPSHOT = { kind: 'snapshot', audience: 'names', view: 'everybody' } as const;
const CATCH_UP = { ...SNAPSHOT, kind: 'catchup' } as const;

const key = newSigningKey();
const pinned = [readPublicKey(publicKeyText(key))].flatMap((found) => found ?? []);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A team that packs to about so many bytes: its names are random. */
function teamOf(bytes: number): TeamContent {
  const each = 120;
  const agents = Array.from({ length: Math.round(bytes / each) }, (_, index) =>
    publishedAgent(`u-${index}`, 'AVAILABLE', randomBytes(each).toString('base64')),
  );
  return { ...QUIET_FACTS, agents, queues: [] };
}

function snapshot(content: TeamContent) {
  const messages = messagesOf('s-1', SNAPSHOT, content, STAMP, key) ?? [];
  const read = messages.map(({ topic, bytes }) => {
    const message = opened(topic, bytes, pinned);
    if ('problem' in message) throw new Error(message.problem);
    return message;
  });
  return {
    topics: messages.map(({ topic }) => topic),
    parts: read.map(({ header }) => header.parts),
    sizes: read.map(({ body }) => body.length),
    content: readContent(
      'snapshot',
      read.map(({ body }) => body),
    ),
  };
}

describe('a snapshot', () => {
  it('that is small is one message', () => {
    const content = teamOf(1_000);
    const topics = ['rollcall/1/s-1/names/everybody/snapshot/0'];
    expect(snapshot(content)).toMatchObject({ topics, parts: [1], content });
  });

  it.each([
    ['of 50,000 bytes has parts of 3,700', 50_000, 3_700],
    ['of 200,000 bytes has parts of 3,700', 200_000, 3_700],
    ['of more than 64 such parts has 64 larger ones', 400_000, null],
  ])('%s', (_name, bytes, fixed) => {
    const content = teamOf(bytes);
    const { sizes, parts, topics, content: read } = snapshot(content);
    const size = fixed ?? Math.ceil(sum(sizes) / 64);
    expect(sizes.slice(0, -1)).toEqual(sizes.slice(1).map(() => size));
    expect(sizes.at(-1)).toBeLessThanOrEqual(size);
    expect(sizes.length).toBe(Math.ceil(sum(sizes) / size));
    expect(sum(sizes)).toBeGreaterThan(bytes);
    expect(parts).toEqual(sizes.map(() => sizes.length));
    expect(topics.at(-1)).toBe(`rollcall/1/s-1/names/everybody/snapshot/${sizes.length - 1}`);
    expect(read).toEqual(content);
  });

  it('is too large where not even 64 of the longest parts would do', () => {
    expect(messagesOf('s-1', SNAPSHOT, teamOf(64 * MAX_BODY_BYTES), STAMP, key)).toBeNull();
  });
});

describe('a catch-up', () => {
  const catchUp = (bytes: number) => ({ ...QUIET_FACTS, base: 1, changed: teamOf(bytes).agents, removed: [] });

  it('is one message, however long', () => {
    expect(messagesOf('s-1', CATCH_UP, catchUp(MAX_BODY_BYTES * 0.8), STAMP, key)).toHaveLength(1);
  });

  it('is too large for more than one', () => {
    expect(messagesOf('s-1', CATCH_UP, catchUp(MAX_BODY_BYTES), STAMP, key)).toBeNull();
  });
});
