import { expect, it } from 'vitest';
import type { UpdateState } from '../../../../../electron/shared/model.ts';
import { updateSentence } from '../../../../../renderer/features/settings/update-sentence.ts';

it.each<[UpdateState, string]>([
  [{ kind: 'off' }, ''],
  [{ kind: 'idle', isCurrent: false }, 'Rollcall looks for updates every few hours.'],
  [{ kind: 'idle', isCurrent: true }, 'Rollcall is up to date.'],
  [{ kind: 'checking' }, 'Looking for an update…'],
  [{ kind: 'downloading', version: '0.2.0' }, 'Downloading 0.2.0…'],
  [{ kind: 'ready', version: '0.2.0' }, '0.2.0 is ready. It is installed when Rollcall quits.'],
  [{ kind: 'unavailable', reason: 'No server.', isFinal: false }, 'No server.'],
])('%j', (state, sentence) => {
  expect(updateSentence(state)).toBe(sentence);
});
