import type { FeedTeam } from '../../relay/wire/team-feed.ts';
import type { TeamFilter } from '../../shared/model.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';
import type { Members } from '../directory/types.ts';

/** Who is in the views and queues of a desk's team, where no directory keeps it; null before the first. */
export function publishedMembers(team: Pick<FeedTeam, 'queues' | 'members'> | null): Members {
  const queues = new Map((team?.queues ?? []).map((queue) => [queue.id, queue]));
  const serving = new Map([...queues].map(([id, { members }]) => [id, new Set(members)]));
  return {
    ofView: (id) => team?.members.get(id) ?? null,
    ofQueue: (id) => serving.get(id) ?? null,
    ofSkill: () => null,
    asOf: (id) => queues.get(id)?.asOf ?? null,
    leftQueue: (id) => queues.get(id)?.left ?? [],
  };
}

/** Why a desk does not know who is in a filter. */
export function whyNotSent({ viewId, skillIds }: TeamFilter): string {
  if (viewId !== undefined) return texts.viewNotPublished;
  return skillIds.length > 0 ? texts.skillsNotPublished : texts.queueNotPublished;
}
