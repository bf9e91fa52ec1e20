import type { CallEventBody } from "@/lib/contracts/live/events";
import { Machine } from "@/lib/domain/conversation/testing/machine";
import { readBack, type ReadOutcome } from "../session/read-backs";
import { type OwnTools, runTool, type ToolContext } from "../session/run-tool";

type Wiring = {
  language: string;
  callerNumber: string;
  now: () => Date;
  read: ReadOutcome;
  appointments?: ToolContext["appointments"];
  own?: OwnTools;
};

/** A call on paper whose tools and readings are real: the machine, the tools' services and the system of record, without sound. */
export class ProvenCall {
  readonly machine: Machine;
  private done = 0;
  private uses = 0;

  constructor(private readonly wiring: Wiring) {
    const { language, callerNumber } = wiring;
    this.machine = new Machine({ language, callerNumber }).connect();
  }

  /** The caller wishes something, the model uses tools for it one after the other, and says what is given. `before`: what happens to the system of record once the last has answered. */
  async turn(
    uses: readonly [name: string, input: Record<string, unknown>][],
    says: (output: Record<string, unknown>) => string,
    before?: () => Promise<unknown>,
  ): Promise<Record<string, unknown>> {
    const { machine } = this;
    machine.callerSays("Yes, please do that.");
    let output: Record<string, unknown> = {};
    for (const [at, [name, input]] of uses.entries()) {
      const toolCallId = `t${(this.uses += 1)}`;
      machine.modelCalls([toolCallId, name, input]);
      const outcome = await runTool(name, input, this.tools());
      if (at === uses.length - 1) await before?.();
      output = outcome.output as Record<string, unknown>;
      const { failed, finding, reference } = outcome;
      machine.send({ kind: "tool.finished", toolCallId, output, failed, finding, reference });
    }
    await this.readAll();
    machine.modelSays(says(output));
    await this.readAll();
    machine.hearAll();
    return output;
  }

  async goodbye(): Promise<void> {
    this.machine.callerSays("Thanks, bye.").modelSays("Goodbye.", false);
    this.machine.modelCalls([`t${(this.uses += 1)}`, "end_call", {}]);
    await this.readAll();
    this.machine.hearAll();
  }

  get checks(): Extract<CallEventBody, { type: "outcome.checked" }>[] {
    return this.machine.factsOf("outcome.checked");
  }

  /** What the engine said of its own accord to put something right. */
  get corrections(): string[] {
    return this.machine.factsOf("answer.written").flatMap(({ kind, text }) => (kind === "prompt" ? [text] : []));
  }

  private async readAll(): Promise<void> {
    const { read, now } = this.wiring;
    const clock = { wallTime: now } as Parameters<typeof readBack>[1]["clock"];
    for (;;) {
      const wanted = this.machine.effectsOf("read_back").slice(this.done);
      if (wanted.length === 0) return;
      this.done += wanted.length;
      for (const effect of wanted) {
        const fail = (error: unknown) => {
          throw error;
        };
        await readBack(effect, { read, clock, onError: fail }, (event) => void this.machine.send(event));
      }
    }
  }

  private tools(): ToolContext {
    const { appointments, own, now } = this.wiring;
    return {
      allowed: ["find_appointments", "hold_appointment", "book_appointment", "move_appointment", "cancel_appointment"],
      schedule: { timeZone: "UTC", weeklyHours: {} as never, specialDays: [] },
      nowMs: now().getTime(),
      record: () => undefined,
      verifyCaller: null,
      appointments,
      own,
      onError: (error) => {
        throw error;
      },
    };
  }
}
