import { expect, test } from "vitest";
import { callbackNews, escalationNews } from "./news";

const call = { callId: "c1", businessName: "Bright Dental", reason: "Asked for a person" };

test("news leads to where it can be seen to after the call, too", () => {
  expect(escalationNews({ ...call, escalationId: "e1", priority: "urgent" })).toMatchObject({
    title: "Urgent: a caller of Bright Dental needs a person",
    url: "/escalations/e1",
    callId: "c1",
  });
  expect(callbackNews({ ...call, seq: 7 }).url).toBe("/calls/c1");
});
