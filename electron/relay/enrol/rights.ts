import { AUDIENCES, type DeskAccess } from '../../shared/model.ts';
import { dayTopics, placeOf, publisherTopics, siteTopics, snapshotTopics, topicOf } from '../wire/topics.ts';

/** What an account may do at a broker, as topics with MQTT's wildcards, and nothing else. */
export interface Rights {
  readonly subscribe: readonly string[];
  readonly publish: readonly string[];
}

/** How much of a site a desk may see. */
export type DeskRole = Pick<DeskAccess, 'audience' | 'views'>;

/** A desk hears the publishers and the views of its role, and says nothing. */
export function deskRights(site: string, { audience, views }: DeskRole): Rights {
  const ofView = (view: string): string[] => [
    topicOf(site, { kind: 'delta', audience, view }),
    topicOf(site, { kind: 'catchup', audience, view }),
    snapshotTopics(site, { audience, view }),
    dayTopics(site, { audience, view }),
  ];
  return {
    subscribe: [publisherTopics(site), topicOf(site, { kind: 'views', audience }), ...views.flatMap(ofView)],
    publish: [],
  };
}

/** A publisher says everything of its site, and hears it: other publishers, and what an earlier run left retained. */
export function publisherRights(site: string): Rights {
  return { subscribe: [siteTopics(site)], publish: [siteTopics(site)] };
}

/** The role that rights were made from; null where they are no desk's. */
export function roleOf(site: string, { subscribe }: Rights): DeskRole | null {
  const places = subscribe.map((topic) => placeOf(site, topic)).filter((place) => place !== null);
  const audience = AUDIENCES.find((each) => places.some((place) => 'audience' in place && place.audience === each));
  if (audience === undefined) return null;
  return { audience, views: places.flatMap((place) => (place.kind === 'delta' ? [place.view] : [])) };
}
