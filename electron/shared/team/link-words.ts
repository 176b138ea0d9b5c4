import { healthTexts } from '../texts/team/health.ts';
import type { Health } from './team-model.ts';

/** What a desk says in few words of the link that is down; null where the matter is another one. */
export function linkWords({
  state,
  link,
}: Pick<Health, 'state' | 'link'>): (typeof healthTexts.links)[keyof typeof healthTexts.links] | null {
  if (link === undefined || state === 'paused') return null;
  // It answers: nobody needs to look for a fault of the network.
  return healthTexts.links[link === 'broker' && state === 'unauthorized' ? 'refused' : link];
}
