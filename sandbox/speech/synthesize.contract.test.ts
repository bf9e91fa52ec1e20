import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { decodeMulaw } from "./mulaw";
import { closeSynthesizer, synthesize, synthesizePcm } from "./synthesize";

const TEXT = "I would like to book a table for 4 people at 7:30, please.";

function hash(audio: Uint8Array): string {
  return createHash("sha256").update(audio).digest("hex");
}

describe("synthesis", () => {
  afterAll(closeSynthesizer);

  it("speaks: audible, as long as such a sentence takes, with every word timed in order", async () => {
    const { audio, durationMs, words } = await synthesize(TEXT);
    expect(durationMs).toBe(audio.length / 8);
    expect(durationMs).toBeGreaterThan(2000);
    expect(durationMs).toBeLessThan(6000);
    expect(Math.max(...decodeMulaw(audio))).toBeGreaterThan(5000);
    expect(words.map(({ word }) => word).join(" ")).toBe(TEXT);
    let lastEndMs = 0;
    for (const { startMs, endMs } of words) {
      expect(startMs).toBeGreaterThanOrEqual(lastEndMs);
      expect(endMs).toBeGreaterThan(startMs);
      lastEndMs = endMs;
    }
    expect(lastEndMs).toBeLessThanOrEqual(durationMs);
  });

  it("gives the caller and each agent voice a sound of its own", async () => {
    const voices = ["caller", "caller-2", "aura-2-thalia-en", "aura-2-orion-en", "aura-asteria-en"];
    const spoken = await Promise.all(voices.map((voice) => synthesize("Good morning.", { voice })));
    expect(new Set(spoken.map(({ audio }) => hash(audio))).size).toBe(voices.length);
  });

  it.each(["de", "es", "fr", "it", "nl", "pt", "ja", "hi", "ru"])("has a caller who speaks %s", async (language) => {
    const { words } = await synthesize("Alpha 2.", { voice: `caller-${language}` });
    expect(words.length).toBe(2);
  });

  it("speaks the same text alike whatever was said before, also in another process and from a bundle", async () => {
    const first = hash((await synthesize(TEXT)).audio);
    await closeSynthesizer();
    await synthesizePcm("Something longer that was said before, in another voice, at another rate.", {
      voice: "aura-2-orion-en",
      sampleRate: 24_000,
    });
    const { pcm } = await synthesizePcm(TEXT, { sampleRate: 8000 });
    const folder = join(process.cwd(), "node_modules", ".cache", `speech-test-${process.pid}`);
    await mkdir(folder, { recursive: true });
    try {
      const outfile = join(folder, "speak.mjs");
      const entry = `import { createHash } from "node:crypto";
        import { synthesize } from "./synthesize";
        const { audio } = await synthesize(${JSON.stringify(TEXT)});
        console.log(createHash("sha256").update(audio).digest("hex"));`;
      await build({
        stdin: { contents: entry, resolveDir: import.meta.dirname, loader: "ts" },
        outfile,
        bundle: true,
        platform: "node",
        format: "esm",
        packages: "external",
        keepNames: true,
        minify: true,
      });
      const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
      expect(stdout.trim()).toBe(first);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const { encodeMulaw } = await import("./mulaw");
    expect(hash(encodeMulaw(pcm))).toBe(first);
  }, 20_000);

  it("refuses text that has nothing to say or is too long, and goes on after it", async () => {
    await expect(synthesize(" … !")).rejects.toThrow(/Nothing to say/);
    await expect(synthesize("word ".repeat(1000))).rejects.toThrow(/Split it/);
    await expect(synthesize("ß [[x]] <b>öäü</b> 数字 🎉 ok".repeat(5))).resolves.toBeDefined();
  });
});
