import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const exclude = ["node_modules/**", ".next/**", "dist/**", ".data/**", "e2e/**"];
/** Left to itself, vitest keeps one core free: half of a machine with two. */
const everyCore = availableParallelism();
const special = ["**/*.db.test.ts", "**/*.contract.test.ts", "**/*.system.test.ts"];

/**
 * One project per kind of test; see docs/testing.md for what each may touch and how long it may take. The limits of single tests are wide:
 * they end what hangs, on a machine that has other things to do too.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, ...special],
          maxWorkers: everyCore,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "contract",
          include: ["**/*.contract.test.ts"],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Sound and sockets in real time, as in the system's tests.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["scripts/test/vitest-database.ts"],
          maxWorkers: everyCore,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "system",
          include: ["**/*.system.test.ts"],
          exclude,
          globalSetup: ["scripts/test/vitest-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They wait for speech most of the time; more at once would make two cores late. After all others.
          maxWorkers: 3,
          // Calls in real time: what was said while the machine stood still is heard otherwise, by people too.
          retry: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
