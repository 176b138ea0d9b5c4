/** Why queues and skills have no names, or nobody's members are known. */
export const directoryTexts = {
  noNames: 'Kore.ai does not give this app the names of queues and skills. Views work with IDs.',
  notRead: (reason: string) => `The names of queues and skills could not be read. ${reason}`,
  oldNames: 'Kore.ai no longer gives this app the names of queues, so they may be out of date.',
  notComplete: 'Kore.ai repeats the pages of its lists, so names may be missing. Their IDs work.',
  noSkills:
    'Kore.ai does not give this app the list of skills, so Rollcall knows only the names of skills that belong to a queue.',
  filterIgnored:
    'Kore.ai names all agents whatever queue is requested, so nobody can tell who serves a queue. Views of queues cannot be watched.',
  noMembers: 'Kore.ai does not tell this app who serves a queue. Views of queues cannot be watched.',
};
