import type { parseArgs, ParseArgsConfig } from 'node:util';
import { ok, type Result } from '../shared/result.ts';
import { cleanName } from '../shared/unseen.ts';
import { usage } from './connection-arguments.ts';
import type { Target, TeamChoice } from './invocation.ts';

/** The options that say whose counts. */
export const TEAM_OPTIONS = {
  view: { type: 'string' },
  everybody: { type: 'boolean' },
  queue: { type: 'string', multiple: true },
  skill: { type: 'string', multiple: true },
  agent: { type: 'string', multiple: true },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

type TeamValues = ReturnType<typeof parseArgs<{ options: typeof TEAM_OPTIONS }>>['values'];

/** Whose counts a command line means; without an option the open view of the connection. */
export function teamOf(values: TeamValues, target: Target): Result<TeamChoice> {
  const { view, everybody = false } = values;
  const filter = {
    queueIds: asPasted(values.queue),
    skillIds: asPasted(values.skill),
    agentIds: asPasted(values.agent),
  };
  const hasIds = Object.values(filter).some((ids) => ids.length > 0);
  if ([view !== undefined, everybody, hasIds].filter(Boolean).length > 1) {
    return usage('Give either --view, or --everybody, or ids with --queue, --skill and --agent.');
  }
  if (view !== undefined && target.kind === 'given') {
    return usage('--view is for a saved connection; one that is given whole has no views.');
  }
  if (hasIds) return ok({ kind: 'ids', filter });
  if (view !== undefined) return ok({ kind: 'view', name: view });
  return ok({ kind: everybody ? 'everybody' : 'open' });
}

function asPasted(ids: readonly string[] = []): readonly string[] {
  return ids.map(cleanName);
}
