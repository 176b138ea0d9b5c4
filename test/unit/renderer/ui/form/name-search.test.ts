import { describe, expect, it } from 'vitest';
import { createNameSearch, type NameOption } from '../../../../../renderer/ui/form/name-search.ts';

const option = (id: string, name: string, isChosen = false): NameOption => ({ id, name, detail: '', isChosen });
const OPTIONS = [
  option('qu-1', 'Billing'),
  option('qu-2', 'Late billing'),
  option('qu-3', 'Orders, returns'),
  option('qu-4', 'Ánh’s queue'),
  option('qu-5', 'Overflow'),
  option('qu-6', 'Overflow'),
  option('qu-7', '<b>VIP</b> 🚑'),
  option('qu-8', 'Billing of the day', true),
];
const search = createNameSearch(OPTIONS, (text) => text.startsWith('qu-'));
const found = (text: string) => search.find(text).map(({ id }) => id);

describe('a search of names', () => {
  it('finds all words in any order without case and accents, and names that begin with the text first', () => {
    expect(found('billing')).toEqual(['qu-1', 'qu-2']);
    expect(found('QUEUE anh')).toEqual(['qu-4']);
    expect(found('<B>vip')).toEqual(['qu-7']);
    expect(found('🚑')).toEqual(['qu-7']);
    expect(found('nobody')).toEqual([]);
  });

  it('finds by the id, and lists everything that is not chosen for no text', () => {
    expect(found(' qu-3 ')).toEqual(['qu-3']);
    expect(found('').length).toBe(7);
  });
});

describe('what was typed or pasted', () => {
  it('is separated by commas and line ends, and spaces stay in a name', () => {
    expect(search.read(' late BILLING ,qu-99\r\nanh’s queue,, ')).toEqual({ ids: ['qu-2', 'qu-99', 'qu-4'], left: [] });
  });

  it('may be a name with a comma', () => {
    expect(search.read('Billing, Orders, returns, qu-9')).toEqual({ ids: ['qu-1', 'qu-3', 'qu-9'], left: [] });
  });

  it('names an id once, and takes one that is chosen already', () => {
    expect(search.read('qu-1,billing,Billing of the day')).toEqual({ ids: ['qu-1', 'qu-8'], left: [] });
  });

  it('is left where it stands for nothing or for several', () => {
    expect(search.read('Overflow, Biling, Billing')).toEqual({ ids: ['qu-1'], left: ['Overflow', 'Biling'] });
  });
});
