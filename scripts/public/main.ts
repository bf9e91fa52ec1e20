import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { makeSampleCall } from "./make-sample-call";
import { takePictures } from "./take-pictures";

/**
 * Makes anew what the public pages show of the product that is running: `npx tsx scripts/public/main.ts sample-call` or `pictures`.
 * DATA_DIR says where the product keeps its data, CHROMIUM_PATH which Chromium to use.
 */
const Dev = z.object({
  webUrl: z.url(),
  sandboxUrl: z.url(),
  phoneNumber: z.string(),
  demo: z.object({ email: z.string(), password: z.string() }),
});

const say = (text: string) => void process.stdout.write(`${text}\n`);
const root = path.resolve(import.meta.dirname, "../..");
const file = path.resolve(process.env["DATA_DIR"] || ".data", "dev.json");
const product = Dev.parse(JSON.parse(await readFile(file, "utf8")));
const what = process.argv[2];
if (what === "sample-call") {
  const { durationMs, bytes } = await makeSampleCall(product, root);
  say(`A call of ${(durationMs / 1_000).toFixed(1)} s, ${Math.round(bytes / 1_000)} kB.`);
} else if (what === "pictures") {
  await takePictures(product, root);
  say("The live desk, pictured in both themes.");
} else {
  say("Say what to make: sample-call or pictures.");
  process.exitCode = 64;
}
process.exit();
