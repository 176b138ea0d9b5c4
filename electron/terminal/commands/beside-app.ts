import { existsSync } from 'node:fs';
import path from 'node:path';
import { askOwner } from '../../api/local-socket/client.ts';
import { lockFile } from '../../files/lock-file.ts';
import type { BesideApp } from '../../relay/desk/late-feed.ts';
import type { RunningStatus } from '../../shared/contract/socket.ts';
import { fail, ok } from '../../shared/result.ts';
import { deskTexts as texts } from '../../shared/texts/relay/desk.ts';

/** An app that is silent for longer hangs. */
const OPEN_SILENCE_MS = 3_000;
/** An app waits for what is retained, and for its broker, some seconds each. */
const SILENCE_MS = 20_000;

/** The way of a command with a desk that the running app, or another command, may be connected as. */
export function besideApp({
  dataFolder,
  random,
}: {
  readonly dataFolder: string;
  readonly random: () => number;
}): BesideApp {
  return {
    async day(deskId, date) {
      const reply = await askOwner(dataFolder, 'desk:day', [deskId, date], SILENCE_MS);
      // An older app does not know the question.
      const isOther =
        reply?.answer.ok === false && ['not-connected', 'invalid-input'].includes(reply.answer.error.code);
      if (reply === null || isOther) return null;
      if (!reply.answer.ok) return reply.answer;
      // Loaded with a day: most commands read none.
      const { readContent } = await import('../../relay/wire/content.ts');
      const packed = Array.isArray(reply.answer.value) ? reply.answer.value : [];
      return ok(packed.flatMap((text) => readContent('day', [Buffer.from(String(text), 'base64')]) ?? []));
    },
    async takeTurn(deskId) {
      const reply = await askOwner(dataFolder, 'status:get', [false], OPEN_SILENCE_MS);
      const { connection } = Object(reply?.answer.ok === true ? reply.answer.value : null) as Partial<RunningStatus>;
      if (connection?.profile?.relay?.deskId === deskId) return fail('desk-in-use', { message: texts.openInApp });
      const file = path.join(dataFolder, `desk-${deskId}`);
      const release = await lockFile(file, random);
      // Where nothing can be written, nobody can wait.
      if (release === null && existsSync(`${file}.lock`)) return fail('desk-in-use');
      return ok(() => void release?.());
    },
  };
}
