import type { Invocation } from './invocation.ts';
import type { TerminalIo } from './io.ts';
import { statusJson, statusText, type StatusReport } from './status-report.ts';
import { renderTemplate } from './template.ts';

/** How `status` was asked to write. */
export type StatusStyle = Pick<Extract<Invocation, { command: 'status' }>, 'isJson' | 'withAgents' | 'format'>;

/** Prints what `status` found; of a team that could not be read only what a program reads, the message is said. */
export function printStatus({ isJson, withAgents, format }: StatusStyle, io: TerminalIo, report: StatusReport): void {
  if (isJson) io.print(statusJson(report, withAgents));
  else if (format !== null) io.print(renderTemplate(format, report));
  else if (report.team !== null) io.print(statusText(report, withAgents));
}
