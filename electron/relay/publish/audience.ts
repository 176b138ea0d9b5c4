import { EVERYBODY_ID, type Agent, type Audience, type View } from '../../shared/model.ts';
import { masked, maskName, withoutEmail } from '../../shared/names/names.ts';
import { publishTexts } from '../../shared/texts/relay/relay.ts';
import type { PublishedView } from '../wire/types.ts';

/** Desks refuse longer texts. */
const MAX_CHARACTERS = 1_000;

/** Somebody's name as an audience may read it; never an e-mail address, by which Kore.ai calls agents without a name. */
export function nameFor(audience: Audience, name: string): string {
  const shown = audience === 'names' ? withoutEmail(name) : maskName(name);
  return shown.slice(0, MAX_CHARACTERS);
}

/**
 * Makes agents as an audience may see them. The very same object for the very same agent, so that a change is found
 * without comparing what is in it.
 */
export function createAgentsFor(audience: Audience): (agents: readonly Agent[]) => readonly Agent[] {
  const known = new WeakMap<Agent, Agent>();
  function agentFor(agent: Agent): Agent {
    const made = known.get(agent) ?? publicAgent(audience, agent);
    known.set(agent, made);
    return made;
  }
  return (agents) => (audience === 'counts' ? [] : agents.map(agentFor));
}

function publicAgent(audience: Audience, agent: Agent): Agent {
  const name = nameFor(audience, agent.name);
  if (audience !== 'names') return { ...masked(agent), name };
  // What tells two agents of one name apart may be part of an e-mail address.
  const isAddress = agent.addition?.includes('@') === true;
  if (isAddress) return { ...agent, name, addition: agent.userId };
  return name === agent.name ? agent : { ...agent, name };
}

/** A view without whom it filters: a search may name people as well. Null is everybody. */
export function viewFor(audience: Audience, view: View | null): PublishedView {
  if (view === null) {
    return { id: EVERYBODY_ID, name: publishTexts.everybody, text: '', statuses: [], secondaryStatuses: [] };
  }
  const { id, name, text, statuses, secondaryStatuses } = view;
  return {
    id,
    name: withoutEmail(name),
    text: audience === 'names' ? withoutEmail(text) : '',
    statuses,
    secondaryStatuses,
  };
}
