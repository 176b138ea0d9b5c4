import { describe, expect, it } from 'vitest';
import { testDesk } from '../../../electron/connections/test-desk.ts';
import { writeDeskLine, type DeskLine } from '../../../electron/relay/broker/desk-line.ts';
import type { FeedLink, FeedState, FeedTeam, TeamFeed } from '../../../electron/relay/wire/team-feed.ts';
import { newSigningKey, publicKeyText } from '../../../electron/relay/wire/keys.ts';
import { appError, messageFor, ok } from '../../../electron/shared/result.ts';
import { deskTexts } from '../../../electron/shared/texts/relay/desk.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { connectionProfile } from '../../support/connection-profile.ts';
import { formOf, openScene } from './scene.ts';

const LINE: DeskLine = {
  name: 'Front desk',
  password: 'a password of a desk',
  access: {
    broker: 'wss://mqtt.example.com/mqtt',
    site: 's1',
    deskId: 'rollcall-s1-desk-1',
    audience: 'initials',
    views: ['everybody'],
    keys: [publicKeyText(newSigningKey())],
  },
};
const FORM = formOf('', { auth: 'desk', host: '', accountId: '', botId: '', clientId: '', clientSecret: null });
const withLine = (line: string) => ({ ...FORM, deskLine: line });
const TEXT = writeDeskLine(LINE);

describe('the form of a desk', () => {
  it('says what its line makes of this computer', () => {
    const { connections } = openScene([]);
    expect(connections.check(withLine(` ${TEXT}\n`))).toEqual({
      deskLine: {
        level: 'notice',
        message: 'Desk “Front desk” of mqtt.example.com: the team with initials in place of names.',
      },
    });
  });

  it.each([
    ['', 'Paste the line that your administrator has sent you. It begins with rollcall-desk:'],
    ['abc', 'This is not the line of a desk, which begins with rollcall-desk:. Copy it again.'],
    [TEXT.slice(0, 100), 'Part of this line is missing or was changed. Copy all of it again.'],
    ['rollcall-desk:2:abc', 'This line was made by a newer Rollcall. Update Rollcall, then paste it again.'],
  ])('refuses the line %j', async (line, message) => {
    const { connections, keychain } = openScene([]);
    expect(connections.check(withLine(line))).toEqual({ deskLine: { level: 'error', message } });
    expect(await connections.save(withLine(line), 'keychain')).toMatchObject({
      ok: false,
      error: { field: 'deskLine' },
    });
    expect(keychain.items.size).toBe(0);
  });

  it('saves where the desk connects in the settings, and its password in the keychain alone', async () => {
    const { connections, keychain, settings } = openScene([]);
    expect((await connections.save(withLine(TEXT), 'keychain')).ok).toBe(true);
    const { profile } = settings.get().connections[0] ?? {};
    expect(profile).toMatchObject({
      name: 'Front desk',
      host: 'wss://mqtt.example.com',
      accountId: 's1',
      botId: 'initials',
      auth: 'desk',
      clientId: null,
      timeZone: null,
      relay: LINE.access,
    });
    expect(JSON.stringify(settings.get())).not.toContain(LINE.password);
    expect(keychain.items.get(profile?.id ?? '')).toBe(JSON.stringify({ v: 1, password: LINE.password }));
  });

  it('keeps line and password where it is only given another name', async () => {
    const { connections, keychain, settings } = openScene([]);
    await connections.save(withLine(TEXT), 'keychain');
    const id = settings.get().connections[0]?.profile.id ?? '';
    const renamed = { ...FORM, id, name: 'Back desk', deskLine: null };
    expect(connections.check(renamed)).toEqual({});
    expect((await connections.save(renamed, 'keychain')).ok).toBe(true);
    expect(settings.get().connections.map(({ profile }) => [profile.name, profile.relay])).toEqual([
      ['Back desk', LINE.access],
    ]);
    expect(keychain.items.get(id)).toBe(JSON.stringify({ v: 1, password: LINE.password }));
  });

  it('is saved with what its publisher said in the test, and keeps that with another name', async () => {
    const { connections, settings } = openScene([]);
    const said = { timeZone: 'Asia/Tokyo', isDemo: true };
    await connections.published(connectionProfile({ id: 'test', accountId: 's1', auth: 'desk' }), said);
    await connections.save(withLine(TEXT), 'keychain');
    expect(settings.get().connections[0]?.profile).toMatchObject(said);
    expect(connections.live()).toMatchObject({ isDemo: true, profile: said });
    const id = settings.get().connections[0]?.profile.id ?? '';
    await connections.save({ ...FORM, id, name: 'Back desk', deskLine: null }, 'keychain');
    expect(settings.get().connections[0]?.profile).toMatchObject({ name: 'Back desk', ...said });
  });

  it('takes over what its publisher says later, and no zone that nobody knows', async () => {
    const { connections, settings } = openScene([]);
    await connections.save(withLine(TEXT), 'session');
    const profile = connections.state().profile ?? connectionProfile();
    await connections.published(profile, { timeZone: 'Asia/Tokyo', isDemo: true });
    await connections.published(profile, { timeZone: 'Mars/Base', isDemo: false });
    expect(connections.live()).toMatchObject({ isDemo: false, profile: { timeZone: 'Asia/Tokyo', isDemo: false } });
    await connections.published({ ...profile, id: 'another' }, { timeZone: 'UTC', isDemo: true });
    expect(connections.live()?.isDemo).toBe(false);
    expect(settings.get().connections).toEqual([]);
  });

  it.each([{ timeZone: 'UTC' }, { timeZone: null }, { apiTimes: 'utc' }, { copies: 2 }] as const)(
    'refuses %j, which its publisher decides',
    async (patch) => {
      const { connections } = openScene([]);
      await connections.save(withLine(TEXT), 'session');
      const before = connections.state();
      const refusal = { code: 'not-on-desk', message: deskTexts.setByPublisher };
      expect(await connections.update(patch)).toMatchObject({ ok: false, error: refusal });
      expect(connections.state()).toEqual(before);
      expect(await connections.update({ isHistoryOff: true, name: 'Wall' })).toMatchObject({ ok: true });
    },
  );

  it('asks before it replaces another connection of its name', () => {
    const { connections } = openScene(['Front desk']);
    expect(connections.check(withLine(TEXT)).name).toMatchObject({ level: 'confirm' });
  });
});

describe('the test of a desk', () => {
  const TEAM = {
    counts: new Map([['everybody', { AVAILABLE: 3, BUSY: 2, AWAY: 1, OFFLINE: 4, OTHER: 0, total: 10 }]]),
  };
  const heard = (patch: Partial<FeedState>): FeedState => ({
    ...{ link: { kind: 'connecting' }, team: null, views: null, missing: [], refused: null },
    ...patch,
  });
  const VIEWS: FeedState['views'] = {
    views: [{ id: 'everybody', name: 'Everybody', text: '', statuses: [], secondaryStatuses: [] }],
    timeZone: 'UTC',
    isDemo: false,
  };

  /** A feed that says these states one after the other. */
  function feedOf(...states: readonly FeedState[]): TeamFeed & { readonly isFollowed: () => boolean } {
    let followed = 0;
    return {
      isFollowed: () => followed > 0,
      follow(listener) {
        followed += 1;
        for (const state of states) listener(state);
        return () => (followed -= 1);
      },
      retry: () => undefined,
      day: () => Promise.resolve(ok([])),
    };
  }

  it('waits for the first team and says its counts', async () => {
    const team = heard({ link: { kind: 'live' }, team: TEAM as unknown as FeedTeam, views: VIEWS });
    const feed = feedOf(heard({}), heard({ link: { kind: 'unconfirmed', late: [] } }), team);
    expect(await testDesk(feed, createFakeClock())).toEqual({
      ok: true,
      detail: 'Everybody: 3 available, 2 busy, 1 away, 4 offline.',
    });
    expect(feed.isFollowed()).toBe(false);
  });

  it.each<[FeedLink, string, string]>([
    [
      { kind: 'broker', error: appError('timeout', { message: 'No.' }), nextAt: 1 },
      'timeout',
      'This desk cannot reach its broker. No.',
    ],
    [
      { kind: 'broker', error: appError('forbidden', { message: 'No.' }), nextAt: 1 },
      'forbidden',
      'The broker does not let this desk in: its line was revoked, or is not valid. Ask whoever enrolled this desk for a new line.',
    ],
    [{ kind: 'refused' }, 'forbidden', deskTexts.refused],
    [{ kind: 'deleted' }, 'forbidden', deskTexts.deleted],
  ])('says which link is down: %j', async (link, code, message) => {
    const feed = feedOf(heard({}), heard({ link }));
    expect(await testDesk(feed, createFakeClock())).toEqual({ ok: false, code, message });
    expect(feed.isFollowed()).toBe(false);
  });

  it('waits for its publisher where something came that this has not signed, and says that only then', async () => {
    const forged = heard({ link: { kind: 'unusable', why: 'forged', isAlone: false } });
    const team = heard({ link: { kind: 'live' }, team: TEAM as unknown as FeedTeam, views: VIEWS });
    expect(await testDesk(feedOf(forged, team), createFakeClock())).toMatchObject({ ok: true });
    const clock = createFakeClock();
    const check = testDesk(feedOf(forged), clock);
    clock.advance(15_000);
    expect(await check).toEqual({ ok: false, code: 'unexpected-shape', message: deskTexts.unusable.forged });
  });

  it('ends once nothing else can be expected than what its publisher has not signed', async () => {
    const alone = heard({ link: { kind: 'unusable', why: 'forged', isAlone: true } });
    expect(await testDesk(feedOf(heard({}), alone), createFakeClock())).toEqual({
      ok: false,
      code: 'unexpected-shape',
      message: deskTexts.unusable.forged,
    });
  });

  it('says that the desk may be saved where its publisher is heard, and the team that the broker has is damaged', async () => {
    const clock = createFakeClock();
    const check = testDesk(
      feedOf(heard({ link: { kind: 'unusable', why: 'damaged', isAlone: false }, views: VIEWS })),
      clock,
    );
    clock.advance(15_000);
    const message = deskTexts.unusable.damaged;
    expect(await check).toEqual({ ok: false, code: 'unexpected-shape', message, isLater: true });
  });

  it.each<[FeedLink, string]>([
    [{ kind: 'silent' }, deskTexts.silent],
    [{ kind: 'publisher', why: 'gone' }, deskTexts.publisher.gone],
    [{ kind: 'publisher', why: 'late' }, deskTexts.publisher.late],
  ])('says that the desk may be saved where only its publisher is not there: %j', async (link, message) => {
    const check = await testDesk(feedOf(heard({}), heard({ link })), createFakeClock());
    expect(check).toEqual({ ok: false, code: 'timeout', message, isLater: true });
  });

  it('says the same where its publisher is heard, but nothing new of it', async () => {
    const clock = createFakeClock();
    const link = { kind: 'unconfirmed', late: ['Night'] } as const;
    const check = testDesk(feedOf(heard({ link, views: VIEWS })), clock);
    clock.advance(15_000);
    expect(await check).toMatchObject({ message: deskTexts.unconfirmed(['Night']), isLater: true });
  });

  it('ends where nothing at all happens', async () => {
    const clock = createFakeClock();
    const check = testDesk(feedOf(heard({})), clock);
    clock.advance(15_000);
    expect(await check).toEqual({ ok: false, code: 'timeout', message: messageFor('timeout') });
  });
});
