import { cleanName } from '../../shared/names/invisible.ts';
import { MAX_DESK_NAME, type DeskAccess } from '../../shared/model.ts';
import { readDeskAccess } from '../wire/content.ts';
import { readPublicKey } from '../wire/keys.ts';
import { brokerUrl } from './url.ts';

/** Everything that makes a computer a desk. */
export interface DeskLine {
  /** What whoever enrolled it calls it. */
  readonly name: string;
  readonly access: DeskAccess;
  /** Its password at the broker. */
  readonly password: string;
}

/** Why a text makes no desk: it is no line of this kind, part of it is missing, or a newer Rollcall has written it. */
export type DeskLineProblem = 'none' | 'damaged' | 'newer';

const PREFIX = 'rollcall-desk:';
const VERSION = '1';
const LINE = new RegExp(String.raw`^${PREFIX}(\d{1,4}):([\w-]*)$`);
const MAX_CHARACTERS = 16_000;
const MAX_PASSWORD = 500;

/** The line that a person pastes into Connect. It holds the desk's password. */
export function writeDeskLine({ name, access, password }: DeskLine): string {
  const json = JSON.stringify({ name, password, ...access });
  return `${PREFIX}${VERSION}:${Buffer.from(json).toString('base64url')}`;
}

/** Reads such a line and checks each field of it. A terminal or a mail may have broken it into several. */
export function readDeskLine(text: string): DeskLine | DeskLineProblem {
  if (!text.trimStart().startsWith(PREFIX)) return 'none';
  const [, version, body = ''] = LINE.exec(text.slice(0, MAX_CHARACTERS).replace(/\s/g, '')) ?? [];
  if (version !== undefined && version !== VERSION) return 'newer';
  const fields = parseObject(Buffer.from(body, 'base64url').toString('utf8'));
  return readFields(fields) ?? 'damaged';
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(Object(JSON.parse(text)) as object) };
  } catch {
    return {}; // the text of the error would quote the password
  }
}

function readFields(fields: Readonly<Record<string, unknown>>): DeskLine | null {
  const { name, password } = fields;
  const access = readDeskAccess(fields);
  const broker = brokerUrl(access?.broker ?? '');
  if (access === null || !broker.ok || !access.keys.every((key) => readPublicKey(key) !== null)) return null;
  if (typeof password !== 'string' || password === '' || password.length > MAX_PASSWORD) return null;
  return {
    name: typeof name === 'string' ? cleanName(name).slice(0, MAX_DESK_NAME) : '',
    password,
    access: { ...access, broker: broker.value },
  };
}
