import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../../electron/kore/check/questions.ts';
import { reportText } from '../../../../electron/kore/check/report.ts';
import { runCheck, type CallResults } from '../../../../electron/kore/check/run.ts';
import { checkTexts } from '../../../../electron/shared/texts/terminal/check.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createAccount, NOW, SUBJECT, type Quirks, type Reply } from './account.ts';

async function check(quirks: Partial<Quirks>): Promise<{ seen: CallResults; answers: string[]; calls: number }> {
  const { probe, calls } = createAccount(quirks);
  const onCall = (): void => undefined;
  const { signal } = new AbortController();
  const seen = await runCheck({
    probe,
    clock: createFakeClock(NOW),
    subject: SUBJECT,
    onCall,
    onWaiting: onCall,
    signal,
  });
  const answers = answersOf(seen, SUBJECT).map(({ letter, question, isYes, because }) => {
    const verdict = isYes === null ? 'not settled' : isYes ? 'yes' : 'no';
    return `${letter} ${question} ${verdict}: ${because}`;
  });
  return { seen, answers, calls: calls.length };
}

async function answerTo(start: string, quirks: Partial<Quirks>): Promise<string | undefined> {
  return (await check(quirks)).answers
    .find((answer) => answer.startsWith(start))
    ?.split('? ')
    .at(-1);
}

describe('the open questions', () => {
  it.each<[string, string, Partial<Quirks>]>([
    ['a', 'yes: read with -330 and with -270', {}],
    ['a', 'no: read with -330 and with -270', { times: 'utc' }],
    ['a', 'not settled: no record of today has a time', { records: 0 }],
    ['b Does', 'yes: it names 8 agents', {}],
    ['b Does', 'no: it names 5 agents; of 8 on the first page of status details it lacks 3', { hidden: 3 }],
    ['b Does', 'yes: it names 1 agent; of 1 on the first page', { agents: 1 }],
    ['b Does', 'not settled: HTTP 502, server-error', { instead: only(1, { status: 502, body: 'x' }) }],
    ['b Must', 'yes: agents named: everybody 8, one agent 1, a queue that does not exist 0, both 0', {}],
    ['b Must', 'no: agents named: everybody 8, one agent 1, a queue that does not exist 0, both 1', { filters: 'or' }],
    ['b Must', 'not settled: agents named: everybody 8, one agent 8', { filters: 'none' }],
    ['c Does v1 accept', 'yes: HTTP 200', {}],
    ['c Does v1 accept', 'no: HTTP 412, request-refused', { range: 'refused' }],
    ['c Does v1 accept', 'no: HTTP 200', { range: 'today' }],
    ['c Does v1 need', 'yes: HTTP 401, ids-refused', {}],
    ['c Does v1 need', 'no: without it: HTTP 200', { needsBotId: false }],
    ['c Does v1 need', 'not settled: HTTP 503, server-error', { instead: only(10, { status: 503, body: '' }) }],
    ['c Does v1 accept', 'not settled: HTTP 200, empty-answer', { instead: only(9, { status: 200, body: '' }) }],
    ['d', 'yes: ', {}],
    ['d', 'no: 13 fields, 1 that v1 lacks, 0 that only v1 has', { version2: 'other' }],
    ['d', 'not settled: HTTP 404, not-found', { version2: 'none' }],
    ['e', 'no: agents have no fields beyond the seven documented ones', {}],
    [
      'e',
      'yes: besides the documented fields there are channels, channels.voice, channels.voice.usedCapacity',
      { extra: { channels: { voice: { usedCapacity: 1 } } } },
    ],
    ['e', 'not settled: besides the documented fields there are 1 whose names', { extra: { 'Jane Doe': 1 } }],
    ['f Is a limit', 'not settled: the limit was not reached', {}],
    ['f Is a limit', 'yes: HTTP 429, rate-limited', { instead: only(3, { status: 429, body: '' }) }],
    ['f Is a limit', 'no: HTTP 200, rate-limited', { instead: only(3, limitText(200)) }],
    ['f Is a missing', 'not settled: no call was refused for its scope', {}],
    ['f Is a missing', 'yes: HTTP 401, scope-missing', { instead: only(5, scopeText(401)) }],
    ['f Is a missing', 'no: HTTP 403, scope-missing', { instead: only(5, scopeText(403)) }],
    ['f Is an invalid token', 'yes: HTTP 401, token-refused', {}],
    ['f Is an invalid token', 'no: HTTP 500, server-error', { instead: only(12, { status: 500, body: {} }) }],
    ['g', 'yes: ', { hasOffline: true }],
    ['g', 'no: 0 of ', {}],
    ['g', 'not settled: 0 of 0 records', { records: 0 }],
    ['h', 'yes: limit 2 and offset 1 gave agents number 2, 3 of 8', {}],
    ['h', 'no: limit 2 and offset 1 gave agents number 3, 4 of 8', { offset: 'pages' }],
    ['h', 'not settled: limit 2 and offset 1 gave agents number none of 1', { agents: 1 }],
  ])('%s is answered "%s"', async (question, answer, quirks) => {
    expect(await answerTo(question, quirks)).toContain(answer);
  });

  it('say where each call ended when nothing is granted', async () => {
    const { answers, calls } = await check({ instead: () => scopeText(401) });
    expect(calls).toBe(4);
    expect(answers.filter((answer) => answer.includes(' yes: ')).map((answer) => answer[0])).toEqual(['f']);
    expect(answers.filter((answer) => answer.includes('not settled: ')).length).toBe(10);
  });
});

describe('the calls', () => {
  it('end at a limit answer', async () => {
    const { calls, seen } = await check({ instead: only(3, limitText(429)) });
    expect(calls).toBe(3);
    expect([...seen.values()].at(-1)?.notMade).toBe('the request limit was reached first');
  });

  it('end where the first one brings no answer', async () => {
    const { probe, calls } = createAccount({});
    const silent: typeof probe = async (...call) => ({ ...(await probe(...call)), http: null });
    const { signal } = new AbortController();
    const [clock, quiet] = [createFakeClock(NOW), (): void => undefined];
    await runCheck({ probe: silent, clock, subject: SUBJECT, onCall: quiet, onWaiting: quiet, signal });
    expect(calls.length).toBe(1);
  });
});

it('the report is readable and holds every question and call', async () => {
  const { seen } = await check({});
  const text = reportText(seen, SUBJECT, { version: '1.2.3', madeAt: NOW });
  expect(text).toMatch(/^Rollcall 1\.2\.3: how one Kore\.ai account answers\n\nPlease read this before you send it\./);
  expect(text).toContain('Made 2026-03-10T09:00Z with 12 of 12 calls.');
  expect(text.match(/^\([a-h]\) .*\?$/gm)?.length).toBe(12);
  expect(text.match(/^\d+\. /gm)?.length).toBe(12);
  expect(text).toContain('headers: date');
  expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
});

it('what there is one of is named in the singular', () => {
  const { answer, because, shape, made } = checkTexts;
  expect([
    made({ at: 'today', made: 1, calls: 1 }),
    answer.facts({ outcome: 'HTTP 200', bytes: 1, seconds: '0.1', clock: answer.noClock }),
    because.namedButDetails(1, 'HTTP 500'),
    because.fields({ fields: 1, added: 0, missing: 1 }),
    because.records({ outcome: 'HTTP 200', both: 1, today: 1, yesterday: 0 }),
    because.offlineRecords(1, 1),
    because.moved({ offset: 0, other: 60, same: 1, moved: 1 }),
    because.aheadOf(1, 1, because.serverNow),
    shape.moreKinds(1),
  ]).toEqual([
    'Made today with 1 of 1 call. Dates are in the time zone of the team.',
    'HTTP 200, 1 byte, 0.1 s, no Date',
    'it names 1 agent; status details: HTTP 500',
    '1 field, 0 that v1 lacks, 1 that only v1 has',
    'HTTP 200, 1 record of two days against 1 of today and 0 of yesterday',
    '1 of 1 record',
    'read with 0 and with 60, 1 start is the same and 1 has moved by the difference.',
    "1 of 1 time is later than the server's clock",
    '1 more kind',
  ]);
});

/** This reply to the call of this number. */
function only(number: number, reply: Reply): Quirks['instead'] {
  return (_, made) => (made === number ? reply : null);
}

function limitText(status: number): Reply {
  return { status, body: { message: 'Rate limit for this API has been reached. Please try again after some time.' } };
}

function scopeText(status: number): Reply {
  return { status, body: { errors: [{ msg: 'Permission denied. Scope is incorrect!', code: 4002 }] } };
}
