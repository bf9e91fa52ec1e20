import { z } from "zod";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { AgentDescription, AgentName } from "@/lib/contracts/agents";

/** An agent as a file, to be kept, read by people, or taken into another organization. Nothing in it belongs to one organization. */
export const AgentFile = z.object({
  format: z.literal("aybiza.agent", 'it must be "aybiza.agent": this is no file of an agent'),
  formatVersion: z.literal(1, "it must be 1: this file was made for another release"),
  name: AgentName,
  description: AgentDescription.default(""),
  config: AgentConfig,
});
export type AgentFile = z.output<typeof AgentFile>;

/** What is wrong with a file, place by place: the dotted path and what to do about it. */
export type FileProblem = { path: string; message: string };

/** Reads a file that came from outside. Says everything that is wrong with it at once; a setting it does not know is wrong too. */
export function readAgentFile(input: unknown): { ok: true; file: AgentFile } | { ok: false; problems: FileProblem[] } {
  const parsed = AgentFile.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      path: path.join(".") || "the file",
      message,
    }));
    return { ok: false, problems };
  }
  const unknown = unknownNames(input, parsed.data, "");
  if (unknown.length === 0) return { ok: true, file: parsed.data };
  return {
    ok: false,
    problems: unknown.map((path) => ({
      path,
      message: "there is no such setting; check how it is spelled, or remove it",
    })),
  };
}

/** The paths of what reading has left out. */
function unknownNames(given: unknown, read: unknown, path: string): string[] {
  if (typeof given !== "object" || given === null || typeof read !== "object" || read === null) return [];
  return Object.entries(given).flatMap(([name, inner]) => {
    const here = path === "" ? name : `${path}.${name}`;
    return Object.hasOwn(read, name) ? unknownNames(inner, (read as Record<string, unknown>)[name], here) : [here];
  });
}
