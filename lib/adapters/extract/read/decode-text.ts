import { ExtractError } from "../extract-error";

/**
 * The bytes of a text as text. A byte order mark says how it is written; then UTF-8, where the bytes are valid in it (other writings hardly ever
 * are); then what was `declared`; then Windows-1252, as older programs write. Throws ExtractError for bytes that no text has.
 */
export function decodeText(bytes: Uint8Array, declared: string | null): string {
  const wide = markedAs(bytes) ?? wideWithoutMark(bytes);
  const text = wide
    ? decode(bytes, wide)
    : (decode(bytes, "utf-8", true) ?? decode(bytes, declared ?? "") ?? decode(bytes, "windows-1252"));
  if (text === null || hasControls(text))
    throw new ExtractError(
      "wrong_type",
      "This is not text: it has bytes that no text has. Save it as text (UTF-8), and add it again.",
    );
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

function markedAs(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without its mark: in Latin writing every other byte is zero. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = head.length / 4;
  if (odd > most && even === 0) return "utf-16le";
  return even > most && odd === 0 ? "utf-16be" : null;
}

function decode(bytes: Uint8Array, charset: string, fatal = false): string | null {
  if (charset === "") return null;
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

/** Single ones get into texts by accident; many are no text. */
function hasControls(text: string): boolean {
  const controls = text.slice(0, 100_000).match(/[\0-\x08\x0E-\x1A\x1C-\x1F]/g)?.length ?? 0;
  return controls > 4 && controls > text.length / 1000;
}
