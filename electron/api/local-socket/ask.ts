import { connect, type Socket } from 'node:net';
import { addressOf } from './address.ts';
import { createLineReader } from './lines.ts';
import { ownerPlace, whereaboutsOf } from './place.ts';
import { askLine, MAX_REPLY_BYTES, readReply } from './protocol.ts';
import type { Ask, Reply } from './types.ts';

/** A reply, and the line it came on, which what was asked for may depend on. */
export interface HeldReply {
  readonly reply: Reply;
  readonly socket: Socket;
}

/** Asks the running app of a data folder; null when there is none, or none that answers in time and makes sense. */
export async function askOwner(dataFolder: string, ask: Ask, deadlineMs: number): Promise<Reply | null> {
  const held = await askAndHold(dataFolder, ask, deadlineMs);
  held?.socket.destroy();
  return held?.reply ?? null;
}

/** Like `askOwner`, and keeps the line open. */
export function askAndHold(dataFolder: string, ask: Ask, deadlineMs: number): Promise<HeldReply | null> {
  const whereabouts = whereaboutsOf(dataFolder);
  const place = ownerPlace(whereabouts);
  const address = place && addressOf(place, whereabouts.user);
  return address === null ? Promise.resolve(null) : exchange(connect(address), ask, deadlineMs);
}

function exchange(socket: Socket, ask: Ask, deadlineMs: number): Promise<HeldReply | null> {
  const { promise, resolve } = Promise.withResolvers<HeldReply | null>();
  function settle(reply: Reply | null): void {
    clearTimeout(deadline);
    socket.off('data', onData);
    if (reply === null) socket.destroy();
    resolve(reply === null ? null : { reply, socket });
  }
  const deadline = setTimeout(() => settle(null), deadlineMs);
  const feed = createLineReader(MAX_REPLY_BYTES, (line) => settle(readReply(line)));
  const onData = (bytes: Buffer): void => {
    if (!feed(bytes)) settle(null);
  };
  socket
    .on('error', () => settle(null))
    .on('close', () => settle(null))
    .on('data', onData);
  socket.write(askLine(ask));
  return promise;
}
