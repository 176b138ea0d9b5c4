import type { KeyObject } from 'node:crypto';
import type { App } from '../../../app.ts';
import type { Owner } from '../../../api/local-socket/lock.ts';
import { createGivenKeychain } from '../../../keychain/given-keychain.ts';
import type { Keychain } from '../../../keychain/types.ts';
import { writeDeskLine } from '../../../relay/broker/desk-line.ts';
import type { BrokerTarget } from '../../../relay/broker/session.ts';
import { brokerUrl } from '../../../relay/broker/url.ts';
import { checkBroker, checkStranger } from '../../../relay/publish/check.ts';
import { createPublisher, type PublisherParts, type PublisherState } from '../../../relay/publish/publisher.ts';
import { newSigningKey, publicKeyText, readPublicKey } from '../../../relay/wire/keys.ts';
import type { Clock } from '../../../shared/clock.ts';
import { clockSecond } from '../../../shared/format.ts';
import { EVERYBODY_ID, type HealthState } from '../../../shared/model.ts';
import { fail, ok, type AppError, type Result } from '../../../shared/result.ts';
import { publishTexts as texts } from '../../../shared/texts/relay/relay.ts';
import type { PublishInvocation } from '../../invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../../output/exit-codes.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import type { PublisherIdentity } from './publish-secrets.ts';

/** What `publish` needs from outside. */
export interface PublishParts extends Pick<
  PublisherParts,
  'clock' | 'random' | 'connect' | 'version' | 'collect' | 'onSurprise'
> {
  readonly randomBytes: (bytes: number) => Buffer;
  /** Makes this process the owner of the data folder; null when another one is. */
  readonly claim: () => Promise<Owner | null>;
  /** The process of the owner; null where nobody knows. */
  readonly lastOwner: () => number | null;
  readonly readIdentity: (invocation: PublishInvocation) => Promise<Result<PublisherIdentity>>;
  readonly createApp: (
    opened: {
      readonly openWith: 'saved' | 'demo';
      readonly keychain: Keychain;
      readonly onRead: (what: 'poll' | 'details') => void;
    },
    owner: Owner,
  ) => Promise<App>;
}

/** Who publishes what, and where to. */
interface Setup {
  readonly name: string;
  readonly site: string;
  readonly publisher: string;
  readonly target: BrokerTarget;
  readonly key: KeyObject;
  readonly keys: readonly KeyObject[];
  readonly openWith: 'saved' | 'demo';
  readonly keychain: Keychain;
  /** What makes a desk of the demo; null where desks are enrolled. */
  readonly deskLine: string | null;
  readonly connect: PublishParts['connect'];
}

/** The team is not polled for so long while another publisher is live; the pause is renewed before it ends. */
const PAUSE_MS = 14 * 24 * 3_600_000;

/** `publish`: reads the team as `serve` does, without a page, and publishes it until it is interrupted. */
export async function runPublish(
  invocation: PublishInvocation,
  io: TerminalIo,
  parts: PublishParts,
): Promise<ExitCode> {
  const owner = await parts.claim();
  if (owner === null && !invocation.isCheck) {
    io.say(texts.runsAlready(parts.lastOwner()));
    return EXIT.unreachable;
  }
  const setup = await setupOf(invocation, parts);
  if (!setup.ok || invocation.isCheck || owner === null) {
    await owner?.release();
    if (!setup.ok) return refuse(setup.error, io);
    await setup.value.keychain.stop();
    return owner === null ? checkBeside(setup.value, io, parts) : check(setup.value, io, parts);
  }
  return publish(invocation, setup.value, owner, io, parts);
}

async function publish(
  { audiences }: PublishInvocation,
  { name, openWith, keychain, deskLine, ...identity }: Setup,
  owner: Owner,
  io: TerminalIo,
  parts: PublishParts,
): Promise<ExitCode> {
  let read = (_what: 'poll' | 'details'): void => undefined;
  const app = await parts.createApp({ openWith, keychain, onRead: (what) => read(what) }, owner);
  for (const problem of Object.values(app.problems())) if (problem !== null) io.say(problem);
  const interrupted = io.interrupted();
  io.print(texts.begins(name, identity.target.url));
  if (deskLine !== null) {
    io.say(texts.demo);
    io.print(deskLine);
  }
  const say = followStates(io);
  const unfollow = followTeam(app, io);
  const polls = createPolls(app, parts.clock);
  const publisher = createPublisher({
    ...parts,
    ...identity,
    audiences,
    source: app.publishing,
    polls,
    onChange(state) {
      polls.follow(state);
      say(state);
    },
  });
  ({ read } = publisher);
  await interrupted;
  unfollow();
  await publisher.stop();
  polls.end();
  await app.stop();
  return EXIT.ok;
}

/** Starts the polls of an app, and pauses them for as long as it takes; who asks for its status hears why. */
function createPolls(
  app: App,
  clock: Clock,
): PublisherParts['polls'] & { follow(state: PublisherState): void; end(): void } {
  let isStarted = false;
  let why: string | null = null;
  let cancelPause = (): void => undefined;

  function pause(): void {
    cancelPause();
    app.pause(PAUSE_MS, why ?? undefined);
    cancelPause = clock.after(PAUSE_MS / 2, pause);
  }

  return {
    follow(state) {
      const next = whyPaused(state);
      if (next === null || next === why) return;
      why = next;
      pause();
    },
    start() {
      why = null;
      cancelPause();
      app.publishing.watch();
      if (isStarted) app.pause(null);
      else void app.start();
      isStarted = true;
    },
    stop: pause,
    end: () => cancelPause(),
  };
}

function whyPaused({ role, problem }: PublisherState): string | null {
  if (role === 'standby') return texts.paused.standby;
  return role === 'listening' && problem !== null ? texts.paused.noBroker(problem.message) : null;
}

async function setupOf(invocation: PublishInvocation, parts: PublishParts): Promise<Result<Setup>> {
  if (invocation.demoBroker !== null) return demoSetup(invocation, invocation.demoBroker, parts);
  const read = await parts.readIdentity(invocation);
  if (!read.ok) return read;
  const { saved, access, secret, keychain } = read.value;
  return ok({
    name: saved.profile.name,
    site: access.site,
    publisher: access.publisherId,
    target: { url: access.broker, clientId: access.user, user: access.user, password: secret.password },
    key: secret.signingKey,
    keys: access.keys.flatMap((text) => readPublicKey(text) ?? []),
    openWith: 'saved',
    keychain,
    deskLine: null,
    connect: parts.connect,
  });
}

/** Demo data goes to a broker that takes anybody, with a key and a site of this run. */
function demoSetup(
  { audiences }: PublishInvocation,
  address: string,
  { randomBytes, connect }: PublishParts,
): Result<Setup> {
  const url = brokerUrl(address);
  if (!url.ok) return url;
  const key = newSigningKey();
  const pinned = readPublicKey(publicKeyText(key));
  const site = `demo-${randomBytes(6).toString('hex')}`;
  const user = (of: string): string => `rollcall-demo-${of}-${randomBytes(4).toString('hex')}`;
  const publisher = user('publisher');
  const [audience = 'names'] = audiences;
  const access = {
    ...{ broker: url.value, site, deskId: user('desk'), audience, views: [EVERYBODY_ID] },
    keys: [publicKeyText(key)],
  };
  return ok({
    name: texts.demoName,
    ...{ site, publisher, key },
    target: { url: url.value, clientId: publisher, user: publisher, password: DEMO_PASSWORD },
    keys: pinned === null ? [] : [pinned],
    openWith: 'demo',
    keychain: createGivenKeychain({}, null),
    deskLine: writeDeskLine({ name: texts.demoDesk, access, password: DEMO_PASSWORD }),
    connect: connectDemo(connect),
  });
}

/** The demo has no account that could be enrolled anew. */
function connectDemo(connect: PublishParts['connect']): PublishParts['connect'] {
  return async (session) => {
    const connected = await connect(session);
    const isRefused = !connected.ok && connected.error.code === 'forbidden';
    return isRefused ? fail('forbidden', { message: texts.demoRefused }) : connected;
  };
}

/** It opens nothing: demo data is for a broker without accounts. */
const DEMO_PASSWORD = 'demo';

async function check(
  { target, site, publisher, key, connect }: Setup,
  io: TerminalIo,
  parts: PublishParts,
): Promise<ExitCode> {
  io.print(texts.check.line(true, texts.check.secrets));
  let isGood = true;
  for await (const { isOk, text } of checkBroker({ ...parts, target, site, publisher, key, connect })) {
    isGood &&= isOk;
    io.print(texts.check.line(isOk, text));
  }
  io.say(texts.check.koreUntried);
  return isGood ? EXIT.ok : EXIT.refused;
}

/** Checks beside a publisher that runs with the same account: the broker would end its connection for another one. */
async function checkBeside({ target }: Setup, io: TerminalIo, parts: PublishParts): Promise<ExitCode> {
  io.print(texts.check.line(true, texts.check.secrets));
  const { isOk, text } = await checkStranger({ ...parts, target });
  io.print(texts.check.line(isOk, text));
  io.say(texts.check.beside(parts.lastOwner()));
  io.say(texts.check.koreUntried);
  return isOk ? EXIT.ok : EXIT.refused;
}

function refuse({ code, message }: AppError, io: TerminalIo): ExitCode {
  io.say(message);
  return exitCodeOf(code);
}

/** Says what has changed, a line each, as a journal wants it. */
function followStates(io: TerminalIo): (state: PublisherState) => void {
  let last = '';
  let said: Pick<PublisherState, 'refused' | 'untold' | 'told'> = { refused: [], untold: 0, told: 0 };
  return (state) => {
    const { problem, isConnected, role } = state;
    const link =
      problem !== null
        ? texts.tryingAgain(problem.message, clockSecond(problem.retryAt))
        : isConnected
          ? texts[role]
          : texts.connecting;
    // While it fails, only another reason is news.
    const key = problem?.message ?? link;
    if (key !== last) io.print(link);
    last = key;
    for (const why of state.refused) if (!said.refused.includes(why)) io.say(texts.refused[why]);
    if (state.told !== said.told && state.told > 0) io.print(texts.views(state.told));
    if (state.untold > said.untold) io.say(texts.untold(state.untold));
    said = state;
  };
}

/** Says when the team can no longer be read, and when it can again. */
function followTeam(app: Pick<App, 'events'>, io: TerminalIo): () => void {
  let last: HealthState = 'starting';
  return app.events.on('team:changed', ({ health: { state, message } }) => {
    if (state === last || state === 'paused') return;
    last = state;
    if (state === 'live') io.print(texts.team(texts.teamLive));
    else if (message !== '') io.say(texts.team(message));
  });
}
