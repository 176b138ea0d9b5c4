import { EMPTY_DIRECTORY } from '../../shared/model.ts';
import type { Members, TeamDirectory } from './types.ts';

const NO_MEMBERS: Members = { ofQueue: () => null, ofSkill: () => null, asOf: () => null, leftQueue: () => [] };

/** Creates a directory in which nothing is known. */
export function createDirectory(): TeamDirectory {
  return {
    get: () => EMPTY_DIRECTORY,
    members: () => NO_MEMBERS,
    refresh: () => EMPTY_DIRECTORY,
    use: () => undefined,
    subscribe: () => () => undefined,
  };
}
