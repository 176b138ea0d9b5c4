import type { App } from '../../app.ts';
import { describeCounts, describeIgnored } from '../../shared/counts.ts';
import type { ConnectionState, TeamSnapshot } from '../../shared/model.ts';
import type { TerminalIo } from './io.ts';

type TeamFacts = Pick<TeamSnapshot, 'counts' | 'ignored' | 'asOf' | 'health' | 'view'>;

const CLEAR_LINE = '\r\u001b[2K';

/** One line about the team: whose it is and which view, its counts, and what is the matter when it is not live. */
export function statusLine(team: TeamFacts, connection: ConnectionState): string {
  if (connection.kind === 'none') return 'Not connected. Open the address above and choose Connect.';
  const account = connection.kind === 'demo' ? 'Demo data' : connection.profile.name;
  const title = team.view === null ? account : `${account}, view ${team.view.name}`;
  const matter = team.health.message || 'reading the team ...';
  if (team.asOf === null) return `${title}: ${matter}`;
  const counts = [describeCounts(team.counts), ...describeIgnored(team.ignored)].join(', ');
  return team.health.state === 'live' ? `${title}: ${counts}` : `${title}: ${counts} (${matter})`;
}

/** Keeps a live line on a terminal, and prints a line per change elsewhere; the answer ends it. */
export function followStatus(app: Pick<App, 'events' | 'team' | 'connection'>, io: TerminalIo): () => void {
  let shown = '';
  let team: TeamFacts = app.team();
  const show = (): void => {
    const line = statusLine(team, app.connection());
    if (line === shown) return;
    shown = line;
    if (io.isTerminal) io.write(`${CLEAR_LINE}${line}`);
    else io.print(line);
  };
  const unsubscribes = [
    app.events.on('team:changed', (delta) => {
      team = delta;
      show();
    }),
    app.events.on('connection:changed', show),
  ];
  show();
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
    if (io.isTerminal) io.write('\n');
  };
}
