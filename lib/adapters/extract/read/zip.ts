import { inflateRawSync } from "node:zlib";
import { ExtractError } from "../extract-error";

export type ZipLimits = { maxEntries: number; maxUnpackedBytes: number };

export type Zip = {
  /** A part's bytes; null when there is none of that name. Throws ExtractError when all that was unpacked is more than the limit. */
  read(name: string): Uint8Array | null;
};

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MOST_COMMENT_BYTES = 65_535;

type Entry = { method: number; isEncrypted: boolean; packedBytes: number; offset: number };

/**
 * A zip archive of which single parts are read, into memory. Sizes are counted while it is unpacked: what it declares may lie. Names are only
 * compared; archives in it stay packed. Throws ExtractError.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits): Zip {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(view, limits.maxEntries);
  let left = limits.maxUnpackedBytes;
  return {
    read(name) {
      const entry = entries.get(name);
      if (!entry) return null;
      if (entry.isEncrypted)
        throw new ExtractError(
          "encrypted",
          "It is locked with a password. Save it without the password, and add it again.",
        );
      const content = unpack(packedOf(view, entry), entry.method, left);
      left -= content.length;
      return content;
    },
  };
}

function entriesOf(view: Buffer, maxEntries: number): Map<string, Entry> {
  const end = findEnd(view);
  const entries = new Map<string, Entry>();
  let at = view.readUInt32LE(end + 16);
  let count = 0;
  while (at + ENTRY_BYTES <= end && view.readUInt32LE(at) === ENTRY) {
    count += 1;
    if (count > maxEntries)
      throw new ExtractError(
        "unpacks_to_too_much",
        "It has many more parts in it than a document has, and is not unpacked. Save it anew from the program it was written in, and add that.",
      );
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) => view.readUInt16LE(at + place));
    const name = view.toString("utf8", at + ENTRY_BYTES, at + ENTRY_BYTES + (nameBytes ?? 0));
    entries.set(name, {
      method: view.readUInt16LE(at + 10),
      isEncrypted: (view.readUInt16LE(at + 8) & 1) === 1,
      packedBytes: view.readUInt32LE(at + 20),
      offset: view.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  if (count === 0) throw damaged();
  return entries;
}

function findEnd(view: Buffer): number {
  for (let at = view.length - END_BYTES; at >= Math.max(0, view.length - END_BYTES - MOST_COMMENT_BYTES); at -= 1)
    if (view.readUInt32LE(at) === END) return at;
  throw damaged();
}

function packedOf(view: Buffer, { offset, packedBytes }: Entry): Buffer {
  if (offset + LOCAL_BYTES > view.length || view.readUInt32LE(offset) !== LOCAL) throw damaged();
  const start = offset + LOCAL_BYTES + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  if (start + packedBytes > view.length) throw damaged();
  return view.subarray(start, start + packedBytes);
}

function unpack(packed: Buffer, method: number, maxBytes: number): Uint8Array {
  if (method !== 0 && method !== 8) throw damaged();
  try {
    if (method === 8) return inflateRawSync(packed, { maxOutputLength: Math.max(maxBytes, 1) });
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE"
      ? tooMuch(maxBytes)
      : damaged();
  }
  if (packed.length > maxBytes) throw tooMuch(maxBytes);
  return packed;
}

const tooMuch = (maxBytes: number): ExtractError =>
  new ExtractError(
    "unpacks_to_too_much",
    `It unpacks to more than ${Math.ceil(maxBytes / 1_000_000)} MB of text, and is not read. It may be damaged or made to be hard to read. Save it anew, or split it, and add that.`,
  );

export const damaged = (): ExtractError =>
  new ExtractError(
    "broken",
    "It is damaged, and cannot be read as a Word document. Open it in Word, save it anew as .docx, and add that.",
  );
