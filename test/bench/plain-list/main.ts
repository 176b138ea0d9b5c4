import { createApp, h, shallowRef, type VNode } from 'vue';
import type { Agent } from '../../../electron/shared/model.ts';
import { sinceText } from '../../../renderer/features/team/roster/since.ts';
import { fakeAgents } from '../../support/fake-team.ts';

const AGENTS = 5_000;
const TICK_MS = 1_000;

/**
 * The list of the team as it is quickly written: every agent is a row of one component, and all of it is drawn again
 * each second and for each change.
 */
const agents = shallowRef<readonly Agent[]>(fakeAgents(AGENTS, Date.now()));
const now = shallowRef(Date.now());

function row(agent: Agent): VNode {
  const { qualifier, duration } = sinceText(agent.since, now.value);
  const label = `${agent.name}, ${agent.status}`;
  return h('div', { key: agent.userId, class: 'row', role: 'listitem', 'aria-label': label }, [
    h('span', { class: 'name' }, agent.name),
    h('span', agent.status),
    h('span', { class: 'time' }, [h('small', qualifier), h('span', duration)]),
  ]);
}

createApp({
  render: () => h('div', { class: 'list', style: 'height: 600px; overflow-y: auto' }, agents.value.map(row)),
}).mount('#app');
setInterval(() => (now.value = Date.now()), TICK_MS);
Object.assign(window, { plain: agents });
