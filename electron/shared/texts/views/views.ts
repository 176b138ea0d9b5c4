import { plural, pluralForm } from '../plurals.ts';

/** Saved views: the chooser and its menu, files of views, and what is wrong with one. */
export const viewTexts = {
  everybody: 'Everybody',
  /** Of a desk whose role does not have everybody. */
  allOfDesk: 'All views',
  chooser: (name: string) => `View: ${name}`,
  menu: 'Views',
  newView: 'New view…',
  /** The name may be written from right to left; the marks around it leave the rest where it is. */
  editView: (name: string) => `Edit \u2068${name}\u2069…`,
  editViewLabel: (name: string) => `Edit ${name}…`,
  exportViews: 'Export…',
  importViews: 'Import…',
  filePicker: 'File of views',
  saved: (name: string) => `The view “${name}” is saved and open.`,
  deleted: (name: string) => `“${name}” was deleted.`,
  overwritten: (name: string) => `“${name}” was changed.`,
  undo: 'Undo',
  dismiss: 'Dismiss',

  nameMissing: 'Enter a name for the view.',
  nameTooLong: (max: number) => `The name may have at most ${max} characters.`,
  nameCharacters: 'The name contains characters that cannot be shown.',
  badIds: {
    queueIds: (max: number) => badIds('queue', max),
    skillIds: (max: number) => badIds('skill', max),
    agentIds: (max: number) => badIds('agent', max),
  },
  badText: (max: number) => `The text has to be one line of at most ${max} characters.`,
  badStatuses: (statuses: string) => `A status is one of ${statuses}.`,
  badSecondaryStatuses: (maxCharacters: number, max: number) =>
    `Enter at most ${max} secondary statuses of at most ${maxCharacters} characters each.`,

  full: (max: number) => `A connection keeps at most ${plural(max, 'view')}. Delete one first.`,
  tooManyIds: 'The views of this connection hold too many IDs to be kept. Take some out.',
  isPublished: 'This view comes from the publisher of this desk and cannot be changed here. Make a view of your own.',
  gone: 'This view is not there any more. Choose another one.',
  nameTaken: 'Another view has this name already.',
  otherConnection:
    'Another connection is open by now, so nothing was changed. Open the one this was meant for and try again.',

  fileTooLarge: 'This file is too large for a file of views.',
  fileOfNewer: 'This file was written by a newer Rollcall. Update this one, then try again.',
  noViewFile: 'This is not a file of views. Choose one that was exported from Rollcall.',
  unnamed: (position: number) => `View ${position}`,
  imported,
  importedBut: (added: number, name: string, reason: string) => `${imported(added)} “${name}” was refused: ${reason}`,
  importedButMore: (added: number, name: string, reason: string, more: number) =>
    `${imported(added)} “${name}” was refused: ${reason} ${pluralForm(more, { one: 'Another one was refused too.', other: `${more} others were refused too.` })}`,
};

function badIds(kind: string, max: number): string {
  return `Enter at most ${max} ${kind} IDs. Each has letters, digits, - and _, at most 128 of them.`;
}

function imported(added: number): string {
  return `${plural(added, 'view')} ${pluralForm(added, { one: 'was', other: 'were' })} imported.`;
}
