import type { StatusEvents } from '../../../api/local-socket/client.ts';
import { isDemoTeam, type View } from '../../../shared/model.ts';
import type { LogStart, RunningLog } from '../../../shared/contract/socket.ts';
import type { Clock } from '../../../shared/clock.ts';
import { commandTexts } from '../../../shared/texts/terminal/terminal-commands.ts';
import type { StatusInvocation, TeamChoice } from '../../invocation.ts';
import { EXIT, type ExitCode } from '../../output/exit-codes.ts';
import { createAlertLines, type AlertLines } from '../../output/alert-lines.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import type { LiveStatus } from '../../output/status-report.ts';
import { createWatchLines, type ShowStatus } from '../../output/watch-lines.ts';
import type { FailedTeam, PausedApp, UnclearTeam } from '../app-team.ts';
import { failureNote, openTeam } from '../open-team.ts';
import { sayNoTeam } from './status.ts';
import type { Session } from '../session.ts';
import type { StatusSession } from './status-alone.ts';
import { watchAlone } from './watch-alone.ts';

/** The running app, as a watch sees it. */
export interface RunningApp {
  /** Its team: `starting` before the first read, null without an app, or where another connection is open in it. */
  read(
    withAgents: boolean,
    team: TeamChoice,
  ): Promise<LiveStatus | UnclearTeam | FailedTeam | PausedApp | 'starting' | null>;
  /** Listens for changes; null without an app. */
  follow(): Promise<StatusEvents | null>;
  /** What its alerts decided since then; null where it does not say. */
  alerts(after: LogStart, isMasked: boolean): Promise<RunningLog | null>;
}

/** What `status --watch` needs. */
interface WatchParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly app: RunningApp;
  /** Opened whenever there is no running app to follow. */
  readonly openSession: () => Promise<StatusSession & Pick<Session, 'storage' | 'close'>>;
}

/** Who watches, and until when. */
interface Watch {
  readonly invocation: StatusInvocation;
  /** A view by its id once that is known: it may be renamed meanwhile. */
  team: TeamChoice;
  readonly io: TerminalIo;
  readonly show: ShowStatus;
  /** Null without `--alerts`. */
  readonly lines: AlertLines | null;
  /** Aborts when the user ends it, or nobody reads what is printed. */
  readonly signal: AbortSignal;
  readonly ended: Promise<void>;
}

const texts = commandTexts.watch;

/**
 * `status --watch`: prints what is new of the team until it is interrupted or nobody reads it any more. The running app
 * is followed; the team is read only while there is none.
 */
export async function runWatch(invocation: StatusInvocation, io: TerminalIo, parts: WatchParts): Promise<ExitCode> {
  const end = new AbortController();
  const ended = Promise.race([io.interrupted(), io.readerGone()]).then(() => end.abort());
  const show = createWatchLines(invocation, io, parts.clock);
  const lines = invocation.withAlerts ? createAlertLines(invocation.isJson, io, parts.clock.now) : null;
  const watch: Watch = { invocation, team: invocation.team, io, show, lines, signal: end.signal, ended };
  while (!end.signal.aborted) {
    const unclear = await followApp(watch, parts);
    const code = unclear ?? (end.signal.aborted ? EXIT.ok : await readAlone(watch, parts));
    if (code !== null) return code;
  }
  return EXIT.ok;
}

/**
 * Follows the app until it ends, hangs, has another connection open, or the watch ends; an exit code where a name is not
 * clear to it.
 */
async function followApp(watch: Watch, { app, clock }: Pick<WatchParts, 'app' | 'clock'>): Promise<ExitCode | null> {
  const { invocation, io, show, lines, signal, ended } = watch;
  // Before the first read, so that nothing is missed in between.
  const events = await Promise.race([app.follow(), ended]);
  if (!events) return null;
  signal.addEventListener('abort', () => events.close(), { once: true });
  let isFollowing = false;
  let failure = '';
  for (let isOn = true; isOn; isOn = await events.next()) {
    const found = await Promise.race([app.read(invocation.withAgents, watch.team), ended]);
    if (!found || signal.aborted) break;
    if (!isFollowing && !(typeof found === 'object' && 'unclear' in found)) io.say(texts.following);
    isFollowing = true;
    if (found === 'starting') continue;
    if ('unclear' in found) {
      events.close();
      return sayNoTeam(invocation, io, found, clock);
    }
    const failed = 'error' in found ? failureNote(found.error) : 'paused' in found ? found.paused : '';
    if (failed !== '' && failed !== failure) io.say(failed);
    failure = failed;
    if (!('team' in found)) continue;
    watch.team = withId(watch.team, found.team.view);
    show(found, invocation.isMasked);
    if (lines !== null) await printAlerts(found.profile.id, { app, lines, isMasked: invocation.isMasked });
  }
  events.close();
  if (isFollowing && !signal.aborted) io.say(texts.alone);
  return null;
}

function withId(team: TeamChoice, view: View | null): TeamChoice {
  return team.kind === 'view' && view !== null ? { ...team, id: view.id } : team;
}

async function printAlerts(
  connectionId: string,
  { app, lines, isMasked }: { readonly app: RunningApp; readonly lines: AlertLines; readonly isMasked: boolean },
): Promise<void> {
  const log = await app.alerts(lines.after(connectionId), isMasked);
  // Another connection may have been opened in between.
  if (log?.connection.profile?.id !== connectionId) return;
  const { connection, timeZone, entries } = log;
  lines.print(connectionId, entries, { timeZone, isDemo: isDemoTeam(connection) });
}

/** Reads the team until an app comes that does; an exit code when it cannot, and when it was ended meanwhile. */
async function readAlone(watch: Watch, parts: WatchParts): Promise<ExitCode | null> {
  const { invocation: given, io, show, lines, signal, ended } = watch;
  const { clock } = parts;
  const session = await parts.openSession();
  const { settings } = session;
  const isMasked = given.isMasked || settings.get().preferences.isMasked;
  const invocation = { ...given, team: watch.team, isMasked };
  let printed = Promise.resolve();
  try {
    // A keychain may wait for a password that nobody types.
    const opened = await Promise.race([openTeam(invocation, io, { session, clock }), ended]);
    if (opened === undefined) return EXIT.ok;
    if ('code' in opened) return opened.code;
    const { live, chosen } = opened;
    const alerts = lines && { lines, isMasked: given.isMasked, isSaved: given.target.kind === 'saved' };
    watch.team = withId(watch.team, chosen.view);
    const { withAgents } = invocation;
    const watched = { live, view: chosen.view, team: watch.team, withAgents, alerts };
    const isWanted = (): boolean => !signal.aborted && io.hasReader();
    await watchAlone(watched, session, { ...parts, ended, isWanted }, (status) => {
      // Another window, or the app with another team open, may have hidden names since the last line.
      printed = printed
        .then(() => settings.refresh())
        .then(() => show(status, given.isMasked || settings.get().preferences.isMasked));
    });
    await printed;
    return null;
  } finally {
    await session.close();
  }
}
