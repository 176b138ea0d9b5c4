import type { Connections } from '../connections/types.ts';
import type { GapReporter } from '../history/gaps.ts';
import type { SettingsStore } from '../settings/types.ts';
import type { LogStart } from '../shared/contract/socket.ts';
import type { Clock } from '../shared/clock.ts';
import {
  NO_ALERTS,
  type Agent,
  type AlertEntry,
  type AlertList,
  type Digest,
  type HeldReason,
  type Notice,
  type NoticeOutcome,
  type Rule,
  type RuleDraft,
  type RuleImport,
  type TeamDelta,
  type WorkingHours,
} from '../shared/model.ts';
import { noticeScope, noticeSubject, SNOOZE_MS, summaryScope, type NoticeAction } from '../shared/notices.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { alertTexts as texts } from '../shared/texts/alerts.ts';
import { viewTexts } from '../shared/texts/views.ts';
import { teamSource, type TeamSource } from '../team/team-memory.ts';
import type { LiveTeam, PollOutcome } from '../team/types.ts';
import { dayBounds, todayIn, type DayBounds } from '../time/days.ts';
import { offHours } from '../time/off-hours.ts';
import { alertLogCsv } from './log/alert-csv.ts';
import { NOTHING_UNSEEN, type AlertRepository } from './log/alert-repository.ts';
import { createAlertMemory } from './alert-memory.ts';
import { createDigestCard, type DigestCard } from './delivery/digest.ts';
import { deliver, type DeliveryFacts, type NoticeDraft } from './delivery/deliver.ts';
import { createEvaluationCache, evaluate } from './evaluation/evaluate.ts';
import { ruleState } from './evaluation/phases.ts';
import { subjectKey } from './evaluation/rule-run.ts';
import type { Rules } from './rules/rules.ts';
import type { TeamReading } from './types.ts';

/** Rules, what they say, and what becomes of it, for the present connection. */
export interface Alerts {
  list(): AlertList;
  save(of: AlertList['connectionId'], draft: RuleDraft): Promise<Result<AlertList>>;
  remove(of: AlertList['connectionId'], ruleId: string): Promise<Result<AlertList>>;
  import(of: AlertList['connectionId'], drafts: readonly RuleDraft[]): Promise<Result<RuleImport>>;
  /** Delivers nothing about an agent until then; null ends it. */
  mute(of: AlertList['connectionId'], userId: string, until: number | null): Result<AlertList>;
  /** Delivers nothing of a rule for so many milliseconds; null ends it. */
  snoozeRule(of: AlertList['connectionId'], ruleId: string, forMs: number | null): Result<AlertList>;
  /** Does what a button of a notice says; nothing where its connection is not open. */
  act(noticeId: string, action: Exclude<NoticeAction, 'open'>): void;
  /** A surface reports what became of a notice. */
  noticeOutcome(noticeId: string, outcome: NoticeOutcome): void;
  /** Delivers nothing for so many milliseconds; null ends it. */
  snooze(forMs: number | null): AlertList;
  /** All entries so far were looked at. */
  seen(): AlertList;
  log(before: number | null): readonly AlertEntry[];
  /** What came after, the earliest first. */
  logAfter(after: LogStart, isMasked: boolean): readonly AlertEntry[];
  excuse(entryId: number, note: string | null): Result<AlertEntry>;
  /** The log as CSV. */
  export(): string;
  /** Sends a rule's notice through its delivery path; what came of it, in a sentence. */
  drill(ruleId: string): Promise<Result<string>>;
  /** What happened while nobody was told anything. */
  readonly digest: Pick<DigestCard, 'get' | 'dismiss' | 'gapChanged' | 'forget'>;
  /** While the screen is locked nothing is delivered; the first poll after it ends that. */
  setLocked(isLocked: boolean): void;
  /** Whether a rule may notify at an instant. */
  isInHours(rule: Rule, at: number): boolean;
  /** Whether an instant lies in the quiet hours. */
  isQuiet(at: number): boolean;
  afterPoll(outcome: PollOutcome): void;
  /** Hears how the team is doing, before the poll that brought it. */
  follow(delta: Pick<TeamDelta, 'health' | 'asOf' | 'clockOffsetMs'>): void;
  /** Status details were read, or settings, views or the connection may be others. */
  refresh(): void;
  forget(connectionId: string): void;
  /** Forgets every connection but these. */
  forgetOthers(connectionIds: readonly string[]): void;
  stop(): void;
}

/** Of one answer of the log. */
const MAX_ENTRIES = 500;
/** Notices whose outcome may still come. */
const MAX_REMEMBERED = 50;
/** A system answers at once; a page may have to be woken. */
const OUTCOME_WAIT_MS = 5_000;
const MAX_EXPORTED = 1_000_000;
const SCENE_OF_NOTHING = { asOf: null, clockOffsetMs: undefined, health: null };

export interface AlertsParts {
  readonly clock: Clock;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly connections: Pick<Connections, 'state' | 'list'>;
  readonly rules: Rules;
  readonly team: Pick<LiveTeam, 'everybody'>;
  readonly scopeOf: TeamReading['scopeOf'];
  readonly usual: TeamReading['usual'];
  /** The zone of rules' hours. */
  readonly timeZone: () => string;
  readonly disk: AlertRepository;
  readonly session: AlertRepository;
  readonly gaps: Pick<GapReporter, 'get' | 'dismiss' | 'forget'>;
  /** Whether a surface is there that shows notices. */
  readonly isSomebodyThere: () => boolean;
  readonly show: (notice: Notice) => void;
  readonly onChange: (list: AlertList) => void;
  readonly onDigest: (digest: Digest | null) => void;
}

/** Creates the alerts; they are evaluated with every poll, and when a rule is due. */
export function createAlerts(parts: AlertsParts): Alerts {
  const { clock, settings, connections, rules, team, scopeOf, usual, show, onChange } = parts;
  const repositoryOf = ({ isPersistent }: TeamSource): AlertRepository => (isPersistent ? parts.disk : parts.session);
  const memory = createAlertMemory({ clock, repositoryOf });
  let before: ReadonlyMap<string, Agent> = new Map();
  let unread: TeamReading['unread'] = [];
  let scene: Pick<TeamDelta, 'asOf' | 'clockOffsetMs'> & { readonly health: TeamDelta['health'] | null } =
    SCENE_OF_NOTHING;
  let cancelTimer: (() => void) | null = null;
  let unseen: Pick<AlertList, 'unseen' | 'unseenSince'> = NOTHING_UNSEEN;
  /** The entries of the latest notices, and who waits for what becomes of one. */
  const entryOf = new Map<string, number>();
  const waiting = new Map<string, (outcome: NoticeOutcome) => void>();
  const cache = createEvaluationCache();
  let announced = '';
  /** Since when the screen is locked; null when it is not. */
  let lockedSince: number | null = null;
  let isUnlocked = false;
  /** Since when no surface has shown notices; null while one does. */
  let aloneSince: number | null = null;
  const digest = createDigestCard({
    gaps: parts.gaps,
    clockOffsetMs: () => scene.clockOffsetMs ?? 0,
    alertsBetween(from, to) {
      const present = source();
      const { isMasked } = settings.get().preferences;
      return present === null
        ? { alerts: [], alertCount: 0 }
        : repositoryOf(present).between(present, from, to, isMasked);
    },
    onChange: parts.onDigest,
  });
  let day: (DayBounds & { readonly timeZone: string }) | null = null;
  const removed = new Set<string>();

  /** The present connection; a new one begins with what is saved of it. */
  function source(): TeamSource | null {
    const present = teamSource(connections.state());
    if (!memory.open(present)) return present;
    before = team.everybody();
    unread = [];
    scene = SCENE_OF_NOTHING;
    unseen = unseenOf(present);
    return present;
  }

  function unseenOf(present: TeamSource | null): typeof unseen {
    return present === null ? NOTHING_UNSEEN : repositoryOf(present).unseen(present);
  }

  function run(isBaseline: boolean): void {
    cancelTimer?.();
    cancelTimer = null;
    const present = source();
    const { health, asOf, clockOffsetMs = 0 } = scene;
    if (present === null || health === null) return;
    const at = clock.now();
    const agents = team.everybody();
    const { limits } = settings.get().preferences;
    const reading = { at, clockOffsetMs, isBaseline, health, asOf, unread, before, agents, scopeOf, limits, usual };
    before = agents;
    const ids = new Set(rules.list().map(({ id }) => id));
    memory.followClock(dayEndsAt());
    memory.keepSnoozes(ids);
    // One that was removed may be imported again.
    for (const id of removed) if (!ids.has(id)) removed.delete(id);
    const evaluation = evaluate(rules.list(), reading, memory.get().evaluation, cache);
    const delivery = deliver(evaluation, facts(at), memory.get().delivery);
    memory.set({ evaluation: evaluation.state, delivery: delivery.state });
    const notices = delivery.notices.map(ofConnection);
    if (delivery.lines.length > 0) {
      const entryIds = repositoryOf(present).add(present, delivery.lines);
      unseen = unseenOf(present);
      // Each notice has one delivered line, in the same order.
      const delivered = entryIds.filter((_, index) => delivery.lines[index]?.held === null);
      notices.forEach(({ id }, index) => remember(id, delivered[index]));
    }
    removeEnded(present, at);
    announce();
    endQuiet(at);
    endAlone(at);
    const dueAt = [evaluation.nextAt, delivery.nextAt, memory.nextAt(), dayEndsAt(), quietChangesAt(at)].filter(
      (next) => next !== null && next > at,
    ) as number[];
    if (dueAt.length > 0) cancelTimer = clock.after(Math.min(...dueAt) - at, () => run(false));
    notices.forEach(show);
  }

  /** Rules that wait for an agent go when they were told or have expired; what is held back is told first. */
  function removeEnded({ connectionId }: TeamSource, at: number): void {
    const { evaluation, delivery } = memory.get();
    for (const { id, condition } of rules.list()) {
      if (condition.kind !== 'tell-me' || removed.has(id)) continue;
      const hasFired = evaluation.rules[id]?.subjects[condition.userId] !== undefined;
      const isEnded = hasFired ? !(subjectKey(id, condition.userId) in delivery.owed) : at >= condition.expiresAt;
      if (!isEnded) continue;
      removed.add(id); // once: the settings may refuse it
      void afterChange(rules.remove(connectionId, id));
    }
  }

  /** When the day of the team ends, by its zone. */
  function dayEndsAt(): number {
    const [at, timeZone] = [clock.now(), parts.timeZone()];
    if (day === null || day.timeZone !== timeZone || at < day.startsAt || at >= day.endsAt)
      day = { timeZone, ...dayBounds(todayIn(timeZone, at), timeZone) };
    return day.endsAt;
  }

  function facts(at: number): DeliveryFacts {
    const { mutes, snoozedUntil, snoozedRules } = memory.get();
    const { isMasked } = settings.get().preferences;
    return {
      at,
      mutes,
      snoozedUntil,
      snoozedRules,
      isQuiet: isQuiet(at),
      isLocked: lockedSince !== null,
      isAlone: !parts.isSomebodyThere(),
      isInHours: (rule) => isInHours(rule, at),
      isMasked,
    };
  }

  function isQuiet(at: number): boolean {
    const { quietHours } = settings.get().preferences;
    return quietHours !== null && isWithin(quietHours, at);
  }

  /** When quiet hours begin or end next; null for never. */
  function quietChangesAt(at: number): number | null {
    const { quietHours } = settings.get().preferences;
    if (quietHours === null) return null;
    const offsetMs = scene.clockOffsetMs ?? 0;
    const off = offHours(quietHours, parts.timeZone(), at + offsetMs);
    if (off === null) return null;
    return (at + offsetMs < off.from ? off.from : off.until) - offsetMs;
  }

  /** Remembers when quiet hours began, also over a restart, and tells what happened in them once they are over. */
  function endQuiet(at: number): void {
    const { quietSince } = memory.get();
    const isQuietNow = isQuiet(at);
    if (isQuietNow === (quietSince !== null)) return;
    memory.set({ quietSince: isQuietNow ? at : null });
    if (quietSince !== null) digest.add({ from: Math.min(quietSince, at), to: at, cause: 'quiet-hours' });
  }

  /** Once a page is opened it tells what happened while none was. */
  function endAlone(at: number): void {
    const from = aloneSince;
    aloneSince = parts.isSomebodyThere() ? null : (from ?? at);
    if (from !== null && aloneSince === null) digest.add({ from: Math.min(from, at), to: at, cause: 'nobody-there' });
  }

  function isInHours({ hours }: Rule, at: number): boolean {
    return hours === null || isWithin(hours, at);
  }

  function isWithin(hours: WorkingHours, at: number): boolean {
    const now = at + (scene.clockOffsetMs ?? 0);
    const off = offHours(hours, parts.timeZone(), now);
    return off === null || now < off.from || now >= off.until;
  }

  /** Agents of two accounts may have the same ids, so the id names the connection too. Its name is isolated from the text. */
  function ofConnection({ id, body, ...notice }: NoticeDraft): Notice {
    const { kind, profile } = connections.state();
    const name = connections.list().length > 1 && profile !== null ? `\u2068${profile.name}\u2069` : '';
    return {
      ...notice,
      id: `${noticeScope(profile?.id ?? '')}/${id}`,
      body: [name, body].filter((part) => part !== '').join(' · '),
      connectionId: profile?.id ?? null,
      isDemo: kind === 'demo',
    };
  }

  function list(): AlertList {
    const present = source();
    if (present === null) return NO_ALERTS;
    const all = rules.list();
    const { evaluation, mutes, snoozedRules, snoozedUntil } = memory.get();
    const at = clock.now();
    return {
      connectionId: present.connectionId,
      rules: all,
      states: all.filter(({ isOn }) => isOn).map(({ id }) => ruleState(id, evaluation.rules[id])),
      mutes: mutes.filter(({ until }) => until > at),
      snoozedRules: snoozedRules.filter(({ until }) => until > at),
      snoozedUntil: snoozedUntil !== null && snoozedUntil > at ? snoozedUntil : null,
      newerRules: rules.newer(),
      ...unseen,
      dayEndsAt: dayEndsAt(),
    };
  }

  function announce(): AlertList {
    const now = list();
    const text = JSON.stringify(now);
    if (text !== announced) {
      announced = text;
      onChange(now);
    }
    return now;
  }

  async function afterChange(changed: Promise<Result<null>>): Promise<Result<AlertList>> {
    const written = await changed;
    run(false);
    return written.ok ? ok(announce()) : written;
  }

  function log(before: number | null, limit: number): readonly AlertEntry[] {
    const present = source();
    if (present === null) return [];
    return repositoryOf(present).entries(present, before, limit, settings.get().preferences.isMasked);
  }

  /** What becomes of a notice that is about to be shown; null where nobody says so in time. */
  function outcomeOf(noticeId: string): Promise<NoticeOutcome | null> {
    return new Promise((resolve) => {
      const end = (outcome: NoticeOutcome | null): void => {
        waiting.delete(noticeId);
        cancel();
        resolve(outcome);
      };
      const cancel = clock.after(OUTCOME_WAIT_MS, () => end(null));
      waiting.set(noticeId, end);
    });
  }

  function remember(noticeId: string, entryId: number | undefined): void {
    if (entryId === undefined) return;
    entryOf.delete(noticeId);
    entryOf.set(noticeId, entryId);
    const [oldest] = entryOf.keys();
    if (entryOf.size > MAX_REMEMBERED && oldest !== undefined) entryOf.delete(oldest);
  }

  function heldNow(rule: Rule): HeldReason | null {
    const at = clock.now();
    const { snoozedUntil, snoozedRules } = memory.get();
    if (snoozedUntil !== null && at < snoozedUntil) return 'snoozed';
    if (snoozedRules.some(({ ruleId, until }) => ruleId === rule.id && at < until)) return 'snoozed';
    if (isQuiet(at)) return 'quiet-hours';
    return isInHours(rule, at) ? null : 'rule-hours';
  }

  return {
    list,
    save: (of, draft) => afterChange(rules.save(of, draft)),
    remove: (of, ruleId) => afterChange(rules.remove(of, ruleId)),
    async import(of, drafts) {
      const imported = await rules.import(of, drafts);
      run(false);
      return imported.ok ? ok({ list: announce(), ...imported.value }) : imported;
    },
    mute(of, userId, until) {
      const present = source();
      if (present === null) return fail('not-connected');
      if (present.connectionId !== of) return fail('invalid-input', { message: viewTexts.otherConnection });
      memory.mute(userId, until);
      run(false);
      return ok(announce());
    },
    snoozeRule(of, ruleId, forMs) {
      const present = source();
      if (present === null) return fail('not-connected');
      if (present.connectionId !== of) return fail('invalid-input', { message: viewTexts.otherConnection });
      memory.snoozeRule(ruleId, forMs === null ? null : clock.now() + forMs);
      run(false);
      return ok(announce());
    },
    act(noticeId, action) {
      const present = source();
      const subject = noticeSubject(noticeId);
      const scope = subject?.scope ?? summaryScope(noticeId);
      if (present === null || scope !== noticeScope(present.connectionId)) return;
      const until = clock.now() + SNOOZE_MS;
      if (action === 'snooze') {
        if (subject === null) memory.snooze(until);
        else memory.snoozeRule(subject.ruleId, until);
      } else if (subject !== null && subject.userId !== null) memory.mute(subject.userId, dayEndsAt());
      run(false);
      announce();
    },
    noticeOutcome(noticeId, outcome) {
      waiting.get(noticeId)?.(outcome);
      const entryId = entryOf.get(noticeId);
      const present = source();
      if (outcome.kind !== 'failed' || entryId === undefined || present === null) return;
      entryOf.delete(noticeId);
      repositoryOf(present).fail(present, entryId);
      announce();
    },
    snooze(forMs) {
      source();
      memory.snooze(forMs === null ? null : clock.now() + forMs);
      run(false);
      return announce();
    },
    seen() {
      const present = source();
      if (present !== null) repositoryOf(present).markSeen(present);
      unseen = NOTHING_UNSEEN;
      return announce();
    },
    log: (before) => log(before, MAX_ENTRIES),
    logAfter(after, isMasked) {
      const present = source();
      return present === null ? [] : repositoryOf(present).entriesAfter(present, after, isMasked);
    },
    excuse(entryId, note) {
      const present = source();
      if (present === null) return fail('not-connected');
      const { isMasked } = settings.get().preferences;
      const entry = repositoryOf(present).excuse(present, entryId, note, isMasked);
      return entry === null ? fail('not-found') : ok(entry);
    },
    export: () =>
      alertLogCsv(log(null, MAX_EXPORTED), { timeZone: parts.timeZone(), isDemo: connections.state().kind === 'demo' }),
    async drill(ruleId) {
      const rule = rules.list().find(({ id }) => id === ruleId);
      if (rule === undefined) return fail('not-found');
      const title = texts.drill.title(texts.drill.facts[rule.condition.kind]);
      const sound = rule.hasSound ? {} : { isSilent: true as const };
      const notice = ofConnection({ id: `${rule.id}:drill`, title, body: texts.drill.body, userId: null, ...sound });
      const outcome = outcomeOf(notice.id);
      show(notice);
      const became = drillSentence(await outcome);
      const held = heldNow(rule);
      return ok(held === null ? became : `${became} ${texts.drill.held(texts.held[held])}`);
    },
    digest,
    setLocked(isLocked) {
      if (isLocked) lockedSince ??= clock.now();
      isUnlocked = !isLocked && lockedSince !== null;
    },
    isInHours,
    isQuiet,
    afterPoll(outcome) {
      source();
      ({ unread } = outcome);
      scene = { ...scene, health: outcome.healthAfter, clockOffsetMs: outcome.clockOffsetMs };
      const from = isUnlocked ? lockedSince : null;
      if (isUnlocked) lockedSince = null;
      isUnlocked = false;
      run(outcome.isBaseline);
      if (from !== null) digest.add({ from, to: clock.now(), cause: 'locked' });
    },
    follow({ health, asOf, clockOffsetMs }) {
      source();
      scene = { health, asOf, clockOffsetMs };
    },
    refresh() {
      unseen = unseenOf(source());
      run(false);
      announce();
      digest.refresh();
    },
    forget(connectionId) {
      for (const repository of [parts.disk, parts.session]) repository.forget(connectionId);
    },
    forgetOthers(connectionIds) {
      for (const id of parts.disk.connectionIds()) if (!connectionIds.includes(id)) parts.disk.forget(id);
    },
    stop() {
      cancelTimer?.();
      memory.flush();
    },
  };
}

function drillSentence(outcome: NoticeOutcome | null): string {
  if (outcome === null) return texts.drill.unknown;
  return outcome.kind === 'failed' ? texts.drill.failed(outcome.advice) : texts.drill[outcome.kind];
}
