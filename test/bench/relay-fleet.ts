import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { DeskLine } from '../../electron/relay/broker/desk-line.ts';
import type { Agent, Counts } from '../../electron/shared/model.ts';
import type { RelayScene } from '../support/relay-scene.ts';
import { GIVEN_BACK, SMALL } from './publisher-memory.ts';
import type { Order, Report } from './relay-desks.ts';
import type { Shown } from './relay-truth.ts';

const DESKS = fileURLToPath(new URL('relay-desks.ts', import.meta.url));
const CLI = fileURLToPath(new URL('../../out/cli.js', import.meta.url));
const PROCESSES = 4;
/** As `getconf CLK_TCK` has it on Linux. */
const TICKS_PER_SECOND = 100;

const running = new Set<ChildProcess>();

/** Ends whatever a measurement that failed has left behind. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map((child) => end(child, 'SIGKILL')));
}

function watched(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Desks in a few processes. */
export interface Fleet {
  /** What each desk has shown so far, oldest first; up to date after `look`. */
  readonly shown: readonly (readonly Shown[])[];
  look(): Promise<void>;
  /** The figures since the last time. */
  figures(): Promise<Pick<Report, 'sinceSent' | 'sinceAnswer' | 'ages'> & { readonly rssMb: number }>;
  /** The longest that any of its processes could do nothing so far. */
  stoodStillMs(): number;
  /** Cuts the connection of every desk. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts desks; resolves once all are connected. */
export async function startFleet(lines: readonly DeskLine[], { broker }: RelayScene): Promise<Fleet> {
  const env = { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: broker.authorityFile };
  const each = Math.ceil(lines.length / PROCESSES);
  const children: ChildProcess[] = [];
  const shown: Shown[][] = lines.map(() => []);
  let figures = { sinceSent: [] as number[], sinceAnswer: [] as number[], ages: [] as number[] };
  let rssMb = 0;
  let stoodStillMs = 0;
  const tell = (child: ChildProcess, order: Order): boolean => child.send(order);

  for (let first = 0; first < lines.length; first += each) {
    const child = watched(
      fork(DESKS, {
        env,
        execArgv: ['--max-old-space-size=4096'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    );
    children.push(child);
    tell(child, { kind: 'start', first, lines: lines.slice(first, first + each) });
  }
  await Promise.all(children.map((child) => once(child, 'message')));

  async function look(): Promise<void> {
    const reports = await Promise.all(
      children.map(async (child) => {
        const answer = once(child, 'message') as Promise<[Report]>;
        tell(child, { kind: 'report' });
        return (await answer)[0];
      }),
    );
    rssMb = 0;
    for (const report of reports) {
      rssMb += report.rssMb;
      stoodStillMs = Math.max(stoodStillMs, report.stoodStillMs);
      for (const each of report.shown) shown[each.desk]?.push(each);
      for (const name of ['sinceSent', 'sinceAnswer', 'ages'] as const) {
        for (const value of report[name]) figures[name].push(value);
      }
    }
  }

  return {
    shown,
    look,
    async figures() {
      await look();
      const all = figures;
      figures = { sinceSent: [], sinceAnswer: [], ages: [] };
      return { ...all, rssMb };
    },
    stoodStillMs: () => stoodStillMs,
    cut: () => children.forEach((child) => tell(child, { kind: 'cut' })),
    async stop() {
      await Promise.all(children.map((child) => end(child, 'SIGKILL')));
    },
  };
}

/** What `rollcall status` prints of a team. */
export interface SaidTeam {
  readonly counts: Counts;
  readonly agents: readonly Pick<Agent, 'userId' | 'name' | 'status'>[];
}

/** `rollcall publish`, as it is built. */
export interface PublisherProcess {
  readonly pid: number;
  readonly startedAt: number;
  /** The team as it prints it itself. */
  says(): Promise<SaidTeam>;
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a publisher with a data folder of this name. */
export function startPublisher(scene: RelayScene, folder: string): PublisherProcess {
  const { args, env } = scene.publishing(folder);
  const rollcall = (argv: readonly string[], out: 'ignore' | 'pipe'): ChildProcess =>
    spawn(process.execPath, [...SMALL, CLI, ...argv], {
      env: { PATH: process.env['PATH'], ...GIVEN_BACK, ...env },
      stdio: ['ignore', out, 'inherit'],
    });
  const child = watched(rollcall(args, 'ignore'));
  return {
    pid: child.pid ?? 0,
    startedAt: Date.now(),
    async says() {
      const { stdout } = rollcall(['status', '--json', '--agents'], 'pipe');
      return JSON.parse(stdout === null ? '' : await text(stdout)) as SaidTeam;
    },
    stop: (signal) => end(child, signal),
  };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** What a process has used so far. */
export interface Usage {
  readonly at: number;
  readonly cpuMs: number;
  readonly rssMb: number;
  /** What it has written, to sockets above all. */
  readonly sentBytes: number;
}

/** Reads it where Linux keeps it. */
export function usageOf(pid: number): Usage {
  const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
  const fields = read('stat')
    .replace(/^.*\) /, '')
    .split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const numberIn = (text: string, name: string): number =>
    Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1]);
  return {
    at: Date.now(),
    cpuMs: (ticks / TICKS_PER_SECOND) * 1_000,
    rssMb: numberIn(read('status'), 'VmHWM') / 1_024,
    sentBytes: numberIn(read('io'), 'wchar'),
  };
}
