import type { History } from '../../history/history.ts';
import type { PersonTest, TeamPerson } from '../../history/people.ts';
import type { Directory, Status, View } from '../../shared/model.ts';
import type { Result } from '../../shared/result.ts';
import type { Members } from '../../team/directory/types.ts';
import type { ViewedTeam } from '../../team/team-store.ts';
import type { TeamFacts } from '../../team/types.ts';

/** What a publisher passes on of the running app. */
export interface PublishSource {
  /** Whether the team is made up. */
  isDemo(): boolean;
  /** The team's IANA zone. */
  timeZone(): string;
  views(): readonly View[];
  /** Who is in a view by the last answer; null where that does not tell. */
  teamOf(view: View | null): ViewedTeam | null;
  /** How the polls go. */
  facts(): TeamFacts;
  /** Statuses whose lists could not be understood in the last answer. */
  unread(): readonly Status[];
  directory(): Directory;
  members(): Members;
  /** From now on desks look: the team is polled as while somebody watches it. */
  watch(): void;
  /** Milliseconds between two polls. */
  intervalMs(): number;
  readonly history: Pick<History, 'get' | 'read' | 'source'>;
  /** Everybody in the last answer. */
  people(): readonly TeamPerson[];
  /** Who belongs to the history of a view; null stands for everybody. */
  personTest(view: View | null): Result<PersonTest>;
  /** How many days are kept, and so published. */
  retentionDays(): number;
  /** Whether nothing of the history may be saved. */
  isHistoryOff(): boolean;
}
