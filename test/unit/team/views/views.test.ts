import { describe, expect, it } from 'vitest';
import {
  EVERYBODY,
  MAX_VIEWS,
  NOTHING_LEARNED,
  selectionKey,
  type Audience,
  type ConnectionState,
  type Selection,
  type View,
  type ViewDraft,
  type ViewList,
} from '../../../../electron/shared/model.ts';
import { writeViewFile } from '../../../../electron/shared/views/view-file.ts';
import { createViews } from '../../../../electron/team/views/views.ts';
import { ACCOUNT, DEMO, NO_CONNECTION, PROFILE } from '../../../support/fake-bridge.ts';
import { fakeDraft, fakeView, queues } from '../../../support/fake-views.ts';
import { createMemorySettings } from '../../../support/memory-settings.ts';

/** Views over settings with one saved connection; ids count up. */
function setUp(views: readonly View[] = [], first: ConnectionState = ACCOUNT) {
  const settings = createMemorySettings({
    connections: [
      { profile: PROFILE, isSecretStored: true, memory: NOTHING_LEARNED, views, activeViewId: views[0]?.id ?? null },
    ],
    activeConnectionId: PROFILE.id,
  });
  let state = first;
  let count = 0;
  const listeners: (() => void)[] = [];
  const heard: ViewList[] = [];
  const made = createViews({
    settings,
    connections: {
      state: () => state,
      subscribe: (listener) => {
        listeners.push(() => listener(state));
        return () => undefined;
      },
    },
    randomUUID: () => `id-${(count += 1)}`,
    onChange: (list) => heard.push(list),
  });
  const present = () => made.list().connectionId;
  return {
    made,
    /** Each change is meant for the connection that is open. */
    views: {
      ...made,
      open: (id: string | null) => made.open(present(), id),
      save: (draft: ViewDraft) => made.save(present(), draft),
      setAgents: (id: string, agentIds: readonly string[]) => made.setAgents(present(), id, agentIds),
      remove: (id: string) => made.remove(present(), id),
      import: (text: string) => made.import(present(), text),
    },
    settings,
    heard,
    connect(next: ConnectionState) {
      state = next;
      listeners.forEach((listener) => listener());
    },
  };
}

const names = ({ views }: ViewList): string[] => views.map(({ name }) => name);

describe('the views of a publisher', () => {
  const published = (...ids: readonly string[]) => ids.map((id) => ({ ...EVERYBODY, id, name: id }));
  const deskOf = (audience: Audience, views: readonly string[]): ConnectionState => ({
    ...{ kind: 'account', secret: 'stored' },
    profile: {
      ...PROFILE,
      auth: 'desk',
      relay: { broker: 'wss://b/mqtt', site: 's', deskId: 'd', audience, views, keys: ['k'] },
    },
  });

  it.each([
    ['names', ['day', 'night'], null],
    ['counts', ['everybody', 'day', 'night'], null],
    ['counts', ['day', 'night'], 'day'],
  ] as const)('on a desk with %s of %j: %j is open, for counts have no sum', async (audience, of, open) => {
    const { views } = setUp([], deskOf(audience, of));
    await views.publish(published('day', 'night'));
    expect(views.list()).toMatchObject({ views: [{ id: 'day' }, { id: 'night' }], activeId: open });
  });

  it('leave open what was chosen of the counts, as long as it is there', async () => {
    const { views, heard } = setUp([], deskOf('counts', ['day', 'night']));
    await views.publish(published('day', 'night'));
    await views.open('night');
    await views.publish(published('day', 'night', 'late'));
    expect(views.list().activeId).toBe('night');
    const before = heard.length;
    await views.publish(published('day', 'night', 'late'));
    expect(heard.length).toBe(before);
    await views.publish(published('late', 'day'));
    expect(views.list().activeId).toBe('late');
  });
});

describe('the views of a connection', () => {
  it('are saved in the settings, and a saved one opens at once', async () => {
    const { views, settings, heard } = setUp();
    const saved = await views.save(fakeDraft({ name: ' Leads ', filter: queues('qu-1') }));
    const view = fakeView({ id: 'id-1', filter: queues('qu-1') });
    expect(saved).toEqual({ ok: true, value: { connectionId: PROFILE.id, views: [view], activeId: 'id-1' } });
    expect(settings.get().connections[0]).toMatchObject({ views: [view], activeViewId: 'id-1' });
    expect([views.active(), heard]).toEqual([view, [{ connectionId: PROFILE.id, views: [view], activeId: 'id-1' }]]);
  });

  it('keep their place and id when edited', async () => {
    const { views } = setUp([fakeView(), fakeView({ id: 'v-2', name: 'Lunch' })]);
    const edited = await views.save(fakeDraft({ id: 'v-1', name: 'Team leads', text: 'lead' }));
    expect(edited).toMatchObject({ ok: true, value: { activeId: 'v-1' } });
    expect(views.list().views.map(({ id, name, text }) => [id, name, text])).toEqual([
      ['v-1', 'Team leads', 'lead'],
      ['v-2', 'Lunch', ''],
    ]);
  });

  it('come back as new when they were deleted while they were edited', async () => {
    const { views } = setUp([fakeView()]);
    await views.remove('v-1');
    const saved = await views.save(fakeDraft({ id: 'v-1', name: 'Leads' }));
    expect(saved).toMatchObject({ ok: true, value: { views: [{ id: 'id-1', name: 'Leads' }], activeId: 'id-1' } });
  });

  it.each([
    ['a name that exists', { name: 'lunch' }, 'name'],
    ['no name', { name: '  ' }, 'name'],
    ['61 characters', { name: 'x'.repeat(61) }, 'name'],
    ['a bad id', { filter: queues('q 1') }, 'queueIds'],
    ['two lines of text', { text: 'a\nb' }, 'text'],
  ] as const)('refuse %s beside its field, and change nothing', async (_, patch, field) => {
    const { views, heard } = setUp([fakeView({ id: 'v-2', name: 'Lunch' })]);
    const before = views.list();
    expect(await views.save(fakeDraft(patch))).toMatchObject({ ok: false, error: { code: 'invalid-input', field } });
    expect([views.list(), heard]).toEqual([before, []]);
  });

  it('take other agents, and whichever is open stays open', async () => {
    const { views } = setUp([fakeView(), fakeView({ id: 'v-2', name: 'Lunch', filter: queues('qu-1') })]);
    expect(await views.setAgents('v-2', ['a-1', 'a-2'])).toMatchObject({
      ok: true,
      value: { activeId: 'v-1', views: [{}, { filter: { queueIds: ['qu-1'], agentIds: ['a-1', 'a-2'] } }] },
    });
    const before = views.list();
    expect(await views.setAgents('v-2', ['a 1'])).toMatchObject({ ok: false, error: { field: 'agentIds' } });
    expect(await views.setAgents('v-9', ['a-1'])).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(views.list()).toEqual(before);
  });

  it('open and close; one that is not there is refused', async () => {
    const { views, heard } = setUp([fakeView(), fakeView({ id: 'v-2', name: 'Lunch' })]);
    await views.open('v-2');
    await views.open('v-2');
    await views.open(null);
    expect(heard.map(({ activeId }) => activeId)).toEqual(['v-2', null]);
    expect(await views.open('v-9')).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(views.active()).toBeNull();
  });

  it('fall back to everybody when the open one is removed, here or in the file', async () => {
    const { views, settings, heard } = setUp([fakeView(), fakeView({ id: 'v-2', name: 'Lunch' })]);
    expect(await views.remove('v-1')).toMatchObject({ ok: true, value: { views: [{ id: 'v-2' }], activeId: null } });
    await views.open('v-2');
    await settings.update((document) => ({
      ...document,
      connections: document.connections.map((each) => ({ ...each, views: [] })),
    }));
    expect([views.active(), heard.at(-1)]).toEqual([null, { connectionId: PROFILE.id, views: [], activeId: null }]);
  });

  it('are at most fifty', async () => {
    const { views } = setUp(Array.from({ length: MAX_VIEWS }, (_, n) => fakeView({ id: `v-${n}`, name: `View ${n}` })));
    expect(await views.save(fakeDraft({ name: 'One more' }))).toMatchObject({
      ok: false,
      error: { message: 'A connection keeps at most 50 views. Delete one first.' },
    });
    expect(await views.save(fakeDraft({ id: 'v-7', name: 'Renamed' }))).toMatchObject({ ok: true });
  });

  it('take no more space than the settings file has', async () => {
    const many = Array.from({ length: 200 }, (_, n) => `${'q'.repeat(100)}-${n}`);
    const { views } = setUp();
    const filter = { queueIds: many, skillIds: many, agentIds: many };
    expect(await views.save(fakeDraft({ name: 'One', filter }))).toMatchObject({ ok: true });
    const refused = await views.save(fakeDraft({ name: 'Two', filter }));
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining('too many IDs') as string } });
    expect(names(views.list())).toEqual(['One']);
  });

  it('hold for this run when the settings cannot be written, and say so', async () => {
    const { views, settings } = setUp();
    settings.isUnwritable = true;
    expect(await views.save(fakeDraft())).toMatchObject({ ok: false, error: { code: 'storage' } });
    expect(names(views.list())).toEqual(['Leads']);
  });
});

describe('each connection', () => {
  it('has its own; those of the demo are in memory only', async () => {
    const { views, settings, connect, heard } = setUp([fakeView()]);
    connect(DEMO_ELSEWHERE);
    expect(heard).toEqual([{ connectionId: 'demo', views: [], activeId: null }]);
    await views.save(fakeDraft({ name: 'Demo view' }));
    expect(JSON.stringify(settings.get())).not.toContain('Demo view');
    connect(ACCOUNT);
    expect(names(views.list())).toEqual(['Leads']);
    connect(DEMO_ELSEWHERE);
    expect(names(views.list())).toEqual(['Demo view']);
  });

  it('knows what a selection is called: its view, everybody, or nothing that is still there', () => {
    const leads = fakeView({ filter: queues('qu-1') });
    const twin = fakeView({ id: 'v-2', name: 'Twin', filter: queues('qu-1') });
    const { views } = setUp([twin, leads, fakeView({ id: 'v-3', name: 'All of them' })]);
    const nameOf = (selection: Selection) => views.nameOf(PROFILE.id, selectionKey(selection));
    expect(nameOf(leads)).toBe('Twin'); // the open one
    expect(nameOf(EVERYBODY)).toBeNull();
    expect(nameOf({ ...EVERYBODY, text: 'ana' })).toBe('');
    expect(views.nameOf('c-9', selectionKey(EVERYBODY))).toBeNull();
  });

  it('is announced, also when the other one has the same views', () => {
    const { connect, heard } = setUp();
    connect(DEMO_ELSEWHERE);
    connect(ACCOUNT);
    expect(heard.map(({ connectionId }) => connectionId)).toEqual(['demo', PROFILE.id]);
  });

  it('takes no change that was meant for another one, and nothing is lost', async () => {
    const { made, settings, connect, heard } = setUp([fakeView()]);
    connect(DEMO_ELSEWHERE);
    heard.length = 0;
    const before = settings.get();
    const meant = PROFILE.id;
    for (const change of [
      made.save(meant, fakeDraft({ name: 'Late' })),
      made.open(meant, null),
      made.remove(meant, 'v-1'),
      made.import(meant, writeViewFile([fakeView({ name: 'Late' })])),
    ]) {
      expect(await change).toMatchObject({
        ok: false,
        error: {
          code: 'invalid-input',
          message: expect.stringMatching(/^Another connection is open by now/) as string,
        },
      });
    }
    expect([settings.get(), made.list(), heard]).toEqual([
      before,
      { connectionId: 'demo', views: [], activeId: null },
      [],
    ]);
    connect(ACCOUNT);
    expect(await made.save(meant, fakeDraft({ name: 'Late' }))).toMatchObject({ ok: true });
  });

  it('is needed: without one there are none to change', async () => {
    const { views } = setUp([], NO_CONNECTION);
    expect(views.list()).toEqual({ connectionId: null, views: [], activeId: null });
    for (const change of [views.save(fakeDraft()), views.open(null), views.import(writeViewFile([fakeView()]))]) {
      expect(await change).toMatchObject({ ok: false, error: { code: 'not-connected' } });
    }
  });
});

const DEMO_ELSEWHERE: ConnectionState = { ...DEMO, profile: { ...PROFILE, id: 'demo' } } as ConnectionState;

describe('import', () => {
  it('adds behind what is there, gives a number to a name that exists, and opens nothing', async () => {
    const { views } = setUp([fakeView(), fakeView({ id: 'v-2', name: 'leads (2)' })]);
    const file = writeViewFile([
      fakeView({ text: 'lead' }),
      fakeView({ name: 'LEADS' }),
      fakeView({ name: 'x'.repeat(60) }),
    ]);
    const imported = await views.import(file);
    expect(imported).toMatchObject({ ok: true, value: { added: 3, refused: [], list: { activeId: 'v-1' } } });
    expect(names(views.list())).toEqual(['Leads', 'leads (2)', 'Leads (3)', 'LEADS (4)', 'x'.repeat(60)]);
    await views.import(file);
    expect(names(views.list()).at(-1)).toBe(`${'x'.repeat(56)} (2)`);
    expect(new Set(views.list().views.map(({ id }) => id)).size).toBe(8);
  });

  it('takes as many as fit and says what became of the others', async () => {
    const { views } = setUp(Array.from({ length: 49 }, (_, n) => fakeView({ id: `v-${n}`, name: `View ${n}` })));
    const imported = await views.import(writeViewFile([fakeView({ name: 'A' }), fakeView({ name: 'B' })]));
    const refused = [{ name: 'B', reason: 'A connection keeps at most 50 views. Delete one first.' }];
    expect(imported).toMatchObject({ ok: true, value: { added: 1, refused } });
  });

  it('of a bad file changes nothing', async () => {
    const { views, heard } = setUp([fakeView()]);
    expect(await views.import('{')).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect([names(views.list()), heard]).toEqual([['Leads'], []]);
  });
});
