import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import type { Finding } from './finding.ts';
import { median } from './rounds.ts';

const AGENTS = 500;
const MEGABYTE = 1_000_000;
/** A leak of 4 kB a poll, four times what the goal allows. */
const LEAKED_NUMBERS = 250;

/** What the polling program prints. */
interface PollLoop {
  /** Bytes in use after the warm-up and after every further hundred polls. */
  readonly heap: readonly number[];
  readonly polls: number;
  readonly changes: number;
  readonly pollCpuMs: number;
}

/** Goal 4: what a long day leaves in memory. Polls of a team in which somebody moves every time, over real sockets. */
export async function heapGrowth(): Promise<Finding[]> {
  const server = spawn(process.execPath, [program('loopback-kore.ts'), String(AGENTS)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [host] = (await once(createInterface(server.stdout), 'line')) as [string];
  const real = await pollLoop(host, 0);
  const leaking = await pollLoop(host, LEAKED_NUMBERS);
  server.stdin.end();
  await once(server, 'exit');
  const [grown, planted] = [growthOf(real), growthOf(leaking)];
  return [
    {
      what: `heap after ${real.polls} polls, ${AGENTS} agents`,
      here: kilobytes(grown),
      peer: `${kilobytes(planted)} with a planted leak`,
      result: `${real.pollCpuMs.toFixed(1)} ms CPU a poll`,
      goal: '< 1 MB',
      isMet: real.changes >= real.polls && grown < MEGABYTE && planted > MEGABYTE,
    },
  ];
}

/**
 * Growth over all polls from the middle of the steps between samples: code that V8 throws away now and then, a step of
 * megabytes, would hide or feign a leak in a plain difference.
 */
function growthOf({ heap }: PollLoop): number {
  const steps = heap.slice(1).map((bytes, index) => bytes - (heap[index] ?? bytes));
  return median(steps) * steps.length;
}

async function pollLoop(host: string, leak: number): Promise<PollLoop> {
  const args = ['--expose-gc', program('poll-loop.ts'), host, String(leak)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)) as PollLoop;
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_000)} kB`;
}
