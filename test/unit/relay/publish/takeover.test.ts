import { expect, it } from 'vitest';
import type { SessionParts } from '../../../../electron/relay/broker/session.ts';
import { createPublisher } from '../../../../electron/relay/publish/publisher.ts';
import { readContent } from '../../../../electron/relay/wire/content.ts';
import { opened, type Header } from '../../../../electron/relay/wire/envelope.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../../electron/relay/wire/keys.ts';
import { messagesOf } from '../../../../electron/relay/wire/messages.ts';
import { placeOf } from '../../../../electron/relay/wire/topics.ts';
import { EMPTY_DIRECTORY } from '../../../../electron/shared/model.ts';
import { appError, err, ok } from '../../../../electron/shared/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeMembers } from '../../../support/fake-members.ts';
import { fakeAgents, fakeSnapshot, viewedTeam } from '../../../support/fake-team.ts';

const SITE = 'site-1';
const PACE_MS = 15_000;
const key = newSigningKey();
const keys = [readPublicKey(publicKeyText(key))].flatMap((found) => found ?? []);
const nothing = () => Promise.resolve(err(appError('not-connected')));

it('a publisher that takes over again while its last messages are on their way signs none of them anew, and says snapshots after a rival', async () => {
  const clock = createFakeClock();
  const said: { readonly topic: string; readonly bytes: Uint8Array }[] = [];
  /** What the broker has not acknowledged yet: everything from a catch-up on, once it is slow. */
  let isSlow = false;
  const held: (() => void)[] = [];
  let parts: SessionParts | null = null;
  const publisher = createPublisher({
    clock,
    random: () => 0.5,
    connect(given) {
      parts = given;
      return Promise.resolve(
        ok({
          publish(topic, bytes) {
            said.push({ topic, bytes });
            return new Promise((resolve) => {
              if (isSlow && (held.length > 0 || topic.endsWith('/catchup'))) held.push(() => resolve(true));
              else resolve(true);
            });
          },
          subscribe: () => Promise.resolve(ok([])),
          unsubscribe: () => Promise.resolve(),
          end: () => Promise.resolve(),
        }),
      );
    },
    target: { url: 'wss://mqtt.example.com/mqtt', clientId: 'p-1', user: 'p-1', password: 'secret' },
    site: SITE,
    publisher: 'p-1',
    key,
    keys,
    audiences: ['names', 'initials'],
    source: {
      isDemo: () => false,
      timeZone: () => 'UTC',
      views: () => [],
      teamOf: () => viewedTeam(fakeAgents(3, clock.now())),
      facts: () => fakeSnapshot([], clock.now(), { intervalMs: PACE_MS }),
      unread: () => [],
      directory: () => EMPTY_DIRECTORY,
      members: createFakeMembers().members,
      watch: () => undefined,
      intervalMs: () => PACE_MS,
      history: { get: nothing, read: nothing, source: () => null },
      people: () => [],
      personTest: () => ok(null),
      retentionDays: () => 30,
      isHistoryOff: () => true,
    },
    version: '1.0.0',
    polls: { start: () => undefined, stop: () => undefined },
    collect: () => undefined,
    onChange: () => undefined,
    onSurprise(error) {
      throw error;
    },
  });
  const rival = (state: 'live' | 'standby', aheadMs = 1): void => {
    const stamp = {
      epoch: clock.now() + aheadMs,
      publisher: 'p-2',
      revision: 1,
      asOf: clock.now(),
      sentAt: clock.now(),
    };
    const message = { state, paceMs: PACE_MS, version: '1.0.0' };
    for (const { topic, bytes } of messagesOf(SITE, { kind: 'publisher', publisher: 'p-2' }, message, stamp, key) ??
      []) {
      parts?.onMessage({ topic, bytes, isRetained: false });
    }
  };

  await clock.advanceAsync(5_000);
  publisher.read('poll');
  await clock.advanceAsync(1_000);
  expect(publisher.state()).toMatchObject({ role: 'live', told: 1 });
  isSlow = true;
  publisher.read('poll');
  await clock.advanceAsync(1_000);
  rival('live');
  rival('standby');
  await clock.advanceAsync(3_000);
  isSlow = false;
  for (const acknowledge of held) acknowledge();
  await clock.advanceAsync(40_000);

  expect(publisher.state().role).toBe('live');
  const changes = said.flatMap(({ topic, bytes }): { header: Header; base: number | undefined }[] => {
    const kind = placeOf(SITE, topic)?.kind;
    const message = opened(topic, bytes, keys);
    if ((kind !== 'delta' && kind !== 'catchup') || !('header' in message)) return [];
    return [{ header: message.header, base: readContent(kind, [message.body])?.base }];
  });
  expect(changes.length).toBeGreaterThan(8);
  expect(changes.filter(({ header, base }) => base === undefined || base > header.revision)).toEqual([]);

  const snapshots = (): number => said.filter(({ topic }) => topic.includes('/snapshot/')).length;
  const before = snapshots();
  publisher.read('poll');
  await clock.advanceAsync(1_000);
  expect(snapshots()).toBe(before);
  // A publisher that does not know yet that it has lost has said a snapshot over the retained one.
  rival('live', -100_000);
  publisher.read('poll');
  await clock.advanceAsync(1_000);
  expect(snapshots()).toBe(before + 2);
  await publisher.stop();
});
