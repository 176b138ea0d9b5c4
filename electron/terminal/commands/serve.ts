import type { OwnerPage } from '../../api/local-socket/client.ts';
import type { Owner } from '../../api/local-socket/lock.ts';
import { alreadyRunning, notAnswering } from '../../api/local-socket/protocol.ts';
import type { App } from '../../app.ts';
import type { Clock } from '../../shared/clock.ts';
import { describeCounts, describeIgnored } from '../../shared/team/counts.ts';
import type { ConnectionState, TeamSnapshot } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import type { Invocation } from '../invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';

type ServeInvocation = Extract<Invocation, { command: 'serve' }>;

/** What `serve` needs: the core, the loopback surface around it, the system's browser, and the one that runs already. */
export interface ServeParts {
  /** Makes this process the owner of the data folder; null when another one is. */
  readonly claim: () => Promise<Owner | null>;
  readonly createApp: (opened: Pick<ServeInvocation, 'openWith' | 'scene'>, owner: Owner) => Promise<App>;
  readonly startSurface: (
    app: App,
    how: Pick<ServeInvocation, 'port' | 'hasBoard'>,
  ) => Promise<Result<{ readonly url: string; stop(): Promise<void> }>>;
  /** Has the owner serve a page; null when it does not answer. */
  readonly openOwnerPage: (port: number | null, hasBoard: boolean) => Promise<Result<OwnerPage> | null>;
  /** The process of the owner, for one that does not answer. */
  readonly lastOwner: () => number | null;
  readonly openUrl: (url: string) => Promise<boolean>;
  readonly clock: Clock;
}

/** An owner that is starting or ending answers within this, or the folder is free by then. */
const MAX_WAIT_MS = 5_000;
const RETRY_MS = 250;

/**
 * `serve`: runs the browser surface until it is interrupted, and leaves nothing behind. Where Rollcall runs on the data
 * folder already, that one serves the page, and it alone reads the team. When it ends, this one takes over.
 */
export async function runServe(invocation: ServeInvocation, io: TerminalIo, parts: ServeParts): Promise<ExitCode> {
  const { clock, claim, openOwnerPage, lastOwner } = parts;
  for (let giveUpAt = clock.now() + MAX_WAIT_MS; clock.now() < giveUpAt; await pause(clock, RETRY_MS)) {
    const owner = await claim();
    if (owner !== null) return serveOwn(invocation, io, parts, owner);
    const page = await openOwnerPage(invocation.port, invocation.hasBoard);
    if (page === null) continue;
    const code = page.ok ? await serveFromOwner(invocation, io, parts, page.value) : refuse(io, page.error);
    if (code !== null) return code;
    giveUpAt = clock.now() + MAX_WAIT_MS;
  }
  io.say(notAnswering(lastOwner()));
  return EXIT.unreachable;
}

async function serveOwn(
  { port, openWith, scene, hasBoard, shouldOpen }: ServeInvocation,
  io: TerminalIo,
  { createApp, startSurface, openUrl }: ServeParts,
  owner: Owner,
): Promise<ExitCode> {
  const app = await createApp({ openWith, scene }, owner);
  for (const problem of Object.values(app.problems())) if (problem !== null) io.say(problem);
  const surface = await startSurface(app, { port, hasBoard });
  if (!surface.ok) {
    await app.stop();
    return refuse(io, surface.error);
  }
  // From here on: a signal that comes while the keychain is read ends it in order too.
  const interrupted = io.interrupted();
  printAddresses(io, surface.value.url, hasBoard);
  io.say(shouldOpen && (await openUrl(surface.value.url)) ? texts.opens : texts.toOpen);
  try {
    await Promise.race([app.start(), interrupted]);
    const unfollow = followStatus(app, io);
    await interrupted;
    unfollow();
  } finally {
    await surface.value.stop();
    await app.stop();
  }
  return EXIT.ok;
}

/** Until it is interrupted; null when the owner has ended before that. */
async function serveFromOwner(
  { openWith, hasBoard, shouldOpen }: ServeInvocation,
  io: TerminalIo,
  { openUrl }: ServeParts,
  { by, url, ended, close }: OwnerPage,
): Promise<ExitCode | null> {
  if (openWith === 'demo') {
    close();
    io.say(`${alreadyRunning(by)} ${texts.noDemoBeside}`);
    return EXIT.unreachable;
  }
  const interrupted = io.interrupted();
  printAddresses(io, url, hasBoard);
  io.say(`${alreadyRunning(by)} ${texts.servesThis}`);
  if (shouldOpen) await openUrl(url);
  const code = await Promise.race([interrupted.then(() => EXIT.ok), ended.then(() => null)]);
  close();
  if (code === null) io.say(texts.takesOver);
  return code;
}

function printAddresses(io: TerminalIo, url: string, hasBoard: boolean): void {
  io.print(texts.address(url));
  if (hasBoard) io.print(texts.board(new URL('/?view=board', url).href));
}

function refuse(
  io: TerminalIo,
  { code, message }: { code: Parameters<typeof exitCodeOf>[0]; message: string },
): ExitCode {
  io.say(message);
  return exitCodeOf(code);
}

function pause({ after }: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void after(ms, resolve));
}

type TeamFacts = Pick<TeamSnapshot, 'counts' | 'ignored' | 'asOf' | 'health' | 'view'>;

const texts = commandTexts.serve;

const CLEAR_LINE = '\r\u001b[2K';

/** One line about the team: its connection and view, its counts, and what is wrong when it is not live. */
export function statusLine(team: TeamFacts, connection: ConnectionState): string {
  if (connection.kind === 'none') return texts.notConnected;
  const account = connection.kind === 'demo' ? texts.demoName : connection.profile.name;
  const title = team.view === null ? account : texts.ofView(account, team.view.name);
  const problem = team.health.message || texts.firstRead;
  if (team.asOf === null) return texts.line(title, problem);
  const counts = [describeCounts(team.counts), ...describeIgnored(team.ignored)].join(', ');
  return team.health.state === 'live' ? texts.line(title, counts) : texts.problemLine(title, counts, problem);
}

/** Rewrites one line on a terminal, and prints a line per change elsewhere; the answer ends it. */
function followStatus(app: Pick<App, 'events' | 'team' | 'connection'>, io: TerminalIo): () => void {
  let printed = '';
  let team: TeamFacts = app.team();
  const show = (): void => {
    const line = statusLine(team, app.connection());
    if (line === printed) return;
    printed = line;
    if (io.isTerminal) io.write(`${CLEAR_LINE}${line}`);
    else io.print(line);
  };
  const unsubscribes = [
    app.events.on('team:changed', (delta) => {
      team = delta;
      show();
    }),
    app.events.on('connection:changed', show),
  ];
  show();
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
    if (io.isTerminal) io.write('\n');
  };
}
