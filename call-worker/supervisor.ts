import type { AudioEnd, AudioSides, CallAudioClaims } from "@/lib/contracts/call-audio";
import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { mixMulaw } from "@/lib/domain/audio/mix";
import type { AudioRights } from "@/lib/services/call-audio/audio-rights";
import type { FloorChange } from "@/lib/services/call-audio/note-floor";
import type { SupervisorEnd, SupervisorListener, SupervisorMessage } from "./adapters/browser/supervisor-end";
import type { CallListener, CallSession, PersonOnLine } from "./session/call-brief";

const MAY_NOT_SPEAK = "You may listen to this call, not speak in it.";

export type SupervisorEvents = {
  onGone(): void;
  onFloor(action: FloorChange["action"]): void;
};

/**
 * Somebody of the team with the sound of one call. What their microphone sends is dropped here, and reaches neither the caller nor the
 * call's record, until the session has given them the floor.
 */
export class Supervisor implements PersonOnLine, SupervisorListener, CallListener {
  readonly userId: string;
  readonly name: string;
  readonly by: { userId: string; name: string };
  private sides: AudioSides = "both";
  private maySpeak: boolean;
  private talking = false;
  /** Has the floor, but no microphone; what comes all the same is silence. */
  private mute = false;
  private gone = false;
  private readonly mixed = new Uint8Array(FRAME_BYTES);
  private stopListening = (): void => undefined;

  constructor(
    readonly claims: CallAudioClaims,
    private readonly end: SupervisorEnd,
    private readonly session: CallSession,
    private readonly events: SupervisorEvents,
  ) {
    const { userId, name, maySpeak } = claims;
    this.userId = userId;
    this.name = name;
    this.by = { userId, name };
    this.maySpeak = maySpeak;
  }

  begin(): void {
    this.end.listen(this);
    this.tellState();
    this.stopListening = this.session.listen(this);
  }

  /** 20 ms of the call. Who speaks in it themselves hears the caller alone. */
  sink = (caller: Uint8Array | null, agent: Uint8Array | null): void => {
    const sides = this.talking ? "caller" : this.sides;
    const heard = sides === "both" ? mixMulaw(caller, agent, this.mixed) : sides === "caller" ? caller : agent;
    if (heard) this.end.play(heard);
  };

  onOver(how: "ended" | "moved"): void {
    this.leave(how, how === "ended" ? "The call has ended." : "The call goes on over another line.");
  }

  onFloorLost(reason: string): void {
    if (!this.talking) return;
    this.talking = false;
    this.end.tell({ type: "floor_lost", reason });
    this.tellState();
  }

  onSound(mulaw: Uint8Array): void {
    if (this.talking && !this.mute) this.session.personAudio(this, mulaw);
  }

  onMessage(message: SupervisorMessage): void {
    switch (message.type) {
      case "sides":
        this.sides = message.sides;
        return this.tellState();
      case "take":
        return this.take();
      case "give_back":
        return this.giveBack(message.promised);
      case "microphone_lost":
        if (!this.talking || this.mute) return;
        this.mute = true;
        return this.session.personGone(this);
    }
  }

  /** Their connection is over, by whatever. */
  onEnded(): void {
    this.depart();
  }

  /** What they may do by now; null: nothing any more. */
  allow(rights: AudioRights | null): void {
    if (this.gone) return;
    if (!rights || (!rights.mayListen && !rights.maySpeak)) {
      return this.leave("rights", "You may no longer listen to this call.");
    }
    this.maySpeak = rights.maySpeak;
    if (this.talking && !this.maySpeak) this.leave("rights", "You may no longer speak in this call.");
  }

  leave(why: AudioEnd, message: string): void {
    if (this.gone) return;
    this.end.close(why, message);
    this.depart();
  }

  private depart(): void {
    if (this.gone) return;
    this.gone = true;
    const hadFloor = this.talking;
    this.talking = false;
    this.stopListening();
    if (hadFloor) this.session.personGone(this);
    this.events.onGone();
  }

  private take(): void {
    if (this.talking && !this.mute) return this.tellState();
    if (!this.maySpeak) return this.end.tell({ type: "refused", message: MAY_NOT_SPEAK });
    const reply = this.session.takeOver(this);
    if (reply.result === "refused") return this.end.tell({ type: "refused", message: reply.message });
    const isNew = !this.talking;
    this.talking = true;
    this.mute = false;
    this.tellState();
    if (isNew) this.events.onFloor("call.taken_over");
  }

  private giveBack(promised: string): void {
    if (!this.talking) return this.end.tell({ type: "refused", message: "The agent has this call already." });
    // Before: what the session says of it meanwhile is no news.
    this.talking = false;
    const reply = this.session.steer(this.by, { action: "give_back", promised });
    if (reply.result === "refused") {
      this.talking = true;
      return this.end.tell({ type: "refused", message: reply.message });
    }
    this.tellState();
    this.events.onFloor("call.given_back");
  }

  private tellState(): void {
    this.end.tell({ type: "state", talking: this.talking, sides: this.sides });
  }
}
