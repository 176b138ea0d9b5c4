import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../../electron/shared/emitter.ts';

interface Names {
  readonly number: number;
  readonly text: string;
}

function setUp() {
  const errors: unknown[] = [];
  return { errors, emitter: createEmitter<Names>((error) => errors.push(error)) };
}

describe('the emitter', () => {
  it('knows whether anybody listens to a name', () => {
    const { emitter } = setUp();
    const [stop, stopOther] = [emitter.on('number', () => undefined), emitter.on('number', () => undefined)];
    stop();
    expect([emitter.isHeard('number'), emitter.isHeard('text')]).toEqual([true, false]);
    stopOther();
    expect(emitter.isHeard('number')).toBe(false);
  });

  it('tells the listeners of a name, in order, until they unsubscribe', () => {
    const { emitter } = setUp();
    const heard: string[] = [];
    const stop = emitter.on('number', (value) => heard.push(`first ${value}`));
    emitter.on('number', (value) => heard.push(`second ${value}`));
    emitter.on('text', (value) => heard.push(value));
    emitter.emit('number', 1);
    stop();
    stop();
    emitter.emit('number', 2);
    expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
  });

  it('keeps two registrations of one function apart', () => {
    const { emitter } = setUp();
    const heard: number[] = [];
    const listener = (value: number) => heard.push(value);
    const stop = emitter.on('number', listener);
    emitter.on('number', listener);
    emitter.emit('number', 1);
    stop();
    emitter.emit('number', 2);
    expect(heard).toEqual([1, 1, 2]);
  });

  it('reaches the other listeners and the announcer when one throws', () => {
    const { emitter, errors } = setUp();
    const error = new Error('listener');
    const heard: number[] = [];
    emitter.on('number', () => {
      throw error;
    });
    emitter.on('number', (value) => heard.push(value));
    emitter.emit('number', 1);
    expect(heard).toEqual([1]);
    expect(errors).toEqual([error]);
  });

  it('counts a listener that comes during an announcement from the next one', () => {
    const { emitter } = setUp();
    const heard: number[] = [];
    emitter.on('number', () => emitter.on('number', (value) => heard.push(value)));
    emitter.emit('number', 1);
    expect(heard).toEqual([]);
    emitter.emit('number', 2);
    expect(heard).toEqual([2]);
  });
});
