import { findConnection } from '../../connections/document.ts';
import type { Connections, LiveConnection } from '../../connections/types.ts';
import type { Keychain } from '../../keychain/types.ts';
import type { Services } from '../../services.ts';
import { loadSettings } from '../../settings/store.ts';
import type { SavedConnection, SettingsStore } from '../../settings/types.ts';
import type { Storage } from '../../storage/types.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Agent, ConnectionForm, ConnectionProfile, View } from '../../shared/model.ts';
import { foldName } from '../../shared/names/invisible.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import type { DirectoryState } from '../../team/directory/directory-state.ts';
import { secretProblem } from '../../team/health.ts';
import type { Given, Target } from '../invocation.ts';
import type { TerminalIo } from '../output/process-io.ts';
import type { TerminalParts } from '../parts.ts';
import { printable } from '../target-arguments.ts';
import { demoOfApp, readAppTeam } from './app-team.ts';
import { besideApp } from './beside-app.ts';
import { savePublishedViews } from './published-views.ts';

/** A database as a command uses it. */
export type SessionStorage = Pick<Storage, 'disk' | 'memory' | 'state' | 'close'>;

/** What one command has open: the settings at once, everything heavier when it is needed. */
export interface Session {
  readonly settings: SettingsStore;
  /** A saved connection by name, the active one for null; null when there is none. */
  find(name: string | null): SavedConnection | null;
  /** Names of everything saved. */
  names(): readonly string[];
  core(): Promise<Services>;
  /** The connection a command means, ready to be called. */
  open(target: Target): Promise<Result<LiveConnection>>;
  /** The profile a target stands for without opening it; null when there is none yet. */
  profileOf(target: Target): ConnectionProfile | null;
  /** The queues and skills that were saved of a connection; null where there are none. */
  directory(profile: ConnectionProfile): Promise<DirectoryState | null>;
  /** Saves what was read of the queues and skills of a saved connection; of another one nothing is saved. */
  saveDirectory(live: LiveConnection, before: DirectoryState, next: DirectoryState): Promise<void>;
  /** The database of what was read; only in memory where nothing of it may outlive the command. */
  storage(isPersistent: boolean): Promise<SessionStorage>;
  /** Who is in a view of a connection that the running app has open; null where it does not tell. */
  membersInApp(profile: ConnectionProfile, view: View): Promise<readonly Agent[] | null>;
  /** Deletes all that is saved of a connection. */
  forgetSaved(connectionId: string): Promise<void>;
  /** Ends what was started for the command, and says what is the matter with the database. */
  close(): Promise<void>;
}

/**
 * Opens a session on the data folder; says what was wrong with the settings file.
 *
 * @param mayBeDemo whether the demo is meant where nothing is saved and the running app shows it
 */
export async function openSession(io: TerminalIo, parts: TerminalParts, mayBeDemo = false): Promise<Session> {
  const { dataFolder, clock } = parts;
  const settings = await loadSettings({ dataFolder, clock });
  if (settings.problem !== null) io.say(settings.problem);
  const demo = mayBeDemo && findConnection(settings.get(), null) === null ? await demoOfApp(dataFolder) : null;
  let onDisk: SessionStorage | null = null;
  let passing: SessionStorage | null = null;
  let opened: { readonly core: Services; readonly keychain: Keychain } | null = null;

  async function core(): Promise<Services> {
    // Loaded late: a command without a connection has to answer at once.
    const { createServices } = await import('../../services.ts');
    if (opened === null) {
      const keychain = parts.createKeychain();
      const onSurprise = (): void => io.say(commandTexts.countsAlone);
      opened = {
        keychain,
        core: createServices({
          ...parts,
          keychain,
          settings,
          beside: besideApp(parts),
          demo: demo === null ? undefined : { timeZone: demo.profile.timeZone, scene: demo.scene },
          onSurprise,
        }),
      };
    }
    return opened.core;
  }

  async function savedStorage(): Promise<SessionStorage> {
    const { openSavedStorage } = await import('./session-storage.ts');
    return (onDisk ??= await openSavedStorage(parts));
  }

  /** A later command knows them without its publisher. */
  async function saveHeardViews(): Promise<void> {
    const profile = opened?.core.connections.state().profile ?? null;
    const views = profile === null ? undefined : opened?.core.connections.publishedOf(profile)?.views;
    if (profile?.relay === undefined || views === undefined) return;
    await savePublishedViews(settings, profile, views);
  }

  const find = (name: string | null): SavedConnection | null => findConnection(settings.get(), name);
  const names = (): string[] => settings.get().connections.map(({ profile }) => profile.name);
  const isDemo = (name: string | null): boolean =>
    demo !== null && find(name) === null && (name === null || foldName(name) === foldName(demo.profile.name));
  return {
    settings,
    find,
    names,
    core,
    open: (target) =>
      openTarget(target, {
        find,
        names,
        isDemo,
        connections: async () => (await core()).connections,
        readInput: () => io.readInput(),
      }),
    profileOf(target) {
      if (target.kind === 'given') return null;
      return isDemo(target.name) && demo !== null ? demo.profile : (find(target.name)?.profile ?? null);
    },
    async directory(profile) {
      // To look makes no database.
      const { isAnySaved } = await import('./session-storage.ts');
      if (onDisk === null && !isAnySaved(parts)) return null;
      const { readSavedDirectory } = await import('./saved-directory.ts');
      return readSavedDirectory(profile, await savedStorage(), clock);
    },
    async saveDirectory({ profile, isDemo: isOfDemo }, before, next) {
      const isSaved = !isOfDemo && settings.get().connections.some((each) => each.profile.id === profile.id);
      if (!isSaved) return;
      const { saveDirectory } = await import('./saved-directory.ts');
      saveDirectory(profile, { before, next }, await savedStorage(), clock);
    },
    async storage(isPersistent) {
      if (isPersistent) return savedStorage();
      const { openPassingStorage } = await import('./session-storage.ts');
      return (passing ??= await openPassingStorage());
    },
    async membersInApp({ name }, view) {
      const choice = { target: { kind: 'saved', name }, team: { kind: 'view', name: view.name, id: view.id } } as const;
      const found = await readAppTeam(dataFolder, choice, { withAgents: true });
      return found !== null && typeof found === 'object' && 'team' in found ? found.team.agents : null;
    },
    async forgetSaved(connectionId) {
      const { forgetSaved, isAnySaved } = await import('./session-storage.ts');
      if (isAnySaved(parts)) forgetSaved(await savedStorage(), connectionId);
    },
    async close() {
      const problem = onDisk?.state().problem ?? null;
      if (problem !== null) io.say(problem);
      onDisk?.close();
      passing?.close();
      await saveHeardViews();
      await opened?.core.connections.stop();
      await opened?.keychain.stop();
      // What was learned of the server: the installed app ends at once after this.
      await settings.flush();
    },
  };
}

export interface OpenParts {
  /** A saved connection by name, or the active one for null. */
  readonly find: (name: string | null) => SavedConnection | null;
  /** Names of everything saved. */
  readonly names: () => readonly string[];
  /** Whether the demo of the running app is meant by a name, or by null. */
  readonly isDemo: (name: string | null) => boolean;
  /** Loaded only once there is something to open: a command without a connection stays quick. */
  readonly connections: () => Promise<
    Pick<Connections, 'open' | 'openSaved' | 'openGiven' | 'state' | 'live' | 'check'>
  >;
  readonly readInput: () => Promise<string>;
}

/** Opens the connection a command means: `not-connected`, a keychain error, or `invalid-input` for a given one. */
export async function openTarget(target: Target, parts: OpenParts): Promise<Result<LiveConnection>> {
  return target.kind === 'saved' ? openSaved(target.name, parts) : openGiven(target, parts);
}

/** The form with what came on stdin: the secret, the token or the line of a desk, without the line break a shell adds. */
export function withSecret(form: ConnectionForm, input: string): ConnectionForm {
  const secret = input.replace(/\r?\n$/, '');
  if (form.auth === 'desk') return { ...form, deskLine: secret };
  return form.auth === 'token' ? { ...form, token: secret } : { ...form, clientSecret: secret };
}

async function openSaved(
  name: string | null,
  { find, names, isDemo, connections: load }: OpenParts,
): Promise<Result<LiveConnection>> {
  if (isDemo(name)) return openDemo(load);
  const saved = find(name);
  if (saved === null) return fail('not-connected', { message: missingMessage(name, names()) });
  const connections = await load();
  await connections.openSaved(saved.profile.id);
  const live = connections.live();
  return live === null ? fail(secretProblem(connections.state().secret) ?? 'not-connected') : ok(live);
}

/** The demo is made of seed and time alone, so that one of this process shows what the running app's does. */
async function openDemo(load: OpenParts['connections']): Promise<Result<LiveConnection>> {
  const connections = await load();
  await connections.open('demo');
  const live = connections.live();
  return live === null ? fail('not-connected') : ok(live);
}

async function openGiven({ form, copies }: Given, parts: OpenParts): Promise<Result<LiveConnection>> {
  const given = withSecret(form, await parts.readInput());
  const connections = await parts.connections();
  for (const [field, note] of Object.entries(connections.check(given))) {
    if (note.level !== 'notice')
      return fail('invalid-input', { field, message: commandTexts.fieldNote(field, note.message) });
  }
  const opened = await connections.openGiven(given, copies);
  if (!opened.ok) return opened;
  const live = connections.live();
  return live === null ? fail('not-connected') : ok(live);
}

/** Why there is no connection of this name, or no active one for null, and what to do about it. */
export function missingMessage(name: string | null, names: readonly string[]): string {
  const { noneSaved, notSaved, noneChosen, notAmong } = commandTexts.session;
  if (names.length === 0) return name === null ? noneSaved : notSaved(printable(name));
  const known = names.map((each) => `"${each}"`).join(', ');
  return name === null ? noneChosen(known) : notAmong(printable(name), known);
}
