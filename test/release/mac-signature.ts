const CODE_SIGNATURE = 0x1d;
const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const SHA256 = 2;

/**
 * The pages that do not match the executable's code directory; macOS kills a process at the first one. Throws without a
 * signature.
 */
export function brokenPages(program: Buffer): number[] {
  const { at, hashesAt, pages, codeLimit, pageSize } = codeDirectory(program);
  const broken: number[] = [];
  for (let page = 0; page < pages; page++) {
    const code = program.subarray(page * pageSize, Math.min((page + 1) * pageSize, codeLimit));
    const digest = new Bun.CryptoHasher("sha256").update(code).digest();
    const place = at + hashesAt + page * digest.length;
    if (!digest.equals(program.subarray(place, place + digest.length))) broken.push(page);
  }
  return broken;
}

function codeDirectory(program: Buffer) {
  const at = codeDirectoryAt(program, signatureAt(program));
  if (program.readUInt8(at + 37) !== SHA256) throw new Error("signed with another hash than SHA-256");
  return {
    at,
    hashesAt: program.readUInt32BE(at + 16),
    pages: program.readUInt32BE(at + 28),
    codeLimit: program.readUInt32BE(at + 32),
    pageSize: 2 ** program.readUInt8(at + 39),
  };
}

/** The position of the signature, from its load command. */
function signatureAt(program: Buffer): number {
  const commands = program.readUInt32LE(16);
  let at = 32;
  for (let command = 0; command < commands; command++) {
    if (program.readUInt32LE(at) === CODE_SIGNATURE) return program.readUInt32LE(at + 8);
    at += program.readUInt32LE(at + 4);
  }
  throw new Error("not signed");
}

function codeDirectoryAt(program: Buffer, signature: number): number {
  if (program.readUInt32BE(signature) !== SUPER_BLOB) throw new Error("no blobs in the signature");
  const blobs = program.readUInt32BE(signature + 8);
  for (let blob = 0; blob < blobs; blob++) {
    const at = signature + program.readUInt32BE(signature + 16 + blob * 8);
    if (program.readUInt32BE(at) === CODE_DIRECTORY) return at;
  }
  throw new Error("no code directory in the signature");
}
