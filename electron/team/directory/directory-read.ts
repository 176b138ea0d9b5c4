import type { LiveConnection } from '../../connections/types.ts';
import type { CallOptions } from '../../kore/types.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { withMembers, withQueues, withSkills, type DirectoryState } from './directory-state.ts';
import type { DirectoryRead } from './due-reads.ts';

/** Makes one read of the API, and says what it made of the directory. */
export async function readNext(
  { client: { names } }: LiveConnection,
  next: DirectoryRead,
  call: CallOptions,
  state: DirectoryState,
  now: () => number,
): Promise<Result<DirectoryState>> {
  if (next === 'queues') {
    const answer = await names.queues(call);
    if (!answer.ok) return err(answer.error);
    return ok(withQueues(state, answer.value, now()));
  }
  if (next === 'skills') {
    const answer = await names.skills(call);
    if (!answer.ok) return err(answer.error);
    return ok(withSkills(state, answer.value, now()));
  }
  const answer = await names.members(next, call);
  return answer.ok ? ok(withMembers(state, next, answer.value, now())) : err(answer.error);
}
