import { describe, expect, it } from 'vitest';
import { knownKey, knownStatus, knownWords } from '../../../../electron/kore/check/words.ts';

describe('knownKey', () => {
  it.each([
    ...[
      'AVAILABLE',
      'hasMore',
      '_id',
      'userId',
      'timeZoneOffSet',
      'primaryStatus',
      'startTime',
      'digitalChannelsEnabled',
    ],
    ...[
      'maxCapacity',
      'usedSlots',
      'voice_mail_capacity'.replace('_mail', 'mail'),
      'x-request-id',
      'retry-after',
      'cf-ray',
    ],
  ])('writes out %s', (key) => {
    expect(knownKey(key)).toBe(key);
  });

  it.each([
    ...[
      'jane',
      'Jane',
      'janeDoe',
      'jane.doe@team.example',
      'Max',
      'max',
      'Page',
      'u-12',
      'a-75b2',
      'agent7',
      'agent jane',
    ],
    ...['platform.kore.ai', '5550100', '', 'x-jane', 'usersJane', 'name:jane', 'имя', 'agent-jane', 'user'.repeat(40)],
  ])('does not write out "%s"', (key) => {
    expect(knownKey(key)).toBeNull();
  });
});

describe('knownStatus', () => {
  it.each([
    [' available ', 'AVAILABLE'],
    ['Away (Idle)', 'AWAY (IDLE)'],
  ])('knows "%s"', (text, status) => {
    expect(knownStatus(text)).toBe(status);
  });

  it.each(['With Jane Doe', 'NBK', '', 'BREAK JANE'])('does not know "%s"', (text) => {
    expect(knownStatus(text)).toBeNull();
  });
});

describe('knownWords', () => {
  it.each([
    ['Permission denied. Scope is incorrect!', 'permission denied scope is incorrect'],
    [
      "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.",
      'youve exceeded the per minute rate limit please wait for sometime before retrying',
    ],
    ['Invalid user Jane van Doe (jane@team.example), try again', 'invalid user … try again'],
    ['Agent u-12 of https://agents.data.example/api is not available', 'agent … of … is not available'],
    ['phone: 555 0100', 'phone …'],
    ['day.page@data.example data.example agent_4711', '…'],
    ['', ''],
  ])('keeps the known words of "%s"', (text, words) => {
    expect(knownWords(text)).toBe(words);
  });

  it('stops after some words, however long the text is', () => {
    expect(knownWords('invalid '.repeat(100_000)).split(' ').length).toBeLessThan(100);
  });
});
