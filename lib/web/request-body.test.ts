import { expect, test } from "vitest";
import { MAX_BODY_BYTES, readJsonBody } from "./request-body";

const post = (body: BodyInit, headers: Record<string, string> = { "content-type": "application/json" }) =>
  new Request("http://localhost/api", { method: "POST", body, headers, duplex: "half" } as RequestInit);

test("JSON is read, with its text", async () => {
  expect(await readJsonBody(post('{"a":1}'))).toEqual({ value: { a: 1 }, text: '{"a":1}' });
});

test("what is no JSON, or not said to be, is refused with the reason", async () => {
  await expect(readJsonBody(post("{"))).rejects.toMatchObject({ status: 400 });
  await expect(readJsonBody(post("{}", { "content-type": "text/plain" }))).rejects.toMatchObject({ status: 415 });
});

test("reading stops at the cap, also when the length was not told", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 16_384;
      controller.enqueue(new Uint8Array(16_384));
    },
  });
  await expect(readJsonBody(post(endless))).rejects.toMatchObject({ status: 413 });
  expect(sent).toBeLessThan(4 * MAX_BODY_BYTES);
});
