import { ref, type Ref } from 'vue';

/** The state of a button and its menu, which is made, and may be loaded, when it is first wanted. */
export interface MenuButton {
  readonly isOpen: Ref<boolean>;
  readonly isMade: Readonly<Ref<boolean>>;
  /** For the button. */
  readonly listeners: {
    pointerdown(): void;
    click(): void;
    keydown(event: KeyboardEvent): void;
  };
}

/** Makes the state of one button with a menu. */
export function useMenuButton(): MenuButton {
  const isOpen = ref(false);
  const isMade = ref(false);
  let wasOpen = false;

  function show(open: boolean): void {
    isMade.value = true;
    isOpen.value = open;
  }

  return {
    isOpen,
    isMade,
    listeners: {
      pointerdown: () => void (wasOpen = isOpen.value),
      click() {
        // A second click has closed the menu already: it began outside of it.
        show(!wasOpen);
        wasOpen = false;
      },
      keydown(event) {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        show(true);
      },
    },
  };
}
