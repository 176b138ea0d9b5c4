import { z } from 'zod';
import {
  API_TIMES,
  AUDIENCES,
  CHANNELS,
  STATUSES,
  type Agent,
  type ChannelSlots,
  type Counts,
  type DeskAccess,
  type HealthState,
  type SelfReported,
  type Since,
} from '../../shared/model.ts';
import { unpacked } from './packing.ts';
import { hasAllPositions, withoutPositions } from './positions.ts';
import { isTopicId } from './topics.ts';
import {
  type Contents,
  type DayContent,
  type PublishedHealth,
  type PublishedQueue,
  type PublishedRow,
  type PublishedView,
  type PublisherMessage,
  type TeamChange,
  type TeamContent,
  type ViewsMessage,
} from './types.ts';

// Every field that a desk uses, and no other: what a later version adds is left out. A content with one bad field is
// refused whole, because only a publisher that has the key can have signed it, and half a team would not be true.

/** As far as a date reaches. */
const MAX_INSTANT = 8_640_000_000_000_000;
const MAX_ID_CHARACTERS = 256;
/** No name or message of a publisher is as long. */
const MAX_TEXT_CHARACTERS = 10_000;
const MAX_VIEWS = 100;

const topicId = z.string().refine(isTopicId);
const id = z.string().min(1).max(MAX_ID_CHARACTERS);
const text = z.string().max(MAX_TEXT_CHARACTERS);
const instant = z.number().min(-MAX_INSTANT).max(MAX_INSTANT);
const count = z.int().min(0);
const durationMs = z.number().min(0).max(MAX_INSTANT);
const ids = z.array(id);
const status = z.enum(STATUSES);

const since = z.object({
  at: instant.nullable(),
  precision: z.enum(['exact', 'observed', 'at-least', 'assumed', 'unknown']),
  toleranceMs: durationMs,
  seenAt: instant.optional(),
}) satisfies z.ZodType<Since>;

const selfReported = z.object({
  primaryStatus: text,
  secondaryStatus: text.nullable(),
  startedAt: instant,
  precision: z.enum(['at-least', 'assumed']).optional(),
}) satisfies z.ZodType<SelfReported>;

const slots = z.object({ free: z.number(), total: z.number() }) satisfies z.ZodType<ChannelSlots>;

const agent = z.object({
  userId: id,
  name: text,
  addition: text.optional(),
  status,
  rawStatus: text,
  secondaryStatus: text.nullable(),
  since,
  changedAfter: instant.optional(),
  selfReported: selfReported.optional(),
  freeSlots: z.partialRecord(z.enum(CHANNELS), slots).optional(),
}) satisfies z.ZodType<Agent>;

const agents = z
  .array(agent)
  .refine((list) => new Set(list.map(({ userId }) => userId)).size === list.length) satisfies z.ZodType<
  readonly Agent[]
>;

const counts = z.object({
  AVAILABLE: count.nullable(),
  BUSY: count.nullable(),
  AWAY: count.nullable(),
  OFFLINE: count.nullable(),
  OTHER: count.nullable(),
  total: count.nullable(),
}) satisfies z.ZodType<Counts>;

const healthState = z.enum([
  'starting',
  'live',
  'stale',
  'offline',
  'unauthorized',
  'rate-limited',
  'keychain',
  'paused',
]) satisfies z.ZodType<HealthState>;

const health = z.object({
  state: healthState,
  since: instant,
  nextAt: instant.nullable(),
  message: text,
}) satisfies z.ZodType<PublishedHealth>;

const queue = z.object({ id, name: text, members: ids, left: ids, asOf: instant }) satisfies z.ZodType<PublishedQueue>;
const queues = z.array(queue);

const facts = {
  counts,
  ignored: count,
  unread: z.array(status),
  health,
  paceMs: durationMs,
  clockOffsetMs: z.number().nullable(),
};

const refs = z.array(z.union([count, id]));
const packedQueue = z.object({ id, name: text, members: refs, left: refs, asOf: instant });

const team = z
  .object({ ...facts, agents, queues: z.array(packedQueue) })
  .refine(hasAllPositions)
  .transform(withoutPositions) satisfies z.ZodType<TeamContent>;

const change = z.object({
  ...facts,
  base: count,
  changed: agents,
  removed: ids,
  queues: queues.optional(),
  queueIds: ids.optional(),
}) satisfies z.ZodType<TeamChange>;

const publisher = z.object({
  state: z.enum(['live', 'standby', 'gone']),
  paceMs: durationMs,
  version: text,
  audiences: z.array(text).optional(),
  health: health.optional(),
}) satisfies z.ZodType<PublisherMessage>;

const view = z.object({
  id: topicId,
  name: text,
  text,
  statuses: z.array(status),
  secondaryStatuses: z.array(text),
}) satisfies z.ZodType<PublishedView>;

const views = z.object({
  views: z.array(view).max(MAX_VIEWS),
  timeZone: text,
  isDemo: z.boolean(),
  daysFrom: z.iso.date().nullable().optional(),
}) satisfies z.ZodType<ViewsMessage>;

const row = z.object({
  userId: id,
  name: text,
  records: z.array(z.tuple([text, text, text, text.nullable()])),
  readAt: instant,
}) satisfies z.ZodType<PublishedRow>;

const day = z.object({
  date: z.iso.date(),
  timeZoneOffset: z.number(),
  isComplete: z.boolean(),
  apiTimes: z.enum(API_TIMES),
  memory: z.object({
    apiTimes: z.enum(['request', 'UTC']).nullable(),
    recordsListedBy: z.enum(['start', 'overlap']).nullable(),
  }),
  rows: z.array(row),
}) satisfies z.ZodType<DayContent>;

const schemas: { readonly [K in keyof Contents]: z.ZodType<Contents[K]> } = {
  publisher,
  views,
  snapshot: team,
  catchup: change,
  delta: change,
  day,
};

/** The content of opened messages, whose bodies are given in the order of their parts; null where it is not understood. */
export function readContent<K extends keyof Contents>(kind: K, bodies: readonly Uint8Array[]): Contents[K] | null {
  return schemas[kind].safeParse(unpacked(bodies)).data ?? null;
}

const access = z.object({
  broker: text,
  site: topicId,
  deskId: topicId,
  audience: z.enum(AUDIENCES),
  views: z.array(topicId).min(1).max(MAX_VIEWS),
  keys: z.array(text).min(1).max(8),
}) satisfies z.ZodType<DeskAccess>;

/** What a pasted line or settings say of a desk, as far as its form goes; null where that is wrong. */
export function readDeskAccess(value: unknown): DeskAccess | null {
  return access.safeParse(value).data ?? null;
}
