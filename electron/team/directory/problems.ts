import type { AppError, ErrorCode } from '../../shared/result.ts';
import { directoryTexts as texts } from '../../shared/texts/team/directory.ts';
import type { DirectoryState } from './directory-state.ts';

/** What stands in the way of names and members; each is null where nothing does. */
export interface DirectoryFailures {
  readonly queues: AppError | null;
  readonly skills: AppError | null;
  readonly members: AppError | null;
}

export const NO_FAILURES: DirectoryFailures = { queues: null, skills: null, members: null };

const REFUSALS: readonly ErrorCode[] = [
  'scope-missing',
  'forbidden',
  'not-found',
  'request-refused',
  'view-refused',
  'filter-ignored',
];
/** The same where an endpoint is called of which the tenant knows nothing; otherwise everything would be refused. */
const MAYBE_REFUSALS: readonly ErrorCode[] = ['token-refused', 'ids-refused'];

/** Whether an error is the endpoint's answer, which only an administrator changes. */
export function isRefusal({ code }: AppError): boolean {
  return REFUSALS.includes(code);
}

function isNo(error: AppError): boolean {
  return isRefusal(error) || MAYBE_REFUSALS.includes(error.code);
}

/** Why there are no names or no members, in one or two sentences; null when nothing is wrong. */
export function problemOf({ queues, skills, members }: DirectoryFailures, state: DirectoryState): string | null {
  if (queues !== null && state.queuesAsOf === null) {
    return isNo(queues) ? texts.noNames : texts.notRead(queues.message);
  }
  const sentences = [
    queues !== null && isNo(queues) ? texts.oldNames : null,
    members === null ? null : members.code === 'filter-ignored' ? texts.filterIgnored : texts.noMembers,
    state.isCut ? texts.notComplete : null,
    skills !== null && isNo(skills) && state.skillsAsOf === null ? texts.noSkills : null,
  ];
  const [first, second] = sentences.filter((sentence) => sentence !== null);
  return first === undefined ? null : [first, second].filter(Boolean).join(' ');
}
