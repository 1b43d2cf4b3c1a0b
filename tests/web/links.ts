// Links as someone else's program might make them: by the form's description, not by our own code.
import { deflateRawSync } from "node:zlib";

/** The fragment that holds `text`, with the `#`. */
export function fragment(text: string | Buffer): string {
  const bytes = Buffer.from(text);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(fnv1a(bytes));
  return `#v1.d.${Buffer.concat([sum, deflateRawSync(bytes)]).toString("base64url")}`;
}

/** FNV-1a with 32 bits. */
function fnv1a(bytes: Buffer): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum;
}
