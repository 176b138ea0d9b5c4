import { writeDeskLine, type DeskLine } from '../../../relay/broker/desk-line.ts';
import { addAccount, listAccounts, type BrokerAccount } from '../../../relay/enrol/accounts.ts';
import { newDesk, userPrefix } from '../../../relay/enrol/new-accounts.ts';
import type { SavedConnection } from '../../../settings/types.ts';
import { unknownView } from '../../../shared/names/find-names.ts';
import { foldName } from '../../../shared/names/invisible.ts';
import { EVERYBODY_ID, findView } from '../../../shared/model.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { enrolTexts as texts } from '../../../shared/texts/relay/enrol.ts';
import type { EnrolAction } from '../../invocation.ts';
import type { TerminalIo } from '../../output/process-io.ts';
import { unclearNote } from '../../output/unclear-note.ts';
import { atBroker, viewNames, writeToSet, type Enrolment, type EnrolParts } from './enrol-parts.ts';

type DeskAction = Extract<EnrolAction, { kind: 'desk' }>;

/** `enrol NAME`: makes a desk's account at the broker, and prints the line that makes a computer this desk. */
export async function enrolDesk(
  action: DeskAction,
  { invocation, saved, publisher }: Enrolment,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  const views = viewIds(action, saved);
  if (!views.ok) return views;
  const { audience } = action;
  const { account, line } = newDesk(action.desk, { audience, views: views.value }, publisher, parts.randomBytes);
  const set =
    invocation.print === null
      ? await setAtBroker(account, line, { invocation, saved, publisher }, io, parts)
      : await writeToSet(invocation.print, account, line.password, io);
  if (!set.ok) return set;
  const text = writeDeskLine(line);
  io.print(text);
  if (action.withQr) {
    const { qrLines } = await import('../../output/qr-code.ts');
    for (const row of qrLines(text)) io.say(row);
  }
  io.say(texts.deskMade(action.desk, texts.role(viewNames(views.value, saved), audience)));
  io.say(texts.oneSecret);
  return ok(null);
}

/** The ids of the views that a desk may see; a view's own id is taken too. */
function viewIds({ views, withEverybody }: DeskAction, saved: SavedConnection): Result<readonly string[]> {
  const ids = new Set(withEverybody ? [EVERYBODY_ID] : []);
  for (const name of views) {
    const view = findView(saved.views, name) ?? saved.views.find(({ id }) => id === name) ?? null;
    if (view === null) return fail('invalid-input', { message: unclearNote(unknownView(name, saved.views), false) });
    ids.add(view.id);
  }
  return ok([...ids]);
}

async function setAtBroker(
  account: BrokerAccount,
  { name, password }: DeskLine,
  given: Enrolment,
  io: TerminalIo,
  parts: EnrolParts,
): Promise<Result<null>> {
  return atBroker(given.publisher.broker, given, io, parts, async (broker) => {
    const others = await listAccounts(broker, userPrefix(given.publisher.site));
    if (!others.ok) return others;
    if (others.value.some((other) => foldName(other.name) === foldName(name))) {
      return fail('invalid-input', { message: texts.nameTaken(name) });
    }
    return addAccount(broker, account, password);
  });
}
