import { clockTime } from '../../shared/format.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import type { StatusReport } from './status-report.ts';
import { attentiveLine, connectionText } from './status-text.ts';

const texts = terminalTexts.template;

/** A parsed template: text and placeholders. */
export type Template = readonly (string | Part)[];

/** A placeholder with its filters. */
interface Part {
  readonly name: Placeholder;
  readonly filters: readonly Filter[];
}

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
  connection: ({ profile, isDemo }) => connectionText(oneLine(profile?.name ?? UNKNOWN), isDemo),
  view: ({ view }) => oneLine(view ?? texts.everybody),
  state: ({ health, isDemo }) => (isDemo && health.state === 'live' ? 'demo' : health.state),
  asOf: ({ team }, now) => (team === null ? UNKNOWN : clockTime(team.takenAt, now)),
  attention: ({ team }) => String(team?.attention ?? UNKNOWN),
  agents: ({ team }) => team?.agents.map((agent) => oneLine(attentiveLine(agent, team))).join('\n') ?? UNKNOWN,
} as const satisfies Readonly<Record<string, (report: StatusReport, now: number) => string>>;

const NAMES = Object.keys(VALUES).map((name) => `{${name}}`);
/** How much of an unknown name a message repeats. */
const MAX_REPEATED = 40;
const ESCAPES: Readonly<Record<string, string>> = { '{{': '{', '}}': '}', '\\n': '\n', '\\t': '\t', '\\\\': '\\' };
// In this order: a doubled brace or backslash first, then a name, then a brace that belongs to nothing.
const PIECES = /\{\{|\}\}|\\[nt\\]|\{([^{}]*)\}|[{}]/g;

/**
 * Reads a template: `{available}` and the other names, with filters as in `{view:json}`, `{{` and `}}` for braces, `\n`,
 * `\t` and `\\` for what they mean everywhere. `invalid-input` for an unknown name or filter and for a lone brace.
 */
export function parseTemplate(text: string): Result<Template> {
  const parts: (string | Part)[] = [];
  let from = 0;
  for (const { 0: piece, 1: name, index } of text.matchAll(PIECES)) {
    parts.push(text.slice(from, index));
    from = index + piece.length;
    const part = name === undefined ? escaped(piece) : parsePart(name);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  parts.push(text.slice(from));
  return ok(parts);
}

function escaped(piece: string): Result<string> {
  const meant = ESCAPES[piece];
  return meant === undefined ? refuse(texts.loneBrace(piece)) : ok(meant);
}

function parsePart(text: string): Result<Part> {
  const [name = '', ...filters] = text.split(':');
  if (!isPlaceholder(name)) return refuse(texts.unknownName(short(text), NAMES.join(' ')));
  const strange = filters.find((filter) => !isFilter(filter));
  if (strange === undefined) return ok({ name, filters: filters.filter(isFilter) });
  const known = Object.keys(FILTERS).map((filter) => `{${name}:${filter}}`);
  return refuse(texts.unknownFilter(short(strange), short(text), known.join(' ')));
}

/** Whether a template shows agents, which takes --agents. */
export function namesAgents(template: Template): boolean {
  return template.some((part) => typeof part !== 'string' && part.name === 'agents');
}

/**
 * The template with what was found, at `now` (epoch milliseconds). Names lose their control characters; their quotes,
 * angle brackets and bars are left to the filters.
 */
export function renderTemplate(template: Template, report: StatusReport, now: number): string {
  const valueOf = ({ name, filters }: Part): string =>
    filters.reduce((text, filter) => FILTERS[filter](text), VALUES[name](report, now));
  return template.map((part) => (typeof part === 'string' ? part : valueOf(part))).join('');
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(VALUES, name);
}

/** A name from outside must not begin a line of its own, nor steer a terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

function short(text: string): string {
  return oneLine(text).slice(0, MAX_REPEATED);
}

function refuse(message: string): Result<never> {
  return fail('invalid-input', { message });
}

/**
 * The filters, which escape a value for the program that reads it; several apply in order: `{agents:pango:json}`. `json` is for the inside
 * of a string, `pango` for text that GLib reads as markup. SwiftBar and xbar cannot escape a
 * bar, nor dashes at the start of a line, which open a submenu; similar characters replace both.
 */
const FILTERS = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  pango: (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
  swiftbar: (text) =>
    text
      .replaceAll('|', '│')
      .split('\n')
      .map((line) => line.replace(/^\s*-/, '‐'))
      .join('\n'),
} as const satisfies Readonly<Record<string, (text: string) => string>>;

/** The name of a filter. */
type Filter = keyof typeof FILTERS;

/** Those of XML, as GLib's markup parser reads them. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Whether this is the name of a filter. */
function isFilter(name: string): name is Filter {
  return Object.hasOwn(FILTERS, name);
}
