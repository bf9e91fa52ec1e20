import { defineConfig } from "prisma/config";

// For people who use the Prisma CLI on a machine where its engine can be downloaded; `npm run migrate` needs neither.
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  datasource: { url: process.env["DATABASE_URL"] ?? "postgresql://localhost:5432/aybiza" },
});
