import { expect, it } from 'vitest';
import { EMPTY_DRAFT } from '../../../../../renderer/features/connect/connect-draft.ts';
import { draftWith, readPastedValues } from '../../../../../renderer/features/connect/pasted-values.ts';
import { startDemo } from '../../../../../electron/demo/server.ts';
import { runDemo } from '../../../../../electron/terminal/commands/demo.ts';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { createFakeTerminal } from '../../../../support/fake-terminal.ts';

const VALUES = {
  host: 'http://127.0.0.1:4711',
  accountId: '63f07d26f04465685df40000',
  botId: 'st-1',
  clientId: 'cs-1',
  clientSecret: 's3cret',
};

it('the line that rollcall demo prints is all values', async () => {
  const io = createFakeTerminal();
  const options = { port: 0, agents: 1, seed: 1, names: 'ordinary', refuses: [], scene: null } as const;
  const demo = Promise.withResolvers<Awaited<ReturnType<typeof startDemo>>>();
  const ended = runDemo(
    { command: 'demo', ...options },
    io,
    { clock: createFakeClock(), timeZone: 'UTC' },
    async (wanted) => {
      const started = await startDemo(wanted);
      demo.resolve(started);
      return started;
    },
  );
  const line = await io.waitFor(() => true);
  const { host, accountId, botId, clientId, clientSecret } = await demo.promise;
  expect(readPastedValues(line)).toEqual({ host, accountId, botId, clientId, clientSecret });
  io.interrupt();
  expect(await ended).toBe(0);
});

it.each([
  ['as it is', (line: string) => line],
  ['with white space around it', (line: string) => ` \n${line}\r\n`],
  ['broken by a terminal', (line: string) => line.replace(/(.{40})/g, '$1\n')],
  ['over several lines', () => JSON.stringify(VALUES, null, 2)],
])('a line %s is understood', (_, change) => {
  expect(readPastedValues(change(JSON.stringify(VALUES)))).toEqual(VALUES);
});

it('takes only fields, and only texts', () => {
  const more = { ...VALUES, id: 'other', auth: 'token', isHostConfirmed: true, name: '', timeZone: 7 };
  expect(readPastedValues(JSON.stringify(more))).toEqual(VALUES);
});

it.each(['', 'platform.kore.ai', '{"host":', 'null', '7', '["st-1"]', '{}', '{"host":7}'])(
  '%j is not all values',
  (text) => {
    expect(readPastedValues(text)).toBeNull();
  },
);

it('a token is signed with, unless a client comes with it', () => {
  const draft = { ...EMPTY_DRAFT, id: 'known', name: 'North' };
  expect(draftWith(draft, { token: 'a.b.c' })).toEqual({ ...draft, auth: 'token', token: 'a.b.c' });
  expect(draftWith({ ...draft, auth: 'token' }, VALUES)).toEqual({ ...draft, ...VALUES, auth: 'secret' });
  expect(draftWith({ ...draft, auth: 'token' }, { host: 'a.example' }).auth).toBe('token');
});
