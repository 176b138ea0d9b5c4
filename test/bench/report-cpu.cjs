// Says on descriptor 3 how much CPU a Node process has used, in microseconds.
'use strict';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.getBuiltinModule('node:fs').writeSync(3, String(user + system));
});
