import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { IntegrationsEnvironment } from "./integrations";
import { JobsEnvironment } from "./jobs";
import { KnowledgeEnvironment } from "./knowledge";
import { LoggingEnvironment } from "./logging";
import { EnvironmentError, parseEnvironment } from "./parse-environment";
import { SharedEnvironment } from "./shared";
import { VendorsEnvironment } from "./vendors";
import { WebEnvironment } from "./web";
import { WorkerEnvironment } from "./worker";

const needed = { DATABASE_URL: "postgresql://user:secret@localhost:5432/aybiza", NEXTAUTH_SECRET: "s".repeat(32) };
const forWorker = {
  ...needed,
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "twilio-token",
  DEEPGRAM_API_KEY: "deepgram-key",
};
const messageOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as Error).message;
  }
  throw new Error("it was accepted");
};

describe("the environment", () => {
  it("has defaults for all that need not be said", () => {
    expect(parseEnvironment(WebEnvironment, needed)).toMatchObject({
      DATA_DIR: ".data",
      WEB_PORT: 3000,
      PUBLIC_WEB_URL: "http://localhost:3000",
      DATABASE_POOL_SIZE: 10,
    });
    expect(parseEnvironment(WorkerEnvironment, forWorker)).toMatchObject({
      CALL_PORT: 4000,
      WORKER_SLOTS: 300,
      AWS_REGION: "us-east-1",
    });
    expect(parseEnvironment(JobsEnvironment, needed).S3_BUCKET).toBeUndefined();
  });

  it("names every missing or bad variable and what to do about it", () => {
    const message = messageOf(() => parseEnvironment(WebEnvironment, { NEXTAUTH_SECRET: "short", WEB_PORT: "eighty" }));
    expect(message).toContain("DATABASE_URL is missing. Give the address of the PostgreSQL database");
    expect(message).toContain("NEXTAUTH_SECRET is not usable: it has fewer than 32 characters.");
    expect(message).toContain("openssl rand");
    expect(message).toContain("WEB_PORT is not usable");
    expect(message).toContain(".env.example");
  });

  it("never repeats a value", () => {
    const message = messageOf(() =>
      parseEnvironment(SharedEnvironment, { DATABASE_URL: "mysql://root:hunter2@db", NEXTAUTH_SECRET: "hunter3" }),
    );
    expect(message).not.toMatch(/hunter[23]/);
  });

  it("takes an empty value for a missing one", () => {
    expect(parseEnvironment(SharedEnvironment, { ...needed, REDIS_URL: "" }).REDIS_URL).toBeUndefined();
    expect(messageOf(() => parseEnvironment(SharedEnvironment, { ...needed, DATABASE_URL: " " }))).toContain(
      "DATABASE_URL is missing",
    );
  });

  it("cuts the slash off addresses, so that paths can be appended", () => {
    const env = parseEnvironment(WorkerEnvironment, {
      ...forWorker,
      PUBLIC_CALL_URL: "https://calls.example.com/",
      DEEPGRAM_BASE_URL: "ws://127.0.0.1:4010/deepgram/",
    });
    expect([env.PUBLIC_CALL_URL, env.DEEPGRAM_BASE_URL]).toEqual([
      "https://calls.example.com",
      "ws://127.0.0.1:4010/deepgram",
    ]);
    expect(
      messageOf(() => parseEnvironment(WorkerEnvironment, { ...forWorker, PUBLIC_CALL_URL: "calls.example.com" })),
    ).toContain("PUBLIC_CALL_URL");
  });

  it("is named in .env.example, variable by variable, each with a comment near it", () => {
    const lines = readFileSync(".env.example", "utf8").split("\n");
    const documented = lines.flatMap((line) => /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);
    const schemas = [
      SharedEnvironment,
      WebEnvironment,
      WorkerEnvironment,
      JobsEnvironment,
      LoggingEnvironment,
      KnowledgeEnvironment,
      IntegrationsEnvironment,
    ];
    const vendors = Object.keys(VendorsEnvironment.shape).filter((name) => name !== "SANDBOX_URL");
    const read = [...schemas.flatMap((schema) => Object.keys(schema.shape)), ...vendors];
    // Read by the starter and by the sandbox, which shares no code with the product.
    const others = documented.filter((name) => /^(SANDBOX_|DATABASE_PORT$)/.test(name));
    expect([...documented].sort()).toEqual([...new Set([...read, ...others])].sort());
    const sources = ["sandbox/main.ts", "scripts/start/stack.ts"].map((file) => readFileSync(file, "utf8")).join();
    for (const name of others) expect(sources).toContain(name);
  });
});
