import { z } from 'zod';
import { MOST_VIEW_NAME_CHARACTERS, MOST_VIEWS, type View } from '../shared/model.ts';
import { foldName } from '../shared/unseen.ts';
import { readNamedSelection } from '../shared/view-rules.ts';
import { cutName } from './lenient.ts';

const ID = /^[\w-]{1,128}$/;

/** Views of a connection, too long a name cut: one that cannot be used, or whose id or name is there already, does not cost the others. */
export const viewsSchema = z.array(z.unknown()).catch([]).transform(readViews) satisfies z.ZodType<readonly View[]>;

function readViews(values: readonly unknown[]): readonly View[] {
  const views: View[] = [];
  for (const value of values) {
    const view = readView(value);
    const isTwice = views.some(({ id, name }) => id === view?.id || foldName(name) === foldName(view?.name ?? ''));
    if (view !== null && !isTwice && views.length < MOST_VIEWS) views.push(view);
  }
  return views;
}

function readView(value: unknown): View | null {
  const fields = Object(value) as { readonly id?: unknown; readonly name?: unknown };
  const { id, name } = fields;
  const isText = typeof name === 'string';
  const read = readNamedSelection({ ...fields, name: isText ? cutName(name, MOST_VIEW_NAME_CHARACTERS) : name });
  return typeof id === 'string' && ID.test(id) && read.ok ? { id, ...read.value } : null;
}
