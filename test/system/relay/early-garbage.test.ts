import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { FLAGS } from '../../../electron/terminal/commands/publish/early-garbage.ts';

it('tells V8 only what this one knows: anything else would pass without a word, and the publisher would grow', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const names = FLAGS.map((flag) => flag.replace(/^--(no-)?/, '').replace(/=.*/, ''));
  expect(names.filter((name) => !known.includes(`  --${name} (`))).toEqual([]);
});
