import type { SavedConnection } from '../../settings/types.ts';
import { activeView, EVERYBODY, findView, type View } from '../../shared/model.ts';
import { ok, type Result } from '../../shared/result.ts';
import { usage } from '../connection-arguments.ts';
import type { TeamChoice } from '../invocation.ts';

/** What a command looks through, and the name of the view where it is one. */
export interface ChosenView {
  /** Null is everybody. */
  readonly view: View | null;
  /** Null for everybody and for ids, which have no name. */
  readonly name: string | null;
}

const EVERYBODY_CHOSEN: ChosenView = { view: null, name: null };

/** The view a command line means, of a saved connection or null; `invalid-input` names those there are. */
export function chooseView(choice: TeamChoice, saved: SavedConnection | null): Result<ChosenView> {
  switch (choice.kind) {
    case 'everybody':
      return ok(EVERYBODY_CHOSEN);
    case 'ids':
      return ok({ view: { ...EVERYBODY, id: '', name: '', filter: choice.filter }, name: null });
    case 'open':
      return ok(named(saved === null ? null : activeView({ views: saved.views, activeId: saved.activeViewId })));
    case 'view': {
      const views = saved?.views ?? [];
      const view = findView(views, choice.name);
      return view === null ? usage(unknownView(choice.name, views)) : ok(named(view));
    }
  }
}

function named(view: View | null): ChosenView {
  return { view, name: view?.name ?? null };
}

function unknownView(name: string, views: readonly View[]): string {
  const shown = name.replace(/\p{C}/gu, '').slice(0, 40);
  const what = `There is no view named "${shown}".`;
  if (views.length === 0) return `${what} This connection has no views; make one in Rollcall.`;
  return `${what} There are: ${views.map((view) => `"${view.name}"`).join(', ')}.`;
}
