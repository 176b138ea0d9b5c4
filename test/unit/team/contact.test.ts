import { describe, expect, it } from 'vitest';
import { ok } from '../../../electron/shared/result.ts';
import { contactOf, copyContact } from '../../../electron/team/contact.ts';
import { row } from './rows.ts';

const rows = [
  { ...row('u-1', 'BUSY'), email: null },
  { ...row('u-1', 'AVAILABLE'), phone: '+49 30 1234567' },
  row('u-2', 'AWAY'),
];

describe('contacts', () => {
  it('are taken from any row of an agent', () => {
    expect(contactOf(rows, 'u-1', 'email')).toBe('u-1@example.com');
    expect(contactOf(rows, 'u-1', 'phone')).toBe('+49 30 1234567');
    expect([contactOf(rows, 'u-2', 'phone'), contactOf(rows, 'u-9', 'email')]).toEqual([null, null]);
  });

  function copying() {
    const copied: string[] = [];
    const copyText = async (text: string) => {
      copied.push(text);
      return ok(null);
    };
    return { copied, desktop: { copyText }, contact: (...which: ['u-1', 'email']) => contactOf(rows, ...which) };
  }

  it('go to the clipboard of the desktop, and the answer holds nothing', async () => {
    const { copied, ...parts } = copying();
    expect(await copyContact({ ...parts, contact: (id, field) => contactOf(rows, id, field) }, 'u-1', 'phone')).toEqual(
      ok(null),
    );
    expect(copied).toEqual(['+49 30 1234567']);
  });

  it('are refused in words: without one, and in a browser', async () => {
    const { copied, desktop } = copying();
    const contact = (id: string, field: 'email' | 'phone') => contactOf(rows, id, field);
    const messages = await Promise.all([
      copyContact({ contact, desktop }, 'u-2', 'phone'),
      copyContact({ contact, desktop: null }, 'u-1', 'phone'),
    ]);
    expect(messages.map((answer) => (answer.ok ? '' : answer.error.message))).toEqual([
      'Kore.ai has sent no phone number of this agent. It may come when the team is read the next time.',
      'Contacts can be copied in the desktop app only; they are not sent to a browser.',
    ]);
    expect(copied).toEqual([]);
  });
});
