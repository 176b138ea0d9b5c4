import { fail, ok, type Result } from '../result.ts';
import { viewTexts as texts } from '../texts/views/views.ts';
import { isPublished, MAX_VIEW_FILE_CHARACTERS, selectionOf, type View } from './view-model.ts';
import { readNamedSelection, type NamedSelection } from './view-rules.ts';

/** The views of a file that can be used, and why the others cannot. */
export interface ViewFile {
  readonly views: readonly NamedSelection[];
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** The name and type of an exported file; the desktop saves no other download. */
export const VIEW_FILE_NAME = 'rollcall-views.json';
export const VIEW_FILE_TYPE = 'application/json';

const FORMAT = 'rollcall-views';
const VERSION = 1;
const MAX_NAME_CHARACTERS = 40;

/** The file of some views, as JSON. It names no connection and holds no id of Rollcall's own. */
export function writeViewFile(views: readonly View[]): string {
  // Those of a publisher are only on its desks.
  const own = views.filter((view) => !isPublished(view));
  const written = own.map((view) => ({ name: view.name, ...selectionOf(view) }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, views: written }, null, 1)}\n`;
}

/** Reads a file of views; `invalid-input` with a sentence when it is none, or one of a newer Rollcall. */
export function readViewFile(text: string): Result<ViewFile> {
  if (text.length > MAX_VIEW_FILE_CHARACTERS) return refuse(texts.fileTooLarge);
  const file = Object(parse(text)) as { readonly format?: unknown; version?: unknown; views?: unknown };
  if (file.format !== FORMAT || !Array.isArray(file.views)) return refuse(texts.noViewFile);
  if (file.version !== VERSION) return refuse(texts.fileOfNewer);
  const read = (file.views as unknown[]).map(
    (value, index) => [nameOf(value, index), readNamedSelection(value)] as const,
  );
  return ok({
    views: read.flatMap(([, view]) => (view.ok ? [view.value] : [])),
    refused: read.flatMap(([name, view]) => (view.ok ? [] : [{ name, reason: view.error.message }])),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // not JSON, or nested deeper than the parser goes
  }
}

/** The name of a view that could not be read, for a sentence. */
function nameOf(value: unknown, index: number): string {
  const { name } = Object(value) as { readonly name?: unknown };
  const text = typeof name === 'string' ? name.replace(/\p{C}/gu, '').trim().slice(0, MAX_NAME_CHARACTERS) : '';
  return text === '' ? texts.unnamed(index + 1) : text;
}

function refuse(message: string): Result<never> {
  return fail('invalid-input', { message });
}
