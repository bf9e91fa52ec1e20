import { beforeEach, describe, expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentResource } from "@/lib/contracts/agents";
import type { Outcome } from "../../outcome";
import { DraftSaver } from "./draft-saver";

const config = (greeting: string, more: Partial<AgentConfig> = {}) => ({ ...AgentConfig.parse({ greeting }), ...more });

function agent(revision: number, draft: AgentConfig): AgentResource {
  return { id: "a", draft: { config: draft, revision, nextNumber: 2, changes: [] } } as unknown as AgentResource;
}

/** A server with one draft, as ours: it refuses what began with an older revision. */
class Server {
  stored = agent(1, config("Hello."));
  saves = 0;
  problem: Outcome<AgentResource> | null = null;
  /** Answers only when let go. */
  held: (() => void) | null = null;
  holds = false;
  save = async (next: AgentConfig, expected: number): Promise<Outcome<AgentResource>> => {
    this.saves += 1;
    if (this.holds) await new Promise<void>((go) => (this.held = go));
    if (this.problem) return this.problem;
    const { revision } = this.stored.draft;
    if (revision !== expected) return { ok: false, code: "CONFLICT", message: "Cleo changed it", fields: {} };
    this.stored = agent(revision + 1, next);
    return { ok: true, data: this.stored };
  };
  read = (): Promise<Outcome<AgentResource>> => Promise.resolve({ ok: true, data: this.stored });
  /** Somebody else saves. */
  byOther(next: AgentConfig): void {
    this.stored = agent(this.stored.draft.revision + 1, next);
  }
}

let server: Server;
let saver: DraftSaver;
let timers: { ms: number; then: () => void }[];

const settle = () => new Promise((done) => setImmediate(done));
/** The pause after the last change is over. */
const pause = async () => {
  for (const { then } of timers.splice(0)) then();
  await settle();
};

beforeEach(() => {
  server = new Server();
  timers = [];
  saver = new DraftSaver(server.stored, server, {
    set: (ms, then) => {
      const timer = { ms, then };
      timers.push(timer);
      return timer;
    },
    clear: (timer) => void (timers = timers.filter((each) => each !== timer)),
  });
});

describe("a draft that saves itself", () => {
  test("saves once after several changes, and says so", async () => {
    saver.change(config("H"));
    saver.change(config("Hi."));
    expect(saver.view.state.kind).toBe("waiting");
    expect(timers).toHaveLength(1);
    await pause();
    expect([server.saves, server.stored.draft.config.greeting, saver.view.state.kind]).toEqual([1, "Hi.", "saved"]);
  });

  test("stores what was typed while it was saving", async () => {
    server.holds = true;
    saver.change(config("Hi."));
    await pause();
    expect(saver.view.state.kind).toBe("saving");
    saver.change(config("Hi there."));
    server.holds = false;
    server.held?.();
    await settle();
    await pause();
    expect(server.stored.draft.config.greeting).toBe("Hi there.");
    expect(saver.view.config.greeting).toBe("Hi there.");
    expect(saver.view.state.kind).toBe("saved");
  });

  test("keeps an empty line while one types, and does not store it", async () => {
    const { instructions } = config("Hello.");
    saver.change(config("Hello.", { instructions: { ...instructions, goals: ["Ask first.", ""] } }));
    await pause();
    expect(server.stored.draft.config.instructions.goals).toEqual(["Ask first."]);
    expect(saver.view.config.instructions.goals).toEqual(["Ask first.", ""]);
    expect(saver.view.state.kind).toBe("saved");
  });

  test("tries again until the server is back, and loses nothing", async () => {
    server.problem = { ok: false, code: "UNREACHED", message: "no", fields: {} };
    saver.change(config("Hi."));
    await pause();
    expect(saver.view.state.kind).toBe("unreached");
    server.problem = null;
    await pause();
    expect(server.stored.draft.config.greeting).toBe("Hi.");
    expect(saver.view.state.kind).toBe("saved");
  });

  test("says what is not right, keeps it, and saves once it is", async () => {
    server.problem = { ok: false, code: "INVALID", message: "Check it.", fields: { "config.greeting": "too long" } };
    saver.change(config("Too long."));
    await pause();
    expect(saver.view.state).toMatchObject({ kind: "refused", fields: { "config.greeting": "too long" } });
    expect(saver.view.config.greeting).toBe("Too long.");
    server.problem = null;
    saver.change(config("Short."));
    await pause();
    expect(server.stored.draft.config.greeting).toBe("Short.");
  });

  test("publishing waits for what is not stored yet, and gets the revision of exactly that", async () => {
    saver.change(config("Hi."));
    expect(await saver.save()).toBe(2);
    expect(server.stored.draft.config.greeting).toBe("Hi.");
    expect(timers).toEqual([]);
  });

  test("is sent when one leaves the page before the pause is over", async () => {
    saver.change(config("Hi."));
    saver.close();
    await settle();
    expect(server.stored.draft.config.greeting).toBe("Hi.");
  });
});

describe("two people who edit one draft", () => {
  test("the second keeps what they wrote, sees the other's, and goes on from both", async () => {
    server.byOther(config("From Cleo."));
    saver.change(config("Hello.", { temperature: 1 }));
    await pause();
    expect(saver.view.state).toMatchObject({ kind: "conflict", theirs: { draft: { revision: 2 } } });
    expect(saver.view.config.temperature).toBe(1);
    // Typing on meanwhile is kept too, and nothing is sent.
    saver.change(config("Hello.", { temperature: 0.7 }));
    await pause();
    expect(server.saves).toBe(1);
    expect(await saver.save()).toBeNull();
    saver.resolve(config("From Cleo.", { temperature: 0.7 }));
    await settle();
    expect(server.stored.draft.config).toMatchObject({ greeting: "From Cleo.", temperature: 0.7 });
    expect(saver.view.state.kind).toBe("saved");
  });

  test("who has nothing open takes the other's over, and is told", async () => {
    server.byOther(config("From Cleo."));
    await saver.look();
    expect(saver.view).toMatchObject({ config: { greeting: "From Cleo." }, news: { draft: { revision: 2 } } });
    saver.change(config("Mine."));
    expect(saver.view.news).toBeNull();
    await pause();
    expect(server.stored.draft.revision).toBe(3);
  });

  test("who has something open is not disturbed by looking", async () => {
    saver.change(config("Mine."));
    server.byOther(config("From Cleo."));
    await saver.look();
    expect(saver.view.config.greeting).toBe("Mine.");
  });
});
