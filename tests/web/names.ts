// How a build names its files: FNV-1a with 64 bits over what they hold.

/** The sum in a file's name. */
export function fnv1a(bytes: Uint8Array): string {
  let sum = 0xcbf29ce484222325n;
  for (const byte of bytes) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  return sum.toString(16).padStart(16, "0");
}
