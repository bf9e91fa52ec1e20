import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTitanEmbedder } from "@/lib/adapters/embeddings/titan";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { startTestSandbox } from "@/sandbox/bedrock/testing";
import type { Sandbox } from "@/sandbox/server/start";
import { createTestDatabase, type TestDatabase } from "@/scripts/test/database";
import { readLabelled } from "./labelled";
import { answeredShare, rankAll, scoresOf, wrongOnUnanswerable } from "./quality";

let test: TestDatabase;
let sandbox: Sandbox;
let sql: pg.Client;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
  sandbox = await startTestSandbox();
  sql = new pg.Client({ connectionString: test.url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await sandbox.close();
  await closeDatabase();
  await test.drop();
});

it("has enough labelled questions, of several kinds of business, with and without an answer", () => {
  const businesses = readLabelled();
  const questions = businesses.flatMap((business) => business.questions);
  expect(businesses.length).toBeGreaterThanOrEqual(3);
  expect(questions.filter(({ part }) => part === "report").length).toBeGreaterThanOrEqual(200);
  expect(questions.filter(({ answers }) => answers.length === 0).length).toBeGreaterThanOrEqual(40);
});

it("finds answers better by vectors and words together than by either alone, and seldom gives what does not answer", async () => {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  const embedder = createTitanEmbedder({ region: "us-east-1", endpoint: sandbox.url, credentials });
  const rankings = await rankAll(sql, readLabelled().slice(0, 2), embedder, ({ part }) => part === "report");
  embedder.close();
  const [hybrid, vector, keyword] = [scoresOf(rankings.hybrid), scoresOf(rankings.vector), scoresOf(rankings.keyword)];
  expect(hybrid.ndcg10).toBeGreaterThan(vector.ndcg10);
  expect(hybrid.ndcg10).toBeGreaterThan(keyword.ndcg10);
  expect(hybrid.recall5).toBeGreaterThanOrEqual(Math.max(vector.recall5, keyword.recall5));
  expect(wrongOnUnanswerable(rankings.hybrid)).toBeLessThan(0.25);
  expect(answeredShare(rankings.hybrid)).toBeGreaterThan(0.65);
});
