import { EventEmitter } from 'node:events';

/**
 * Loaded before a utility process's script. Adds `process.parentPort`, whose `message` event has the message as `data`
 * (docs: api/parent-port).
 */
class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message, undefined, {}, () => undefined);
  }
}

const port = new ParentPort();
process.on('message', (data) => port.emit('message', { data, ports: [] }));
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
Object.assign(process, { parentPort: port });
