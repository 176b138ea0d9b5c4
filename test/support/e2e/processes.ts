import { execFileSync } from 'node:child_process';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All descendants of a process. */
export function descendants(pid: number): readonly number[] {
  return rowsBelow(pid).map((row) => row.pid);
}

/** The descendants whose command line matches. */
export function descendantsRunning(pid: number, command: RegExp): readonly number[] {
  return rowsBelow(pid).flatMap((row) => (command.test(row.command) ? [row.pid] : []));
}

/** Reads all processes at once: between two reads some could end. */
function rowsBelow(pid: number): readonly Row[] {
  const table = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(rowOf);
  const childrenOf = (parent: number): Row[] =>
    table.flatMap((row) => (row.parent === parent ? [row, ...childrenOf(row.pid)] : []));
  return childrenOf(pid);
}

function rowOf(line: string): Row {
  const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  return { pid: Number(pid), parent: Number(parent), command };
}

/** Whether a process still exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
