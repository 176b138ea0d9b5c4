import type { Connections } from '../../connections/types.ts';
import { API_SCOPES, checkWord, type ApiCheck, type FieldNotes, type TestReport } from '../../shared/model.ts';
import type { ErrorCode } from '../../shared/result.ts';
import { commandTexts } from '../../shared/texts/terminal/terminal-commands.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { Given } from '../invocation.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { withSecret } from './session.ts';

type ConnectionsPart = Pick<Connections, 'check' | 'test' | 'save' | 'update'>;

const texts = commandTexts.connect;

/**
 * `connect`: tests both APIs, a line each, and saves the connection when at least one of them answers; of a desk it tests
 * whether its publisher is heard, and saves it too where only that is not there. Without a keychain it saves nothing and names the form that needs none.
 */
export async function runConnect(
  { form: given, copies }: Given,
  io: TerminalIo,
  openConnections: () => Promise<ConnectionsPart>,
): Promise<ExitCode> {
  const form = withSecret(given, await io.readInput());
  const connections = await openConnections();
  if (!sayNotes(connections.check(form), io)) return EXIT.usage;
  const report = await connections.test(form, copies);
  if (!report.ok) {
    io.say(report.error.message);
    return exitCodeOf(report.error.code);
  }
  const failures = printReport(report.value, io);
  if (failures.length === Object.keys(report.value).length) {
    io.say(texts.nothingSaved);
    return exitCodeOf(worst(failures));
  }
  const saved = await connections.save(form, 'keychain');
  if (!saved.ok) {
    io.say(`${saved.error.message} ${texts.nothingSaved}`);
    if (form.auth !== 'desk') io.say(texts.useUnsaved);
    return exitCodeOf(saved.error.code);
  }
  const updated = copies === null ? saved : await connections.update({ copies });
  if (!updated.ok) io.say(`${texts.copiesNotSaved} ${updated.error.message}`);
  io.say([texts.saved(saved.value.profile?.name ?? ''), ...missingPart(report.value)].join(' '));
  return EXIT.ok;
}

/** Prints every note; false when one of them stops the connection. A host that resembles another has to be given in its plain form. */
function sayNotes(notes: FieldNotes, io: TerminalIo): boolean {
  const entries = Object.entries(notes);
  for (const [field, note] of entries) {
    // What is said of the line of a desk names it already.
    io.say(field === 'deskLine' ? note.message : commandTexts.fieldNote(field, note.message));
  }
  return entries.every(([, note]) => note.level === 'notice');
}

function printReport(report: TestReport, io: TerminalIo): ErrorCode[] {
  const failures: ErrorCode[] = [];
  if ('publisher' in report) {
    const { publisher } = report;
    io.print(texts.publisher(checkWord(publisher), publisher.ok ? publisher.detail : publisher.message));
    return publisher.ok || isLater(publisher) ? [] : [publisher.code];
  }
  for (const api of ['availability', 'statusDetails'] as const) {
    const check = report[api];
    const detail = check.ok ? check.detail : check.message;
    io.print(texts.api({ result: checkWord(check), api: texts.apis[api], scope: API_SCOPES[api], detail }));
    if (!check.ok) failures.push(check.code);
  }
  return failures;
}

function isLater(check: ApiCheck): boolean {
  return !check.ok && check.isLater === true;
}

function missingPart(report: TestReport): string[] {
  if (Object.values(report).some(isLater)) return [texts.isLater];
  const words = Object.values(report).map(checkWord);
  if (words.includes('refused')) return [texts.worksOnceGranted];
  return words.includes('failed') ? [texts.isTriedAgain] : [];
}

/** Of two different failures the one about credentials is the one to act on. */
function worst(codes: readonly ErrorCode[]): ErrorCode {
  return codes.find((code) => exitCodeOf(code) === EXIT.refused) ?? codes[0] ?? 'unexpected';
}
