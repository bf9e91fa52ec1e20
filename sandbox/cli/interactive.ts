import { createInterface } from "node:readline";
import type { Telephone } from "./telephone";

/** Lets a person type what the caller says, until either side hangs up. Returns what stops it. */
export function typeToCaller(telephone: Telephone, write: (line: string) => void): () => void {
  write("      type what the caller says; /dtmf 12# presses keys, /hangup hangs up");
  const terminal = createInterface({ input: process.stdin });
  terminal.on("line", (line) => {
    const text = line.trim();
    if (text === "") return;
    const keys = /^\/dtmf\s+([0-9*#A-Dw]+)$/i.exec(text)?.[1];
    if (text === "/hangup") telephone.send({ type: "hangup" });
    else if (keys !== undefined) telephone.send({ type: "dtmf", digits: keys });
    else if (text.startsWith("/")) write("      unknown command; there are /dtmf KEYS and /hangup");
    else telephone.send({ type: "say", text });
  });
  // Ctrl-D hangs up. Piped input that ends does not: what was said has yet to be answered.
  terminal.once("close", () => {
    if (process.stdin.isTTY) telephone.send({ type: "hangup" });
  });
  return () => terminal.close();
}
