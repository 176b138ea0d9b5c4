import type { Verdict } from './judge.ts';
import type { Estimate } from './rounds.ts';

/** One line of the table. */
export interface Finding extends Partial<Pick<Verdict, 'doubt'>>, Pick<Verdict, 'isMet'> {
  readonly what: string;
  /** Measured here, and what it is compared with in the same run. */
  readonly here: string;
  readonly peer: string;
  /** The comparison, with its spread. */
  readonly result: string;
  /** What is promised; empty for a line that only informs. */
  readonly goal: string;
}

/** Whether the program is to blame: its goal is not met, and not because of what else the machine does. */
export function isMissed({ isMet, doubt = null }: Finding): boolean {
  return !isMet && doubt === null;
}

/** Whether nothing can be said of its goal in this run. */
export function isOpen({ isMet, doubt = null }: Finding): boolean {
  return !isMet && doubt !== null;
}

/** `2.1 % (1.9 to 2.4)` */
export function percent({ median, low, high }: Estimate): string {
  const text = (share: number): string => (share * 100).toFixed(2);
  return `${text(median)} % (${text(low)} to ${text(high)})`;
}

/** `41 (38 to 45)` with a unit */
export function spread({ median, low, high }: Estimate, unit: string, digits = 1): string {
  return `${median.toFixed(digits)} ${unit} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

function verdictOf(finding: Finding): string {
  if (finding.goal === '') return '';
  if (isOpen(finding)) return `not judged: ${finding.doubt}`;
  return isMissed(finding) ? 'MISSED' : 'met';
}

/** All lines as a table with aligned columns. */
export function table(findings: readonly Finding[]): string {
  const head = ['what', 'here', 'compared with', 'result', 'goal', ''];
  const rows = findings.map((finding) => {
    const { what, here, peer, result, goal } = finding;
    return [what, here, peer, result, goal, verdictOf(finding)];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
