import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createLineReader } from './lines.ts';
import { newPipe, notePipe } from './pipe.ts';
import type { Place } from './place.ts';
import { makePrivateFolder } from './private-folder.ts';
import { MAX_ASK_BYTES, readAsk, replyLine } from './protocol.ts';
import type { Ask, OwnerName } from './types.ts';
import type { Result } from '../../shared/result.ts';

/** Answers one ask; `signal` aborts when the asker has gone. A `page` lasts until then, everything else is one answer. */
export type Answer = (ask: Ask, signal: AbortSignal) => Promise<Result<unknown>>;

/** An asker that says nothing, or does not read its answer, is not waited for any longer. */
const PATIENCE_MS = 5_000;
/** Askers at once; status bars and scripts of one user are a handful. */
const MAX_ASKERS = 256;

/** Listens at a place that is known to be nobody else's, and answers; the answer ends it. Throws when it cannot listen. */
export async function listenAt(
  place: Place,
  user: number | string,
  by: OwnerName,
  answer: Answer,
): Promise<() => Promise<void>> {
  const askers = new Set<Socket>();
  const server = createServer((socket) => {
    askers.add(socket.on('close', () => askers.delete(socket)));
    hear(socket, by, answer);
  });
  server.maxConnections = MAX_ASKERS;
  prepare(place, user);
  const address = place.kind === 'pipe' ? newPipe() : place.address;
  await bind(server, address);
  announce(place, address);
  return async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of askers) socket.destroy();
    await closed; // which takes the socket file away
    const word = place.kind === 'pipe' ? place.note : place.link;
    if (word !== null) rmSync(word, { force: true });
  };
}

/** Nobody can come in between the socket's making and its mode: the folder is closed already. */
function prepare(place: Place, user: number | string): void {
  if (place.kind === 'pipe') return;
  const { address, folder, link } = place;
  makePrivateFolder(folder, user);
  for (const stale of [address, link]) if (stale !== null) rmSync(stale, { force: true });
}

/** Leaves word where this process listens. */
function announce(place: Place, address: string): void {
  if (place.kind === 'pipe') return notePipe(place.note, address);
  chmodSync(address, 0o600);
  if (place.link !== null) symlinkSync(address, place.link);
}

function bind(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      server.on('error', () => undefined); // an asker that could not be taken
      resolve();
    });
  });
}

/** One ask from each asker; whoever sends more is cut off. */
function hear(socket: Socket, by: OwnerName, answer: Answer): void {
  const gone = new AbortController();
  const asks: string[] = [];
  const feed = createLineReader(MAX_ASK_BYTES, (line) => asks.push(line));

  async function reply(line: string): Promise<void> {
    socket.setTimeout(0); // the first read of a team takes as long as it takes
    const ask = readAsk(line);
    const answered = ask.ok ? await answer(ask.value, gone.signal) : ask;
    const text = replyLine({ by, answer: answered });
    if (ask.ok && ask.value.ask === 'page' && answered.ok) socket.write(text);
    else socket.setTimeout(PATIENCE_MS).end(text);
  }

  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.on('error', () => undefined).on('close', () => gone.abort());
  socket.on('data', (bytes) => {
    if (asks.length > 0 || !feed(bytes) || asks.length > 1) socket.destroy();
    else if (asks[0] !== undefined) void reply(asks[0]);
  });
}
