import { z } from 'zod';
import { trimName } from '../shared/unseen.ts';

/** A whole number; one that is out of range becomes the nearest in it. */
export function wholeNumber(least: number, most: number) {
  return z.number().transform((value) => Math.min(most, Math.max(least, Math.round(value))));
}

/** A name of at least one character; a longer one than `most` is cut. */
export function nameOf(most: number) {
  return z
    .string()
    .transform((value) => cutName(value, most))
    .pipe(z.string().min(1));
}

/** A name without what nobody sees around it, in at most so many UTF-16 units; no character is halved. */
export function cutName(name: string, most: number): string {
  const trimmed = trimName(name);
  if (trimmed.length <= most) return trimmed;
  return trimmed
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}

/** A list that loses entries that are not as they should be, and those after the first `most`. */
export function listOf<T>(entry: z.ZodType<T>, most: number) {
  return z.array(z.unknown()).transform((values): readonly T[] => {
    const read = values.map((value) => entry.safeParse(value));
    return read.flatMap((result) => (result.success ? [result.data] : [])).slice(0, most);
  });
}
