import { AUDIENCES, type Audience } from '../../shared/model.ts';

/** One message of a site: what it is about. Each has a topic of its own. */
export type Place =
  | { readonly kind: 'publisher'; readonly publisher: string }
  | { readonly kind: 'views'; readonly audience: Audience }
  | (PlaceOfView & { readonly kind: 'snapshot'; readonly part: number })
  | (PlaceOfView & { readonly kind: 'catchup' })
  | (PlaceOfView & { readonly kind: 'delta' })
  | (PlaceOfView & { readonly kind: 'day'; readonly date: string; readonly part: number });

export interface PlaceOfView {
  readonly audience: Audience;
  readonly view: string;
}

/** The 1 is the version of all that follows. AWS IoT takes seven slashes, these are six at most. */
const ROOT = 'rollcall/1';
/** Any one level of a topic, in a subscription. */
const ANY = '+';
/** No text that means something in a topic: neither a separator nor a wildcard. */
const ID = /^[\w-]{1,128}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const PART = /^(?:0|[1-9]\d?)$/;

/** Whether a text can be part of a topic: a site, a publisher, a view or a desk. */
export function isTopicId(text: string): boolean {
  return ID.test(text);
}

/** Where something is said. Ids are expected to be checked by `isTopicId`. */
export function topicOf(site: string, place: Place): string {
  return `${ROOT}/${site}/${pathOf(place)}`;
}

function pathOf(place: Place): string {
  switch (place.kind) {
    case 'publisher':
      return `publisher/${place.publisher}`;
    case 'views':
      return `${place.audience}/views`;
    case 'snapshot':
      return `${place.audience}/${place.view}/snapshot/${place.part}`;
    case 'catchup':
    case 'delta':
      return `${place.audience}/${place.view}/${place.kind}`;
    case 'day':
      return `${place.audience}/${place.view}/day/${place.date}.${place.part}`;
  }
}

/** What a topic of a site is about; null for any other topic. */
export function placeOf(site: string, topic: string): Place | null {
  const start = `${ROOT}/${site}/`;
  if (!topic.startsWith(start)) return null;
  const [first = '', second = '', kind, last, ...more] = topic.slice(start.length).split('/');
  if (!isTopicId(second) || more.length > 0) return null;
  if (first === 'publisher') return kind === undefined ? { kind: 'publisher', publisher: second } : null;
  const audience = AUDIENCES.find((name) => name === first);
  if (audience === undefined) return null;
  if (kind === undefined) return second === 'views' ? { kind: 'views', audience } : null;
  return placeOfView({ audience, view: second }, kind, last);
}

function placeOfView(of: PlaceOfView, kind: string, last: string | undefined): Place | null {
  if (kind === 'catchup' || kind === 'delta') return last === undefined ? { ...of, kind } : null;
  if (kind === 'snapshot') return PART.test(last ?? '') ? { ...of, kind, part: Number(last) } : null;
  if (kind !== 'day') return null;
  const [date = '', part = '', ...more] = (last ?? '').split('.');
  return DATE.test(date) && PART.test(part) && more.length === 0 ? { ...of, kind, date, part: Number(part) } : null;
}

/** All publishers of a site, for a subscription. */
export function publisherTopics(site: string): string {
  return `${ROOT}/${site}/publisher/${ANY}`;
}

/** All parts of a snapshot, for a subscription. */
export function snapshotTopics(site: string, { audience, view }: PlaceOfView): string {
  return `${ROOT}/${site}/${audience}/${view}/snapshot/${ANY}`;
}

/** All days of a view with all of their parts, for a role: a desk subscribes to the parts of one day. */
export function dayTopics(site: string, { audience, view }: PlaceOfView): string {
  return `${ROOT}/${site}/${audience}/${view}/day/${ANY}`;
}

/** Everything of a site, for the role of a publisher. */
export function siteTopics(site: string): string {
  return `${ROOT}/${site}/#`;
}
