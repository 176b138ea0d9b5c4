import { describe, expect, it } from 'vitest';
import { createSessions, type Session } from '../../../../electron/api/http/session.ts';

function setUp() {
  const dropped: string[] = [];
  const sessions = createSessions(({ sender }) => dropped.push(sender));
  const open = (cookie: string | null = null): Session => {
    const session = sessions.open(sessions.token, cookie);
    if (session === null) throw new Error('The right token was refused.');
    return session;
  };
  return { sessions, dropped, open };
}

describe('browser sessions', () => {
  it('makes unguessable secrets, different each time', () => {
    const { sessions, open } = setUp();
    const { cookie, key } = open();
    for (const secret of [sessions.token, cookie, key]) expect(secret).toMatch(/^[\w-]{43}$/);
    expect(new Set([sessions.token, cookie, key, setUp().sessions.token]).size).toBe(4);
  });

  it('refuses a wrong token of any length', () => {
    const { sessions } = setUp();
    for (const token of ['', 'x', sessions.token.slice(1), `${sessions.token}x`]) {
      expect(sessions.open(token, null)).toBeNull();
    }
  });

  it('takes the token again, since the printed address may be opened again', () => {
    const { open } = setUp();
    expect(open().sender).not.toBe(open().sender);
  });

  it('finds a session only by cookie and key of the same exchange', () => {
    const { sessions, open } = setUp();
    const [a, b] = [open(), open()];
    expect(sessions.find(a.cookie, a.key)).toBe(a);
    expect(sessions.find(b.cookie, b.key)).toBe(b);
    expect(sessions.find(a.cookie, b.key)).toBeNull();
    expect(sessions.find(a.cookie, null)).toBeNull();
    expect(sessions.find(null, a.key)).toBeNull();
    expect(sessions.find('', '')).toBeNull();
  });

  it('keeps the cookie of a browser, so that its older tabs stay signed in', () => {
    const { sessions, open } = setUp();
    const first = open();
    const second = open(first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect(sessions.find(first.cookie, first.key)).toBe(first);
    expect(sessions.find(first.cookie, second.key)).toBe(second);
    expect(open('made-up').cookie).not.toBe('made-up');
  });

  it('drops the oldest beyond 20', () => {
    const { sessions, dropped, open } = setUp();
    const opened = Array.from({ length: 22 }, () => open());
    expect(dropped).toEqual([opened[0]?.sender, opened[1]?.sender]);
    expect(opened.map(({ cookie, key }) => sessions.find(cookie, key) !== null)).toEqual([
      false,
      false,
      ...Array<boolean>(20).fill(true),
    ]);
  });
});
