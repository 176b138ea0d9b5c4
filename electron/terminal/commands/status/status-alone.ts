import { needingAttention } from '../../../shared/team/attention.ts';
import type { Clock } from '../../../shared/clock.ts';
import { ignoredNote } from '../../../shared/team/counts.ts';
import { notFoundNote } from '../../../shared/history/history-notes.ts';
import { needsDetails, selectionOf, type Health } from '../../../shared/model.ts';
import { deskTexts } from '../../../shared/texts/relay/desk.ts';
import { terminalTexts } from '../../../shared/texts/terminal/terminal.ts';
import { readTeamOnce } from '../../../team/once/read-once.ts';
import type { StatusInvocation } from '../../invocation.ts';
import { EXIT, exitCodeOfHealth, type ExitCode } from '../../output/exit-codes.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { printStatus, whatIsMissing } from '../../output/status-report.ts';
import { afterLimit } from '../after-limit.ts';
import { openTeam, sayFailure, type OpenTeam } from '../open-team.ts';
import type { Session } from '../session.ts';

/** The part of a session that a read of the team uses. */
export type StatusSession = Pick<
  Session,
  'open' | 'profileOf' | 'find' | 'directory' | 'saveDirectory' | 'core' | 'settings'
>;

/** `status` waits at most this long for the rate limit, then ends as rate limited. */
const MAX_WAIT_MS = 10_000;

/** `status` without a running app: reads the team once and prints it; a failure has its exit code. */
export async function statusAlone(
  given: StatusInvocation,
  io: TerminalIo,
  parts: { readonly session: StatusSession; readonly clock: Clock },
): Promise<ExitCode> {
  const invocation = { ...given, isMasked: given.isMasked || parts.session.settings.get().preferences.isMasked };
  const opened = await openTeam(invocation, io, parts);
  return 'code' in opened ? opened.code : printOnce(invocation, io, opened, parts);
}

async function printOnce(
  invocation: StatusInvocation,
  io: TerminalIo,
  { live, chosen }: OpenTeam,
  { session, clock }: { readonly session: StatusSession; readonly clock: Clock },
): Promise<ExitCode> {
  const { connections, readToday, attentionRules } = await session.core();
  const selection = selectionOf(chosen.view);
  const team = await afterLimit(MAX_WAIT_MS, clock, (maxWaitMs) =>
    readTeamOnce(live, selection, {
      clock,
      maxWaitMs,
      readOpen:
        invocation.withAgents || needsDetails(selection)
          ? (connection, which, agents) => readToday({ ...which, live: connection, agents, maxWaitMs: MAX_WAIT_MS })
          : null,
    }),
  );
  // A publisher has said more of its team by now.
  const { profile, isDemo } = connections.live() ?? live;
  if (!team.ok) return sayFailure(invocation, io, { profile, view: chosen.name }, team.error, clock.now());
  const isRead: Health = { state: 'live', since: team.value.takenAt, nextAt: null, message: '' };
  const health = team.value.health ?? isRead;
  const rules = attentionRules(profile.timeZone);
  // Times in status are read with --agents only.
  const attention = invocation.withAgents
    ? needingAttention(team.value.agents, rules, team.value.takenAt).agents.length
    : null;
  const report = { profile, isDemo, view: chosen.name, health, team: { ...team.value, rules, attention } };
  printStatus(invocation, io, report, clock.now());
  if (invocation.withAgents && profile.relay?.audience === 'counts') io.say(deskTexts.countsOnly.sentence);
  if (isDemo) io.say(terminalTexts.demo(profile.auth === 'desk'));
  const { ignored, notFound, details, lack = null, views } = team.value;
  if (views !== undefined) io.say(deskTexts.countsOnly.chooseOneOf(views));
  if (health.message !== '') io.say(health.message);
  for (const note of [lack, ignoredNote(ignored), notFoundNote(notFound), whatIsMissing(details)]) {
    if (note !== null) io.say(note);
  }
  return health.state === 'live' && views !== undefined ? EXIT.usage : exitCodeOfHealth(health.state);
}
