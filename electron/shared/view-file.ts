import { fail, ok, type Result } from './result.ts';
import { MAX_VIEW_FILE_CHARACTERS, selectionOf, type View } from './view-model.ts';
import { readNamedSelection, type NamedSelection } from './view-rules.ts';

/** What a file of views holds: those that can be taken, and why the others cannot. */
export interface ViewFile {
  readonly views: readonly NamedSelection[];
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** What an exported file is called, and what it is; the desktop saves no other download. */
export const VIEW_FILE_NAME = 'rollcall-views.json';
export const VIEW_FILE_TYPE = 'application/json';

const FORMAT = 'rollcall-views';
const VERSION = 1;
const SHOWN_NAME_CHARACTERS = 40;

/** The file of some views, as JSON. It names no connection and holds no id of Rollcall's own. */
export function writeViewFile(views: readonly View[]): string {
  const written = views.map((view) => ({ name: view.name, ...selectionOf(view) }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, views: written }, null, 1)}\n`;
}

/** Reads a file of views; `invalid-input` with a sentence when it is none, or one of a newer Rollcall. */
export function readViewFile(text: string): Result<ViewFile> {
  if (text.length > MAX_VIEW_FILE_CHARACTERS) return refuse('This file is too large for a file of views.');
  const file = Object(parse(text)) as { readonly format?: unknown; version?: unknown; views?: unknown };
  if (file.format !== FORMAT || !Array.isArray(file.views)) return refuse(NO_VIEW_FILE);
  if (file.version !== VERSION)
    return refuse('This file was written by a newer Rollcall. Update this one, then try again.');
  const read = (file.views as unknown[]).map(
    (value, index) => [nameOf(value, index), readNamedSelection(value)] as const,
  );
  return ok({
    views: read.flatMap(([, view]) => (view.ok ? [view.value] : [])),
    refused: read.flatMap(([name, view]) => (view.ok ? [] : [{ name, reason: view.error.message }])),
  });
}

const NO_VIEW_FILE = 'This is not a file of views. Choose one that was exported from Rollcall.';

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // not JSON, or nested deeper than the parser goes
  }
}

/** How a view is spoken of that could not be read. */
function nameOf(value: unknown, index: number): string {
  const { name } = Object(value) as { readonly name?: unknown };
  const shown = typeof name === 'string' ? name.replace(/\p{C}/gu, '').trim().slice(0, SHOWN_NAME_CHARACTERS) : '';
  return shown === '' ? `View ${index + 1}` : shown;
}

function refuse(message: string): Result<never> {
  return fail('invalid-input', { message });
}
