import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../../electron/shared/contract/bridge.ts';
import { BridgeError } from '../../../../renderer/bridge/event-link.ts';
import { createBrowserBridge, createDesktopBridge } from '../../../../renderer/bridge/bridge.ts';
import { settle } from '../../../support/fake-clock.ts';
import { SAMPLE_DELTA, SAMPLE_SETTINGS } from '../../../support/fake-handlers.ts';
import { createFakePage } from '../../../support/fake-page.ts';

const gone = (): never => {
  throw new TypeError('Failed to fetch');
};
const event = (name: string, payload: unknown) => `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`;
const NO_SESSION = 'This page is not signed in to Rollcall. Open the address Rollcall printed.';
const LOST = 'Rollcall is not running any more. Start it again.';

/** A connected tab that notes how its link comes and goes. */
async function connect() {
  const page = createFakePage('#token=launch');
  const bridge = await createBrowserBridge(page.parts);
  const link: string[] = [];
  bridge.onReconnect(() => link.push('up'));
  bridge.onDisconnect(({ code }) => link.push(code));
  return { page, bridge, link };
}

describe('signing in', () => {
  it('exchanges the token of the address, drops it from the address bar and keeps the key for a reload', async () => {
    const { page } = await connect();
    expect(page.addresses).toEqual(['/']);
    expect([...page.stored.values()]).toEqual(['key-1']);
    expect(page.requests.map(({ path }) => path)).toEqual(['/session', '/events']);
    expect(page.requests[0]?.body).toEqual({ token: 'launch' });

    const reloaded = createFakePage('');
    page.stored.forEach((value, name) => reloaded.stored.set(name, value));
    await createBrowserBridge(reloaded.parts);
    expect(reloaded.requests).toEqual([{ path: '/events', headers: { 'x-rollcall-key': 'key-1' }, body: null }]);
    expect(reloaded.addresses).toEqual([]);
  });

  it.each([
    ['neither token nor key', '', null],
    ['a token of an earlier start', '#token=old', null],
    ['a key of an earlier start', '', 'key-0'],
    ['both of an earlier start', '#token=old', 'key-0'],
  ])('asks to open the printed address with %s', async (_case, hash, key) => {
    const page = createFakePage(hash);
    if (key !== null) page.stored.set('rollcall-key', key);
    const failure = await createBrowserBridge(page.parts).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BridgeError);
    expect(failure).toMatchObject({ code: 'no-session', message: NO_SESSION });
  });

  it('goes on with the saved key when the address shows an old token', async () => {
    const page = createFakePage('#token=old');
    page.stored.set('rollcall-key', 'key-1');
    await createBrowserBridge(page.parts);
    expect(page.addresses).toEqual(['/']);
  });

  it.each(['#token=launch', ''])('says that Rollcall is not running when nothing answers (%j)', async (hash) => {
    const page = createFakePage(hash);
    page.stored.set('rollcall-key', 'key-1');
    page.answer = gone;
    await expect(createBrowserBridge(page.parts)).rejects.toMatchObject({ code: 'connection-lost', message: LOST });
  });
});

describe('commands in a browser tab', () => {
  it('posts the argument tuple with the key', async () => {
    const { page, bridge } = await connect();
    expect(await bridge.invoke('help:open', 'scopes')).toEqual({ ok: true, value: null });
    expect(page.requests.at(-1)).toEqual({
      path: '/command/help:open',
      headers: { 'content-type': 'application/json', 'x-rollcall-key': 'key-1' },
      body: ['scopes'],
    });
  });

  it('passes a refusal on as it came', async () => {
    const { page, bridge } = await connect();
    const refusal = { ok: false, error: { code: 'busy', message: 'Later.' } };
    page.answer = () => Response.json(refusal);
    expect(await bridge.invoke('team:refresh')).toEqual(refusal);
  });

  it.each([
    [401, 'connection-lost', NO_SESSION],
    [413, 'invalid-input', 'Something in this request is not valid. Check the marked field and try again.'],
    [
      500,
      'unexpected',
      'Something unexpected went wrong in Rollcall. Try again. If that does not help, restart Rollcall.',
    ],
  ])('answers HTTP %i as %s', async (status, code, message) => {
    const { page, bridge } = await connect();
    page.answer = () => new Response('words', { status });
    expect(await bridge.invoke('team:refresh')).toEqual({ ok: false, error: { code, message } });
  });

  it('answers connection-lost when Rollcall is gone or breaks off', async () => {
    const { page, bridge } = await connect();
    const expected = { ok: false, error: { code: 'connection-lost', message: LOST } };
    page.answer = gone;
    expect(await bridge.invoke('team:refresh')).toEqual(expected);
    page.answer = () => new Response('{"ok":tr');
    expect(await bridge.invoke('team:refresh')).toEqual(expected);
  });
});

describe('events in a browser tab', () => {
  it('reads messages however the bytes are cut, and skips comments and names nobody listens to', async () => {
    const { page, bridge } = await connect();
    const heard: unknown[] = [];
    bridge.on('team:changed', (delta) => heard.push(delta));
    const stop = bridge.on('settings:changed', (settings) => heard.push(settings));
    const text = `: connected\n\n${event('team:changed', SAMPLE_DELTA)}${event('no:such', 1)}`;
    for (const character of text) page.push(character);
    page.push(event('settings:changed', SAMPLE_SETTINGS));
    await settle();
    stop();
    page.push(event('settings:changed', SAMPLE_SETTINGS));
    await settle();
    expect(heard).toEqual([SAMPLE_DELTA, SAMPLE_SETTINGS]);
  });

  it('joins characters that arrive in two pieces', async () => {
    const { page, bridge } = await connect();
    const titles: string[] = [];
    bridge.on('notice:raised', ({ title }) => titles.push(title));
    const bytes = new TextEncoder().encode(event('notice:raised', { title: 'Łukasz 张伟 🙂' }));
    for (const byte of bytes) page.pushBytes(Uint8Array.of(byte));
    await settle();
    expect(titles).toEqual(['Łukasz 张伟 🙂']);
  });

  it('goes on when a listener throws', async () => {
    const { page, bridge, link } = await connect();
    const error = new Error('listener');
    bridge.on('settings:changed', () => {
      throw error;
    });
    page.push(event('settings:changed', SAMPLE_SETTINGS));
    await settle();
    expect(page.errors).toEqual([error]);
    expect(link).toEqual([]);
  });
});

describe('the link of a browser tab', () => {
  it.each([undefined, new TypeError('network error')])('comes back after the stream ended (%s)', async (error) => {
    const { page, bridge, link } = await connect();
    const heard: unknown[] = [];
    bridge.on('settings:changed', (settings) => heard.push(settings));
    page.end(error);
    await settle();
    expect(link).toEqual(['connection-lost']);
    await page.clock.advanceAsync(500);
    expect(link).toEqual(['connection-lost', 'up']);
    page.push(event('settings:changed', SAMPLE_SETTINGS));
    await settle();
    expect(heard).toEqual([SAMPLE_SETTINGS]);
  });

  it('waits longer after each failure, up to about ten seconds, with jitter', async () => {
    const { page, link } = await connect();
    page.end();
    page.answer = gone;
    await settle();
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      waits.push(page.clock.pending()[0]);
      await page.clock.advanceAsync(page.clock.pending()[0] ?? 0);
    }
    // 250 ms and half of 500 ms, 1 s, 2 s, 4 s, 8 s, then of the cap of 10 s.
    expect(waits).toEqual([500, 750, 1_250, 2_250, 4_250, 5_250, 5_250]);
    expect(link).toEqual(['connection-lost']);
  });

  it('says so and stops asking when Rollcall was started anew', async () => {
    const { page, link } = await connect();
    page.answer = () => new Response('', { status: 401 });
    page.end();
    await page.clock.advanceAsync(500);
    expect(link).toEqual(['connection-lost', 'no-session']);
    expect(page.clock.pending()).toEqual([]);
  });

  it('rests when newer tabs took the connections, until the user comes back to it', async () => {
    const { page, link } = await connect();
    page.push('event: replaced\ndata: null\n\n');
    page.end();
    await page.clock.advanceAsync(3_600_000);
    expect(link).toEqual(['replaced']);
    page.focus();
    await page.clock.advanceAsync(500);
    expect(link).toEqual(['replaced', 'up']);
  });
});

describe('the bridge of a desktop window', () => {
  it('hands plain copies of the arguments to the preload, and listeners as they are', async () => {
    const seen: unknown[][] = [];
    const rollcall = {
      invoke: (...args: unknown[]) => Promise.resolve(seen.push(args)),
      on: (...args: unknown[]) => seen.push(args),
    } as unknown as Bridge;
    const filter = { queueIds: ['qu-1'], skillIds: [], agentIds: [] };
    const listener = () => {};
    const bridge = createDesktopBridge(rollcall);
    await bridge.invoke('view:check', new Proxy(filter, {}));
    bridge.on('team:changed', listener);
    expect(structuredClone(seen[0])).toEqual(['view:check', filter]);
    expect(seen[1]).toEqual(['team:changed', listener]);
  });

  it('never loses its link', () => {
    const { onReconnect, onDisconnect } = createDesktopBridge({} as Bridge);
    const failed = () => expect.unreachable();
    expect(onReconnect(failed)()).toBeUndefined();
    expect(onDisconnect(failed)()).toBeUndefined();
  });
});
