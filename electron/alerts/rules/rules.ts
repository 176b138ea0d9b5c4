import type { Connections } from '../../connections/types.ts';
import { createSavedPart } from '../../connections/saved-part.ts';
import { isKnownRule, type NewerRule, type SavedConnection, type SettingsStore } from '../../settings/types.ts';
import type { DemoScene } from '../../shared/demo-scene.ts';
import { defaultRules, sceneRules, withChoice } from '../../shared/alerts/default-rules.ts';
import { MAX_RULES, type AlertList, type NotifyChoice, type Rule, type RuleDraft } from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { alertTexts } from '../../shared/texts/alerts/alerts.ts';
import { viewTexts } from '../../shared/texts/views/views.ts';

/**
 * The rules of the present connection. Every change fails with `not-connected` without one, and with `invalid-input` when
 * it is meant for another one (`of`): a dialog may be left open while the connection is switched elsewhere.
 */
export interface Rules {
  list(): readonly Rule[];
  /** How many more a newer version has saved; they are kept. */
  newer(): number;
  save(of: AlertList['connectionId'], draft: RuleDraft): Promise<Result<null>>;
  remove(of: AlertList['connectionId'], ruleId: string): Promise<Result<null>>;
  /** Adds the rules of a file; one with an id that is there replaces that one. */
  import(of: AlertList['connectionId'], drafts: readonly RuleDraft[]): Promise<Result<ImportCounts>>;
}

/** Room in the id of a notice, beside the connection and the agent. */
const ID_CHARACTERS = 8;

/** Creates the rules; they are read from the settings as they are needed. */
export function createRules({
  settings,
  connections,
  randomUUID,
  demoScene = () => null,
}: {
  readonly settings: Pick<SettingsStore, 'get' | 'update' | 'subscribe'>;
  readonly connections: Pick<Connections, 'state'>;
  readonly randomUUID: () => string;
  /** What the demo plays where it is open; null without a scene. */
  readonly demoScene?: () => DemoScene | null;
}): Rules {
  const saved = createSavedPart<readonly Rule[] | null>(settings, {
    none: null,
    read: rulesOf,
    write: withRules,
    isNone: (rules) => rules === null,
  });
  const choice = (): NotifyChoice | null => settings.get().preferences.notify;
  /** The same rules each time, which are evaluated as the same. */
  let defaults: { readonly key: string; readonly rules: readonly Rule[] } | null = null;
  function firstRules(): readonly Rule[] {
    const [scene, of] = [demoScene(), choice()];
    const key = JSON.stringify([scene?.name ?? null, of]);
    if (defaults?.key !== key) {
      defaults = { key, rules: scene === null ? defaultRules(of) : sceneRules(scene.name, of) };
    }
    return defaults.rules;
  }
  const listOf = (id: string): readonly Rule[] => saved.get(id) ?? firstRules();
  const presentId = (): string | null => connections.state().profile?.id ?? null;

  let lastChoice = choice();
  settings.subscribe(({ connections: all, preferences }) => {
    saved.saveSession();
    const { notify } = preferences;
    if (notify === lastChoice) return;
    lastChoice = notify;
    // Rules that were never changed follow the choice by themselves.
    const ids = new Set([...all.map(({ profile }) => profile.id), presentId() ?? '']);
    for (const id of ids)
      if (saved.get(id) !== null) void saved.change(id, (rules) => rules && withChoice(rules, notify));
  });

  async function change(
    of: string | null,
    edit: (rules: readonly Rule[]) => Result<readonly Rule[]>,
  ): Promise<Result<null>> {
    const id = presentId();
    if (id === null) return fail('not-connected');
    if (id !== of) return fail('invalid-input', { message: viewTexts.otherConnection });
    const tried = edit(listOf(id));
    if (!tried.ok) return tried;
    const first = firstRules();
    return saved.change(id, (rules) => {
      const edited = edit(rules ?? first);
      return edited.ok ? edited.value : rules;
    });
  }

  return {
    list() {
      const id = presentId();
      return id === null ? [] : listOf(id);
    },
    newer() {
      const connection = settings.get().connections.find(({ profile }) => profile.id === presentId());
      return connection === undefined ? 0 : newerOf(connection).length;
    },
    save(of, draft) {
      const newId = randomUUID().slice(0, ID_CHARACTERS);
      return change(of, (rules) => withRule(rules, draft, newId));
    },
    async import(of, drafts) {
      const newIds = drafts.map(() => randomUUID().slice(0, ID_CHARACTERS));
      const { counts } = withFile(this.list(), drafts, newIds);
      const written = await change(of, (rules) => withFile(rules, drafts, newIds).rules);
      return written.ok ? ok(counts) : written;
    },
    remove: (of, ruleId) => change(of, (rules) => ok(rules.filter(({ id }) => id !== ruleId))),
  };
}

/** How many rules of a file are new, and how many took the place of one with their id. */
export interface ImportCounts {
  readonly added: number;
  readonly replaced: number;
}

/** The rules with those of a file; `invalid-input` where they are too many. Every draft has an id for when it is new. */
export function withFile(
  before: readonly Rule[],
  drafts: readonly RuleDraft[],
  newIds: readonly string[],
): { readonly rules: Result<readonly Rule[]>; readonly counts: ImportCounts } {
  const ids = new Set(before.map(({ id }) => id));
  const replaced = drafts.filter(({ id }) => id !== null && ids.has(id)).length;
  const counts = { added: drafts.length - replaced, replaced };
  let rules: Result<readonly Rule[]> = ok(before);
  for (const [index, draft] of drafts.entries()) {
    if (rules.ok) rules = withRule(rules.value, draft, newIds[index] ?? '');
  }
  return { rules, counts };
}

/** The rules of a saved connection that can be used; null where none was ever saved. */
export function rulesOf({ rules }: SavedConnection): readonly Rule[] | null {
  return rules?.filter(isKnownRule) ?? null;
}

/** A saved connection with other rules; those of a newer version stay. */
export function withRules(connection: SavedConnection, rules: readonly Rule[] | null): SavedConnection {
  return { ...connection, rules: rules === null ? undefined : [...rules, ...newerOf(connection)] };
}

function newerOf({ rules }: SavedConnection): readonly NewerRule[] {
  return (rules ?? []).filter((rule) => !isKnownRule(rule));
}

/** The rules with one more, or with a changed one; one that was removed meanwhile comes back. */
function withRule(rules: readonly Rule[], draft: RuleDraft, newId: string): Result<readonly Rule[]> {
  const rule: Rule = { ...draft, id: draft.id ?? newId };
  if (rules.some(({ id }) => id === rule.id)) return ok(rules.map((each) => (each.id === rule.id ? rule : each)));
  if (rules.length < MAX_RULES) return ok([...rules, rule]);
  return fail('invalid-input', { message: alertTexts.tooManyRules(MAX_RULES) });
}
