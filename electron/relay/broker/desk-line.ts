import { cleanName } from '../../shared/invisible.ts';
import { AUDIENCES, MAX_DESK_KEYS, MAX_DESK_VIEWS, type DeskAccess } from '../../shared/model.ts';
import { readPublicKey } from '../wire/keys.ts';
import { isTopicId } from '../wire/topics.ts';
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
export const MAX_DESK_NAME = 60;
const MAX_PASSWORD = 500;

/** The line that a person pastes into Connect. It holds the desk's password. */
export function writeDeskLine({ name, access, password }: DeskLine): string {
  const json = JSON.stringify({ name, password, ...access });
  return `${PREFIX}${VERSION}:${Buffer.from(json).toString('base64url')}`;
}

/** Whether a text is meant as such a line, however damaged it is. */
export function isDeskLine(text: string): boolean {
  return text.trimStart().startsWith(PREFIX);
}

/** Reads such a line and checks each field of it. A terminal or a mail may have broken it into several. */
export function readDeskLine(text: string): DeskLine | DeskLineProblem {
  if (!isDeskLine(text)) return 'none';
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
  const { broker: address, site, deskId, password } = fields;
  const audience = AUDIENCES.find((each) => each === fields['audience']);
  const views = listOf(fields['views'], MAX_DESK_VIEWS, isTopicId);
  const keys = listOf(fields['keys'], MAX_DESK_KEYS, (key) => readPublicKey(key) !== null);
  if (typeof address !== 'string' || audience === undefined || views === null || keys === null) return null;
  if (typeof site !== 'string' || !isTopicId(site) || typeof deskId !== 'string' || !isTopicId(deskId)) return null;
  if (typeof password !== 'string' || password === '' || password.length > MAX_PASSWORD) return null;
  const broker = brokerUrl(address);
  if (!broker.ok) return null;
  const name = typeof fields['name'] === 'string' ? cleanName(fields['name']).slice(0, MAX_DESK_NAME) : '';
  return { name, password, access: { broker: broker.value, site, deskId, audience, views, keys } };
}

/** A list of 1 to `max` texts that all pass; null for anything else. */
function listOf(value: unknown, max: number, passes: (text: string) => boolean): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > max) return null;
  const texts: readonly unknown[] = value;
  return texts.every((text): text is string => typeof text === 'string' && passes(text)) ? texts : null;
}
