import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { KeyObject } from 'node:crypto';
import { readSmallFile } from '../../files/small-file.ts';
import { systemCode } from '../../files/system-code.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { publishTexts } from '../../shared/texts/relay/relay.ts';
import { readSigningKey } from '../wire/keys.ts';

const texts = publishTexts.secretFile;

/** What a service manager gives to a publisher alone. It is read once, and never copied or written. */
export interface SecretFile {
  /** What signs for Kore.ai; null where that comes from elsewhere. */
  readonly kore: { readonly auth: 'secret' | 'token'; readonly text: string } | null;
  /** The password at the broker. */
  readonly password: string;
  readonly signingKey: KeyObject;
  /** A connection as settings.json has it; undefined where it is saved in the data folder already. */
  readonly connection: unknown;
}

/** Who may read it: what the service manager puts into a folder for this service is for nobody else. */
export interface SecretFileRights {
  /** `$CREDENTIALS_DIRECTORY`; undefined without one. */
  readonly credentialsFolder: string | undefined;
  /** Undefined where files have no owner and mode, as on Windows. */
  readonly user: number | undefined;
}

const OF_OTHERS = 0o007;
const OF_GROUP_AND_OTHERS = 0o077;
const ROOT = 0;
/** The name of the credential (systemd.exec(5), LoadCredential). */
const CREDENTIAL = 'rollcall';

/** The file that the service manager provides; null without one. */
export function credentialFile(credentialsFolder: string | undefined): string | null {
  return credentialsFolder === undefined ? null : path.join(credentialsFolder, CREDENTIAL);
}

/** Reads a secret file; refuses one that others can read. No message quotes what is in it. */
export async function readSecretFile(file: string, rights: SecretFileRights): Promise<Result<SecretFile>> {
  const refusal = await refusalOf(file, rights);
  if (refusal !== null) return fail('invalid-input', { message: refusal });
  const found = await readSmallFile(file);
  if (found.kind !== 'bytes') return fail('invalid-input', { message: texts.unreadable(file) });
  const secret = parse(Buffer.from(found.bytes).toString('utf8'));
  return secret === null ? fail('invalid-input', { message: texts.damaged(file) }) : ok(secret);
}

async function refusalOf(file: string, { credentialsFolder, user }: SecretFileRights): Promise<string | null> {
  try {
    const { mode, uid } = await stat(file);
    if (user === undefined) return null;
    // There, the rights of the group are those of this service's user (acl(5), the mask).
    const isCredential =
      credentialsFolder !== undefined && path.dirname(path.resolve(file)) === path.resolve(credentialsFolder);
    if ((mode & (isCredential ? OF_OTHERS : OF_GROUP_AND_OTHERS)) !== 0) return texts.open(file);
    return uid === user || uid === ROOT ? null : texts.foreign(file);
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' ? texts.missing(file) : texts.unreadable(file);
  }
}

function parse(text: string): SecretFile | null {
  const { v, clientSecret, token, password, signingKey, connection } = fieldsOf(text);
  const key = typeof signingKey === 'string' ? readSigningKey(signingKey) : null;
  if (v !== 1 || typeof password !== 'string' || password === '' || key === null) return null;
  const secret = given(clientSecret, 'secret') ?? given(token, 'token');
  return { kore: secret, password, signingKey: key, connection };
}

function given(text: unknown, auth: 'secret' | 'token'): SecretFile['kore'] {
  return typeof text === 'string' && text.trim() !== '' ? { auth, text: text.trim() } : null;
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(Object(JSON.parse(text)) as object) };
  } catch {
    return {}; // the text of the error would quote the file
  }
}
