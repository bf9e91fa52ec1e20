import { expect, test } from "vitest";
import { ServiceError } from "@/lib/services/errors";
import { HttpError, problemResponse } from "./problem";

test("a refusal is problem+json with its code, what is wrong with which field, and the request's id", async () => {
  const error = new ServiceError("INVALID", "Check to: it must be a number.", {
    fields: { to: "it must be a number" },
  });
  const response = problemResponse(error, "req_1");
  expect(response.status).toBe(422);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({
    status: 422,
    code: "INVALID",
    detail: "Check to: it must be a number.",
    requestId: "req_1",
    errors: [{ field: "to", message: "it must be a number" }],
  });
});

test("who must wait is told how long, in whole seconds", () => {
  const response = problemResponse(new ServiceError("RATE_LIMITED", "Wait.", { retryAfterMs: 1200 }), "req_1");
  expect(response.headers.get("retry-after")).toBe("2");
});

test("an error nobody foresaw says nothing of itself", async () => {
  for (const error of [new Error("password=secret"), new ServiceError("INTERNAL", "secret")]) {
    const response = problemResponse(error, "req_1");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
  }
  const other = problemResponse(new HttpError(405, "Use POST here.", { allow: "POST" }), "req_1");
  expect([other.status, other.headers.get("allow")]).toEqual([405, "POST"]);
  expect(problemResponse(new HttpError(413, "Too large."), "req_1").status).toBe(413);
});
