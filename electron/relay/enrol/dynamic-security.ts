import type { Clock } from '../../shared/clock.ts';
import { err, fail, ok, type AppError, type Result } from '../../shared/result.ts';
import { enrolTexts as texts } from '../../shared/texts/relay/enrol.ts';
import type { BrokerTarget, connectBroker } from '../broker/session.ts';

/** A command of Mosquitto's dynamic security, as far as it is used. */
export type DynamicCommand =
  | {
      readonly command: 'createRole';
      readonly rolename: string;
      readonly textname: string;
      readonly acls: readonly DynamicAcl[];
    }
  | {
      readonly command: 'createClient';
      readonly username: string;
      readonly clientid: string;
      readonly password: string;
      readonly textname: string;
      readonly roles: readonly { readonly rolename: string }[];
    }
  | { readonly command: 'deleteClient'; readonly username: string }
  | { readonly command: 'deleteRole'; readonly rolename: string }
  | { readonly command: 'listClients' | 'listRoles'; readonly verbose: true };

/** One thing that a role may do. */
export interface DynamicAcl {
  readonly acltype: 'publishClientSend' | 'publishClientReceive' | 'subscribePattern';
  readonly topic: string;
  readonly allow: true;
}

/** What the broker says to one command: `error` in its own words where it was not done. */
interface DynamicAnswer {
  readonly command?: unknown;
  readonly error?: unknown;
  readonly data?: unknown;
  readonly correlationData?: unknown;
}

/** The broker's own accounts and roles, as its administrator may change them. */
export interface DynamicSecurity {
  /** The data of each answer, in the order of the commands; the first error ends it, what came before stays done. */
  run(commands: readonly DynamicCommand[]): Promise<Result<readonly unknown[]>>;
  close(): Promise<void>;
}

/** Where the plugin is told what to do, and where it answers everybody who may hear it. */
const COMMANDS = '$CONTROL/dynamic-security/v1';
const ANSWERS = `${COMMANDS}/response`;
const MAX_SILENCE_MS = 10_000;
const MAX_WORDS = 200;

export interface DynamicSecurityParts {
  readonly connect: typeof connectBroker;
  readonly clock: Clock;
  readonly randomUUID: () => string;
}

/** Signs in as an administrator of the broker. */
export async function openDynamicSecurity(
  target: BrokerTarget,
  { connect, clock, randomUUID }: DynamicSecurityParts,
): Promise<Result<DynamicSecurity>> {
  const heard = new Map<string, (answer: DynamicAnswer | null) => void>();
  let lost: AppError | null = null;
  const session = await connect({
    target,
    onMessage({ bytes }) {
      for (const answer of answersIn(bytes)) heard.get(String(answer.correlationData))?.(answer);
    },
    onLost(error) {
      lost = error;
      heard.forEach((resolve) => resolve(null));
    },
  });
  if (!session.ok) return session;
  const { publish, subscribe, end } = session.value;
  const refused = await subscribe([ANSWERS]);
  if (!refused.ok || refused.value.length > 0) {
    await end();
    // An account without these rights, or a broker without the plugin.
    return refused.ok ? fail('request-refused', { message: texts.noAdministrator(target.user) }) : refused;
  }

  async function ask(command: DynamicCommand): Promise<Result<unknown>> {
    const id = randomUUID();
    const { promise, resolve } = Promise.withResolvers<DynamicAnswer | null>();
    const stopWaiting = clock.after(MAX_SILENCE_MS, () => resolve(null));
    heard.set(id, resolve);
    const text = JSON.stringify({ commands: [{ ...command, correlationData: id }] });
    void publish(COMMANDS, Buffer.from(text), false).then((isSent) => {
      if (!isSent) resolve(null);
    });
    const answer = await promise;
    heard.delete(id);
    stopWaiting();
    if (answer === null && lost !== null) return err(lost);
    if (answer === null) return fail('timeout', { message: texts.noAnswer });
    if (answer.error !== undefined && !isGoneAlready(command, answer.error))
      return fail('request-refused', { message: texts.notDone(plain(answer.error)) });
    return ok(answer.data);
  }

  return ok({
    async run(commands) {
      const data: unknown[] = [];
      for (const command of commands) {
        const answer = await ask(command);
        if (!answer.ok) return answer;
        data.push(answer.value);
      }
      return ok(data);
    },
    close: end,
  });
}

/** Whether what is to be deleted is not there: an earlier try may have deleted it. */
function isGoneAlready({ command }: DynamicCommand, error: unknown): boolean {
  return command.startsWith('delete') && /not found$/i.test(plain(error));
}

function answersIn(bytes: Uint8Array): readonly DynamicAnswer[] {
  try {
    const { responses } = Object(JSON.parse(Buffer.from(bytes).toString('utf8'))) as { readonly responses?: unknown };
    return Array.isArray(responses) ? responses.map((each: unknown) => Object(each) as DynamicAnswer) : [];
  } catch {
    return [];
  }
}

/** The broker's words, short and without what would steer a terminal. */
function plain(error: unknown): string {
  return String(error).replace(/\p{C}/gu, '').slice(0, MAX_WORDS);
}
