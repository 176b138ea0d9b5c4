import {
  DEFAULT_PREFERENCES,
  isRuleKind,
  type ConnectionMemory,
  type ConnectionProfile,
  type Rule,
  type Settings,
  type View,
} from '../shared/model.ts';
import type { Result } from '../shared/result.ts';

/** A connection as the settings file keeps it: never its secret. */
export interface SavedConnection {
  readonly profile: ConnectionProfile;
  /** The non-secret mark that the keychain holds an item for this id. */
  readonly isSecretStored: boolean;
  readonly memory: ConnectionMemory;
  readonly views: readonly View[];
  /** The open view; null is everybody. */
  readonly activeViewId: string | null;
  /** Absent until one was changed: then the default rules hold. */
  readonly rules?: readonly (Rule | NewerRule)[] | undefined;
  /** Present where `rollcall publish` may publish this connection's team. */
  readonly publisher?: PublisherAccess | undefined;
}

/** Where a publisher connects and how its desks know it; its password and signing key are in the keychain or in a file. */
export interface PublisherAccess {
  /** `wss://mqtt.example.com/mqtt` or `mqtts://mqtt.example.com:8883`. */
  readonly broker: string;
  /** A random id per account and bot. */
  readonly site: string;
  /** A random id per publisher of the site. */
  readonly publisherId: string;
  /** Its MQTT client id and user name. */
  readonly user: string;
  /** Public Ed25519 keys, base64url of the raw 32 bytes: its own first, then those of other publishers of the site. */
  readonly keys: readonly string[];
}

/** A rule of a kind that only a newer version knows, as that one has written it. */
export interface NewerRule {
  readonly id: string;
  readonly condition: { readonly kind: string };
}

/** Whether this version knows the kind of a rule. */
export function isKnownRule(rule: Rule | NewerRule): rule is Rule {
  return isRuleKind(rule.condition.kind);
}

/** Everything in settings.json. */
export interface SettingsDocument {
  readonly version: 1;
  readonly preferences: Settings;
  readonly connections: readonly SavedConnection[];
  readonly activeConnectionId: string | null;
}

/** The version this program writes; a higher one belongs to a newer program and is left alone. */
export const SETTINGS_VERSION = 1;

/** The settings of a first start. */
export const DEFAULT_SETTINGS: SettingsDocument = {
  version: SETTINGS_VERSION,
  preferences: DEFAULT_PREFERENCES,
  connections: [],
  activeConnectionId: null,
};

/** The settings of one data folder, loaded once, written whole and atomically. */
export interface SettingsStore {
  get(): SettingsDocument;
  /** Replaces the document; resolves when it is on disk. On failure the new document still holds in memory. */
  update(change: (document: SettingsDocument) => SettingsDocument): Promise<Result<null>>;
  /** Takes over what another process has written since; a file that was damaged is written anew from the document. */
  refresh(): Promise<void>;
  /** Resolves when every change so far is on disk, or could not be written. */
  flush(): Promise<void>;
  /** Called after each change. */
  subscribe(listener: (document: SettingsDocument) => void): () => void;
  /**
   * Whether no connection can be missing. False when the file was damaged as it was loaded, or a copy of damaged settings
   * is beside it: somebody may restore a connection from it.
   */
  readonly isComplete: boolean;
  /** What was wrong with the file when it was read last, in a few sentences; null when nothing was. */
  readonly problem: string | null;
}
