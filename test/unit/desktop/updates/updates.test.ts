import { describe, expect, it } from 'vitest';
import { createUpdates } from '../../../../electron/desktop/updates/updates.ts';
import type { UpdateState } from '../../../../electron/shared/model.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { fakeLog } from '../fake-app.ts';
import { fakeUpdater, type FakeUpdate } from './fake-updater.ts';

const IDLE: UpdateState = { kind: 'idle', isCurrent: false };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function updatesOver(feed: FakeUpdate = {}, start = IDLE, isGoodMoment = () => true) {
  const clock = createFakeClock();
  const updater = fakeUpdater(feed);
  const log = fakeLog();
  const seen: UpdateState[] = [];
  let loads = 0;
  const updates = createUpdates({
    start,
    async load() {
      loads += 1;
      return updater;
    },
    clock,
    random: () => 0.5,
    isGoodMoment,
    log,
    onChange: () => seen.push(updates.state()),
  });
  return { clock, updater, log, seen, updates, loads: () => loads };
}

describe('updates', () => {
  it('are set up so that there is no question and nothing older is installed', async () => {
    const { updates, updater } = updatesOver();
    await updates.check();
    const { autoDownload, autoInstallOnAppQuit, allowDowngrade, allowPrerelease, requestHeaders } = updater;
    expect({ autoDownload, autoInstallOnAppQuit, allowDowngrade, allowPrerelease, requestHeaders }).toEqual({
      autoDownload: true,
      autoInstallOnAppQuit: true,
      allowDowngrade: false,
      allowPrerelease: false,
      requestHeaders: { 'x-user-staging-id': 'none' },
    });
  });

  it('are checked for minutes after the start and every six hours, until one is ready', async () => {
    const feed: FakeUpdate = {};
    const { updater, clock, seen, loads } = updatesOver(feed);
    await clock.advanceAsync(6 * MINUTE - 1);
    expect([updater.calls, loads()]).toEqual([[], 0]);
    await clock.advanceAsync(1);
    expect([updater.calls, seen.splice(0)]).toEqual([
      ['check'],
      [{ kind: 'checking' }, { kind: 'idle', isCurrent: true }],
    ]);
    feed.version = '2.0.0';
    await clock.advanceAsync(6 * HOUR);
    expect(seen).toEqual([
      { kind: 'checking' },
      { kind: 'downloading', version: '2.0.0' },
      { kind: 'ready', version: '2.0.0' },
    ]);
    await clock.advanceAsync(48 * HOUR);
    expect([updater.calls, clock.pending(), loads()]).toEqual([['check', 'check'], [], 1]);
  });

  it('wait for a good moment', async () => {
    let isGood = false;
    const { updater, clock } = updatesOver({}, IDLE, () => isGood);
    await clock.advanceAsync(21 * MINUTE - 1);
    isGood = true;
    expect([updater.calls, clock.pending()]).toEqual([[], [1]]);
    await clock.advanceAsync(1);
    expect(updater.calls).toEqual(['check']);
  });

  it('fail quietly, and are checked for again at growing distances', async () => {
    const feed: FakeUpdate = { checkError: new Error('net::ERR_CONNECTION_REFUSED') };
    const { updates, clock, log } = updatesOver(feed);
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      await clock.advanceAsync(clock.pending()[0] ?? 0);
      waits.push((clock.pending()[0] ?? 0) / MINUTE);
    }
    expect(waits).toEqual([15, 30, 60, 120]);
    expect(updates.state()).toMatchObject({ kind: 'unavailable', isFinal: false });
    delete feed.checkError;
    await updates.check();
    expect([updates.state(), clock.pending()]).toEqual([{ kind: 'idle', isCurrent: true }, [6 * HOUR]]);
    expect(log.lines.slice(0, 2)).toEqual([
      'info update checking',
      'warn update unavailable The update server cannot be reached. Rollcall tries again later. false',
    ]);
  });

  it('do not wait for a download whose failure is only announced', async () => {
    const { updates, updater, seen, clock } = updatesOver({ version: '2.0.0', download: new Promise(() => undefined) });
    const check = updates.check();
    await settle();
    updater.emit('error', new Error('Could not get code signature for running application'));
    await check;
    expect(seen.map(({ kind }) => kind)).toEqual(['checking', 'downloading', 'unavailable']);
    await updates.check();
    expect([updater.calls, clock.pending()]).toEqual([['check'], []]);
  });

  it('are no longer ready when the system refuses them afterwards', async () => {
    const { updates, updater, clock } = updatesOver({ version: '2.0.0' });
    await updates.check();
    expect(updates.state()).toEqual({ kind: 'ready', version: '2.0.0' });
    updater.emit('error', new Error('disk full'));
    expect([updates.state().kind, clock.pending()]).toEqual(['unavailable', [15 * MINUTE]]);
  });

  it('are checked for once at a time', async () => {
    const { updates, updater } = updatesOver();
    await Promise.all([updates.check(), updates.check()]);
    expect(updater.calls).toEqual(['check']);
  });

  it('claim nothing where electron-updater does not check', async () => {
    const { updates } = updatesOver({ isInactive: true });
    await updates.check();
    expect(updates.state()).toEqual(IDLE);
  });

  it.each<UpdateState>([{ kind: 'off' }, { kind: 'unavailable', reason: 'A .deb.', isFinal: true }])(
    'load nothing where there is nothing to check: $kind',
    async (start) => {
      const { updates, clock, loads, seen } = updatesOver({}, start);
      await updates.check();
      expect([loads(), clock.pending(), seen]).toEqual([0, [], []]);
    },
  );

  it('are not checked for any longer after the end', async () => {
    const { updates, clock, updater } = updatesOver();
    updates.stop();
    await clock.advanceAsync(48 * HOUR);
    expect([updater.calls, clock.pending()]).toEqual([[], []]);
  });

  it('are not installed by the end of the system', async () => {
    const { updates, updater } = updatesOver({ version: '2.0.0' });
    updates.holdBack();
    await updates.check();
    expect(updater.autoInstallOnAppQuit).toBe(true);
    updates.holdBack();
    expect(updater.autoInstallOnAppQuit).toBe(false);
  });

  it('give the app back when the installation does not begin within a minute', async () => {
    const { updates, clock } = updatesOver({ version: '2.0.0' });
    await updates.check();
    let isBack = false;
    updates.install(() => void (isBack = true));
    await clock.advanceAsync(MINUTE - 1);
    expect(isBack).toBe(false);
    await clock.advanceAsync(1);
    expect(isBack).toBe(true);
  });

  it('write the first line of what electron-updater says into the log', async () => {
    const { updates, updater, log } = updatesOver();
    await updates.check();
    log.lines.splice(0);
    updater.logger?.info('Found version 2.0.0\n  at x');
    updater.logger?.warn(new Error('no block map'));
    updater.logger?.error(undefined);
    expect(log.lines).toEqual([
      'info update Found version 2.0.0',
      'warn update no block map',
      'error update undefined',
    ]);
  });
});
