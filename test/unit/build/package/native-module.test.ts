import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { moduleProblem, nativeKind } from '../../../../build/package/native-module.mjs';
import { projectNode } from '../../../../build/setup/paths.mjs';
import { CPU, elf, machO, pe, universal } from './native-modules.ts';

it.each([
  [elf(CPU.elf.x64), 'linux', ['x64']],
  [elf(CPU.elf.arm64), 'linux', ['arm64']],
  [machO(CPU.mach.x64), 'darwin', ['x64']],
  [machO(CPU.mach.arm64), 'darwin', ['arm64']],
  [universal(CPU.mach.x64, CPU.mach.arm64), 'darwin', ['x64', 'arm64']],
  [pe(CPU.pe.x64), 'win32', ['x64']],
  [pe(CPU.pe.arm64), 'win32', ['arm64']],
])('tells by the first bytes what a module is for (%#)', (bytes, platform, archs) => {
  expect(nativeKind(bytes)).toEqual({ platform, archs });
});

it.each([
  ['a text', Buffer.from('#!/bin/sh\n'.repeat(20))],
  ['an empty file', Buffer.alloc(0)],
  ['32 bits', elf(CPU.elf.x64, 32)],
  ['another processor', elf(CPU.elf.riscv)],
  ['a Java class, whose first bytes are the same', universal(0x0034001d)],
  ['a universal file without a part', universal()],
  ['a DOS program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
  ['a header that points out of the file', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 0xff)])],
])('knows nothing else: %s', (_what, bytes) => {
  expect(nativeKind(bytes)).toBeNull();
});

it('knows what this Node itself is for', () => {
  const { platform, arch } = process;
  expect(moduleProblem(readFileSync(projectNode), { platform, arch })).toBeNull();
});

it('says why a module does not fit', () => {
  const linux = { platform: 'linux', arch: 'arm64' };
  expect(moduleProblem(elf(CPU.elf.x64), linux)).toBe('is for linux x64, not for linux arm64');
  expect(moduleProblem(machO(CPU.mach.arm64), linux)).toBe('is for darwin arm64, not for linux arm64');
  expect(moduleProblem(Buffer.alloc(64), linux)).toBe('is no 64-bit module for Linux, macOS or Windows');
});

it('wants both processors for a universal app', () => {
  const target = { platform: 'darwin', arch: 'universal' };
  expect(moduleProblem(universal(CPU.mach.x64, CPU.mach.arm64), target)).toBeNull();
  expect(moduleProblem(machO(CPU.mach.arm64), target)).toBe('is for darwin arm64, not for darwin universal');
});
