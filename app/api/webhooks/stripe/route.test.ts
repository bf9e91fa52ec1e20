import { beforeAll, expect, test, vi } from "vitest";

vi.mock("server-only", () => ({}));

beforeAll(() => {
  process.env.DATABASE_URL ||= "postgresql://nobody:nothing@127.0.0.1:1/none";
  process.env.NEXTAUTH_SECRET ||= "s".repeat(40);
  process.env.STRIPE_SECRET_KEY = "sk_test_of_this_test";
  process.env.STRIPE_WEBHOOK_SECRET = "whsec_of_this_test";
});

const post = async (body: string, headers: Record<string, string> = {}) => {
  const { POST } = await import("./route");
  return POST(new Request("http://localhost/api/webhooks/stripe", { method: "POST", body, headers }));
};

test("what Stripe did not sign is refused before anything is looked up", async () => {
  expect((await post("{}")).status).toBe(400);
  expect((await post("{}", { "stripe-signature": "t=1,v1=00" })).status).toBe(400);
  expect((await post("x", { "content-length": "2000000" })).status).toBe(413);
});

test("what cannot be taken in now is answered 500, so that Stripe sends it again", async () => {
  const { default: Stripe } = await import("stripe");
  const body = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "invoice.paid",
    data: { object: { customer: "cus_1" } },
  });
  const signature = new Stripe("sk_test").webhooks.generateTestHeaderString({
    payload: body,
    secret: "whsec_of_this_test",
  });
  expect((await post(body, { "stripe-signature": signature })).status).toBe(500);
});
