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
});
