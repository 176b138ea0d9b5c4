import type { Connections } from '../../connections/types.ts';
import { API_SCOPES, checkWord, type ApiName, type FieldNotes, type TestReport } from '../../shared/model.ts';
import type { ErrorCode } from '../../shared/result.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../output/exit-codes.ts';
import type { Given } from '../invocation.ts';
import type { TerminalIo } from '../output/process-io.ts';
import { withSecret } from './session.ts';

type ConnectionsPart = Pick<Connections, 'check' | 'test' | 'save' | 'update'>;

const API_NAMES: Readonly<Record<ApiName, string>> = {
  availability: 'Agents availability',
  statusDetails: 'Agent status details',
};

/**
 * `connect`: tests both APIs, a line each, and saves the connection when at least one of them answers. Without a
 * keychain it saves nothing and names the form that needs none.
 */
export async function runConnect(
  { form: asked, copies }: Given,
  io: TerminalIo,
  openConnections: () => Promise<ConnectionsPart>,
): Promise<ExitCode> {
  const form = withSecret(asked, await io.readInput());
  const connections = await openConnections();
  if (!sayNotes(connections.check(form), io)) return EXIT.usage;
  const report = await connections.test(form, copies);
  if (!report.ok) {
    io.say(report.error.message);
    return exitCodeOf(report.error.code);
  }
  const failures = printReport(report.value, io);
  if (failures.length === 2) {
    io.say('Nothing was saved.');
    return exitCodeOf(worst(failures));
  }
  const saved = await connections.save(form, 'keychain');
  if (!saved.ok) {
    io.say(`${saved.error.message} Nothing was saved.`);
    io.say('Unsaved, give the same flags to each command: rollcall status --host ... --secret-stdin');
    return exitCodeOf(saved.error.code);
  }
  const told = copies === null ? saved : await connections.update({ copies });
  if (!told.ok) io.say(`The number of copies was not kept. ${told.error.message}`);
  io.say(`Saved as "${saved.value.profile?.name}".${missingPart(report.value)}`);
  return EXIT.ok;
}

/** Says every note; false when one of them stops the connection. A look-alike host needs its plain form here. */
function sayNotes(notes: FieldNotes, io: TerminalIo): boolean {
  const entries = Object.entries(notes);
  for (const [field, note] of entries) io.say(`${field}: ${note.message}`);
  return entries.every(([, note]) => note.level === 'notice');
}

function printReport(report: TestReport, io: TerminalIo): ErrorCode[] {
  const failures: ErrorCode[] = [];
  for (const api of ['availability', 'statusDetails'] as const) {
    const check = report[api];
    const head = `${API_NAMES[api]} (scope ${API_SCOPES[api]})`;
    io.print(`${checkWord(check).padEnd(7)} ${head}: ${check.ok ? check.detail : check.message}`);
    if (!check.ok) failures.push(check.code);
  }
  return failures;
}

function missingPart(report: TestReport): string {
  const words = Object.values(report).map(checkWord);
  if (words.includes('refused')) return ' What is missing above will work as soon as it is granted.';
  return words.includes('failed') ? ' What failed above is tried again with every read.' : '';
}

/** Of two different failures the one about credentials is the one to act on. */
function worst(codes: readonly ErrorCode[]): ErrorCode {
  return codes.find((code) => exitCodeOf(code) === EXIT.refused) ?? codes[0] ?? 'unexpected';
}
