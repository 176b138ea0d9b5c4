import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import {
  EVERYBODY,
  FILTER_LISTS,
  type Directory,
  type FilterList,
  type SelectionCount,
  type ViewDraft,
} from '../../../electron/shared/model.ts';
import type { AppError } from '../../../electron/shared/result.ts';
import { viewEditorTexts } from '../../../electron/shared/texts/views/view-editor.ts';
import { useTeamStore } from '../team/team-store.ts';
import type { EditedView } from './view-editors-store.ts';
import { useViewsStore } from './views-store.ts';

const texts = viewEditorTexts;

/** What is wrong with each part of a draft; the entry with an empty name is about the draft itself. */
type ViewProblems = Readonly<Partial<Record<keyof ViewDraft | FilterList | '', string>>>;

interface ViewDrafting {
  readonly draft: Ref<ViewDraft>;
  /** Changes some parts; clears a problem with ids that have changed. */
  change(patch: Partial<ViewDraft>): void;
  readonly problems: Readonly<Ref<ViewProblems>>;
  /** Who matches, as far as is known without a request; null where it is not. */
  readonly matches: Readonly<ShallowRef<SelectionCount | null>>;
  /** What Kore.ai last said about these ids, or empty. */
  readonly answer: ComputedRef<string>;
  readonly hasIds: ComputedRef<boolean>;
  readonly isBusy: Readonly<Ref<boolean>>;
  /** True once Kore.ai has refused these ids; the next save ignores that. */
  readonly isRefused: ComputedRef<boolean>;
  /** Asks Kore.ai about the ids. */
  check(): Promise<void>;
  /** Checks new ids, then saves the view. Resolves to true once it is saved. */
  save(): Promise<boolean>;
}

/** Edits a view of the open connection, or a new one. The draft stays with that connection. */
export function useViewDraft(
  { of, subject: view, draft }: EditedView,
  directory: Readonly<Ref<Directory>>,
): ViewDrafting {
  const views = useViewsStore();
  const team = useTeamStore();
  const problems = ref<ViewProblems>({});
  const matches = shallowRef<SelectionCount | null>(null);
  const isBusy = ref(false);
  /** The ids Kore.ai has checked, and whether it refused them. The ids of a saved view count as checked. */
  const checked = shallowRef({ key: idsOf(view ?? EVERYBODY), isRefused: false, answer: '' });
  const hasIds = computed(() => FILTER_LISTS.some((list) => draft.value.filter[list].length > 0));
  const isChecked = (): boolean => checked.value.key === idsOf(draft.value);
  let latest = 0;
  let isLeft = false;
  onScopeDispose(() => (isLeft = true));

  async function countMatches(): Promise<void> {
    const mine = (latest += 1);
    if (views.connectionId !== of) return;
    const { filter, text, statuses, secondaryStatuses } = draft.value;
    const result = await views.count({ filter, text, statuses, secondaryStatuses });
    if (mine === latest) matches.value = result.ok ? result.value : null;
  }

  function blame({ field = '', message }: AppError): void {
    problems.value = { ...problems.value, [field]: message };
  }

  async function check(): Promise<void> {
    const sent = draft.value;
    const result = await views.check(sent.filter);
    if (sent !== draft.value) return;
    problems.value = {};
    if (!result.ok) return blame(result.error);
    const { agents: named, refusals, refusal } = result.value;
    checked.value = { key: idsOf(sent), isRefused: named === null, answer: named === null ? '' : texts.named(named) };
    problems.value = { ...refusals, ...(refusal === null ? {} : { '': refusal }) };
  }

  async function save(): Promise<boolean> {
    await countMatches();
    if (isLeft) return false;
    // Who can be counted is known by these ids already.
    if (matches.value === null && hasIds.value && !isChecked()) {
      await check();
      // Cancelled before Kore.ai answered.
      if (isLeft) return false;
      if (checked.value.isRefused && isChecked()) return false;
    }
    problems.value = {};
    const result = await views.save(of, draft.value);
    if (!result.ok) blame(result.error);
    return result.ok;
  }

  async function once<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    if (isBusy.value) return otherwise;
    isBusy.value = true;
    const done = await act();
    isBusy.value = false;
    return done;
  }

  const whatCounts = [draft, directory, () => team.snapshot?.asOf, () => views.connectionId] as const;
  watch(whatCounts, () => void countMatches(), { immediate: true });
  return {
    draft,
    change(patch) {
      draft.value = { ...draft.value, ...patch };
      if (!isChecked() || patch.name !== undefined) problems.value = {};
    },
    problems,
    matches,
    answer: computed(() => (isChecked() ? checked.value.answer : '')),
    hasIds,
    isBusy,
    isRefused: computed(() => checked.value.isRefused && isChecked()),
    check: () => once(check, undefined),
    save: () => once(save, false),
  };
}

function idsOf({ filter }: Pick<ViewDraft, 'filter'>): string {
  return JSON.stringify(FILTER_LISTS.map((list) => filter[list]));
}
