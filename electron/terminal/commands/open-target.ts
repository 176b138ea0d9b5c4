import type { Connections, LiveConnection } from '../../connections/types.ts';
import type { SavedConnection } from '../../settings/types.ts';
import { fail } from '../../shared/messages.ts';
import type { ConnectionForm } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { secretProblem } from '../../team/health.ts';
import type { Given, Target } from '../invocation.ts';
import { shownWord } from '../output/shown-word.ts';

/** What opening a connection needs. */
export interface OpenParts {
  /** A saved connection by name, or the active one for null. */
  readonly find: (name: string | null) => SavedConnection | null;
  /** Names of everything saved. */
  readonly names: () => readonly string[];
  /** Loaded only once there is something to open: a command without a connection stays quick. */
  readonly connections: () => Promise<Pick<Connections, 'openSaved' | 'openGiven' | 'state' | 'live' | 'check'>>;
  readonly readInput: () => Promise<string>;
}

/** Opens the connection a command means: `not-connected`, a keychain error, or `invalid-input` for a given one. */
export async function openTarget(target: Target, parts: OpenParts): Promise<Result<LiveConnection>> {
  return target.kind === 'saved' ? openSaved(target.name, parts) : openGiven(target, parts);
}

/** The form with what came on stdin: the secret or the token, without the line break a shell adds. */
export function withSecret(form: ConnectionForm, input: string): ConnectionForm {
  const secret = input.replace(/\r?\n$/, '');
  return form.auth === 'token' ? { ...form, token: secret } : { ...form, clientSecret: secret };
}

async function openSaved(
  name: string | null,
  { find, names, connections }: OpenParts,
): Promise<Result<LiveConnection>> {
  const saved = find(name);
  if (saved === null) return fail('not-connected', { message: missingMessage(name, names()) });
  const room = await connections();
  await room.openSaved(saved.profile.id);
  const live = room.live();
  return live === null ? fail(secretProblem(room.state().secret) ?? 'not-connected') : ok(live);
}

async function openGiven({ form, copies }: Given, parts: OpenParts): Promise<Result<LiveConnection>> {
  const given = withSecret(form, await parts.readInput());
  const room = await parts.connections();
  for (const [field, note] of Object.entries(room.check(given))) {
    if (note.level !== 'notice') return fail('invalid-input', { field, message: `${field}: ${note.message}` });
  }
  const opened = await room.openGiven(given, copies);
  if (!opened.ok) return opened;
  const live = room.live();
  return live === null ? fail('not-connected') : ok(live);
}

/** Why there is no connection of this name, or no active one for null, and what to do about it. */
export function missingMessage(name: string | null, names: readonly string[]): string {
  const named = name === null ? null : `No connection named "${shownWord(name)}" is saved.`;
  if (names.length === 0) {
    const what = named ?? 'No connection is saved.';
    return `${what} Save one with: rollcall connect --host URL --account ID --bot ID --client-id ID --secret-stdin`;
  }
  const what = named ?? 'No connection is chosen.';
  return `${what} Say which with --name: ${names.map((known) => `"${known}"`).join(', ')}.`;
}
