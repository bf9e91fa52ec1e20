import type { Logger } from "pino";
import type { CallAudioClaims } from "@/lib/contracts/call-audio";
import type { AudioHolder, AudioRights } from "@/lib/services/call-audio/audio-rights";
import type { FloorChange } from "@/lib/services/call-audio/note-floor";
import type { BrowserConnection } from "./adapters/browser/browser-end";
import type { BrowserReceiver } from "./adapters/browser/handlers";
import { SupervisorEnd } from "./adapters/browser/supervisor-end";
import type { Clock } from "./ports/clock";
import type { CallSession } from "./session/call-brief";
import { Supervisor } from "./supervisor";

/** How long somebody whose rights were taken may go on hearing what they heard. */
const REVIEW_EVERY_MS = 2_000;
const MOST_PER_CALL = 20;

export type SupervisorsDeps = {
  clock: Clock;
  log: Logger;
  /** A call of this worker; null when it has none of that name. */
  sessionOf(callId: string): { session: CallSession; organizationId: string } | null;
  /** What a token says that is good at this moment. */
  verifyToken(token: string): CallAudioClaims | null;
  /** What each may do at this moment; null: nothing any more. In the order given. */
  presentRights(holders: readonly AudioHolder[]): Promise<(AudioRights | null)[]>;
  /** Writes down in the audit log that somebody took a call over, or gave it back. */
  noteFloor(change: FloorChange): Promise<void>;
};

/** The team's ears and microphones in the calls of this worker. */
export class Supervisors {
  private readonly present = new Set<Supervisor>();
  private reviewing = false;
  private closed = false;

  constructor(private readonly deps: SupervisorsDeps) {}

  /** A browser is connected with this token: it hears the call from now on, or is told why not. */
  receive(token: string, connection: BrowserConnection): BrowserReceiver {
    const { deps } = this;
    const end = new SupervisorEnd(connection);
    const claims = deps.verifyToken(token);
    const held = claims && deps.sessionOf(claims.callId);
    if (!claims) end.close("refused", "This has taken too long. Try again.");
    else if (held?.organizationId !== claims.organizationId) end.close("moved", "The call is not here any more.");
    else if (this.listenersOf(claims.callId) >= MOST_PER_CALL) {
      end.close("refused", `${MOST_PER_CALL} people listen to this call, which is the most.`);
    } else {
      const supervisor = new Supervisor(claims, end, held.session, {
        onGone: () => this.present.delete(supervisor),
        onFloor: (action) => this.note({ ...claims, action }),
      });
      this.present.add(supervisor);
      supervisor.begin();
      this.beginReviews();
    }
    return end;
  }

  close(): void {
    this.closed = true;
    for (const supervisor of this.present) supervisor.leave("moved", "This call-worker stops.");
  }

  private listenersOf(callId: string): number {
    return [...this.present].filter(({ claims }) => claims.callId === callId).length;
  }

  private note({ organizationId, callId, userId, name, action }: CallAudioClaims & Pick<FloorChange, "action">): void {
    // Done it is; the call's own record has it too.
    this.deps.noteFloor({ organizationId, callId, userId, name, action }).catch((error: unknown) => {
      this.deps.log.error({ err: error, callId, action }, "not written to the audit log");
    });
  }

  /** At once, for whoever has just come, and then every two seconds while anybody is here. */
  private beginReviews(): void {
    if (this.reviewing) return;
    this.reviewing = true;
    void this.review().finally(() => {
      this.deps.clock.setTimer(REVIEW_EVERY_MS, () => {
        this.reviewing = false;
        if (this.present.size > 0 && !this.closed) this.beginReviews();
      });
    });
  }

  private async review(): Promise<void> {
    const reviewed = [...this.present];
    try {
      const rights = await this.deps.presentRights(reviewed.map(({ claims }) => claims));
      reviewed.forEach((supervisor, at) => supervisor.allow(rights[at] ?? null));
    } catch (error) {
      // As long as the database is away nobody's rights can change.
      this.deps.log.warn({ err: error }, "who listens to calls was not looked through; it is tried again");
    }
  }
}
