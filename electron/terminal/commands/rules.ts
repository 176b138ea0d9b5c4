import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { askOwner, OPEN_WITHIN_MS } from '../../api/local-socket/client.ts';
import { readRuleFile } from '../../api/rule-file.ts';
import { rulesOf, withFile, withRules } from '../../alerts/rules/rules.ts';
import { systemCode } from '../../files/system-code.ts';
import type { SavedConnection } from '../../settings/types.ts';
import type { RunningRules } from '../../shared/contract/socket.ts';
import { defaultRules } from '../../shared/alerts/default-rules.ts';
import { isDemoTeam, type Rule, type RuleDraft } from '../../shared/model.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { MAX_RULE_FILE_CHARACTERS, writeRuleFile } from '../../shared/alerts/rule-file.ts';
import { optionWords, ruleSentence, type RuleNames } from '../../shared/alerts/rule-words.ts';
import { ruleFileTexts } from '../../shared/texts/alerts/rule-files.ts';
import { alertCommandTexts as texts } from '../../shared/texts/terminal/terminal-alerts.ts';
import { terminalTexts } from '../../shared/texts/terminal/terminal.ts';
import { namesOf } from '../../team/directory/directory-state.ts';
import type { LocalZone } from '../../time/local-zone.ts';
import type { RulesAction, RulesInvocation } from '../invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { isConnectionOfApp, isSavedConnection } from './app-team.ts';
import { missingMessage, type Session } from './session.ts';

export interface RulesParts {
  readonly session: Pick<Session, 'find' | 'names' | 'settings' | 'directory' | 'core' | 'storage'>;
  readonly dataFolder: string;
  readonly localZone: Pick<LocalZone, 'get'>;
  readonly clock: { now(): number };
}

/** Rules as they are listed; a state without an app is not known. */
interface ListedRules {
  readonly rules: readonly {
    readonly rule: Rule;
    readonly text: string;
    readonly phase: string;
    readonly state: unknown;
  }[];
  readonly file: string;
  readonly isDemo: boolean;
  readonly isRunning: boolean;
}

/**
 * `rules`: lists the rules of a connection, writes them to a file, takes over those of a file, or replays them over the days
 * that were read. The running app answers what it alone knows; an import goes to the settings file, which it reads again.
 */
export async function runRules(invocation: RulesInvocation, io: TerminalIo, parts: RulesParts): Promise<ExitCode> {
  const { name, action } = invocation;
  switch (action.kind) {
    case 'list':
      return list(action, name, io, parts);
    case 'export':
      return exportRules(action, name, io, parts);
    case 'import':
      return importRules(action, name, io, parts);
    case 'try': {
      const { tryRules, tryRulesInApp } = await import('./rules-try.ts');
      const saved = parts.session.find(name);
      if (saved === null) {
        if (!isConnectionOfApp(name, parts.dataFolder)) return failed(io, missing(name, parts));
        // The app reads the file's rules of views by their ids, which are its own.
        const read = await readFrom(action.file, { views: [] }, io);
        if (!read.ok) return failed(io, read);
        return (
          (await tryRulesInApp(action, { name, drafts: read.value }, io, parts)) ?? failed(io, missing(name, parts))
        );
      }
      const read = await readFrom(action.file, saved, io);
      if (!read.ok) return failed(io, read);
      return tryRules(action, { saved, drafts: read.value, names: await namesFor(saved, parts) }, io, parts);
    }
  }
}

async function list(
  { isJson, isMasked }: Extract<RulesAction, { kind: 'list' }>,
  name: string | null,
  io: TerminalIo,
  parts: RulesParts,
): Promise<ExitCode> {
  const found = await listedRules(name, isMasked, parts);
  if (!found.ok) return failed(io, found);
  const { rules, isDemo, isRunning } = found.value;
  if (isJson) {
    io.print(JSON.stringify(rules.map(({ rule, text, state }) => ({ ...rule, text, state }))));
  } else {
    const zone = parts.session.find(name)?.profile.timeZone ?? parts.localZone.get();
    for (const { rule, text, phase } of rules) io.print(texts.line(text, phase, optionWords(rule, zone)));
  }
  if (isDemo) io.say(terminalTexts.demo(parts.session.find(name) !== null));
  if (!rules.some(({ rule }) => rule.isOn)) io.say(texts.noneOn);
  else if (!isRunning) io.say(texts.notRunning);
  return EXIT.ok;
}

async function exportRules(
  { file }: Extract<RulesAction, { kind: 'export' }>,
  name: string | null,
  io: TerminalIo,
  parts: RulesParts,
): Promise<ExitCode> {
  const found = await listedRules(name, false, parts);
  if (!found.ok) return failed(io, found);
  const { rules, file: text, isDemo } = found.value;
  if (isDemo) io.say(terminalTexts.demo(parts.session.find(name) !== null));
  if (file === null) {
    io.write(text);
    return EXIT.ok;
  }
  const target = path.resolve(file);
  try {
    await writeFile(target, text, { flag: 'wx' });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return failed(io, fail('invalid-input', { message: texts.fileExists(target) }));
    return failed(io, fail('storage', { message: texts.notWritten(target, code) }));
  }
  io.say(texts.written(rules.length, target));
  return EXIT.ok;
}

async function importRules(
  { file, isDry }: Extract<RulesAction, { kind: 'import' }>,
  name: string | null,
  io: TerminalIo,
  parts: RulesParts,
): Promise<ExitCode> {
  const { session, dataFolder } = parts;
  const saved = session.find(name);
  if (saved === null) return failed(io, await missingForImport(name, parts));
  const read = await readFrom(file, saved, io);
  if (!read.ok) return failed(io, read);
  const drafts = read.value;
  const newIds = drafts.map(() => crypto.randomUUID().slice(0, 8));
  const { notify } = session.settings.get().preferences;
  const before = savedRules(saved, notify);
  const { rules, counts } = withFile(before, drafts, newIds);
  if (!rules.ok) return failed(io, rules);
  const names = await namesFor(saved, parts);
  for (const draft of drafts) {
    const old = before.find(({ id }) => id === draft.id);
    const sentence = ruleSentence(draft, names);
    io.print(old === undefined ? texts.added(sentence) : texts.replaced(ruleSentence(old, names), sentence));
  }
  if (isDry) {
    io.say(texts.dry);
    return EXIT.ok;
  }
  const written = await session.settings.update((document) => ({
    ...document,
    connections: document.connections.map((each) => {
      if (each.profile.id !== saved.profile.id) return each;
      const taken = withFile(savedRules(each, notify), drafts, newIds).rules;
      return taken.ok ? withRules(each, taken.value) : each;
    }),
  }));
  if (!written.ok) return failed(io, written);
  await askOwner(dataFolder, 'connection:renew', [], OPEN_WITHIN_MS);
  io.say(ruleFileTexts.imported(counts.added, counts.replaced));
  if (counts.added > 0) io.say(texts.undoAdded(counts.added));
  return EXIT.ok;
}

/** The rules as the running app has them, or as they are saved. */
async function listedRules(name: string | null, isMasked: boolean, parts: RulesParts): Promise<Result<ListedRules>> {
  const { session, dataFolder } = parts;
  const reply = await askOwner(dataFolder, 'rules:get', [isMasked], OPEN_WITHIN_MS);
  if (reply?.answer.ok === true) {
    const { connection, rules, file } = reply.answer.value as RunningRules;
    if (connection.kind !== 'none' && isSavedConnection(connection.profile, name, dataFolder)) {
      return ok({ rules, file, isDemo: isDemoTeam(connection), isRunning: true });
    }
  }
  const saved = session.find(name);
  if (saved === null) return missing(name, parts);
  const names = await namesFor(saved, parts);
  const rules = savedRules(saved, session.settings.get().preferences.notify);
  return ok({
    rules: rules.map((rule) => ({
      rule,
      text: ruleSentence(rule, names),
      phase: rule.isOn ? texts.on : texts.off,
      state: null,
    })),
    file: writeRuleFile(rules, saved.views),
    isDemo: saved.profile.isDemo === true,
    isRunning: false,
  });
}

function savedRules(saved: SavedConnection, notify: Parameters<typeof defaultRules>[0]): readonly Rule[] {
  return rulesOf(saved) ?? defaultRules(notify);
}

/** Names as far as they are saved; those of agents are not. */
async function namesFor(saved: SavedConnection, { session, localZone }: RulesParts): Promise<RuleNames> {
  const state = await session.directory(saved.profile);
  const queues = state === null ? [] : namesOf(state).queues;
  return {
    zone: saved.profile.timeZone ?? localZone.get(),
    view: (id) => saved.views.find((view) => view.id === id)?.name ?? null,
    queue: (id) => queues.find((queue) => queue.id === id)?.name ?? null,
    agent: () => null,
  };
}

/** The rules of a file, or of stdin for `-`. */
async function readFrom(
  file: string,
  { views }: Pick<SavedConnection, 'views'>,
  io: TerminalIo,
): Promise<Result<readonly RuleDraft[]>> {
  if (file === '-') return readRuleFile(await io.readInput(), views);
  const source = path.resolve(file);
  try {
    const bytes = await readFile(source);
    // More bytes than so many characters can have are not decoded.
    const text =
      bytes.length > 3 * MAX_RULE_FILE_CHARACTERS ? ' '.repeat(MAX_RULE_FILE_CHARACTERS + 1) : bytes.toString();
    return readRuleFile(text, views);
  } catch (error) {
    return fail('invalid-input', { message: texts.cannotRead(source, systemCode(error)) });
  }
}

function missing(name: string | null, { session }: RulesParts): Result<never> {
  return fail('not-connected', { message: missingMessage(name, session.names()) });
}

/** The rules of the demo, or of a connection of this run, are in the app's memory alone. */
async function missingForImport(name: string | null, parts: RulesParts): Promise<Result<never>> {
  const { dataFolder } = parts;
  if (!isConnectionOfApp(name, dataFolder)) return missing(name, parts);
  const found = await listedRules(name, false, parts);
  return found.ok ? fail('not-connected', { message: texts.ofApp }) : missing(name, parts);
}

function failed(io: TerminalIo, result: Result<unknown>): ExitCode {
  if (result.ok) return EXIT.ok;
  io.say(result.error.message);
  return exitCodeOf(result.error.code);
}
