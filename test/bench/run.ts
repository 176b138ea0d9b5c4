import { availableParallelism, loadavg } from 'node:os';
import { cliStart } from './cli-start.ts';
import { eventBytes } from './event-bytes.ts';
import { table, type Finding } from './finding.ts';
import { heapGrowth } from './heap-growth.ts';
import { listFrames } from './list-frames.ts';
import { reportPause } from './report-pause.ts';
import { unchangedPoll } from './unchanged-poll.ts';

/** `npm run bench [-- word...]`: measures what was promised, or the parts whose name holds a word. */
const PARTS: Readonly<Record<string, () => Finding[] | Promise<Finding[]>>> = {
  'unchanged-poll': unchangedPoll,
  'event-bytes': eventBytes,
  'cli-start': cliStart,
  'heap-growth': heapGrowth,
  'report-pause': reportPause,
  'list-frames': listFrames,
};

const words = process.argv.slice(2);
const findings: Finding[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
  process.stderr.write(`${name} ...\n`);
  findings.push(...(await measure()));
}
const missed = findings.filter(({ isMet }) => !isMet);
process.stdout.write(`\n${table(findings)}\n\n`);
process.stdout.write(`${missed.length} goals missed. Node ${process.version}, ${availableParallelism()} cores, `);
process.stdout.write(`load ${loadavg()[0]?.toFixed(1)}; medians of paired rounds, in brackets their 95 % interval.\n`);
process.exitCode = missed.length > 0 || findings.length === 0 ? 1 : 0;
