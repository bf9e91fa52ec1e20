import { crc32 } from "node:zlib";
import { expect, it } from "vitest";
import { encodeEvent, encodeException } from "./event-stream";

/** Reads a frame as AWS describes it, byte by byte and without the library that wrote it. */
function readFrame(bytes: Uint8Array) {
  const frame = Buffer.from(bytes);
  const headersLength = frame.readUInt32BE(4);
  expect(frame.readUInt32BE(0)).toBe(frame.length);
  expect(frame.readUInt32BE(8)).toBe(crc32(frame.subarray(0, 8)));
  expect(frame.readUInt32BE(frame.length - 4)).toBe(crc32(frame.subarray(0, frame.length - 4)));
  const headers: Record<string, string> = {};
  for (let at = 12; at < 12 + headersLength;) {
    const nameLength = frame.readUInt8(at);
    const name = frame.toString("utf8", at + 1, at + 1 + nameLength);
    at += 1 + nameLength;
    expect(frame.readUInt8(at)).toBe(7);
    const valueLength = frame.readUInt16BE(at + 1);
    headers[name] = frame.toString("utf8", at + 3, at + 3 + valueLength);
    at += 3 + valueLength;
  }
  const body = JSON.parse(frame.toString("utf8", 12 + headersLength, frame.length - 4)) as Record<string, unknown>;
  return { headers, body };
}

it("frames an event with its type, its fields and padding of random length", () => {
  const payload = { contentBlockIndex: 0, delta: { text: "Grüß Gott" } };
  const { headers, body } = readFrame(encodeEvent("contentBlockDelta", payload, () => 0.5));
  expect(headers).toEqual({
    ":event-type": "contentBlockDelta",
    ":content-type": "application/json",
    ":message-type": "event",
  });
  const { p, ...fields } = body;
  expect(fields).toEqual(payload);
  expect(p).toBe("abcdefghijklmnopqrstuvwxyzABCDE");
  expect(readFrame(encodeEvent("messageStart", { role: "assistant" }, () => 0)).body.p).toBe("");
});

it("frames an exception as one", () => {
  const { headers, body } = readFrame(encodeException("throttlingException", { message: "Too many requests" }));
  expect(headers).toMatchObject({ ":message-type": "exception", ":exception-type": "throttlingException" });
  expect(body).toEqual({ message: "Too many requests" });
});
