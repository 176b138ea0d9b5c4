import { AUDIENCES, type Audience } from '../shared/model.ts';
import { terminalTexts } from '../shared/texts/terminal/terminal.ts';
import type { PublishInvocation } from './invocation.ts';
import type { Values } from './options.ts';
import { isOneOf, UsageError } from './target-arguments.ts';

const texts = terminalTexts.usage;

/** Understands the options of `publish`. */
export function parsePublish(values: Values<'publish'>): PublishInvocation {
  const { name = null, audience: audiences = AUDIENCES, broker = null, demo = false, check = false } = values;
  const { 'secret-file': secretFile = null, 'secret-stdin': readsSecret = false } = values;
  const isAudience = (text: string): text is Audience => isOneOf<Audience>(AUDIENCES, text);
  if (!audiences.every(isAudience)) throw new UsageError(texts.oneOf('--audience', AUDIENCES.join(', ')));
  if (demo !== (broker !== null)) throw new UsageError(texts.demoBroker);
  if (demo && (name !== null || secretFile !== null || readsSecret)) throw new UsageError(texts.demoAlone);
  return {
    command: 'publish',
    ...{ name, secretFile, readsSecret, isCheck: check, demoBroker: broker },
    audiences: AUDIENCES.filter((audience) => audiences.includes(audience)),
  };
}
