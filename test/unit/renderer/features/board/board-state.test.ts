import { describe, expect, it } from 'vitest';
import type { Board, Health } from '../../../../../electron/shared/model.ts';
import { errorTexts } from '../../../../../electron/shared/texts/errors.ts';
import { deskTexts } from '../../../../../electron/shared/texts/relay/desk.ts';
import { SAMPLE_BOARD } from '../../../../support/fake-board.ts';
import { boardProblem, type HeardBoard } from '../../../../../renderer/features/board/board-state.ts';

const NOW = 1_000_000_000;

function problem(board: Partial<Board>, heard: Partial<HeardBoard> = {}, isOnWall = false): string | null {
  return boardProblem(
    { board: { ...SAMPLE_BOARD, asOf: NOW, intervalMs: 15_000, ...board }, heardAt: NOW, failure: null, ...heard },
    NOW,
    isOnWall,
  );
}

function health(state: Health['state'], rest: Partial<Health> = {}): Health {
  return { state, since: 0, nextAt: null, message: '', ...rest };
}

describe('a board is live', () => {
  it('while the answer and the counts are new', () => {
    expect(problem({})).toBeNull();
    expect(problem({ asOf: NOW - 60_000 }, { heardAt: NOW - 10_000 })).toBeNull();
  });

  it.each([
    ['the last request failed', problem({}, { failure: 'Gone.' }), 'Gone.'],
    ['nothing was heard yet', problem({}, { board: null }), 'Reading the team.'],
    ['Rollcall is silent', problem({}, { heardAt: NOW - 10_001 }), /does not answer/],
    ['there is no connection', problem({ name: null }), /not connected/],
    ['there is no answer', problem({ asOf: null }), 'Reading the team.'],
    ['it is the team of the last run', problem({ health: health('starting') }), 'Reading the team.'],
    ['Kore.ai cannot be reached', problem({ health: health('offline', { message: 'No network.' }) }), 'No network.'],
    ['the broker is gone', problem({ health: health('offline', { link: 'broker' }) }), 'The broker cannot be reached.'],
    ['two polls are overdue', problem({ asOf: NOW - 60_001 }), 'No newer counts have come.'],
    ['they are from a time to come', problem({ asOf: NOW + 60_001 }), 'No newer counts have come.'],
  ])('but not where %s', (_, said, sentence) => {
    expect(said).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
  });
});

describe('a board on a wall', () => {
  const TELL = 'If this stays so, tell whoever runs this board.';
  const refused = health('offline', { message: errorTexts.byCode['connection-refused'] });

  it.each([
    ['Kore.ai refuses', problem({ health: refused }, {}, true), `Kore.ai cannot be reached. ${TELL}`],
    [
      'the publisher has stopped',
      problem({ health: health('stale', { link: 'publisher', message: deskTexts.publisher.gone }) }, {}, true),
      `The publisher cannot be heard. ${TELL}`,
    ],
    [
      'another publisher runs whose key is not known',
      problem({ health: health('stale', { link: 'key', message: deskTexts.publisher.stranger }) }, {}, true),
      `The key of the publisher is not known. ${TELL}`,
    ],
    [
      'the broker refuses the desk',
      problem({ health: health('unauthorized', { link: 'broker', message: 'Ask for a new line.' }) }, {}, true),
      `The broker refuses this desk. ${TELL}`,
    ],
    ['there is no connection', problem({ name: null }, {}, true), `Rollcall is not connected to a team. ${TELL}`],
    ['two polls are overdue', problem({ asOf: NOW - 60_001 }, {}, true), `No newer counts have come. ${TELL}`],
  ])('says what is the matter and whom to tell where %s', (_, said, sentence) => {
    expect(said).toBe(sentence);
  });

  it('asks for nothing while the team is read', () => {
    expect(problem({ asOf: null }, {}, true)).toBe('Reading the team.');
    expect(problem({}, {}, true)).toBeNull();
  });
});
