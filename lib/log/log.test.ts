import { describe, expect, it } from "vitest";
import { createLogger } from "./log";

function lines(showPii = false) {
  const written: string[] = [];
  const logger = createLogger({ showPii, destination: { write: (line: string) => void written.push(line) } });
  return { logger, written };
}

describe("the log", () => {
  it("leaves out what people said, wherever the key is", () => {
    const { logger, written } = lines();
    logger.info(
      {
        callId: "c1",
        pii: { text: "my secret tooth" },
        turn: { pii: "my secret tooth", deep: { pii: ["my secret tooth"] } },
      },
      "said",
    );
    expect(written.join()).not.toContain("secret tooth");
    expect(written.join()).toContain('"callId":"c1"');
  });

  it("shows it where it is asked to, secrets never", () => {
    const { logger, written } = lines(true);
    logger.info({
      pii: "my tooth",
      password: "hunter2",
      headers: { authorization: "Bearer hunter2", cookie: "hunter2" },
      config: { twilio: { authToken: "hunter2" } },
    });
    expect(written.join()).toContain("my tooth");
    expect(written.join()).not.toContain("hunter2");
  });

  it("writes one JSON line each, with its level by name and its time", () => {
    const { logger, written } = lines();
    logger.warn({ err: new Error("broken") }, "oh");
    const line = JSON.parse(written[0]!) as Record<string, unknown>;
    expect(line).toMatchObject({ level: "warn", msg: "oh", err: { message: "broken" } });
    expect(Date.parse(line["time"] as string)).not.toBeNaN();
  });

  const PLANTED = {
    phone: "+14155550134",
    spacedPhone: "+49 (0)30 1234-5678",
    americanPhone: "(415) 555-0134",
    encodedPhone: "/Calls.json?To=%2B14155550134",
    email: "jane.doe+calls@example.co.uk",
    card: "4242 4242 4242 4242",
    plainCard: "5555555555554444",
    bearer: "Bearer abcdefghijklmnop",
    stripe: "sk_live_abcdefghijklmnop",
    apiKey: "ayb_abcdefghijklmnop",
    address: "postgresql://aybiza:hunter2hunter2@db:5432/aybiza",
  };
  const KERNELS = [
    "4155550134",
    "555-0134",
    "1234-5678",
    "jane.doe",
    "4242",
    "5555555555554444",
    "abcdefgh",
    "hunter2hunter2",
  ];

  it.each(Object.entries(PLANTED))("leaves out what is planted in every kind of call: %s", (_, planted) => {
    const { logger, written } = lines();
    logger.info(planted);
    logger.info({ callId: "c1" }, `it was ${planted}, they said`);
    logger.info("it was %s", planted);
    logger.warn({ from: planted, deep: { list: [1, { value: `x ${planted}` }] } }, "fields");
    logger.error({ err: new Error(`could not reach ${planted}`, { cause: new Error(planted) }) }, "failed");
    logger.error(new Error(`bare ${planted}`));
    logger.child({ caller: planted }).info("bound");
    logger.info({ [planted]: 1 }, "as a name");
    logger.info({ nested: JSON.stringify({ planted }) }, "as text");
    expect(written.length).toBeGreaterThanOrEqual(8);
    for (const kernel of KERNELS) expect(written.join(""), kernel).not.toContain(kernel);
    for (const line of written) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it("leaves out what is under a secret's name, however deep", () => {
    const { logger, written } = lines();
    const names = [
      "password",
      "smtp_password",
      "stripeSecretKey",
      "STRIPE_WEBHOOK_SECRET",
      "authToken",
      "set-cookie",
      "DATABASE_URL",
    ];
    for (const name of names) logger.info({ a: { b: { c: [{ [name]: "hunter2" }] } } });
    logger.info({ credentials: { user: "hunter2" } });
    expect(written.join("")).not.toContain("hunter2");
  });

  it("keeps ids, times, addresses and figures", () => {
    const { logger, written } = lines();
    const kept = {
      callId: "01890f3a-7d52-7c3a-9f10-123456789012",
      sid: "CA0123456789abcdef0123456789abcdef",
      accountId: "AYB-K3M7-XY29-ZZ8A",
      at: "2026-06-10T17:00:00.123Z",
      nowMs: 1_763_653_738_123,
      url: "http://127.0.0.1:4000/twilio/voice",
      inputTokens: 1200,
      size: "1.25 MB",
      module: "node_modules/next@16.4.6/dist",
    };
    logger.info(kept, "kept");
    expect(JSON.parse(written[0]!)).toMatchObject(kept);
  });

  it("shows under `pii` what it is asked to show, as it was said", () => {
    const { logger, written } = lines(true);
    logger.info({ pii: { text: PLANTED.phone }, other: PLANTED.phone });
    const line = JSON.parse(written[0]!) as Record<string, unknown>;
    expect(line).toMatchObject({ pii: { text: PLANTED.phone }, other: "[redacted]" });
  });
});
