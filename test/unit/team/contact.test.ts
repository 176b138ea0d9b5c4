import { describe, expect, it } from 'vitest';
import { contactOf } from '../../../electron/team/contact.ts';
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
});
