import type { Clock } from '../../shared/clock.ts';
import { EXIT, type ExitCode } from '../output/exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from '../output/io.ts';
import { openTeam } from './open-team.ts';
import type { StatusParts } from './status.ts';
import { watchAlone } from './watch-alone.ts';
import { createWatchLines, type ShowSighting } from '../output/watch-lines.ts';
import { followOwner, type AskTeam } from './watch-owner.ts';

type StatusInvocation = Extract<Invocation, { command: 'status' }>;

/** The part of a session that a watch uses. */
type WatchSession = StatusParts['session'] & { close(): Promise<void> };

/** What `status --watch` needs. */
export interface WatchParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly askTeam: AskTeam;
  /** Opened whenever there is no running app to follow. */
  readonly openSession: () => Promise<WatchSession>;
}

const FOLLOWING = 'Rollcall is running; this follows it, without a call.';
const ALONE = 'Rollcall has ended, or has another team open; this reads the team itself.';

/**
 * `status --watch`: prints what is new of the team until it is interrupted or nobody reads it any more. The running app
 * is followed; the team is read only while there is none.
 */
export async function runWatch(invocation: StatusInvocation, io: TerminalIo, parts: WatchParts): Promise<ExitCode> {
  const { withAgents } = invocation;
  const show = createWatchLines(invocation, io, parts.clock);
  const end = new AbortController();
  const ended = Promise.race([io.interrupted(), io.readerGone()]).then(() => end.abort());
  const isEnded = (): boolean => end.signal.aborted;
  const isWanted = (): boolean => !isEnded() && io.hasReader();

  async function follow(): Promise<void> {
    let isFollowing = false;
    const askTeam: AskTeam = async (agents) => {
      const found = await Promise.race([parts.askTeam(agents), ended.then(() => null)]);
      if (found !== null && !isFollowing) io.say(FOLLOWING);
      isFollowing ||= found !== null;
      return found;
    };
    const asShown = { clock: parts.clock, withAgents, ended };
    await followOwner(askTeam, asShown, (sighting) => show(sighting, invocation.isMasked));
    if (isFollowing && !isEnded()) io.say(ALONE);
  }

  while (!isEnded()) {
    await follow();
    const code = isEnded() ? EXIT.ok : await readAlone(invocation, io, { ...parts, ended, isWanted }, show);
    if (code !== null) return code;
  }
  return EXIT.ok;
}

/** Reads the team until an app comes that does; an exit code when it cannot, and when it was ended meanwhile. */
async function readAlone(
  invocation: StatusInvocation,
  io: TerminalIo,
  parts: WatchParts & { readonly ended: Promise<void>; readonly isWanted: () => boolean },
  show: ShowSighting,
): Promise<ExitCode | null> {
  const { clock, ended } = parts;
  const session = await parts.openSession();
  const { settings } = session;
  let printed = Promise.resolve();
  try {
    // A keychain may wait for a password that nobody types.
    const opened = await Promise.race([openTeam(invocation, io, { session, clock }), ended]);
    if (opened === undefined) return EXIT.ok;
    if ('code' in opened) return opened.code;
    const { withAgents } = invocation;
    const watched = { live: opened.live, view: opened.chosen.view, withAgents };
    await watchAlone(watched, session, parts, (sighting) => {
      // Another window, or the app with another team open, may have hidden names since the last line.
      printed = printed
        .then(() => settings.refresh())
        .then(() => show(sighting, invocation.isMasked || settings.get().preferences.isMasked));
    });
    await printed;
    return null;
  } finally {
    await session.close();
  }
}
