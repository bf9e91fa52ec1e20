import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentResource } from "@/lib/contracts/agents";
import { sameConfig } from "@/lib/domain/agents/compare-configs";
import { tidyConfig } from "@/lib/domain/agents/tidy-config";
import type { Outcome } from "../../outcome";

/** Whether what one sees is stored. */
export type SaveState =
  | { kind: "saved" }
  /** Will be, in a moment. */
  | { kind: "waiting" }
  | { kind: "saving" }
  /** The server was not reached; it is tried again. */
  | { kind: "unreached" }
  /** Something in it is not right; the field says what. */
  | { kind: "refused"; message: string; fields: Record<string, string> }
  /** Somebody else changed the draft meanwhile. */
  | { kind: "conflict"; theirs: AgentResource };

export type DraftView = {
  /** As the server last gave it: what one began with. */
  agent: AgentResource;
  /** As one sees it. */
  config: AgentConfig;
  state: SaveState;
  /** What was taken over from another person while nothing of one's own was open. */
  news: AgentResource | null;
};

export type DraftServer = {
  save(config: AgentConfig, expectedRevision: number): Promise<Outcome<AgentResource>>;
  read(): Promise<Outcome<AgentResource>>;
};

export type Later = { set(ms: number, then: () => void): unknown; clear(timer: unknown): void };

const QUIET_MS = 700;
const RETRY_MS = 4_000;

/**
 * A draft that saves itself: some time after the last change, and again until it is stored. What one wrote stays whatever happens: when the server
 * is away, when it refuses, and when another person has changed the draft, whose changes are then there beside one's own.
 */
export class DraftSaver {
  private timer: unknown = null;
  private running: Promise<number | null> | null = null;
  private readonly watchers = new Set<() => void>();
  view: DraftView;

  constructor(
    agent: AgentResource,
    private readonly server: DraftServer,
    private readonly later: Later,
  ) {
    this.view = { agent, config: agent.draft.config, state: { kind: "saved" }, news: null };
  }

  subscribe = (notify: () => void): (() => void) => {
    this.watchers.add(notify);
    return () => void this.watchers.delete(notify);
  };

  current = (): DraftView => this.view;

  /** There is something that the server does not have. */
  isDirty(): boolean {
    return !sameConfig(tidyConfig(this.view.config), this.view.agent.draft.config);
  }

  change(config: AgentConfig): void {
    this.show({ config, news: null });
    if (this.view.state.kind !== "conflict") this.schedule(QUIET_MS);
  }

  /** Stores what is not stored yet. The revision that is then the present one; null when it could not be. */
  async save(): Promise<number | null> {
    this.cancelTimer();
    if (this.running) {
      const stored = await this.running;
      return stored === null ? null : this.save();
    }
    if (this.view.state.kind === "conflict") return null;
    if (!this.isDirty()) {
      this.show({ state: { kind: "saved" } });
      return this.view.agent.draft.revision;
    }
    this.running = this.send();
    const stored = await this.running;
    this.running = null;
    if (stored !== null && this.isDirty()) this.schedule(QUIET_MS);
    return stored;
  }

  /** Goes on from the other's draft, with these settings. */
  resolve(config: AgentConfig): void {
    const { state } = this.view;
    if (state.kind !== "conflict") return;
    this.show({ agent: state.theirs, config, state: { kind: "saved" } });
    if (this.isDirty()) void this.save();
  }

  /** Takes over what something else gave, such as a publication. */
  replace(agent: AgentResource): void {
    this.cancelTimer();
    this.show({ agent, config: agent.draft.config, state: { kind: "saved" } });
  }

  /** Looks whether somebody else has changed the draft, while nothing of one's own is open. */
  async look(): Promise<void> {
    const isBusy = () => this.running !== null || this.view.state.kind === "conflict" || this.isDirty();
    if (isBusy()) return;
    const now = await this.server.read();
    if (!now.ok || now.data.draft.revision === this.view.agent.draft.revision || isBusy()) return;
    this.replace(now.data);
    this.show({ news: now.data });
  }

  /** The page is left. What is open is sent at once. */
  close(): void {
    const wasWaiting = this.timer !== null;
    this.cancelTimer();
    if (wasWaiting && this.isDirty()) void this.save();
  }

  private async send(): Promise<number | null> {
    this.show({ state: { kind: "saving" } });
    const outcome = await this.server.save(tidyConfig(this.view.config), this.view.agent.draft.revision);
    if (outcome.ok) {
      this.show({ agent: outcome.data, state: { kind: "saved" } });
      return outcome.data.draft.revision;
    }
    if (outcome.code === "INVALID") {
      this.show({ state: { kind: "refused", message: outcome.message, fields: outcome.fields } });
      return null;
    }
    const theirs = outcome.code === "CONFLICT" ? await this.server.read() : null;
    if (theirs?.ok) this.show({ state: { kind: "conflict", theirs: theirs.data } });
    else this.retry();
    return null;
  }

  private retry(): void {
    this.schedule(RETRY_MS);
    this.show({ state: { kind: "unreached" } });
  }

  private schedule(ms: number): void {
    this.cancelTimer();
    this.timer = this.later.set(ms, () => {
      this.timer = null;
      void this.save();
    });
    if (this.view.state.kind !== "saving") this.show({ state: { kind: "waiting" } });
  }

  private cancelTimer(): void {
    if (this.timer !== null) this.later.clear(this.timer);
    this.timer = null;
  }

  private show(part: Partial<DraftView>): void {
    this.view = { ...this.view, ...part };
    for (const notify of this.watchers) notify();
  }
}
