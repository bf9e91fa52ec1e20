import { pathToFileURL } from "node:url";
import pg from "pg";
import { insertOrganization } from "./demo/insert-organization";
import { demoOrganizations } from "./demo/organizations";

/**
 * Fills a migrated database with two demo organizations: people, agents, numbers and some six weeks of past calls up to `now`. Run again it
 * adds only what is missing, the calls of the days since included; nothing that is there is changed.
 */
export async function seedDemo(url: string, now = new Date()): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, options: "-c role=aybiza_system -c timezone=UTC" });
  try {
    const sql = await pool.connect();
    try {
      await sql.query("begin");
      for (const organization of demoOrganizations) await insertOrganization(sql, organization, now);
      await sql.query("commit");
    } catch (error) {
      await sql.query("rollback");
      throw error;
    } finally {
      sql.release();
    }
  } finally {
    await pool.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env["DATABASE_URL"];
  if (!url) {
    console.error("DATABASE_URL is missing: give the address of a migrated database.");
    process.exit(1);
  }
  await seedDemo(url);
}
