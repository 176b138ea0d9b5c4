import { foldName } from './invisible.ts';
import type { NamedId } from '../team/directory-model.ts';

/** So many characters of an id are shown at least. */
const MIN_ENDING = 4;
/** A short id is shown complete. */
const MAX_SHORT = 12;

/** Queues, in their order, of which those of one name have as much of their id behind it as tells them apart. */
export function namedApart<T extends NamedId>(queues: readonly T[]): readonly T[] {
  const byName = Map.groupBy(queues, ({ name }) => foldName(name));
  return queues.map((queue) => {
    const others = (byName.get(foldName(queue.name)) ?? []).filter(({ id }) => id !== queue.id);
    return others.length === 0 ? queue : { ...queue, name: `${queue.name} (${endingOf(queue.id, others)})` };
  });
}

function endingOf(id: string, others: readonly NamedId[]): string {
  for (let length = MIN_ENDING; id.length > MAX_SHORT && length < id.length; length += 1) {
    const ending = id.slice(-length);
    if (!others.some((other) => other.id.endsWith(ending))) return `…${ending}`;
  }
  return id;
}
