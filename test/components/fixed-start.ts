import { beforeEach } from 'vitest';

/**
 * Every component test begins on a Monday afternoon, and time goes on from there: what a page shows depends on the hour
 * and the day, and a test may not. Nor may it depend on how long the tests before it took, so until the first one, when
 * a file makes its data, time stands still.
 */
const START = Date.UTC(2026, 10, 23, 15);

// Files share a page, in which an earlier one has been here already.
const TrueDate = Date.prototype.constructor as DateConstructor;
let beganAt: number | null = null;
const now = (): number => START + (beganAt === null ? 0 : TrueDate.now() - beganAt);

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as Date,
  apply: () => new TrueDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});

beforeEach(() => void (beganAt = TrueDate.now()));
