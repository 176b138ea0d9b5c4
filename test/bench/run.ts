import { availableParallelism, loadavg } from 'node:os';
import { alertRules } from './alert-rules.ts';
import { cliCpu } from './cli-cpu.ts';
import { cliStart } from './cli-start.ts';
import { eventBytes } from './event-bytes.ts';
import { isMissed, isOpen, table, type Finding } from './finding.ts';
import { heapGrowth } from './heap-growth.ts';
import { historyChart } from './history-chart.ts';
import { historyCsv } from './history-csv.ts';
import { historyMonth } from './history-month.ts';
import { historyPages } from './history-pages.ts';
import { joinAndDiff } from './join-and-diff.ts';
import { isBusy } from './judge.ts';
import { listFrames } from './list-frames.ts';
import { listTicks } from './list-ticks.ts';
import { ownerStatus } from './owner-status.ts';
import { packageSize } from './package-size.ts';
import { popoverShow } from './popover-show.ts';
import { publisherMemory } from './publisher-memory.ts';
import { rateLimit } from './rate-limit.ts';
import { trayUpdate } from './tray-update.ts';
import { trendDay } from './trend-day.ts';
import { unchangedPoll } from './unchanged-poll.ts';
import { wakeUps } from './wake-ups.ts';
import { zoomFrames } from './zoom-frames.ts';

/** `npm run bench [-- word...]`: measures what was promised, or the parts whose name holds a word. */
const PARTS: Readonly<Record<string, () => Finding[] | Promise<Finding[]>>> = {
  'alert-rules': alertRules,
  'unchanged-poll': unchangedPoll,
  'event-bytes': eventBytes,
  'join-and-diff': joinAndDiff,
  'trend-day': trendDay,
  'tray-update': trayUpdate,
  'cli-start': cliStart,
  'cli-cpu': cliCpu,
  'owner-status': ownerStatus,
  'heap-growth': heapGrowth,
  'history-chart': historyChart,
  'history-csv': historyCsv,
  'history-month': historyMonth,
  'history-pages': historyPages,
  'list-frames': listFrames,
  'list-ticks': listTicks,
  'package-size': packageSize,
  'popover-show': popoverShow,
  'publisher-memory': publisherMemory,
  'wake-ups': wakeUps,
  'zoom-frames': zoomFrames,
  'rate-limit': rateLimit,
};

const END_WITHIN_MS = 2_000;
const cores = availableParallelism();

/** A part that fails costs the lines of that part alone; one that waits in vain on a busy machine says nothing. */
async function measured(name: string, measure: () => Finding[] | Promise<Finding[]>): Promise<readonly Finding[]> {
  try {
    return await measure();
  } catch (error) {
    const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
    const [result = ''] = message.split('\n');
    const doubt = kind === 'TimeoutError' && isBusy() ? 'the machine was too busy' : null;
    return [{ what: name, here: 'not measured', peer: '', result, goal: 'an end', isMet: false, doubt }];
  }
}

const words = process.argv.slice(2);
const findings: Finding[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
  process.stderr.write(`${name} ...\n`);
  findings.push(...(await measured(name, measure)));
}
const missed = findings.filter(isMissed).length;
const open = findings.filter(isOpen).length;
const load = (loadavg()[0] ?? 0).toFixed(1);
process.stdout.write(`\n${table(findings)}\n\n`);
process.stdout.write(
  `${missed} goals missed, ${open} not judged. Node ${process.version}, ${cores} cores, load ${load}; `,
);
process.stdout.write('medians of paired rounds, in brackets their 95 % interval.\n');
if (isBusy()) process.stdout.write('This machine was busy with other work: times and frames are worse for it.\n');
if (open > 0) {
  process.stdout.write('What is not judged can be on a machine with less to do: npm run bench -- its name.\n');
}
process.exitCode = missed > 0 || findings.length === 0 ? 1 : 0;
// A part that failed may have left a server or a browser behind, which would keep this process.
setTimeout(() => process.exit(), END_WITHIN_MS).unref();
