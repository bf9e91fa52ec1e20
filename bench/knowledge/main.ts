import { mkdirSync, writeFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { createTitanEmbedder } from "@/lib/adapters/embeddings/titan";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { startSandbox } from "@/sandbox/server/start";
import { startEmbeddedPostgres } from "@/scripts/db/embedded";
import { makeTemporaryDataDir } from "@/scripts/db/embedded-cluster";
import { deployMigrations } from "@/scripts/db/migrations";
import { measureExact, measurePgvector } from "./latency";
import { readLabelled } from "./labelled";
import { learnWeights } from "./learn";
import { measureIngest } from "./ingest";
import { answeredShare, rankAll, scoresOf, wrongOnUnanswerable } from "./quality";

const USAGE = `npm run bench:knowledge -- [--json] [--chunks N] [--out FILE] [--only quality]
  --json         prints the report as JSON alone
  --chunks N     how many chunks retrieval is measured with, 1000 to 1000000 (default 100000)
  --vectors N    how many vectors PostgreSQL in WebAssembly is given, for pgvector (default: as many as chunks, 20000 at most)
  --out FILE     writes the report there as well
  --only quality the labelled questions alone, without --json; prints the weights that the third for learning gives, too`;

const SANDBOX = { accountSid: `AC${"1".repeat(32)}`, authToken: "only-for-the-bench", deepgramKeys: "any" } as const;
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "only-for-the-bench" };
/** PostgreSQL in WebAssembly has one thread and 32-bit memory: the graph of more takes it too long. */
const MOST_VECTORS = 20_000;

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      chunks: { type: "string" },
      vectors: { type: "string" },
      out: { type: "string" },
      only: { type: "string" },
    },
  });
  const chunks = Number(values.chunks ?? 100_000);
  const vectors = Number(values.vectors ?? Math.min(chunks, MOST_VECTORS));
  if (!Number.isInteger(chunks) || chunks < 1000 || chunks > 1_000_000 || !Number.isInteger(vectors) || vectors < 100)
    throw new Error(USAGE);
  return { ...values, chunks, vectors };
}

const options = readOptions();
const say = (line: string): void => void (options.json || process.stdout.write(`${line}\n`));

const dataDir = makeTemporaryDataDir();
const server = await startEmbeddedPostgres({ dataDir, durable: false });
const sandbox = await startSandbox(SANDBOX);
const embedder = createTitanEmbedder({ region: "us-east-1", endpoint: sandbox.url, credentials: CREDENTIALS });
try {
  await deployMigrations(server.url);
  await useDatabase(server.url);
  const sql = new pg.Client({ connectionString: server.url });
  await sql.connect();

  const businesses = readLabelled();
  const all = await rankAll(sql, businesses, embedder, () => true);
  const part = (which: "tune" | "report", way: keyof typeof all) =>
    all[way].filter(({ question }) => question.part === which);
  const quality = {
    hybrid: scoresOf(part("report", "hybrid")),
    vector: scoresOf(part("report", "vector")),
    keyword: scoresOf(part("report", "keyword")),
    wrongOnUnanswerable: wrongOnUnanswerable(part("report", "hybrid")),
    questions: part("report", "hybrid").length,
  };
  say(
    `Quality: ${all.hybrid.length} labelled questions on ${businesses.length} businesses; weights learned from every third, the others reported.`,
  );
  say("Vectors are those of the sandbox's stand-in for Titan, over HTTP; the real model's differ.");
  for (const way of ["hybrid", "vector", "keyword"] as const)
    say(`  ${way.padEnd(8)} recall@5 ${quality[way].recall5.toFixed(3)}  nDCG@10 ${quality[way].ndcg10.toFixed(3)}`);
  say(`  unanswerable questions given a passage: ${(quality.wrongOnUnanswerable * 100).toFixed(1)} %`);
  say(
    `  answerable questions given a right passage (threshold 0.7): ${(answeredShare(part("report", "hybrid")) * 100).toFixed(1)} %`,
  );
  if (options.only === "quality")
    say(`  weights: ${JSON.stringify(learnWeights(part("tune", "hybrid"), embedder.id))}`);
  else {
    const ingestPagesPerSecond = await measureIngest(sql, embedder);
    say(
      `Ingest: ${ingestPagesPerSecond} pages/s (reading, cleaning, splitting, embedding and storing pages of some 400 words)`,
    );
    const exact = await measureExact(sql, options.chunks);
    say(
      `Retrieval, exact in memory, ${options.chunks} chunks × 256: p50 ${exact.p50} ms, p95 ${exact.p95} ms (vector, words, fusion, judging; without the model's time)`,
    );
    const pgvector = await measurePgvector(options.vectors);
    say(
      `Vector search, pgvector in WebAssembly, ${options.vectors} vectors: p50 ${pgvector.p50} ms, p95 ${pgvector.p95} ms (the graph alone, recall@10 against exact ${pgvector.recall10})`,
    );
    if (options.vectors < options.chunks)
      say(`  PostgreSQL in WebAssembly can't hold ${options.chunks} within minutes: measured with ${options.vectors}.`);
    const { p50, p95 } = pgvector;
    const report = { chunks: options.chunks, exact, pgvector: { p50, p95 }, ingestPagesPerSecond, quality };
    const text = JSON.stringify(report, null, 2);
    if (options.json) process.stdout.write(`${text}\n`);
    if (options.out) {
      mkdirSync(path.dirname(options.out), { recursive: true });
      writeFileSync(options.out, `${text}\n`);
    }
  }
  await sql.end();
} finally {
  embedder.close();
  await closeDatabase();
  await sandbox.close();
  await server.kill();
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
}
