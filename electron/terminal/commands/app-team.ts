import { readFileSync } from 'node:fs';
import path from 'node:path';
import { askOwner, OPEN_WITHIN_MS } from '../../api/local-socket/client.ts';
import type { RunningStatus, WantedTeam } from '../../shared/contract/socket.ts';
import type { DemoScene } from '../../shared/demo-scene.ts';
import type { UnclearName } from '../../shared/names/find-names.ts';
import {
  EMPTY_FILTER,
  isDemoTeam,
  EVERYBODY,
  findView,
  selectionKey,
  selectionOf,
  type ConnectionProfile,
  type Health,
  type View,
} from '../../shared/model.ts';
import { foldName } from '../../shared/names/invisible.ts';
import type { AppError } from '../../shared/result.ts';
import type { StatusInvocation, TeamChoice } from '../invocation.ts';
import type { LiveStatus } from '../output/status-report.ts';

/** A command line that names a queue, a skill or an agent of whom there is none, or several. */
export interface UnclearTeam extends Pick<LiveStatus, 'profile' | 'isMasked'> {
  readonly unclear: UnclearName;
}

/** A team that the running app would have had to read, and why it could not. */
export interface FailedTeam extends Pick<LiveStatus, 'profile'> {
  readonly error: AppError;
}

/** An app that has opened nothing yet, such as a publisher that stands by, and why. */
export interface PausedApp {
  readonly paused: string;
}

/** The app waits up to 10 s for the rate limit, and then for Kore.ai. */
const READ_SILENCE_MS = 45_000;

/**
 * Asks the running app for its team, which it reads where its last answer does not tell: `starting` before its first
 * read, null where there is no such app, or another connection is open in it.
 */
export async function readAppTeam(
  dataFolder: string,
  { target, team: choice }: Pick<StatusInvocation, 'target' | 'team'>,
  {
    withAgents,
    onSilent,
  }: {
    readonly withAgents: boolean;
    /** Called when an app runs but does not answer. */
    readonly onSilent?: () => void;
  },
): Promise<LiveStatus | UnclearTeam | FailedTeam | PausedApp | 'starting' | null> {
  if (target.kind !== 'saved') return null;
  const wanted = choice.kind === 'open' ? [] : [choice];
  const reply = await askOwner(dataFolder, 'status:get', [withAgents, ...wanted], OPEN_WITHIN_MS, onSilent);
  if (reply?.answer.ok !== true || !isStatus(reply.answer.value)) return null;
  const { connection, team, isMasked, rules, notFound, views, wanted: found } = reply.answer.value;
  const isStarting = team.health.state === 'starting';
  // Which connection and view it will be may not be decided yet.
  if (connection.kind === 'none')
    return pausedApp(team.health, target.name, dataFolder) ?? (isStarting ? 'starting' : null);
  // The demo is meant where nothing is saved, as in the app's window, and is marked as such.
  if (!isSavedConnection(connection.profile, target.name, dataFolder)) return null;
  const { profile } = connection;
  if (typeof found === 'object') return isStarting ? 'starting' : { unclear: found, profile, isMasked };
  if (found === 'unread' && choice.kind !== 'open' && !isMeant(choice, team.view)) {
    return readAside(dataFolder, profile, [withAgents, choice]);
  }
  if (isStarting) return 'starting';
  return { profile, isDemo: isDemoTeam(connection), team, notFound, views, isMasked, rules, attention: team.attention };
}

/** Has the app read a team that its last answer does not tell. */
async function readAside(
  dataFolder: string,
  meant: ConnectionProfile,
  args: readonly [boolean, WantedTeam],
): Promise<LiveStatus | FailedTeam | null> {
  const reply = await askOwner(dataFolder, 'status:read', args, READ_SILENCE_MS);
  if (reply === null) return null;
  const { answer } = reply;
  if (!answer.ok) return answer.error.code === 'not-connected' ? null : { error: answer.error, profile: meant };
  if (!isStatus(answer.value) || answer.value.wanted !== 'answered') return null;
  const { connection, team, isMasked, rules, notFound, views } = answer.value;
  if (connection.kind === 'none' || connection.profile.id !== meant.id) return null;
  const isDemo = isDemoTeam(connection);
  return { profile: connection.profile, isDemo, team, notFound, views, isMasked, rules, attention: team.attention };
}

/** What `history` gives a running app to answer. */
const DEMO_SILENCE_MS = 1_000;

/** The demo, where the running app shows it and nothing is saved; what it shows is the same in every process. */
export async function demoOfApp(
  dataFolder: string,
): Promise<{ readonly profile: ConnectionProfile; readonly scene: DemoScene | null } | null> {
  const reply = await askOwner(dataFolder, 'status:get', [false], DEMO_SILENCE_MS);
  if (reply?.answer.ok !== true || !isStatus(reply.answer.value)) return null;
  const { connection, scene = null } = reply.answer.value;
  if (connection.kind !== 'demo' || !isSavedConnection(connection.profile, null, dataFolder)) return null;
  return { profile: connection.profile, scene };
}

/**
 * Whether this is the status of an app. What answers is this user's own Rollcall, so only that part of the shape
 * is checked which another version could have changed without saying so.
 */
function isStatus(value: unknown): value is RunningStatus {
  const { connection, team, isMasked, rules } = Object(value) as Partial<RunningStatus>;
  const { counts, attention, view, health, agents } = Object(team) as Partial<RunningStatus['team']>;
  return (
    typeof connection?.kind === 'string' &&
    (counts?.total === null || typeof counts?.total === 'number') &&
    typeof health?.state === 'string' &&
    typeof isMasked === 'boolean' &&
    typeof attention === 'number' &&
    Array.isArray(rules?.limits?.secondary) &&
    Array.isArray(agents) &&
    (view === null || typeof view?.name === 'string')
  );
}

/** Whether the team that is open in the app is the one that a command means. */
function isMeant(choice: TeamChoice, view: View | null): boolean {
  if (choice.kind === 'open') return true;
  if (choice.kind === 'view') return view !== null && findView([view], choice.name, choice.id) !== null;
  const filter = choice.kind === 'ids' ? choice.filter : EMPTY_FILTER;
  return selectionKey(selectionOf(view)) === selectionKey({ ...EVERYBODY, filter });
}

/** What makes a connection another one: the running app may still have open what was saved before. */
const IDENTITY = ['id', 'host', 'accountId', 'botId'] as const;

/**
 * Whether a connection is the one that settings.json means now by a name, or for null by its active one. Where nothing
 * that is saved is meant, it is the app's own connection of this session.
 */
export function isSavedConnection(profile: ConnectionProfile, name: string | null, dataFolder: string): boolean {
  const { saved, isOfApp } = findSaved(name, dataFolder);
  if (saved !== undefined) return IDENTITY.every((key) => saved[key] === profile[key]);
  return isOfApp && (name === null || foldName(profile.name) === foldName(name));
}

/** Whether nothing that is saved is meant by a name, or by null, so that only the running app may know the connection. */
export function isConnectionOfApp(name: string | null, dataFolder: string): boolean {
  return findSaved(name, dataFolder).isOfApp;
}

/** Why an app that has opened nothing yet opens nothing, where it would open the connection that is meant; or null. */
export function pausedApp({ state, message }: Health, name: string | null, dataFolder: string): PausedApp | null {
  const { saved } = findSaved(name, dataFolder);
  const isActive = saved !== undefined && saved.id === findSaved(null, dataFolder).saved?.id;
  return state === 'paused' && isActive ? { paused: message } : null;
}

/**
 * Reads a few words of settings.json alone, and takes an unusable file for none: `status` must not load all of settings
 * to ask the running app.
 */
function findSaved(
  name: string | null,
  dataFolder: string,
): { readonly saved: Partial<ConnectionProfile> | undefined; readonly isOfApp: boolean } {
  const { connections, activeConnectionId } = readDocument(dataFolder);
  const isMeantBy = (saved: Partial<ConnectionProfile>): boolean =>
    name === null ? saved.id === activeConnectionId : foldName(String(saved.name)) === foldName(name);
  const saved = profilesIn(connections).find(isMeantBy);
  return { saved, isOfApp: saved === undefined && (name !== null || typeof activeConnectionId !== 'string') };
}

function readDocument(dataFolder: string): { readonly connections?: unknown; readonly activeConnectionId?: unknown } {
  try {
    return Object(JSON.parse(readFileSync(path.join(dataFolder, 'settings.json'), 'utf8'))) as object;
  } catch {
    return {};
  }
}

function profilesIn(connections: unknown): Partial<ConnectionProfile>[] {
  if (!Array.isArray(connections)) return [];
  return connections.map((connection) => Object((connection as { profile?: unknown } | null)?.profile) as object);
}
