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

const unknown = process.argv.slice(2).filter((argument) => argument !== "--no-web");
if (unknown.length > 0) {
  say(`"${unknown[0]}" is no option of the start. There is: --no-web, for everything but the web app.`);
  process.exit(64);
}
const web = !process.argv.includes("--no-web");

let stopping: Promise<void> | null = null;
const interrupt = new AbortController();
const starting = startStack({ root, env: process.env, say, web, signal: interrupt.signal });

function stop(): void {
  // Asked twice: the processes end by themselves when this one is gone.
  if (stopping) process.exit(130);
  say("stopping …");
  interrupt.abort();
  stopping = starting
    .then((stack) => stack.stop())
    .catch(() => undefined)
    .then(() => process.exit(0));
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
// npm, killed, takes nobody along; and there is nobody left then to be told.
process.stdout.on("error", () => undefined);
const parent = process.ppid;
const watch = () => {
  if (process.ppid !== parent && !stopping) stop();
};
if (process.env.npm_lifecycle_event) setInterval(watch, 500).unref();

say("starting Aybiza … (the first start builds the web app; later ones take seconds)");
try {
  const { dev, sandboxed } = await starting;
  say("");
  say(`ready  ${web ? dev.webUrl : dev.workerUrl}`);
  if (web && dev.demo.email) say(`       sign in   ${dev.demo.email}  ${dev.demo.password}`);
  if (dev.phoneNumber)
    say(
      sandboxed.includes("Twilio")
        ? `       dial      ${dev.phoneNumber}   npm run call -- --to ${dev.phoneNumber} --say "When are you open?"`
        : "       dial      your Twilio number (npm run number gives it to an agent)",
    );
  if (sandboxed.length > 0) say(`       sandbox   ${dev.sandboxUrl}  stands in for ${sandboxed.join(", ")}`);
  say("       Ctrl-C stops everything; the data stays.");
} catch (error) {
  await (stopping as Promise<void> | null);
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
