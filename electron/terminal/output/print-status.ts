import { clockTime } from '../../shared/format.ts';
import type { Invocation } from '../invocation.ts';
import type { TerminalIo } from './io.ts';
import { maskReport } from './masked.ts';
import { statusJson, statusText, type StatusReport } from './status-report.ts';
import { renderTemplate } from './template.ts';

/** How `status` was asked to write. */
export type StatusStyle = Pick<
  Extract<Invocation, { command: 'status' }>,
  'isJson' | 'withAgents' | 'format' | 'isMasked'
>;

/** Prints what `status` found; of a team that could not be read only what a program reads, the message is said. */
export function printStatus(style: StatusStyle, io: TerminalIo, found: StatusReport, now: number): void {
  const { isJson, withAgents, format } = style;
  const report = style.isMasked ? maskReport(found) : found;
  if (isJson) io.print(statusJson(report, withAgents));
  else if (format !== null) io.print(renderTemplate(format, report, now));
  else if (report.team !== null) io.print(statusText(report, withAgents, (at) => clockTime(at, now)));
}
