const ELF_MACHINES: Record<number, string> = { 0x3e: "x86-64", 0xb7: "aarch64" };
const ELF_INTERPRETER = 3;
const PE_MACHINES: Record<number, string> = { 0x8664: "x86-64", 0xaa64: "aarch64" };
const MACHO_64 = 0xfeedfacf;
const MACHO_ARM64 = 0x0100000c;

/** The format, architecture and, on Linux, loader in an executable's header. */
export function formatOf(program: Buffer): string {
  if (program.toString("latin1", 0, 4) === "\x7fELF") return elf(program);
  if (program.toString("latin1", 0, 2) === "MZ") return portableExecutable(program);
  if (program.readUInt32LE(0) === MACHO_64)
    return `Mach-O ${program.readUInt32LE(4) === MACHO_ARM64 ? "arm64" : "other"}`;
  return "unknown";
}

function elf(program: Buffer): string {
  const start = Number(program.readBigUInt64LE(0x20));
  const size = program.readUInt16LE(0x36);
  const count = program.readUInt16LE(0x38);
  const headers = Array.from({ length: count }, (_, place) => start + place * size);
  const interpreter = headers.find((at) => program.readUInt32LE(at) === ELF_INTERPRETER)!;
  const from = Number(program.readBigUInt64LE(interpreter + 0x08));
  const length = Number(program.readBigUInt64LE(interpreter + 0x20));
  const loader = program.toString("latin1", from, from + length - 1);
  return `ELF ${ELF_MACHINES[program.readUInt16LE(0x12)]} ${loader}`;
}

function portableExecutable(program: Buffer): string {
  const header = program.readUInt32LE(0x3c);
  if (program.toString("latin1", header, header + 4) !== "PE\0\0") return "unknown";
  return `PE ${PE_MACHINES[program.readUInt16LE(header + 4)]}`;
}
