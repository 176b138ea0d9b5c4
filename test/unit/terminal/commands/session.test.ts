import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../../../electron/connections/types.ts';
import type { SavedConnection } from '../../../../electron/settings/types.ts';
import { fail, ok } from '../../../../electron/shared/result.ts';
import type { ConnectionForm, ConnectionState, FieldNotes } from '../../../../electron/shared/model.ts';
import {
  missingMessage,
  openTarget,
  withSecret,
  type OpenParts,
} from '../../../../electron/terminal/commands/session.ts';
import { SAMPLE_FORM } from '../../../support/fake-handlers.ts';
import { PROFILE } from '../../../support/fake-bridge.ts';

const LIVE = { isDemo: false } as LiveConnection;
const SAVED = { profile: PROFILE } as SavedConnection;

/** Connections that answer as the test says, and record their calls. */
function fakeConnections(scene: {
  readonly live?: LiveConnection | null;
  readonly secret?: 'stored' | 'locked';
  readonly notes?: FieldNotes;
  readonly isRefusing?: boolean;
  /** The name of the demo that the running app shows. */
  readonly demo?: string;
}) {
  const calls: unknown[] = [];
  const state: ConnectionState = { kind: 'account', profile: PROFILE, secret: scene.secret ?? 'stored' };
  const parts: OpenParts = {
    find: (name) => (scene.demo === undefined && (name === null || name === PROFILE.name) ? SAVED : null),
    names: () => [PROFILE.name],
    isDemo: (name) => scene.demo !== undefined && (name === null || name === scene.demo),
    readInput: () => Promise.resolve('s3cret\n'),
    connections: () =>
      Promise.resolve({
        open: async (mode) => void calls.push(['open', mode]),
        openSaved: async (id) => void calls.push(['open', id]),
        state: () => state,
        live: () => (scene.live === undefined ? LIVE : scene.live),
        check: () => scene.notes ?? {},
        openGiven: async (form: ConnectionForm, copies) => {
          calls.push(['given', form.clientSecret, copies]);
          return scene.isRefusing === true ? fail('busy') : ok(state);
        },
      }),
  };
  return { calls, parts };
}

describe('a saved connection', () => {
  it('is opened by its id', async () => {
    const { calls, parts } = fakeConnections({});
    expect(await openTarget({ kind: 'saved', name: null }, parts)).toEqual(ok(LIVE));
    expect(calls).toEqual([['open', PROFILE.id]]);
  });

  it('that is not there is named together with those that are', async () => {
    const { calls, parts } = fakeConnections({});
    const opened = await openTarget({ kind: 'saved', name: 'Nights' }, parts);
    expect(opened).toMatchObject({ error: { code: 'not-connected', message: missingMessage('Nights', ['Billing']) } });
    expect(calls).toEqual([]);
  });

  it('whose keychain is locked says so', async () => {
    const { parts } = fakeConnections({ live: null, secret: 'locked' });
    expect(await openTarget({ kind: 'saved', name: null }, parts)).toMatchObject({
      error: { code: 'keychain-locked' },
    });
  });
});

describe('the demo of the running app', () => {
  it('is opened where nothing is saved, and under its own name', async () => {
    const { calls, parts } = fakeConnections({ demo: 'Demo data' });
    expect(await openTarget({ kind: 'saved', name: null }, parts)).toEqual(ok(LIVE));
    expect(await openTarget({ kind: 'saved', name: 'Demo data' }, parts)).toEqual(ok(LIVE));
    expect(await openTarget({ kind: 'saved', name: 'Billing' }, parts)).toMatchObject({
      error: { code: 'not-connected' },
    });
    expect(calls).toEqual([
      ['open', 'demo'],
      ['open', 'demo'],
    ]);
  });
});

describe('a given connection', () => {
  it('is opened for this run only, with the secret of stdin', async () => {
    const { calls, parts } = fakeConnections({});
    expect(await openTarget({ kind: 'given', form: SAMPLE_FORM, copies: null }, parts)).toEqual(ok(LIVE));
    expect(calls).toEqual([['given', 's3cret', null]]);
  });

  it('is called within the share of as many copies as were said', async () => {
    const { calls, parts } = fakeConnections({});
    expect(await openTarget({ kind: 'given', form: SAMPLE_FORM, copies: 30 }, parts)).toEqual(ok(LIVE));
    expect(calls).toEqual([['given', 's3cret', 30]]);
  });

  it.each(['error', 'confirm'] as const)('with a note that is an %s is refused, and the field named', async (level) => {
    const { calls, parts } = fakeConnections({ notes: { host: { level, message: 'This host looks like another.' } } });
    expect(await openTarget({ kind: 'given', form: SAMPLE_FORM, copies: null }, parts)).toMatchObject({
      error: { code: 'invalid-input', field: 'host', message: 'host: This host looks like another.' },
    });
    expect(calls).toEqual([]);
  });

  it('with a notice is opened all the same', async () => {
    const { parts } = fakeConnections({ notes: { host: { level: 'notice', message: 'The path was dropped.' } } });
    expect((await openTarget({ kind: 'given', form: SAMPLE_FORM, copies: null }, parts)).ok).toBe(true);
  });

  it('passes on why it was not taken', async () => {
    const { parts } = fakeConnections({ isRefusing: true });
    expect(await openTarget({ kind: 'given', form: SAMPLE_FORM, copies: null }, parts)).toMatchObject({
      error: { code: 'busy' },
    });
  });
});

describe('withSecret', () => {
  it.each([
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret', 's3cret'],
    [' two words \n\n', ' two words \n'],
  ])('takes %j as %j', (input, secret) => expect(withSecret(SAMPLE_FORM, input).clientSecret).toBe(secret));

  it('takes a token for a connection by token', () => {
    const form = withSecret({ ...SAMPLE_FORM, auth: 'token', clientSecret: null }, 'a.b.c\n');
    expect([form.token, form.clientSecret]).toEqual(['a.b.c', null]);
  });
});

describe('missingMessage', () => {
  it.each([
    [null, [], 'No connection is saved. Save one with: rollcall connect'],
    ['Nights', [], 'No connection named "Nights" is saved. Save one with: rollcall connect'],
    [null, ['Days', 'Nights'], 'No connection is chosen. Say which with --name: "Days", "Nights".'],
    ['\u001b[2J\u202eNoon', ['Days'], 'No connection named "[2JNoon" is saved.'],
    ['Noon', ['Days'], 'No connection named "Noon" is saved. Say which with --name: "Days".'],
  ])('for %j among %j', (name, names, message) => expect(missingMessage(name, names)).toContain(message));
});
