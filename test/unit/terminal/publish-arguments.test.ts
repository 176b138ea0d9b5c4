import { expect, it } from 'vitest';
import { parseArguments } from '../../../electron/terminal/arguments.ts';

const parsed = (line: string) => parseArguments(['publish', ...line.split(' ').filter(Boolean)]);

it('publishes the active connection to all audiences unless it is told otherwise', () => {
  expect(parsed('')).toEqual({
    ok: true,
    value: {
      command: 'publish',
      name: null,
      secretFile: null,
      readsSecret: false,
      isCheck: false,
      demoBroker: null,
      audiences: ['names', 'initials', 'counts'],
    },
  });
  expect(
    parsed('--name Billing --secret-file /run/secret --check --audience counts --audience initials'),
  ).toMatchObject({
    value: { name: 'Billing', secretFile: '/run/secret', isCheck: true, audiences: ['initials', 'counts'] },
  });
  expect(parsed('--secret-stdin')).toMatchObject({ value: { readsSecret: true } });
});

it('takes a broker for demo data, which has no connection and no secret', () => {
  expect(parsed('--demo --broker mqtt://localhost')).toMatchObject({ value: { demoBroker: 'mqtt://localhost' } });
  for (const line of ['--demo', '--broker mqtt://localhost', '--demo --broker mqtt://localhost --secret-stdin']) {
    expect(parsed(line)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  }
});

it('refuses an audience that there is not', () => {
  expect(parsed('--audience everyone')).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
});
