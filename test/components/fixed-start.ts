/**
 * Every file of component tests begins on a Monday afternoon, and time goes on from there: what a page shows depends on
 * the hour and the day, and a test may not.
 */
const START = Date.UTC(2026, 10, 23, 15);

// Files share a page, in which an earlier one has been here already.
const TrueDate = Date.prototype.constructor as DateConstructor;
const aheadMs = TrueDate.now() - START;

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [target.now() - aheadMs], newTarget) as Date,
  apply: () => new TrueDate(TrueDate.now() - aheadMs).toString(),
  get: (target, name, receiver) =>
    name === 'now' ? () => target.now() - aheadMs : (Reflect.get(target, name, receiver) as unknown),
});
