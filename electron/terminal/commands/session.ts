import { findConnection } from '../../connections/find.ts';
import type { LiveConnection } from '../../connections/types.ts';
import type { Services } from '../../services.ts';
import type { Keychain } from '../../keychain/types.ts';
import { loadSettings } from '../../settings/file.ts';
import type { SavedConnection, SettingsStore } from '../../settings/types.ts';
import type { ConnectionProfile } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import type { Target } from '../invocation.ts';
import type { TerminalIo } from '../output/io.ts';
import { openTarget } from './open-target.ts';
import type { TerminalParts } from '../parts.ts';

/** What one command holds open: the settings at once, everything heavier when it is needed. */
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
  /** Ends what was started for the command. */
  close(): Promise<void>;
}

/** Opens a session on the data folder; says what was wrong with the settings file. */
export async function openSession(io: TerminalIo, parts: TerminalParts): Promise<Session> {
  const { dataFolder, clock } = parts;
  const settings = await loadSettings({ dataFolder, clock });
  if (settings.problem !== null) io.say(settings.problem);
  let opened: { readonly core: Services; readonly keychain: Keychain } | null = null;

  async function core(): Promise<Services> {
    // Loaded late: a command without a connection has to answer at once.
    const { createServices } = await import('../../services.ts');
    if (opened === null) {
      const keychain = parts.createKeychain();
      opened = { keychain, core: createServices({ ...parts, keychain, settings }) };
    }
    return opened.core;
  }

  const find = (name: string | null): SavedConnection | null => findConnection(settings.get(), name);
  const names = (): string[] => settings.get().connections.map(({ profile }) => profile.name);
  return {
    settings,
    find,
    names,
    core,
    open: (target) =>
      openTarget(target, {
        find,
        names,
        connections: async () => (await core()).connections,
        readInput: () => io.readInput(),
      }),
    profileOf: (target) => (target.kind === 'saved' ? (find(target.name)?.profile ?? null) : null),
    async close() {
      await opened?.core.connections.stop();
      await opened?.keychain.stop();
    },
  };
}
