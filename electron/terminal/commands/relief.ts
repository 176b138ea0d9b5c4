import type { LiveConnection } from '../../connections/types.ts';
import type { Clock } from '../../shared/clock.ts';
import { fail } from '../../shared/messages.ts';
import type { AskTeam } from './watch-owner.ts';

/** An app that comes and reads the team from then on. */
export interface Relief {
  /** Resolves when it is there. */
  readonly came: Promise<void>;
  hasCome(): boolean;
  /** The connection, whose calls are made only while somebody wants them and there is no such app: each asks first. */
  guard(live: LiveConnection, isWanted: () => boolean): LiveConnection;
  /** Looks now and then as well; the answer ends that. */
  lookEvery(ms: number, clock: Clock): () => void;
}

/** Creates a relief that has not come yet. */
export function createRelief(askTeam: AskTeam): Relief {
  const { promise: came, resolve } = Promise.withResolvers<void>();
  let isHere = false;

  async function look(): Promise<boolean> {
    isHere ||= (await askTeam(false)) !== null;
    if (isHere) resolve();
    return isHere;
  }

  return {
    came,
    hasCome: () => isHere,
    guard(live, isWanted) {
      const mayCall = async (): Promise<boolean> => isWanted() && !(await look());
      return {
        ...live,
        client: {
          ...live.client,
          availability: async (...asked) =>
            (await mayCall()) ? live.client.availability(...asked) : fail('cancelled'),
          statusDetails: async (...asked) =>
            (await mayCall()) ? live.client.statusDetails(...asked) : fail('cancelled'),
        },
      };
    },
    lookEvery(ms, clock) {
      let isLooking = true;
      let cancel = (): void => undefined;
      const again = (): void => {
        if (isLooking) cancel = clock.after(ms, () => void look().then(again));
      };
      again();
      return () => {
        isLooking = false;
        cancel();
      };
    },
  };
}
