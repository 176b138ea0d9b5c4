import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';

/** Something that is being edited, and what was entered so far; it stays while another page is open. */
export interface Edited<T, D> {
  readonly key: number;
  /** The connection it belongs to. */
  readonly of: string | null;
  readonly subject: T;
  readonly draft: Ref<D>;
}

export interface Editors<T, D> {
  /**
   * Includes those of other connections: they stay hidden, with everything entered, until their connection is open
   * again.
   */
  readonly all: ComputedRef<readonly Edited<T, D>[]>;
  /** The one of the open connection, or null. */
  readonly shown: ComputedRef<Edited<T, D> | null>;
  /** Whether anything entered, for whichever connection, is not saved. */
  readonly hasChanges: ComputedRef<boolean>;
  /** Whose changes are about to be lost; null while nobody has to decide. */
  readonly asked: ComputedRef<Edited<T, D> | null>;
  /** Edits something of the open connection in place of what is edited. */
  edit(subject: T): void;
  /** Closes an editor without saving. */
  leave(edited: Edited<T, D>): void;
  close(edited: Edited<T, D>): void;
  /** The answer to the question. */
  decide(isDiscarded: boolean): void;
}

/** What is being edited, at most one per connection. Nothing entered is lost before somebody has decided. */
export function createEditors<T, D>({
  connectionId,
  draftOf,
  isChanged,
}: {
  readonly connectionId: () => string | null;
  readonly draftOf: (subject: T) => Ref<D>;
  readonly isChanged: (subject: T, draft: D) => boolean;
}): Editors<T, D> {
  const all = shallowRef<readonly Edited<T, D>[]>([]);
  const shown = computed(() => all.value.find(({ of }) => of === connectionId()) ?? null);
  /** What would lose what was entered, until somebody has decided. */
  const asked = shallowRef<{ readonly about: Edited<T, D>; readonly goOn: () => void } | null>(null);
  let made = 0;

  function close({ key }: Edited<T, D>): void {
    all.value = all.value.filter((each) => each.key !== key);
  }

  function replace(subject: T): void {
    const of = connectionId();
    const others = all.value.filter((each) => each.of !== of);
    all.value = [...others, { key: (made += 1), of, subject, draft: draftOf(subject) }];
  }

  /** Goes on at once where nothing would be lost. */
  function askBefore(goOn: () => void, about: Edited<T, D> | null): void {
    if (about !== null && isChanged(about.subject, about.draft.value)) asked.value = { about, goOn };
    else goOn();
  }

  return {
    all: computed(() => all.value),
    shown,
    hasChanges: computed(() => all.value.some(({ subject, draft }) => isChanged(subject, draft.value))),
    asked: computed(() => asked.value?.about ?? null),
    edit: (subject) => askBefore(() => replace(subject), shown.value),
    leave: (edited) => askBefore(() => close(edited), edited),
    close,
    decide(isDiscarded) {
      const { goOn } = asked.value ?? {};
      asked.value = null;
      if (isDiscarded) goOn?.();
    },
  };
}
