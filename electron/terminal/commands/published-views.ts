import { changeConnection, findById } from '../../connections/document.ts';
import type { LiveConnection } from '../../connections/types.ts';
import type { PublishedView } from '../../relay/wire/types.ts';
import type { SavedConnection, SettingsStore } from '../../settings/types.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ConnectionProfile } from '../../shared/model.ts';
import { fail, type Result } from '../../shared/result.ts';
import { hearViews } from '../../team/once/hear-once.ts';
import { withPublished } from '../../team/views/view-edits.ts';

/** Hears which views the publisher of a desk has now, and saves which of them the desk may see. */
export async function hearPublishedViews(
  { feed, profile }: LiveConnection,
  settings: SettingsStore,
  clock: Clock,
): Promise<Result<null>> {
  const heard = feed === null ? fail('not-connected') : await hearViews(feed, { clock });
  return heard.ok ? savePublishedViews(settings, profile, heard.value.views) : heard;
}

/** Saves which views the publisher of a desk has, as far as the desk may see them. */
export async function savePublishedViews(
  settings: SettingsStore,
  profile: ConnectionProfile,
  views: readonly PublishedView[],
): Promise<Result<null>> {
  const { id, relay } = profile;
  const published = views.filter((view) => relay?.views.includes(view.id));
  const change = (saved: SavedConnection): SavedConnection => {
    const before = { views: saved.views, activeId: saved.activeViewId };
    const after = withPublished(before, published, profile);
    return after === before ? saved : { ...saved, views: after.views, activeViewId: after.activeId };
  };
  const saved = findById(settings.get(), id);
  // Nothing is written where nothing is new.
  if (saved === null || change(saved) === saved) return { ok: true, value: null };
  return settings.update((document) => changeConnection(document, id, change));
}
