const blank = () => Buffer.alloc(128);

/** The first bytes of modules as compilers write them. */
export function elf(machine: number, bits: 32 | 64 = 64): Buffer {
  const bytes = blank();
  bytes.write('\x7fELF', 'latin1');
  bytes[4] = bits === 64 ? 2 : 1;
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

export function machO(cpu: number): Buffer {
  const bytes = blank();
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(cpu, 4);
  return bytes;
}

export function universal(...cpus: readonly number[]): Buffer {
  const bytes = blank();
  bytes.writeUInt32BE(0xcafebabe, 0);
  bytes.writeUInt32BE(cpus.length, 4);
  cpus.forEach((cpu, index) => bytes.writeUInt32BE(cpu, 8 + index * 20));
  return bytes;
}

export function pe(machine: number): Buffer {
  const bytes = blank();
  bytes.write('MZ', 'latin1');
  bytes.writeUInt32LE(0x50, 0x3c);
  bytes.write('PE\0\0', 0x50, 'latin1');
  bytes.writeUInt16LE(machine, 0x54);
  return bytes;
}

/** Processors as the three formats number them. */
export const CPU = {
  elf: { x64: 0x3e, arm64: 0xb7, riscv: 0xf3 },
  mach: { x64: 0x01000007, arm64: 0x0100000c },
  pe: { x64: 0x8664, arm64: 0xaa64 },
} as const;
