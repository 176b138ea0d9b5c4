import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBrowserBridge, type WindowBridge } from '../../renderer/bridge/bridge.ts';
import { createTestSurface, type TestSurface } from '../support/browser-surface.ts';
import { SAMPLE_DELTA, SAMPLE_TEAM } from '../support/fake-handlers.ts';
import { createFakePage } from '../support/fake-page.ts';

const deltaMessage = `event: team:changed\ndata: ${JSON.stringify(SAMPLE_DELTA)}`;

let surface: TestSurface;
beforeEach(async () => {
  surface = await createTestSurface();
});
afterEach(() => surface.stop());

describe('events', () => {
  it('reach every tab that is signed in', async () => {
    const streams = [await surface.stream(await surface.signIn()), await surface.stream(await surface.signIn())];
    surface.events.emit('team:changed', SAMPLE_DELTA);
    surface.events.emit('view:requested', { view: 'history', userId: null });
    for (const { next, response } of streams) {
      expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
      expect(response.headers['cache-control']).toBe('no-store');
      expect(await next()).toBe(deltaMessage);
      expect(await next()).toBe('event: view:requested\ndata: {"view":"history","userId":null}');
      response.destroy();
    }
  });

  it('hold no notice where the desktop serves the page, and shows them itself', async () => {
    const desktop = await createTestSurface('desktop');
    try {
      const { next, response } = await desktop.stream(await desktop.signIn());
      desktop.events.emit('notice:raised', {
        id: 'n',
        title: 'x',
        body: '',
        userId: null,
        connectionId: null,
        isDemo: true,
      });
      desktop.events.emit('team:changed', SAMPLE_DELTA);
      expect(await next()).toBe(deltaMessage);
      response.destroy();
    } finally {
      await desktop.stop();
    }
  });

  it('are listened to only while a tab is there, so that the app knows whether anybody can be told', async () => {
    const { events } = surface;
    expect(events.isHeard('notice:raised')).toBe(false);
    const who = await surface.signIn();
    const [first, second] = [await surface.stream(who), await surface.stream(await surface.signIn())];
    expect(events.isHeard('notice:raised')).toBe(true);
    await surface.post('/command/team:watch', [true], who);
    second.response.destroy();
    first.response.destroy();
    await surface.firstLeft;
    await expect.poll(() => events.isHeard('notice:raised')).toBe(false);
  });

  it('send a sign of life every 20 seconds', async () => {
    const { next, response } = await surface.stream(await surface.signIn());
    surface.clock.advance(20_000);
    expect(await next()).toBe(': still here');
    surface.clock.advance(20_000);
    expect(await next()).toBe(': still here');
    response.destroy();
  });

  it('say that a tab has left when its last stream ends', async () => {
    const who = await surface.signIn();
    const [first, second] = [await surface.stream(who), await surface.stream(who)];
    await surface.post('/command/team:watch', [true], who);
    first.response.destroy();
    const { response, next } = await surface.stream(await surface.signIn());
    expect(surface.left).toEqual([]);
    second.response.destroy();
    expect(await surface.firstLeft).toBe(surface.calls[0]?.sender);
    surface.events.emit('team:changed', SAMPLE_DELTA);
    expect(await next()).toBe(deltaMessage);
    response.destroy();
  });

  it('end the oldest of five streams of one browser, which would leave no connection for commands', async () => {
    const first = await surface.signIn();
    const streams = [await surface.stream(first)];
    for (let tab = 1; tab < 5; tab += 1)
      streams.push(await surface.stream(await surface.signIn({ cookie: first.cookie })));
    const [oldest, ...others] = streams;
    expect(await oldest?.next()).toBe('event: replaced\ndata: null');
    expect(await oldest?.next()).toBe('ended');
    expect(surface.left).toEqual(['browser-1']);
    surface.events.emit('team:changed', SAMPLE_DELTA);
    for (const { next, response } of others) {
      expect(await next()).toBe(deltaMessage);
      response.destroy();
    }
  });

  it('drop a tab that does not read, and nobody else', async () => {
    const [lazy, busy] = [await surface.stream(await surface.signIn()), await surface.stream(await surface.signIn())];
    lazy.response.pause();
    const notice = { id: 'n', title: 'x', body: 'x'.repeat(1_000_000), userId: null, connectionId: null, isDemo: true };
    const message = `event: notice:raised\ndata: ${JSON.stringify(notice)}`;
    for (let sent = 0; sent < 200 && surface.log.length === 0; sent += 1) {
      surface.events.emit('notice:raised', notice);
      expect((await busy.next()) === message).toBe(true);
    }
    expect(surface.log).toEqual(['Dropped a browser tab that does not read its events.']);
    expect(await surface.firstLeft).toBe('browser-1');
    expect(surface.left).toEqual(['browser-1']);
    lazy.response.on('error', () => {});
    lazy.response.destroy();
    busy.response.destroy();
  });
});

describe('the renderer over the real server', () => {
  /** A tab with a cookie jar of one cookie, as a browser has. */
  async function tab(): Promise<{ bridge: WindowBridge; link: string[] }> {
    let cookie = '';
    const page = createFakePage(new URL(surface.url()).hash);
    const bridge = await createBrowserBridge({
      ...page.parts,
      clock: surface.clock,
      async fetch(path, init) {
        const headers = { ...(init?.headers as Record<string, string>), cookie };
        const response = await fetch(new URL(path, surface.url()), { ...init, headers });
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        return response;
      },
    });
    const link: string[] = [];
    bridge.onReconnect(() => link.push('up'));
    bridge.onDisconnect(({ code }) => link.push(code));
    return { bridge, link };
  }

  it('signs in, asks and hears', async () => {
    const { bridge } = await tab();
    const delta = new Promise((resolve) => bridge.on('team:changed', resolve));
    expect(await bridge.invoke('team:snapshot')).toEqual({ ok: true, value: SAMPLE_TEAM });
    surface.events.emit('team:changed', SAMPLE_DELTA);
    expect(await delta).toEqual(SAMPLE_DELTA);
  });

  it('learns that Rollcall has ended, and that a new one does not know it', async () => {
    const { bridge, link } = await tab();
    const down = new Promise((resolve) => bridge.onDisconnect(resolve));
    await surface.stopServer();
    await down;
    expect(link).toEqual(['connection-lost']);
    expect(await bridge.invoke('team:snapshot')).toEqual({
      ok: false,
      error: { code: 'connection-lost', message: 'Rollcall is not running any more. Start it again.' },
    });
    await surface.restart();
    const refused = new Promise((resolve) => bridge.onDisconnect(resolve));
    surface.clock.advance(500);
    expect(await refused).toMatchObject({ code: 'no-session' });
  });
});

describe('the port', () => {
  it('is refused in a sentence when another program has it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await surface.startAt(port)).toEqual({
      ok: false,
      error: {
        code: 'invalid-input',
        field: 'port',
        message: `Port ${port} is already in use. Choose another one, or end the program that uses it.`,
      },
    });
    for (const wrong of [-1, 65_536, 1.5, Number.NaN]) {
      expect(await surface.startAt(wrong)).toMatchObject({
        ok: false,
        error: { field: 'port', message: 'A port is a whole number from 0 to 65535.' },
      });
    }
    other.close();
  });

  it('is free again after stop, which ends the streams and the heartbeat', async () => {
    const { next } = await surface.stream(await surface.signIn());
    await surface.stopServer();
    expect(await next()).toBe('ended');
    expect(surface.clock.pending()).toEqual([]);
    await expect(surface.send({ path: '/' })).rejects.toThrow('ECONNREFUSED');
    const again = createServer().listen(surface.port(), '127.0.0.1');
    await once(again, 'listening');
    again.close();
  });
});
