import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowSlots } from '../../../../../../renderer/features/team/roster/useRowVirtualizer.ts';

const someLines = fc.uniqueArray(fc.constantFrom(...'abcdefgh')).map((keys) => keys.map((key) => ({ key })));

it('gives each line a slot of its own, keeps those of lines that stay, and makes none while one is free', () => {
  fc.assert(
    fc.property(fc.array(someLines, { maxLength: 6 }), (steps) => {
      let before: ReadonlyMap<string, number> = new Map();
      for (const lines of steps) {
        const slots = rowSlots(before, lines);
        expect([...slots.keys()]).toEqual(lines.map(({ key }) => key));
        expect(new Set(slots.values()).size).toBe(lines.length);
        for (const [key, slot] of before) if (slots.has(key)) expect(slots.get(key)).toBe(slot);
        const known = new Set(before.values());
        const made = [...slots.values()].filter((slot) => !known.has(slot));
        expect(made).toHaveLength(Math.max(0, lines.length - before.size));
        before = slots;
      }
    }),
  );
});
