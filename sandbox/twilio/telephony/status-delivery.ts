import { randomUUID } from "node:crypto";
import type { Controls } from "../../stand-in";
import type { FormParams } from "../signature";
import { sendWebhook } from "../webhook";
import type { Clock } from "../audio/clock";

/** How badly the network treats status callbacks. */
export interface StatusConditions {
  /** How often each is delivered; 1 is normal. */
  readonly deliveries: number;
  /** `swap` delivers each pair the wrong way round; `reverse` holds all until the last and delivers them backwards. */
  readonly order: "kept" | "swap" | "reverse";
  readonly delayMs: number;
}

interface Callback {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly params: FormParams;
  readonly token: string;
}

const GOOD_CONDITIONS: StatusConditions = { deliveries: 1, order: "kept", delayMs: 0 };

/** Sends status callbacks, each a request of its own; on request late, twice, or in the wrong order. */
export class StatusDelivery {
  conditions: StatusConditions = GOOD_CONDITIONS;
  private readonly held = new Map<string, Callback[]>();

  constructor(
    private readonly authToken: string,
    private readonly controls: Controls,
    private readonly clock: Clock,
    private readonly alert: (code: number, message: string, callSid: string) => void,
  ) {}

  /** `isLast` when no callback of this call follows. */
  send(callSid: string, url: string, method: "GET" | "POST", params: FormParams, isLast: boolean): void {
    const callback: Callback = { url, method, params, token: randomUUID() };
    const { order } = this.conditions;
    const held = this.held.get(callSid) ?? [];
    if (order === "kept" && held.length === 0) {
      this.dispatch(callSid, callback);
      return;
    }
    held.push(callback);
    const isDue = isLast || order === "kept" || (order === "swap" && held.length === 2);
    if (!isDue) {
      this.held.set(callSid, held);
      return;
    }
    this.held.delete(callSid);
    for (const waiting of held.reverse()) this.dispatch(callSid, waiting);
  }

  private dispatch(callSid: string, callback: Callback): void {
    const { deliveries, delayMs } = this.conditions;
    const deliver = async (): Promise<void> => {
      // One after the other, so that a changed order is the order of arrival.
      for (let count = 0; count < deliveries; count += 1) await this.deliver(callSid, callback);
    };
    const previous = this.lastDelivery.get(callSid) ?? Promise.resolve();
    const delivery = previous.then(
      () =>
        new Promise<void>((resolve) => {
          if (delayMs === 0) resolve(deliver());
          else this.clock.after(delayMs, () => resolve(deliver()));
        }),
    );
    this.lastDelivery.set(callSid, delivery);
    void delivery.finally(() => {
      if (this.lastDelivery.get(callSid) === delivery) this.lastDelivery.delete(callSid);
    });
  }

  private readonly lastDelivery = new Map<string, Promise<void>>();

  private async deliver(callSid: string, { url, method, params, token }: Callback): Promise<void> {
    const fault = this.controls.takeFault("twilio", "webhook.status");
    const forged = fault?.kind === "garbage";
    this.controls.log("twilio", "webhook.status", {
      url,
      callSid,
      status: params["CallStatus"],
      sequence: params["SequenceNumber"],
    });
    const answer = await sendWebhook(this.authToken, {
      url,
      method,
      params,
      idempotencyToken: token,
      fault: forged ? undefined : fault,
      forged,
    });
    if (!answer.ok)
      this.alert(
        answer.errorCode === 11200 ? 15003 : answer.errorCode,
        `Call progress: ${answer.message} (${url})`,
        callSid,
      );
  }
}
