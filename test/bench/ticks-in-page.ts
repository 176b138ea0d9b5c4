import type { Agent, KnownCounts, Status, TeamDelta, TeamSnapshot } from '../../electron/shared/model.ts';
import type { FakeBridge } from '../support/fake-bridge.ts';

/**
 * What is done to a page: a second passes; one agent changes, visible and keeping their place, visible and moving to
 * another group, or not visible; some reach a limit; a click opens a card; or nothing.
 */
export type Deed = 'second' | 'in place' | 'moving' | 'hidden' | 'limit' | 'card' | 'nothing';

/** What is in a page: the app over its fake bridge, or nothing; and what is done next. */
type BenchWindow = Window & {
  fake?: FakeBridge;
  /** Runs what the page does once a second, a second later by its clock. */
  passSecond(): void;
  act(): void;
};

/** Runs in the page before its first script: its timer of one second waits to be called, and its clock to be moved. */
export function holdSecond(): void {
  const SECOND_MS = 1_000;
  const systemNow = Date.now.bind(Date);
  const setTimer = window.setInterval.bind(window) as (action: () => void, ms?: number) => number;
  let ahead = 0;
  let onSecond: () => void = () => undefined;
  const held = (action: () => void, ms?: number): number => {
    if (ms !== SECOND_MS) return setTimer(action, ms);
    onSecond = action;
    return 0;
  };
  Date.now = () => systemNow() + ahead;
  Object.assign(window, {
    setInterval: held,
    passSecond() {
      ahead += SECOND_MS;
      onSecond();
    },
  });
}

/** Runs in the page: makes everything ready that is not part of the deed itself. */
export async function prepare(deed: Deed): Promise<void> {
  const MOVES: Readonly<Record<Status, Status>> = {
    AVAILABLE: 'BUSY',
    BUSY: 'AWAY',
    AWAY: 'OFFLINE',
    OFFLINE: 'AVAILABLE',
    OTHER: 'AVAILABLE',
  };
  const page = window as unknown as BenchWindow;
  const { fake } = page;

  function moved(agent: Agent): Agent {
    const status = MOVES[agent.status];
    return { ...agent, status, rawStatus: status, since: { at: Date.now(), precision: 'exact', toleranceMs: 0 } };
  }

  /** Another word beside the name changes neither group nor order. */
  function renamed(agent: Agent): Agent {
    return { ...agent, secondaryStatus: agent.secondaryStatus === 'Coaching' ? 'Training' : 'Coaching' };
  }

  function chosen({ core }: FakeBridge): Agent {
    const shown = [...document.querySelectorAll('.list .row .name')].map((name) => name.textContent);
    const isWanted = ({ name }: Agent): boolean => (deed === 'hidden' ? !shown.includes(name) : name === shown[0]);
    const agent = core.team.agents.findLast(isWanted);
    if (agent === undefined) throw new Error(`Nobody is there to change ${deed}.`);
    return agent;
  }

  /** The delta of one agent, as the core pushes it. */
  function pushOne(bridge: FakeBridge): () => void {
    const agent = chosen(bridge);
    const changed = deed === 'in place' ? renamed(agent) : moved(agent);
    const counts = { ...(bridge.core.team.counts as KnownCounts) };
    counts[agent.status] -= 1;
    counts[changed.status] += 1;
    return pushed(bridge, { counts, countedAt: Date.now() }, [changed]);
  }

  /** The delta without a change that says that limits were reached; somebody reaches one in each half minute. */
  function pushLimit(bridge: FakeBridge): () => void {
    const STEP_MS = 30_000;
    return pushed(bridge, { countedAt: bridge.core.team.countedAt + STEP_MS }, []);
  }

  function pushed(
    { core, push }: FakeBridge,
    news: Partial<Pick<TeamSnapshot, 'counts' | 'countedAt'>>,
    changed: readonly Agent[],
  ): () => void {
    const { agents, queues, revision, ...before } = core.team;
    const facts = { ...before, ...news, revision: revision + 1 };
    const byId = new Map(changed.map((agent) => [agent.userId, agent]));
    core.team = { ...facts, queues, agents: agents.map((agent) => byId.get(agent.userId) ?? agent) };
    const delta: TeamDelta = { ...facts, base: revision, changed, removed: [] };
    return () => push('team:changed', delta);
  }

  /** Each time another one: the card that was open is closed here. */
  async function clickNext(): Promise<() => void> {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const isOpen = (row: Element): boolean => row.querySelector('[aria-current=true]') !== null;
    const place = [...document.querySelectorAll('.list .agent')].findIndex(isOpen);
    document.querySelector<HTMLElement>('.card header button')?.click();
    for (let frame = 0; frame < 3; frame += 1) await nextFrame();
    return () => document.querySelectorAll<HTMLElement>('.list .agent')[(place + 1) % 10]?.click();
  }

  page.act = () => undefined;
  if (deed === 'card') page.act = await clickNext();
  else if (deed === 'second') page.act = page.passSecond;
  else if (deed === 'limit' && fake !== undefined) page.act = pushLimit(fake);
  else if (deed !== 'nothing' && fake !== undefined) page.act = pushOne(fake);
}

/**
 * Runs in the page: does what was prepared and waits until it has been drawn. Says whether counts, the head of the list
 * or the lines at the top then read differently than before.
 */
export async function act(): Promise<boolean> {
  const LINES = 20;
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const lines = document.getElementsByClassName('row');
  const heads = ['.tiles', '.list .head', '.card h2'];
  const read = (): string =>
    [
      ...heads.map((selector) => document.querySelector(selector)),
      ...Array.from({ length: LINES }, (_, index) => lines[index]),
    ]
      .map((part) => part?.textContent)
      .join('\n');
  await nextFrame();
  const before = read();
  (window as unknown as BenchWindow).act();
  await nextFrame();
  await nextFrame();
  return read() !== before;
}
