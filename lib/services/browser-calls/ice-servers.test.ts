import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { iceServersFor } from "./ice-servers";

const now = new Date("2026-06-10T12:00:00Z");
const none = { stunUrls: [], turnUrls: [], turnSecret: null };

test("on one machine there are none", () => {
  expect(iceServersFor("call-1", none, now)).toEqual([]);
});

test("a TURN password is made for the one call and runs out", () => {
  const settings = { stunUrls: ["stun:s:3478"], turnUrls: ["turn:t:3478"], turnSecret: "shared" };
  const username = `${now.getTime() / 1000 + 5 * 3600}:call-1`;
  expect(iceServersFor("call-1", settings, now)).toEqual([
    { urls: ["stun:s:3478"] },
    {
      urls: ["turn:t:3478"],
      username,
      credential: createHmac("sha1", "shared").update(username).digest("base64"),
    },
  ]);
  expect(iceServersFor("call-1", { ...settings, turnSecret: null }, now)).toEqual([{ urls: ["stun:s:3478"] }]);
});
