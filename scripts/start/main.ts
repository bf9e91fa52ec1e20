import { existsSync } from "node:fs";
import path from "node:path";
import { startStack } from "./stack";

const root = path.resolve(import.meta.dirname, "../..");
process.chdir(root);
if (existsSync(".env")) process.loadEnvFile(".env");

const say = (line: string) => void process.stdout.write(`${line}\n`);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Aybiza needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and start again.`);
  process.exit(1);
}

let stopping: Promise<void> | null = null;
const starting = startStack({ root, env: process.env, say });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    say("stopping …");
    stopping = starting
      .then((stack) => stack.stop())
      .catch(() => undefined)
      .then(() => process.exit(0));
  });
}

say("starting Aybiza … (the first start builds the web app; later ones take seconds)");
try {
  const { dev, sandboxed } = await starting;
  say("");
  say(`ready  ${dev.webUrl}`);
  if (dev.demo.email) say(`       sign in   ${dev.demo.email}  ${dev.demo.password}`);
  if (dev.phoneNumber)
    say(`       dial      ${dev.phoneNumber}   npm run call -- --to ${dev.phoneNumber} --say "When are you open?"`);
  if (sandboxed.length > 0) say(`       sandbox   ${dev.sandboxUrl}  stands in for ${sandboxed.join(", ")}`);
  say("       Ctrl-C stops everything; the data stays.");
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
