import { EVERYBODY_ID } from '../../../shared/model.ts';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../../../files/system-code.ts';
import { itemAccounts } from '../../../keychain/accounts.ts';
import type { Keychain } from '../../../keychain/types.ts';
import type { connectBroker } from '../../../relay/broker/session.ts';
import type { BrokerAccount } from '../../../relay/enrol/accounts.ts';
import { openDynamicSecurity, type DynamicSecurity } from '../../../relay/enrol/dynamic-security.ts';
import type { RandomBytes } from '../../../relay/enrol/new-accounts.ts';
import type { PublisherAccess, SavedConnection } from '../../../settings/types.ts';
import type { Clock } from '../../../shared/clock.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { enrolTexts as texts } from '../../../shared/texts/relay/enrol.ts';
import type { EnrolInvocation } from '../../invocation.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import type { Session } from '../session.ts';

/** What `enrol` needs from outside. */
export interface EnrolParts {
  readonly session: Pick<Session, 'find' | 'names' | 'settings'>;
  readonly keychain: Pick<Keychain, 'read' | 'write' | 'remove'>;
  readonly connect: typeof connectBroker;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly randomUUID: () => string;
}

/** What an enrolment is about. */
export interface Enrolment {
  readonly invocation: EnrolInvocation;
  readonly saved: SavedConnection;
  readonly publisher: PublisherAccess;
}

/** Does something as the administrator of a broker, and signs out. */
export async function atBroker<T>(
  broker: string,
  given: Omit<Enrolment, 'publisher'>,
  io: TerminalIo,
  parts: EnrolParts,
  work: (broker: DynamicSecurity) => Promise<Result<T>>,
): Promise<Result<T>> {
  const opened = await signIn(broker, given, io, parts);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

/**
 * Signs in as the administrator of a broker: with the password in the keychain, or else with what comes on stdin. That is
 * kept only where the administrator wants it, because it opens more than Rollcall's accounts.
 */
async function signIn(
  broker: string,
  { saved, invocation: { admin, keepsAdmin } }: Omit<Enrolment, 'publisher'>,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<DynamicSecurity>> {
  const account = itemAccounts.brokerAdmin(saved.profile.id);
  const kept = keepsAdmin ? null : await parts.keychain.read(account, false, 'user');
  const password = kept?.state === 'stored' ? kept.value : await askFor(admin, broker, io);
  if (password === '') return fail('invalid-input', { message: texts.noPassword });
  const target = { url: broker, clientId: `rollcall-admin-${parts.randomUUID()}`, user: admin, password };
  const opened = await openDynamicSecurity(target, parts);
  if (!opened.ok) {
    const refused = kept?.state === 'stored' ? texts.keptRefused : texts.refused;
    return opened.error.code === 'forbidden' ? fail('forbidden', { message: refused(admin, broker) }) : opened;
  }
  if (keepsAdmin) {
    const written = await parts.keychain.write(account, password, 'user');
    io.say(written.ok ? texts.isKept : texts.isNotKept(written.error.message));
  }
  return opened;
}

async function askFor(admin: string, broker: string, io: TerminalIo): Promise<string> {
  io.say(texts.administrator(admin, broker));
  return (await io.readInput()).replace(/\r?\n$/, '');
}

/** The names of views for a person. */
export function viewNames(ids: readonly string[], saved: SavedConnection): readonly string[] {
  return ids.map((id) => {
    if (id === EVERYBODY_ID) return texts.everybody;
    return saved.views.find((view) => view.id === id)?.name ?? texts.gone(id);
  });
}

/** Writes what has to be set at a broker that Rollcall cannot administer, for its administrator alone to read. */
export async function writeToSet(
  file: string,
  { user, name, rights }: BrokerAccount,
  password: string,
  io: TerminalIo,
): Promise<Result<null>> {
  const { subscribe: maySubscribe, publish: mayPublish } = rights;
  const written = await writeNew(file, { name, userName: user, clientId: user, password, maySubscribe, mayPublish });
  if (written.ok) io.say(texts.toSet(path.resolve(file)));
  return written;
}

/** Writes a new file that only its owner can read; one that is there stays as it is. */
export async function writeNew(file: string, content: object): Promise<Result<null>> {
  const target = path.resolve(file);
  try {
    await writeFile(target, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    return ok(null);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return fail('invalid-input', { message: texts.fileExists(target) });
    return fail('storage', { message: texts.notWritten(target, code) });
  }
}
