import type { LiveConnection } from '../../connections/types.ts';
import type { CallOptions } from '../../kore/types.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { withMembers, withQueues, withSkills, type DirectoryState } from './directory-state.ts';
import type { DirectoryRead } from './due-reads.ts';

/** What a read made of the directory. */
export interface Taken {
  readonly state: DirectoryState;
  /** Whether a list repeated its pages. */
  readonly isCut: boolean;
}

/** Makes one read of the API. */
export async function readNext(
  { client: { names } }: LiveConnection,
  next: DirectoryRead,
  call: CallOptions,
  state: DirectoryState,
  now: () => number,
): Promise<Result<Taken>> {
  if (next === 'queues') {
    const answer = await names.queues(call);
    if (!answer.ok) return err(answer.error);
    return ok({ state: withQueues(state, answer.value, now()), isCut: !answer.value.isComplete });
  }
  if (next === 'skills') {
    const answer = await names.skills(call);
    if (!answer.ok) return err(answer.error);
    return ok({ state: withSkills(state, answer.value, now()), isCut: !answer.value.isComplete });
  }
  const answer = await names.members(next, call);
  return answer.ok ? ok({ state: withMembers(state, next, answer.value, now()), isCut: false }) : err(answer.error);
}
