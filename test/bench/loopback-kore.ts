import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availabilityBytes, detailsBytes } from './team-answers.ts';

/**
 * A program: the two APIs of a team of `agents`, after a round trip of so many milliseconds. Availability moves another
 * agent with every call. It asks for no token, so that what is measured is the client. Prints its address; ends with its
 * standard input.
 */
const [agents = 0, roundTripMs = 0] = process.argv.slice(2).map(Number);
const VARIANTS = 50;
const answers = Array.from({ length: VARIANTS }, (_, moved) => availabilityBytes(agents, moved));
const pages = new Map<string | null, Uint8Array>();
let calls = 0;

function answerTo(url: string): Uint8Array | undefined {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  if (!pathname.endsWith('/agentstatusdetails')) return answers[calls % VARIANTS];
  const offset = searchParams.get('offset');
  const page = pages.get(offset) ?? detailsBytes(agents, Number(offset));
  pages.set(offset, page);
  return page;
}

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    calls += 1;
    const answer = answerTo(request.url ?? '');
    const send = (): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    if (roundTripMs === 0) send();
    else setTimeout(send, roundTripMs);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
