import { z } from "zod";

/** Other ways for the stand-in's model to answer. `obedient` does whatever anybody in the request tells it to. */
export const mindName = z.enum(["obedient"]);
export type MindName = z.output<typeof mindName>;

/** A mind, and the text by which the requests that it answers are known: their system prompt has it in it. */
export const mindInput = z.strictObject({
  mind: mindName,
  where: z.string().min(3, "give a text that only your requests' system prompts have, such as the business's name"),
});
type MindRule = z.output<typeof mindInput>;

/** Which requests are answered by which mind, so that tests beside each other each have their own. */
export class MindBook {
  private readonly rules = new Map<string, MindRule>();

  set(rule: MindRule): MindRule {
    this.rules.set(rule.where, rule);
    return rule;
  }

  list(): MindRule[] {
    return [...this.rules.values()];
  }

  /** Forgets the rule for a text, or every rule; how many there were. */
  clear(where?: string): number {
    if (where !== undefined) return Number(this.rules.delete(where));
    const { size } = this.rules;
    this.rules.clear();
    return size;
  }

  /** The mind that answers a request with this system prompt; undefined for the sensible one. */
  of(system: string): MindName | undefined {
    return this.list().find(({ where }) => system.includes(where))?.mind;
  }
}
