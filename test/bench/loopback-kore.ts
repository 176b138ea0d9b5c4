import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availabilityBytes } from './team-answers.ts';

/**
 * A program: an availability API of `agents` that moves another agent with every call and asks for no token, so that
 * what is measured is the client. Prints its address; ends with its standard input.
 */
const agents = Number(process.argv[2]);
const VARIANTS = 50;
const answers = Array.from({ length: VARIANTS }, (_, moved) => availabilityBytes(agents, moved));
let calls = 0;

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    calls += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(answers[calls % VARIANTS]);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
