import { describe, expect, it } from 'vitest';
import {
  eventsRequest,
  isSameVersion,
  readHead,
  readResult,
  requestText,
  signature,
} from '../../../../electron/api/local-socket/protocol.ts';

describe('a request', () => {
  it('says its version and how long its arguments are', () => {
    expect(requestText('page:serve', [4_000, true])).toBe(
      'POST /command/page:serve HTTP/1.1\r\nhost: rollcall\r\nconnection: close\r\nx-rollcall: 4\r\ncontent-length: 11\r\n\r\n[4000,true]',
    );
    expect(eventsRequest(true)).toMatch(/^GET \/events\/alerts HTTP/);
    expect(eventsRequest(false)).toBe(
      'GET /events HTTP/1.1\r\nhost: rollcall\r\nconnection: close\r\nx-rollcall: 4\r\ncontent-length: 0\r\n\r\n',
    );
  });

  it.each(['1', '4 desktop 7', '', undefined])('of the version %j is another one’s', (header) => {
    expect(isSameVersion(header)).toBe(false);
  });
});

describe('the head of an answer', () => {
  const head = (by: string, status = '200 OK') => `HTTP/1.1 ${status}\r\nX-Rollcall: ${by}\r\nDate: now\r\n`;

  it.each([
    { pid: 7, surface: 'desktop' },
    { pid: 4_194_304, surface: 'browser' },
  ] as const)('says who answers: %j', (by) => {
    expect(readHead(head(signature(by)))).toEqual(by);
  });

  it.each([
    'garbage',
    '',
    head('5 desktop 7'),
    head('4 toaster 7'),
    head('4 desktop'),
    head('4 desktop 7x'),
    head('4 desktop 7', '500 Internal Server Error'),
    `HTTP/1.1 200 OK\r\nX-Other: x-rollcall: 4 desktop 7\r\n`,
  ])('%j is none', (text) => {
    expect(readHead(text)).toBeNull();
  });
});

describe('a result', () => {
  it.each(['{"ok":true,"value":{"a":"line\\nbreak"}}', '{"ok":false,"error":{"code":"busy","message":"Wait."}}'])(
    '%s comes back as it was',
    (line) => {
      expect(readResult(line)).toEqual(JSON.parse(line));
    },
  );

  it.each(['garbage', '', 'null', '[]', '{"ok":false}', '{"ok":"yes"}'])('%j is none', (line) => {
    expect(readResult(line)).toBeNull();
  });
});
