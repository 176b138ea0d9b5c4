import { EVERYBODY, type TeamFilter, type View, type ViewDraft } from '../../electron/shared/model.ts';

/** A view with plausible defaults that restricts nothing. */
export function fakeView(patch: Partial<View> = {}): View {
  return { ...EVERYBODY, id: 'v-1', name: 'Leads', ...patch };
}

/** A view as entered, new unless it has an id. */
export function fakeDraft(patch: Partial<ViewDraft> = {}): ViewDraft {
  return { ...EVERYBODY, id: null, name: 'Leads', ...patch };
}

/** A filter of queues alone. */
export function queues(...queueIds: readonly string[]): TeamFilter {
  return { queueIds, skillIds: [], agentIds: [] };
}

/** A filter of agents alone. */
export function agents(...agentIds: readonly string[]): TeamFilter {
  return { queueIds: [], skillIds: [], agentIds };
}
