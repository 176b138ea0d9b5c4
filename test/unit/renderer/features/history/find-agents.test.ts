import { describe, expect, it } from 'vitest';
import { findAgents } from '../../../../../renderer/features/history/find-agents.ts';

describe('finding agents', () => {
  const rows = [
    { name: 'José María García', email: 'jmg@example.com' },
    { name: 'Zoë van der Berg', email: 'zoe@example.com' },
    { name: 'Nguyễn Thị Hồng Ánh', email: 'anh@example.com' },
  ];
  const found = (text: string): string[] => findAgents(rows, text).map(({ email }) => email);

  it('looks for every word in name and e-mail, without case and accents', () => {
    expect(found('garcia JOSE')).toEqual(['jmg@example.com']);
    expect(found('zoe@')).toEqual(['zoe@example.com']);
    expect(found('hong')).toEqual(['anh@example.com']);
    expect(found('jose berg')).toEqual([]);
  });

  it('keeps everybody for no text', () => {
    expect(findAgents(rows, '  ')).toBe(rows);
  });
});
