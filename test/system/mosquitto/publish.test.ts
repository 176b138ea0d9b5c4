import { createSecretKey } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeskLine } from '../../../electron/relay/broker/desk-line.ts';
import { connectBroker } from '../../../electron/relay/broker/session.ts';
import { createDeskFeed } from '../../../electron/relay/desk/feed.ts';
import type { FeedState } from '../../../electron/relay/wire/team-feed.ts';
import { createSystemClock } from '../../../electron/time/system-clock.ts';
import { createRelayScene, type RelayScene } from '../../support/relay-scene.ts';
import { publishTexts } from '../../../electron/shared/texts/relay/relay.ts';
import { killGroup, runRollcallProcess, startRollcall } from '../../support/rollcall-process.ts';

// A real publisher and a real desk at a real broker, over WebSockets with TLS and dynamic security.

let scene: RelayScene;
let publisher: ReturnType<typeof startRollcall>;
const stops: (() => void)[] = [];

beforeEach(async () => {
  scene = await createRelayScene();
  scene.kore.setTeam([
    { id: '1', firstName: 'Ann', lastName: 'Lee', bucket: 'AVAILABLE' },
    { id: '2', firstName: 'Bob', lastName: 'Ray', bucket: 'BUSY' },
  ]);
  publisher = startPublisher();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  killGroup(publisher);
  await scene.stop();
});

function startPublisher(): ReturnType<typeof startRollcall> {
  const { args, env } = scene.publishing('publisher');
  return startRollcall(args, env);
}

/** Starts a desk that comes back to its broker at once. */
function startDesk({ access, password }: DeskLine): { (): FeedState | null; readonly links: string[] } {
  let state: FeedState | null = null;
  const links: string[] = [];
  const feed = createDeskFeed({
    access,
    password: createSecretKey(Buffer.from(password)),
    connect: connectBroker,
    clock: createSystemClock(),
    random: () => 0,
  });
  stops.push(
    feed.follow((next) => {
      state = next;
      links.push(next.link.kind);
    }),
  );
  return Object.assign(() => state, { links });
}

const shown = (state: FeedState | null) => [
  state?.link.kind,
  ...[...(state?.team?.agents.values() ?? [])].map(({ name, status }) => `${name} ${status}`).toSorted(),
];

it('a desk has the team of its publisher, and again after the broker was started anew without what it had', async () => {
  const [line] = await scene.enrol(['Front desk']);
  const state = startDesk(line as DeskLine);
  await expect.poll(() => shown(state())).toEqual(['live', 'Ann Lee AVAILABLE', 'Bob Ray BUSY']);
  expect(state()?.team?.counts.get('everybody')).toMatchObject({ AVAILABLE: 1, BUSY: 1, total: 2 });
  await scene.broker.restart();
  await expect.poll(() => state.links).toContain('broker');
  await expect.poll(() => shown(state())).toEqual(['live', 'Ann Lee AVAILABLE', 'Bob Ray BUSY']);
});

it('a check beside the publisher says what it can without ending its connection', async () => {
  const [line] = await scene.enrol(['Front desk']);
  const state = startDesk(line as DeskLine);
  await expect.poll(() => state()?.link.kind).toBe('live');
  // Before that, it may have heard that the publisher of an earlier test has gone.
  const untilLive = state.links.length;
  const { args, env } = scene.publishing('publisher');
  const { check } = publishTexts;
  const { code, out, said } = await runRollcallProcess([...args, '--check'], env);
  expect(out.trim().split('\n')).toEqual([check.line(true, check.secrets), check.line(true, check.closed)]);
  expect([code, said.trim().split('\n')]).toEqual([0, [check.beside(publisher.pid ?? null), check.koreUntried]]);
  expect(state()?.link.kind).toBe('live');
  expect(state.links.slice(untilLive)).not.toContain('publisher');

  killGroup(publisher);
  await expect.poll(() => state()?.link.kind).toBe('publisher');
  const whole = await runRollcallProcess([...args, '--check'], env);
  expect([whole.code, whole.out.trim().split('\n').length]).toEqual([0, 8]);
});

it('a desk that is revoked keeps its last team; the others hear that their publisher was killed, and the next one', async () => {
  const [front, back] = await scene.enrol(['Front desk', 'Back office']);
  const [revoked, kept] = [startDesk(front as DeskLine), startDesk(back as DeskLine)];
  for (const state of [revoked, kept]) await expect.poll(() => state()?.link.kind).toBe('live');

  await scene.revoke(front as DeskLine);
  await expect.poll(() => revoked()?.link).toMatchObject({ kind: 'broker', error: { code: 'forbidden' } });
  expect(kept()?.link.kind).toBe('live');

  killGroup(publisher);
  await expect.poll(() => kept()?.link).toEqual({ kind: 'publisher', why: 'gone' });
  scene.kore.move('2', 'OFFLINE');
  publisher = startPublisher();
  await expect.poll(() => shown(kept())).toEqual(['live', 'Ann Lee AVAILABLE', 'Bob Ray OFFLINE']);
  expect(shown(revoked())).toEqual(['broker', 'Ann Lee AVAILABLE', 'Bob Ray BUSY']);
});
