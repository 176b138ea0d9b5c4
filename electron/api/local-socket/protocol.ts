import { fail } from '../../shared/messages.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Ask, OwnerName, Reply } from './types.ts';

// One line of JSON each way: the ask, then the reply. `v` grows when either changes its meaning.
const VERSION = 1;

/** The longest ask: far more than any has. */
export const MAX_ASK_BYTES = 1_024;
/** The longest reply: 10,000 agents are some 3 MB. */
export const MAX_REPLY_BYTES = 16 * 1_024 * 1_024;

const HIGHEST_PORT = 65_535;

/** An ask as the line that is sent. */
export function askLine(ask: Ask): string {
  return `${JSON.stringify({ v: VERSION, ...ask })}\n`;
}

/** Reads an ask; `invalid-input` for anything but a known one of this version, exactly. */
export function readAsk(line: string): Result<Ask> {
  const { v, ...rest } = recordOf(line);
  if (v !== VERSION) return fail('invalid-input', { message: 'This Rollcall speaks another version. Restart it.' });
  return isAsk(rest) ? ok(rest) : fail('invalid-input');
}

/** A reply as the line that is sent. */
export function replyLine({ by, answer }: Reply): string {
  return `${JSON.stringify({ v: VERSION, by, answer })}\n`;
}

/** Reads a reply; null for anything else, also for one of another version. The value itself is not looked at. */
export function readReply(line: string): Reply | null {
  const { v, by, answer } = recordOf(line);
  return v === VERSION && isName(by) && isResult(answer) ? { by, answer } : null;
}

function isAsk(rest: object): rest is Ask {
  const { ask, ...args } = rest as Record<string, unknown>;
  const names = Object.keys(args).join();
  if (ask === 'team') return names === 'agents' && typeof args['agents'] === 'boolean';
  if (ask === 'ready') return names === '';
  if (ask === 'page') return names === 'port' && isPort(args['port']);
  return (ask === 'show' || ask === 'connections') && names === '';
}

function isPort(port: unknown): boolean {
  return port === null || (Number.isInteger(port) && Number(port) >= 0 && Number(port) <= HIGHEST_PORT);
}

function isName(by: unknown): by is OwnerName {
  const { pid, surface } = asRecord(by);
  return Number.isInteger(pid) && (surface === 'desktop' || surface === 'browser');
}

function isResult(answer: unknown): answer is Result<unknown> {
  const { ok: isOk, error } = asRecord(answer);
  return isOk === true || (isOk === false && typeof asRecord(error)['message'] === 'string');
}

function recordOf(line: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(line));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
