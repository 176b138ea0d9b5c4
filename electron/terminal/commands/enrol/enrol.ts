import { fail, type Result } from '../../../shared/result.ts';
import { enrolTexts as texts } from '../../../shared/texts/relay/enrol.ts';
import type { EnrolInvocation } from '../../invocation.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../../output/exit-codes.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { enrolDesk } from './enrol-desk.ts';
import type { EnrolParts } from './enrol-parts.ts';
import { enrolPublisher } from './enrol-publisher.ts';
import { listEnrolled, revoke } from './enrol-revoke.ts';
import { missingMessage } from '../session.ts';

/** `enrol`: makes a publisher's or a desk's account at the broker, lists them, or revokes one. */
export async function runEnrol(invocation: EnrolInvocation, io: TerminalIo, parts: EnrolParts): Promise<ExitCode> {
  const done = await enrol(invocation, io, parts);
  if (done.ok) return EXIT.ok;
  io.say(done.error.message);
  return exitCodeOf(done.error.code);
}

async function enrol(invocation: EnrolInvocation, io: TerminalIo, parts: EnrolParts): Promise<Result<null>> {
  const { action, name } = invocation;
  const saved = parts.session.find(name);
  if (saved === null) return fail('not-connected', { message: missingMessage(name, parts.session.names()) });
  if (action.kind === 'publisher') return enrolPublisher(action, { invocation, saved }, io, parts);
  const { publisher } = saved;
  if (saved.profile.auth === 'desk') return fail('invalid-input', { message: texts.isDesk(saved.profile.name) });
  if (publisher === undefined) return fail('invalid-input', { message: texts.noPublisher(saved.profile.name) });
  const given = { invocation, saved, publisher };
  if (action.kind === 'desk') return enrolDesk(action, given, io, parts);
  return action.kind === 'list' ? listEnrolled(action, given, io, parts) : revoke(action, given, io, parts);
}
