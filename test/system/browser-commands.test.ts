import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestSurface, type TestSurface } from '../support/browser-surface.ts';
import { SAMPLE_TEAM } from '../support/fake-handlers.ts';
import { ask } from '../support/http-client.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

let surface: TestSurface;
beforeEach(async () => {
  surface = await createTestSurface();
});
afterEach(() => surface.stop());

const command = (name: string, args: unknown, who: Readonly<Record<string, string>>) =>
  surface.post(`/command/${name}`, args, who);

describe('commands', () => {
  it('answer a Result with HTTP 200, good or bad', async () => {
    const who = await surface.signIn();
    const good = await command('team:snapshot', [], who);
    expect(good).toMatchObject({ status: 200, text: JSON.stringify({ ok: true, value: SAMPLE_TEAM }) });
    expect(good.headers['content-type']).toBe('application/json; charset=utf-8');
    const bad = await command('help:open', ['../x'], who);
    expect(bad.status).toBe(200);
    expect(JSON.parse(bad.text)).toMatchObject({ ok: false, error: { code: 'invalid-input', field: 'argument 1' } });
    const escaped = await command('app%3Ainfo', [], who);
    expect(JSON.parse(escaped.text)).toMatchObject({ ok: true });
    const unknown = await command('constructor', [], who);
    expect(JSON.parse(unknown.text)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it.each<[string, string, string, number]>([
    ['no JSON', '[', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['plain text, which needs no preflight', '[]', 'text/plain', 415],
    ['a longer type', '[]', 'application/jsonp', 415],
    ['2 MB', JSON.stringify(['x'.repeat(2_097_152)]), 'application/json', 413],
  ])('refuse a body that is %s', async (_case, body, type, status) => {
    const who = await surface.signIn();
    const headers = { ...who, 'content-type': type };
    const answer = await surface.send({ path: '/command/team:refresh', method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(surface.calls).toEqual([]);
  });

  it('survive a body of a million nested lists', async () => {
    const who = await surface.signIn();
    const body = '['.repeat(500_000) + ']'.repeat(500_000);
    const headers = { ...JSON_TYPE, ...who };
    const answer = await surface.send({ path: '/command/view:check', method: 'POST', headers, body });
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  it('end quietly when the sender breaks off in the middle', async () => {
    const who = await surface.signIn();
    const broken = request({
      host: '127.0.0.1',
      port: surface.port(),
      path: '/command/team:refresh',
      method: 'POST',
      headers: { ...JSON_TYPE, ...who, 'content-length': '100', expect: '100-continue' },
    });
    broken.on('error', () => {});
    broken.flushHeaders();
    await once(broken, 'continue');
    broken.write('[');
    broken.destroy();
    expect((await command('app:info', [], who)).status).toBe(200);
    expect(surface.log).toEqual([]);
  });

  it('answer busy to a flood of 10,000, and leave everyone else alone', async () => {
    const [flooder, other] = [await surface.signIn(), await surface.signIn()];
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const wire = { port: surface.port(), path: '/command/app:info', method: 'POST', body: '[]', agent };
    const flood = Array.from({ length: 10_000 }, () => ask({ ...wire, headers: { ...JSON_TYPE, ...flooder } }));
    const inBetween = await command('team:snapshot', [], other);
    expect(JSON.parse(inBetween.text)).toMatchObject({ ok: true });
    const answers = (await Promise.all(flood)).map(({ text }) => JSON.parse(text) as { ok: boolean });
    agent.destroy();
    // The clock stands still, so nothing is earned meanwhile.
    expect(answers.filter(({ ok }) => ok)).toHaveLength(100);
    expect(answers.filter(({ ok }) => !ok)[0]).toMatchObject({ ok: false, error: { code: 'busy' } });
  });
});
