import path from "node:path";
import { buildWeb, bundleProcesses } from "../start/build";

/** Builds what the processes run, without starting them: `dist/` and the web app's `.next/`. For machines that run them themselves. */

const root = path.resolve(import.meta.dirname, "../..");
try {
  await bundleProcesses(root);
  const built = await buildWeb(root, { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  process.stdout.write(built ? "Built.\n" : "The web app was built of these sources already.\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
