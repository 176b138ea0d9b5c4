import {
  EVERYBODY_ID,
  isCountedByView,
  isDemoTeam,
  isPublished,
  STATUSES,
  type Board,
  type BoardTeam,
  type ConnectionState,
  type Counts,
  type View,
} from '../shared/model.ts';
import { viewTexts } from '../shared/texts/views/views.ts';
import type { LiveTeam } from './types.ts';

export type BoardTeamSource = Pick<LiveTeam, 'facts' | 'countsOf' | 'intervalMs'>;

/** The board of the present connection: its views beside each other, and everybody where that is another team. */
export function boardOf({
  team,
  connection,
  views,
  version,
}: {
  readonly team: BoardTeamSource;
  readonly connection: ConnectionState;
  readonly views: readonly View[];
  readonly version: string;
}): Board {
  const listed =
    isOnlyView(connection, views) || (views.length > 0 && isCountedByView(connection.profile))
      ? views
      : [null, ...views];
  const { asOf, ignored, health } = team.facts();
  const known: BoardTeam[] = [];
  const uncounted: string[] = [];
  for (const view of listed) {
    const counts = team.countsOf(view);
    const name = view?.name ?? everybodyOf(connection);
    if (isCounted(counts)) known.push({ viewId: view?.id ?? null, name, counts });
    else uncounted.push(name);
  }
  return {
    name: connection.profile?.name ?? null,
    isDemo: isDemoTeam(connection),
    teams: known,
    uncounted,
    ...{ asOf, ignored, health },
    intervalMs: team.intervalMs(),
    version,
  };
}

/** Whether a desk sees one view and nothing else: everybody would be the same again. */
function isOnlyView({ profile }: ConnectionState, views: readonly View[]): boolean {
  const [only, ...others] = views.filter(isPublished);
  return only !== undefined && others.length === 0 && profile?.relay?.views.includes(EVERYBODY_ID) === false;
}

function everybodyOf({ profile }: ConnectionState): string {
  const ids = profile?.relay?.views;
  return ids === undefined || ids.includes(EVERYBODY_ID) ? viewTexts.everybody : viewTexts.allOfDesk;
}

function isCounted(counts: Counts | null): counts is Counts {
  return counts !== null && STATUSES.some((status) => counts[status] !== null);
}
