import { createApp, h, type App } from 'vue';
import type { Board } from '../../../electron/shared/model.ts';
import { fail, type Result } from '../../../electron/shared/result.ts';
import { boardTexts } from '../../../electron/shared/texts/team/board.ts';
import BoardView from './BoardView.vue';

/** An answer takes no time at all; one that hangs is asked for again. */
const MAX_WAIT_MS = 10_000;

/** The board alone, for a screen that nobody signs in. After an update it loads itself anew. */
export function createBoardApp(): App<Element> {
  let version: string | null = null;

  async function read(): Promise<Result<Board>> {
    const response = await fetch('/board', { signal: AbortSignal.timeout(MAX_WAIT_MS) }).catch(() => null);
    if (response === null) return fail('connection-lost', { message: boardTexts.noAnswer });
    if (!response.ok) return fail('connection-lost', { message: await response.text() });
    const answer = (await response.json()) as Result<Board>;
    if (answer.ok) {
      if (version !== null && version !== answer.value.version) location.reload();
      version = answer.value.version;
    }
    return answer;
  }
  return createApp(() => h('main', { style: { height: '100%' } }, h(BoardView, { read, isOnWall: true })));
}
