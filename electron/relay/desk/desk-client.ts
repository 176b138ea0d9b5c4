import type { Probe } from '../../kore/check/probe.ts';
import type { KoreClient } from '../../kore/types.ts';
import { appError, fail } from '../../shared/result.ts';

const notOnDesk = () => Promise.resolve(fail('not-on-desk'));

/** What calls Kore.ai for other connections: a desk makes no call, and says so wherever one would be needed. */
export function createDeskCaller(): { readonly client: KoreClient; readonly createProbe: () => Probe } {
  return {
    client: {
      clockOffsetMs: () => null,
      availability: notOnDesk,
      statusDetails: notOnDesk,
      names: { queues: notOnDesk, skills: notOnDesk, members: notOnDesk },
    },
    createProbe: () => () => Promise.resolve({ http: null, value: null, error: appError('not-on-desk') }),
  };
}
