import { masked, maskName } from '../../shared/names.ts';
import type { HistoryReport } from '../../shared/model.ts';
import type { StatusReport } from './status-report.ts';

/** The same report with initials in place of names. */
export function maskReport(report: StatusReport): StatusReport {
  const { team } = report;
  return team === null ? report : { ...report, team: { ...team, agents: team.agents.map((agent) => masked(agent)) } };
}

/** The same history with initials in place of names, and without e-mails, which are names too. */
export function maskHistory(report: HistoryReport): HistoryReport {
  const days = report.days.map((day) => ({
    ...day,
    agents: day.agents.map((agent) => ({ ...masked(agent), email: '' })),
  }));
  return { ...report, days, notFound: report.notFound.map(maskName) };
}
