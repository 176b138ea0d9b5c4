import { describe, expect, it } from 'vitest';
import type { ApiCheck, ConnectionForm, TestReport } from '../../../../electron/shared/model.ts';
import { fail, ok } from '../../../../electron/shared/result.ts';
import { runConnect } from '../../../../electron/terminal/commands/connect.ts';
import { ACCOUNT } from '../../../support/fake-bridge.ts';
import { SAMPLE_FORM } from '../../../support/fake-handlers.ts';
import { formOf, openScene } from '../../connections/scene.ts';
import { createFakeTerminal } from '../../../support/fake-terminal.ts';

const WORKS: ApiCheck = { ok: true, detail: '24 agents' };
const refused = (code: 'scope-missing' | 'timeout' | 'token-refused' | 'host-not-found'): ApiCheck => ({
  ok: false,
  code,
  message: code,
});

/** Runs `connect` against connections that answer so. */
async function connect(report: TestReport, { notes = {}, hasKeychain = true, copies = null as number | null } = {}) {
  const io = createFakeTerminal('s3cret\n');
  const saved: [ConnectionForm, string][] = [];
  const updates: unknown[] = [];
  const tested: unknown[] = [];
  const code = await runConnect({ form: SAMPLE_FORM, copies }, io, () =>
    Promise.resolve({
      check: () => notes,
      test: async (_form, shared) => {
        tested.push(shared);
        return ok(report);
      },
      save: async (form, keep) => {
        saved.push([form, keep]);
        return hasKeychain ? ok(ACCOUNT) : fail('keychain-unavailable');
      },
      update: async (patch) => {
        updates.push(patch);
        return ok(ACCOUNT);
      },
    }),
  );
  return { code, io, saved, updates, tested };
}

describe('runConnect', () => {
  it('says which character of the secret nobody sees, and calls nobody', async () => {
    const io = createFakeTerminal(`${'s'.repeat(20)}\r\n${'s'.repeat(20)}\u200b\n`);
    const { connections } = openScene([]);
    const code = await runConnect(
      { form: formOf('N', { clientSecret: null }), copies: null },
      io,
      async () => connections,
    );
    expect([code, io.out, io.messages]).toEqual([
      2,
      [],
      [
        'clientSecret: The client secret contains a line break (U+000D) after 20 characters. Delete it there, or copy the client secret again.',
      ],
    ]);
  });

  it('says what the line of a desk is, without the name of a field', async () => {
    const notes = { deskLine: { level: 'notice', message: 'Desk “Wall”.' } } as const;
    const { io } = await connect({ publisher: WORKS }, { notes });
    expect(io.messages).toEqual(['Desk “Wall”.', 'Saved as "Billing".']);
  });

  it('saves a desk whose publisher is not there now, and says so; not one that the broker refuses', async () => {
    const failed = { ok: false, message: 'Not there.' } as const;
    const later = await connect({ publisher: { ...failed, code: 'timeout', isLater: true } });
    expect([later.code, later.saved.length, later.io.out]).toEqual([0, 1, ['failed  Publisher: Not there.']]);
    expect(later.io.messages).toEqual([
      'Saved as "Billing". The team is not there now: this desk shows it as soon as it comes.',
    ]);
    const refusal = await connect({ publisher: { ...failed, code: 'forbidden' } });
    expect([refusal.code, refusal.saved, refusal.io.messages]).toEqual([4, [], ['Nothing was saved.']]);
  });

  it('saves what works, a line for each API', async () => {
    const { code, io, saved } = await connect({ availability: WORKS, statusDetails: WORKS });
    expect([code, saved]).toEqual([0, [[{ ...SAMPLE_FORM, clientSecret: 's3cret' }, 'keychain']]]);
    expect(io.out).toEqual([
      'ok      Agents availability (scope Configuration): 24 agents',
      'ok      Agent status details (scope SmartAssist Analytics): 24 agents',
    ]);
    expect(io.messages).toEqual(['Saved as "Billing".']);
  });

  it('keeps the number of copies with what it has saved', async () => {
    const works = { availability: WORKS, statusDetails: WORKS };
    const { updates, tested } = await connect(works, { copies: 30 });
    expect([updates, tested]).toEqual([[{ copies: 30 }], [30]]);
    expect((await connect(works, { copies: 30, hasKeychain: false })).updates).toEqual([]);
  });

  it('saves with one API refused, and says that it is missing', async () => {
    const { code, io } = await connect({ availability: WORKS, statusDetails: refused('scope-missing') });
    expect([code, io.out[1]]).toEqual([0, 'refused Agent status details (scope SmartAssist Analytics): scope-missing']);
    expect(io.messages).toEqual(['Saved as "Billing". What was refused above will work as soon as it is granted.']);
  });

  it('calls refused only what was: where nobody answers, the test failed', async () => {
    const { code, io } = await connect({ availability: WORKS, statusDetails: refused('host-not-found') });
    expect([code, io.out[1]]).toEqual([
      0,
      'failed  Agent status details (scope SmartAssist Analytics): host-not-found',
    ]);
    expect(io.messages).toEqual(['Saved as "Billing". Rollcall tries what failed above again with every read.']);
  });

  it.each([
    ['timeout', 'token-refused', 4],
    ['token-refused', 'timeout', 4],
    ['timeout', 'timeout', 5],
  ] as const)('with %s and %s saves nothing and ends with the one to act on', async (first, second, expected) => {
    const { code, saved, io } = await connect({ availability: refused(first), statusDetails: refused(second) });
    expect([code, saved, io.messages]).toEqual([expected, [], ['Nothing was saved.']]);
  });

  it.each([
    ['error', 2, 0],
    ['confirm', 2, 0],
    ['notice', 0, 1],
  ] as const)('with a note that is an %s ends with %d', async (level, expected, saves) => {
    const notes = { host: { level, message: 'Check this host.' } };
    const { code, saved, io } = await connect({ availability: WORKS, statusDetails: WORKS }, { notes });
    expect([code, saved.length, io.messages[0]]).toEqual([expected, saves, 'host: Check this host.']);
  });

  it('names the form that needs no keychain when there is none', async () => {
    const { code, io } = await connect({ availability: WORKS, statusDetails: WORKS }, { hasKeychain: false });
    expect(code).toBe(7);
    expect(io.messages.at(-1)).toContain('rollcall status --host ... --secret-stdin');
  });
});
