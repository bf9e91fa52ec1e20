import { newSid } from "../sids";
import type { FormParams } from "../signature";
import { MixingBridge } from "./bridge";
import type { Call } from "./call";
import { rfc2822 } from "./call-params";
import type { Exchange } from "./exchange";

interface ParticipantSettings {
  readonly label: string | undefined;
  muted: boolean;
  onHold: boolean;
  endConferenceOnExit: boolean;
  readonly startConferenceOnEnter: boolean;
}

export interface Participant extends ParticipantSettings {
  readonly call: Call;
  readonly joinedAt: Date;
  /** Takes the participant out; its <Dial> goes on with the next verb. */
  readonly leave: (reason: "left" | "kicked" | "conference-ended") => void;
}

export interface ConferenceCallback {
  readonly url: string;
  readonly method: "GET" | "POST";
  /** Of start, end, join, leave, mute, hold. */
  readonly events: ReadonlySet<string>;
}

export class Conference {
  readonly sid = newSid("CF");
  readonly createdAt = new Date();
  updatedAt = new Date();
  status: "init" | "in-progress" | "completed" = "init";
  readonly bridge = new MixingBridge();
  readonly participants = new Map<string, Participant>();
  callback: ConferenceCallback | undefined;
  endedBy: string | undefined;
  private sequence = 0;

  constructor(
    private readonly exchange: Exchange,
    readonly friendlyName: string,
  ) {}

  join(participant: Participant): void {
    this.participants.set(participant.call.sid, participant);
    const leg = participant.call.pickUp();
    this.bridge.join(leg, { muted: participant.muted });
    this.bridge.set(leg, { onHold: participant.onHold });
    if (this.status === "init" && participant.startConferenceOnEnter) {
      this.status = "in-progress";
      this.tell("start", "conference-start");
    }
    this.tell("join", "participant-join", participant);
  }

  change(participant: Participant, change: { muted?: boolean | undefined; onHold?: boolean | undefined }): void {
    const leg = participant.call.leg;
    if (change.muted !== undefined && change.muted !== participant.muted) {
      participant.muted = change.muted;
      this.tell("mute", change.muted ? "participant-mute" : "participant-unmute", participant);
    }
    if (change.onHold !== undefined && change.onHold !== participant.onHold) {
      participant.onHold = change.onHold;
      this.tell("hold", change.onHold ? "participant-hold" : "participant-unhold", participant);
    }
    if (leg !== undefined) this.bridge.set(leg, { muted: participant.muted, onHold: participant.onHold });
  }

  part(participant: Participant): void {
    if (!this.participants.delete(participant.call.sid)) return;
    if (participant.call.leg !== undefined) this.bridge.leave(participant.call.leg);
    this.tell("leave", "participant-leave", participant);
    if (participant.endConferenceOnExit || this.participants.size === 0) this.end(participant.call.sid);
  }

  end(bySid?: string): void {
    if (this.status === "completed") return;
    this.status = "completed";
    this.endedBy = bySid;
    for (const participant of [...this.participants.values()]) participant.leave("conference-ended");
    this.tell("end", "conference-end");
  }

  private tell(event: string, name: string, participant?: Participant): void {
    this.updatedAt = new Date();
    if (this.callback === undefined || !this.callback.events.has(event)) return;
    const params: FormParams = {
      AccountSid: this.exchange.accountSid,
      ConferenceSid: this.sid,
      FriendlyName: this.friendlyName,
      StatusCallbackEvent: name,
      SequenceNumber: String((this.sequence += 1)),
      Timestamp: rfc2822(new Date()),
      ...(participant === undefined
        ? {}
        : {
            CallSid: participant.call.sid,
            Muted: String(participant.muted),
            Hold: String(participant.onHold),
            Coaching: "false",
            EndConferenceOnExit: String(participant.endConferenceOnExit),
            StartConferenceOnEnter: String(participant.startConferenceOnEnter),
            ...(participant.label === undefined ? {} : { ParticipantLabel: participant.label }),
          }),
    };
    this.exchange.status.send(this.sid, this.callback.url, this.callback.method, params, event === "end");
  }
}

/** The account's conferences: a name means the running one of that name. */
export class ConferenceHall {
  readonly bySid = new Map<string, Conference>();

  constructor(private readonly exchange: Exchange) {}

  enter(friendlyName: string): Conference {
    for (const conference of this.bySid.values()) {
      if (conference.friendlyName === friendlyName && conference.status !== "completed") return conference;
    }
    const conference = new Conference(this.exchange, friendlyName);
    this.bySid.set(conference.sid, conference);
    return conference;
  }

  /** By SID, or by the name of a running one. */
  find(key: string): Conference | undefined {
    return (
      this.bySid.get(key) ??
      [...this.bySid.values()].find((one) => one.friendlyName === key && one.status !== "completed")
    );
  }
}
