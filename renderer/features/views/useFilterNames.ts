import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { isId } from '../../../electron/shared/names/find-names.ts';
import {
  EVERYBODY,
  type Agent,
  type Directory,
  type DirectoryQueue,
  type DirectorySkill,
  type FilterList,
  type ViewDraft,
} from '../../../electron/shared/model.ts';
import { nameText } from '../../../electron/shared/names/names.ts';
import { viewEditorTexts } from '../../../electron/shared/texts/views/view-editor.ts';
import { useBridge } from '../../bridge/bridge-key.ts';
import type { NameFieldTexts, NameOption, Token } from '../../ui/form/name-search.ts';
import { statusLabel } from '../../ui/status-label.ts';
import { useNames } from '../../ui/useNames.ts';
import { sortAgents } from '../team/roster/roster.ts';
import { useTeamStore } from '../team/team-store.ts';
import { useViewsStore } from './views-store.ts';

const texts = viewEditorTexts.names;
/** Of an account that gives no names, and of agents, any text with a digit in it may be pasted as an id. */
const ID_LIKE = /^(?=.*\d)[\w-]{1,128}$/;
const ANY_ID = /^[\w-]{1,128}$/;

/** What the field of a list of ids shows. */
export interface ListNames {
  readonly tokens: readonly Token[];
  readonly options: readonly NameOption[];
  readonly isId: (text: string) => boolean;
}

/** The names of a draft's queues, skills and agents, and of those that can be chosen. */
export function useFilterNames(
  draft: Readonly<Ref<Pick<ViewDraft, 'filter'>>>,
  directory: Readonly<Ref<Directory>>,
): {
  readonly lists: Readonly<Record<FilterList, ComputedRef<ListNames>>>;
  readonly isSearching: Readonly<Ref<boolean>>;
  /** Whether the last search found more agents than it brought. */
  readonly isCut: Readonly<Ref<boolean>>;
  /** Searches agents by name in the complete team: the page has those of the open view alone. */
  searchAgents(text: string): Promise<void>;
  /** Searches each of the names there, so that all can be chosen at once. */
  lookUpAgents(names: readonly string[]): Promise<void>;
  /** The ids that availability has for chosen agents. */
  idsOfAgents(userIds: readonly string[]): Promise<readonly string[]>;
} {
  const bridge = useBridge();
  const views = useViewsStore();
  const team = useTeamStore();
  const nameOf = useNames();
  const found = shallowRef<readonly Agent[]>([]);
  /** Of the names that were looked up. */
  const lookedUp = shallowRef<readonly Agent[]>([]);
  const isSearching = shallowRef(false);
  const isCut = shallowRef(false);
  /** The agents of the draft's ids; null for an id of nobody in the team. */
  const known = shallowRef<ReadonlyMap<string, Agent | null>>(new Map());
  const of = views.connectionId;
  let sorted: readonly Agent[] = [];
  let latest = 0;

  async function identify(): Promise<void> {
    if (views.connectionId !== of) return;
    const unknown = draft.value.filter.agentIds.filter((id) => (known.value.get(id) ?? null) === null);
    if (unknown.length === 0) return;
    const named = await Promise.all(
      unknown.map(async (id) => {
        const result = await views.count({ ...EVERYBODY, filter: { ...EVERYBODY.filter, agentIds: [id] } });
        // Not counted: it is not known whether somebody has it.
        return result.ok && result.value !== null ? ([[id, result.value.first[0] ?? null]] as const) : [];
      }),
    );
    known.value = new Map([...known.value, ...named.flat()]);
  }
  watch([() => draft.value.filter.agentIds, () => team.snapshot?.asOf], identify, { immediate: true });

  const agents = computed(() => {
    const all = new Map([...lookedUp.value, ...found.value, ...team.agents].map((agent) => [agent.userId, agent]));
    sorted = sortAgents([...all.values()], 'name', sorted);
    return sorted;
  });

  const queues = computed(() => ofDirectory('queueIds', directory.value.queues, draft.value.filter.queueIds));
  const skills = computed(() => ofDirectory('skillIds', directory.value.skills, draft.value.filter.skillIds));
  const people = computed((): ListNames => {
    const { agentIds } = draft.value.filter;
    const agentOf = (id: string) => known.value.get(id) ?? agents.value.find(({ userId }) => userId === id);
    const isAlone = unique(agents.value.map(nameOf));
    const chosen = new Set(agentIds.map((id) => agentOf(id)?.userId ?? id));
    return {
      tokens: agentIds.map((id) => {
        const agent = agentOf(id);
        if (agent !== undefined) return { id, text: nameOf(agent) };
        return { id, text: id, ...(known.value.get(id) === null && { note: texts.unknown.agentIds }) };
      }),
      options: agents.value.map((agent) => ({
        id: agent.userId,
        name: nameOf(agent),
        search: nameText(agent, false),
        addition: isAlone(nameOf(agent)) ? undefined : agent.userId,
        detail: statusLabel(agent.status),
        isChosen: chosen.has(agent.userId),
      })),
      isId: (text) => isId(text) || (agents.value.length === 0 ? ANY_ID : ID_LIKE).test(text),
    };
  });

  return {
    lists: { queueIds: queues, skillIds: skills, agentIds: people },
    isSearching,
    isCut,
    async searchAgents(text) {
      const mine = (latest += 1);
      isSearching.value = text.trim() !== '';
      isCut.value = false;
      if (!isSearching.value) return;
      const result = await views.count({ ...EVERYBODY, text });
      if (mine !== latest) return;
      isSearching.value = false;
      if (!result.ok || result.value === null) return;
      found.value = result.value.first;
      isCut.value = result.value.first.length < result.value.matching;
    },
    async lookUpAgents(names) {
      const results = await Promise.all(names.map((text) => views.count({ ...EVERYBODY, text })));
      const first = results.flatMap((result) => (result.ok ? (result.value?.first ?? []) : []));
      lookedUp.value = [...lookedUp.value, ...first];
    },
    async idsOfAgents(userIds) {
      const ofTeam = new Map(agents.value.map((agent) => [agent.userId, agent]));
      return Promise.all(
        userIds.map(async (userId) => {
          const agent = ofTeam.get(userId);
          if (agent === undefined) return userId;
          const card = await bridge.invoke('agent:get', userId);
          const id = (card.ok ? card.value.row?.agentId : null) ?? userId;
          known.value = new Map([...known.value, [id, agent]]);
          return id;
        }),
      );
    },
  };
}

function ofDirectory(
  list: 'queueIds' | 'skillIds',
  all: readonly (DirectoryQueue | DirectorySkill)[],
  chosen: readonly string[],
): ListNames {
  const named = new Map(all.map((each) => [each.id, each]));
  const isAlone = unique(all.map(({ name }) => name));
  const isChosen = new Set(chosen);
  return {
    tokens: chosen.map((id) => {
      const name = named.get(id)?.name;
      if (name !== undefined) return { id, text: isAlone(name) ? name : `${name} (${id})` };
      return { id, text: id, ...(all.length > 0 && { note: texts.unknown[list] }) };
    }),
    options: all.map(({ id, name, members, isRefused }) => ({
      id,
      name,
      addition: isAlone(name) ? undefined : id,
      detail:
        members !== null
          ? texts.serves(members.count)
          : isRefused === true
            ? texts.servesRefused
            : texts.servesUnknown[list],
      isChosen: isChosen.has(id),
    })),
    isId: (text) => isId(text) || (all.length === 0 ? ANY_ID : ID_LIKE).test(text),
  };
}

/** Makes the test whether a name is there once. */
function unique(names: readonly string[]): (name: string) => boolean {
  const uses = new Map<string, number>();
  for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
  return (name) => uses.get(name) === 1;
}

/** The sentences of the field of a list. */
export function fieldTexts(list: FilterList): NameFieldTexts {
  return {
    none: (names) => texts.none(list, names),
    several: (text) => texts.several(list, text),
    choose: (text) => texts.choose(list, text),
    noneKnown: texts.noneKnown[list],
    allChosen: texts.allChosen,
    more: texts.more,
    cut: texts.cut,
    useAsId: texts.useAsId,
    found: (count) => texts.found(list, count),
  };
}
