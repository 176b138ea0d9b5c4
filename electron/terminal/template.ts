import { fail } from '../shared/messages.ts';
import { ok, type Result } from '../shared/result.ts';
import { attentiveLine, type StatusReport } from './status-report.ts';

/** A template, read: text, and what stands for something. */
export type Template = readonly (string | { readonly name: Placeholder })[];

/** What a template may name. */
export type Placeholder = keyof typeof VALUES;

/** Stands for what is not known: an error never makes a zero. */
const UNKNOWN = '?';

const VALUES = {
  available: ({ team }) => String(team?.counts.AVAILABLE ?? UNKNOWN),
  busy: ({ team }) => String(team?.counts.BUSY ?? UNKNOWN),
  away: ({ team }) => String(team?.counts.AWAY ?? UNKNOWN),
  offline: ({ team }) => String(team?.counts.OFFLINE ?? UNKNOWN),
  other: ({ team }) => String(team?.counts.OTHER ?? UNKNOWN),
  total: ({ team }) => String(team?.counts.total ?? UNKNOWN),
  connection: ({ profile, isDemo }) => `${oneLine(profile?.name ?? UNKNOWN)}${isDemo ? ' (demo data)' : ''}`,
  view: ({ view }) => oneLine(view ?? 'Everybody'),
  state: ({ health }) => health.state,
  asOf: ({ team }) => (team === null ? UNKNOWN : new Date(team.takenAt).toISOString()),
  attention: ({ team }) => String(team?.attention ?? UNKNOWN),
  agents: ({ team }) => team?.agents.map((agent) => oneLine(attentiveLine(agent, team))).join('\n') ?? UNKNOWN,
} as const satisfies Readonly<Record<string, (report: StatusReport) => string>>;

const ESCAPES: Readonly<Record<string, string>> = { '{{': '{', '}}': '}', '\\n': '\n', '\\t': '\t', '\\\\': '\\' };
// In this order: a doubled brace or backslash first, then a name, then a brace that belongs to nothing.
const PIECES = /\{\{|\}\}|\\[nt\\]|\{([^{}]*)\}|[{}]/g;

/**
 * Reads a template: `{available}` and the other names, `{{` and `}}` for braces, `\n`, `\t` and `\\` for what they mean
 * everywhere. `invalid-input` for an unknown name or a lone brace.
 */
export function parseTemplate(text: string): Result<Template> {
  const parts: (string | { readonly name: Placeholder })[] = [];
  let from = 0;
  for (const { 0: piece, 1: name, index } of text.matchAll(PIECES)) {
    parts.push(text.slice(from, index));
    from = index + piece.length;
    if (name !== undefined && isPlaceholder(name)) parts.push({ name });
    else if (ESCAPES[piece] !== undefined) parts.push(ESCAPES[piece]);
    else return refuse(name === undefined ? `A lone ${piece} in --format is written ${piece}${piece}.` : unknown(name));
  }
  parts.push(text.slice(from));
  return ok(parts);
}

/** Whether a template shows agents, who are told only to whoever asks for them. */
export function namesAgents(template: Template): boolean {
  return template.some((part) => typeof part !== 'string' && part.name === 'agents');
}

/** The template with what was found; names lose their control characters, but not their quotes and angle brackets. */
export function renderTemplate(template: Template, report: StatusReport): string {
  return template.map((part) => (typeof part === 'string' ? part : VALUES[part.name](report))).join('');
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(VALUES, name);
}

/** A name from outside must not begin a line of its own, nor steer a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

function unknown(name: string): string {
  const names = Object.keys(VALUES).map((known) => `{${known}}`);
  return `--format does not know {${oneLine(name).slice(0, 40)}}. It knows ${names.join(' ')}.`;
}

function refuse(message: string): Result<never> {
  return fail('invalid-input', { message });
}
