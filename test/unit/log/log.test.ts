import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../electron/log/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

function logWith(values: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const clock = createFakeClock(Date.UTC(2026, 2, 1, 12));
  return { lines, log: createLog({ clock, append: (line) => lines.push(line), values }) };
}

describe('log', () => {
  it('writes one JSON object a line, in UTC', () => {
    const { lines, log } = logWith();
    log.write('warn', 'health', { from: 'live', to: 'offline' });
    log.write('info', 'stopped');
    expect(lines).toEqual([
      '{"at":"2026-03-01T12:00:00.000Z","level":"warn","event":"health","from":"live","to":"offline"}\n',
      '{"at":"2026-03-01T12:00:00.000Z","level":"info","event":"stopped"}\n',
    ]);
  });

  it('keeps a line a line, and a fact short', () => {
    const { lines, log } = logWith();
    log.write('info', 'gone', { reason: `a\nb ${'word '.repeat(1_000)}`, exitCode: 5, isOk: false, none: null });
    expect(lines[0]?.trimEnd().includes('\n')).toBe(false);
    const { reason, ...rest } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(rest).toMatchObject({ exitCode: 5, isOk: false, none: null });
    expect(String(reason)).toHaveLength(400);
  });

  it('says where a surprise came from and never what it says', () => {
    const { lines, log } = logWith();
    log.surprise(new TypeError('the secret is hunter2\n    at hunter2 (/home/ana/hunter2.js:1:1)'));
    log.surprise(Object.assign(new Error('hunter2'), { code: 'ECONNRESET' }));
    log.surprise('hunter2');
    expect(lines.join('')).not.toContain('hunter2');
    const [first, second, third] = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect([first?.['name'], first?.['where']]).toEqual(['TypeError', expect.stringContaining('log.test.ts:')]);
    expect(first?.['where']).not.toContain('/');
    expect([second?.['code'], third?.['name']]).toEqual(['ECONNRESET', 'string']);
  });

  it('holds no canary, whatever is logged', () => {
    const text = fc.string({ maxLength: 40 });
    const canaries = [
      'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.cGx1Z2g',
      'ana@example.com',
      '+4930123456789',
      'u-0a1b2c3d4e5f6071',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...canaries), text, text, fc.boolean(), (canary, before, after, isThrown) => {
        const { lines, log } = logWith({ 'correct horse': '[private]' });
        const fact = `${before} ${canary} correct horse ${after}`;
        if (isThrown) log.surprise(new Error(fact));
        else log.write('error', 'gone', { reason: fact });
        expect(lines.join('')).not.toContain(canary);
        expect(lines.join('')).not.toContain('correct horse');
      }),
    );
  });
});
