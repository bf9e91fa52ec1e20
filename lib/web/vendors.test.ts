import { expect, test } from "vitest";
import { demoSignIn, vendorStates } from "./vendors";

const sandbox = "http://127.0.0.1:4010";
const named = (env: Parameters<typeof vendorStates>[0]) =>
  vendorStates(env).flatMap(({ vendor, isSandbox }) => (isSandbox ? [vendor] : []));

test("a vendor is a stand-in when its address is the sandbox's, each by itself", () => {
  expect(named({ SANDBOX_URL: sandbox, DEEPGRAM_BASE_URL: "ws://127.0.0.1:4010" })).toEqual(["Deepgram"]);
  expect(named({ SANDBOX_URL: sandbox, TWILIO_API_BASE_URL: "https://api.example.com" })).toEqual([]);
  expect(named({ TWILIO_API_BASE_URL: sandbox })).toEqual([]);
});

test("the demo's sign-in is never offered beside a real phone line", () => {
  const demo = { DEMO_EMAIL: "demo@example.test", DEMO_PASSWORD: "a-password" };
  expect(demoSignIn({ SANDBOX_URL: sandbox, TWILIO_API_BASE_URL: sandbox, ...demo })).toEqual({
    email: "demo@example.test",
    password: "a-password",
  });
  expect(demoSignIn({ SANDBOX_URL: sandbox, ...demo })).toBeNull();
});
