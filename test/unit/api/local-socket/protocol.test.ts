import { describe, expect, it } from 'vitest';
import { askLine, readAsk, readReply, replyLine } from '../../../../electron/api/local-socket/protocol.ts';
import type { Ask, Reply } from '../../../../electron/api/local-socket/types.ts';
import { appError } from '../../../../electron/shared/messages.ts';

const ASKS: readonly Ask[] = [
  { ask: 'team', agents: true },
  { ask: 'team', agents: false },
  { ask: 'show' },
  { ask: 'connections' },
  { ask: 'page', port: null },
  { ask: 'page', port: 4000 },
];
const REPLIES: readonly Reply[] = [
  { by: { pid: 7, surface: 'desktop' }, answer: { ok: true, value: { a: 'line\nbreak' } } },
  { by: { pid: 7, surface: 'browser' }, answer: { ok: false, error: appError('busy') } },
];

describe('an ask', () => {
  it.each(ASKS)('%j is one line and comes back as it was', (ask) => {
    expect(askLine(ask)).toMatch(/^[^\n]+\n$/);
    expect(readAsk(askLine(ask))).toEqual({ ok: true, value: ask });
  });

  it.each([
    'garbage',
    '',
    'null',
    '[]',
    '{"ask":"show"}',
    '{"v":2,"ask":"show"}',
    '{"v":"1","ask":"show"}',
    '{"v":1}',
    '{"v":1,"ask":"history"}',
    '{"v":1,"ask":"constructor"}',
    '{"v":1,"ask":"show","agents":true}',
    '{"v":1,"ask":"connections","id":"c-1"}',
    '{"v":1,"ask":"team"}',
    '{"v":1,"ask":"team","agents":1}',
    '{"v":1,"ask":"team","agents":true,"port":1}',
    '{"v":1,"ask":"page","port":65536}',
    '{"v":1,"ask":"page","port":-1}',
    '{"v":1,"ask":"page","port":"80"}',
    '{"v":1,"ask":"page","port":1.5}',
  ])('%s is refused', (line) => {
    expect(readAsk(line)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });
});

describe('a reply', () => {
  it.each(REPLIES)('%j is one line and comes back as it was', (reply) => {
    expect(replyLine(reply)).toMatch(/^[^\n]+\n$/);
    expect(readReply(replyLine(reply))).toEqual(reply);
  });

  it.each([
    'garbage',
    '{"v":2,"by":{"pid":7,"surface":"desktop"},"answer":{"ok":true,"value":null}}',
    '{"v":1,"by":{"pid":7,"surface":"toaster"},"answer":{"ok":true,"value":null}}',
    '{"v":1,"by":null,"answer":{"ok":true,"value":null}}',
    '{"v":1,"by":{"pid":7,"surface":"desktop"},"answer":{"ok":false}}',
    '{"v":1,"by":{"pid":7,"surface":"desktop"}}',
  ])('%s is none', (line) => {
    expect(readReply(line)).toBeNull();
  });
});
