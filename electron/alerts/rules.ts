import type { Connections } from '../connections/types.ts';
import { createSavedPart } from '../connections/saved-part.ts';
import { isKnownRule, type NewerRule, type SavedConnection, type SettingsStore } from '../settings/types.ts';
import { defaultRules, withChoice } from '../shared/default-rules.ts';
import { MAX_RULES, type AlertList, type NotifyChoice, type Rule, type RuleDraft } from '../shared/model.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { alertTexts } from '../shared/texts/alerts.ts';
import { viewTexts } from '../shared/texts/views.ts';

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
}

/** Room in the id of a notice, beside the connection and the agent. */
const ID_CHARACTERS = 8;

/** Creates the rules; they are read from the settings as they are needed. */
export function createRules({
  settings,
  connections,
  randomUUID,
}: {
  readonly settings: Pick<SettingsStore, 'get' | 'update' | 'subscribe'>;
  readonly connections: Pick<Connections, 'state'>;
  readonly randomUUID: () => string;
}): Rules {
  const saved = createSavedPart<readonly Rule[] | null>(settings, {
    none: null,
    read: ({ rules }) => rules?.filter(isKnownRule) ?? null,
    write: (connection, rules) => ({
      ...connection,
      rules: rules === null ? undefined : [...rules, ...newerOf(connection)],
    }),
    isNone: (rules) => rules === null,
  });
  const choice = (): NotifyChoice | null => settings.get().preferences.notify;
  const listOf = (id: string): readonly Rule[] => saved.get(id) ?? defaultRules(choice());
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
    const chosen = choice();
    return saved.change(id, (rules) => {
      const edited = edit(rules ?? defaultRules(chosen));
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
    remove: (of, ruleId) => change(of, (rules) => ok(rules.filter(({ id }) => id !== ruleId))),
  };
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
