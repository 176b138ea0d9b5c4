import type { GapReporter } from '../history/gaps.ts';
import type { LogStart } from '../shared/contract/socket.ts';
import {
  isDemoTeam,
  NO_ALERTS,
  type AlertEntry,
  type AlertList,
  type Digest,
  type HeldReason,
  type NoticeOutcome,
  type Rule,
  type RuleDraft,
  type RuleImport,
  type TeamDelta,
} from '../shared/model.ts';
import { noticeScope, noticeSubject, SNOOZE_MS, summaryScope, type NoticeAction } from '../shared/alerts/notices.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { alertTexts as texts } from '../shared/texts/alerts/alerts.ts';
import { viewTexts } from '../shared/texts/views/views.ts';
import { teamSource, type TeamSource } from '../team/saved/team-memory.ts';
import type { PollOutcome } from '../team/types.ts';
import { createAlertLoop, type AlertLoopParts } from './alert-loop.ts';
import { createAlertMemory } from './alert-memory.ts';
import { createDigestCard, type DigestCard } from './delivery/digest.ts';
import { createNoticeOutcomes } from './delivery/notice-outcomes.ts';
import { noticeOf } from './delivery/notices.ts';
import { ruleState } from './evaluation/phases.ts';
import { createAlertHours, type AlertHours } from './hours.ts';
import { alertLogCsv } from './log/alert-csv.ts';
import { NOTHING_UNSEEN, type AlertRepository } from './log/alert-repository.ts';

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
  readonly isInHours: AlertHours['isInHours'];
  readonly isQuiet: AlertHours['isQuiet'];
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
const MAX_EXPORTED = 1_000_000;

export interface AlertsParts extends AlertLoopParts {
  /** The zone of rules' hours. */
  readonly timeZone: () => string;
  readonly disk: AlertRepository;
  readonly session: AlertRepository;
  readonly gaps: Pick<GapReporter, 'get' | 'dismiss' | 'forget'>;
  readonly onChange: (list: AlertList) => void;
  readonly onDigest: (digest: Digest | null) => void;
}

/** Creates the alerts; they are evaluated with every poll, and when a rule is due. */
export function createAlerts(parts: AlertsParts): Alerts {
  const { clock, settings, connections, rules, show, onChange } = parts;
  const repositoryOf = ({ isPersistent }: TeamSource): AlertRepository => (isPersistent ? parts.disk : parts.session);
  const isMasked = (): boolean => settings.get().preferences.isMasked;
  const memory = createAlertMemory({ clock, repositoryOf });
  const clockOffsetMs = (): number => loop.clockOffsetMs();
  const hours = createAlertHours({ clock, settings, timeZone: parts.timeZone, clockOffsetMs });
  const outcomes = createNoticeOutcomes(clock);
  const digest = createDigestCard({
    gaps: parts.gaps,
    clockOffsetMs,
    alertsBetween(from, to) {
      const present = source();
      return present === null
        ? { alerts: [], alertCount: 0 }
        : repositoryOf(present).between(present, from, to, isMasked());
    },
    onChange: parts.onDigest,
  });
  const loop = createAlertLoop(parts, { memory, hours, outcomes, digest, source, onRun });
  let unseen: Pick<AlertList, 'unseen' | 'unseenSince'> = NOTHING_UNSEEN;
  let announced = '';

  /** The present connection; a new one begins with what is saved of it. */
  function source(): TeamSource | null {
    const present = teamSource(connections.state());
    if (!memory.open(present)) return present;
    loop.begin();
    unseen = unseenOf(present);
    return present;
  }

  function unseenOf(present: TeamSource | null): typeof unseen {
    return present === null ? NOTHING_UNSEEN : repositoryOf(present).unseen(present);
  }

  function onRun(hasLines: boolean): void {
    if (hasLines) unseen = unseenOf(source());
    announce();
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
      quietUntil: hours.isQuiet(at) ? fullMinute(hours.quietChangesAt(at)) : null,
      newerRules: rules.newer(),
      ...unseen,
      dayEndsAt: hours.dayEndsAt(),
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

  function announceAfterRun(): AlertList {
    loop.run();
    return announce();
  }

  async function afterChange(changed: Promise<Result<null>>): Promise<Result<AlertList>> {
    const written = await changed;
    const now = announceAfterRun();
    return written.ok ? ok(now) : written;
  }

  /** Changes what is remembered of a connection while it is open. */
  function changeMemory(of: AlertList['connectionId'], change: () => void): Result<AlertList> {
    const present = source();
    if (present === null) return fail('not-connected');
    if (present.connectionId !== of) return fail('invalid-input', { message: viewTexts.otherConnection });
    change();
    return ok(announceAfterRun());
  }

  function log(before: number | null, limit: number): readonly AlertEntry[] {
    const present = source();
    return present === null ? [] : repositoryOf(present).entries(present, before, limit, isMasked());
  }

  function heldNow(rule: Rule): HeldReason | null {
    const at = clock.now();
    const { snoozedUntil, snoozedRules } = memory.get();
    if (snoozedUntil !== null && at < snoozedUntil) return 'snoozed';
    if (snoozedRules.some(({ ruleId, until }) => ruleId === rule.id && at < until)) return 'snoozed';
    if (hours.isQuiet(at)) return 'quiet-hours';
    return hours.isInHours(rule, at) ? null : 'rule-hours';
  }

  return {
    list,
    save: (of, draft) => afterChange(rules.save(of, draft)),
    remove: (of, ruleId) => afterChange(rules.remove(of, ruleId)),
    async import(of, drafts) {
      const imported = await rules.import(of, drafts);
      const now = announceAfterRun();
      return imported.ok ? ok({ list: now, ...imported.value }) : imported;
    },
    mute: (of, userId, until) => changeMemory(of, () => memory.mute(userId, until)),
    snoozeRule: (of, ruleId, forMs) =>
      changeMemory(of, () => memory.snoozeRule(ruleId, forMs === null ? null : clock.now() + forMs)),
    act(noticeId, action) {
      const present = source();
      const subject = noticeSubject(noticeId);
      const scope = subject?.scope ?? summaryScope(noticeId);
      if (present === null || scope !== noticeScope(present.connectionId)) return;
      const until = clock.now() + SNOOZE_MS;
      if (action === 'snooze') {
        if (subject === null) memory.snooze(until);
        else memory.snoozeRule(subject.ruleId, until);
      } else if (subject !== null && subject.userId !== null) memory.mute(subject.userId, hours.dayEndsAt());
      announceAfterRun();
    },
    noticeOutcome(noticeId, outcome) {
      const failedId = outcomes.take(noticeId, outcome);
      const present = source();
      if (failedId === null || present === null) return;
      repositoryOf(present).fail(present, failedId);
      announce();
    },
    snooze(forMs) {
      source();
      memory.snooze(forMs === null ? null : clock.now() + forMs);
      return announceAfterRun();
    },
    seen() {
      const present = source();
      if (present !== null) repositoryOf(present).markSeen(present);
      unseen = NOTHING_UNSEEN;
      return announce();
    },
    log: (before) => log(before, MAX_ENTRIES),
    logAfter(after, isMaskedThere) {
      const present = source();
      return present === null ? [] : repositoryOf(present).entriesAfter(present, after, isMaskedThere);
    },
    excuse(entryId, note) {
      const present = source();
      if (present === null) return fail('not-connected');
      const entry = repositoryOf(present).excuse(present, entryId, note, isMasked());
      return entry === null ? fail('not-found') : ok(entry);
    },
    export: () =>
      alertLogCsv(log(null, MAX_EXPORTED), { timeZone: parts.timeZone(), isDemo: isDemoTeam(connections.state()) }),
    async drill(ruleId) {
      const rule = rules.list().find(({ id }) => id === ruleId);
      if (rule === undefined) return fail('not-found');
      const title = texts.drill.title(texts.drill.facts[rule.condition.kind]);
      const sound = rule.hasSound ? {} : { isSilent: true as const };
      const draft = { id: `${rule.id}:drill`, title, body: texts.drill.body, userId: null, ...sound };
      const notice = noticeOf(draft, connections);
      const outcome = outcomes.of(notice.id);
      show(notice);
      const became = drillSentence(await outcome);
      const held = heldNow(rule);
      return ok(held === null ? became : `${became} ${texts.drill.held(texts.held[held])}`);
    },
    digest,
    setLocked: loop.setLocked,
    isInHours: hours.isInHours,
    isQuiet: hours.isQuiet,
    afterPoll: loop.afterPoll,
    follow: loop.follow,
    refresh() {
      unseen = unseenOf(source());
      announceAfterRun();
      digest.refresh();
    },
    forget(connectionId) {
      for (const repository of [parts.disk, parts.session]) repository.forget(connectionId);
    },
    forgetOthers(connectionIds) {
      for (const id of parts.disk.connectionIds()) if (!connectionIds.includes(id)) parts.disk.forget(id);
    },
    stop: loop.stop,
  };
}

/** The server's clock, which quiet hours follow, is measured a little differently with each poll. */
function fullMinute(at: number | null): number | null {
  return at === null ? null : Math.round(at / 60_000) * 60_000;
}

function drillSentence(outcome: NoticeOutcome | null): string {
  if (outcome === null) return texts.drill.unknown;
  return outcome.kind === 'failed' ? texts.drill.failed(outcome.advice) : texts.drill[outcome.kind];
}
