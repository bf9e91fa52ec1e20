import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import { type CallWatch, newCallWatch, type Watched, watchedOf, watchEvent } from "@/lib/domain/quality/watch-call";

/** Holds a call against the rules of its business while it goes on. One for a call, whatever line it is on. */
export class QualityWatch {
  private readonly watched: Watched;
  private watch: CallWatch;

  /** `events`: what was stored of the call before this worker had it. */
  constructor(business: { name: string; quality: Parameters<typeof watchedOf>[0] }, events: readonly CallEvent[]) {
    this.watched = watchedOf(business.quality, business.name);
    this.watch = newCallWatch(this.watched);
    for (const event of events) this.after(event);
  }

  /** The facts that follow from one that has just been told. */
  after(event: CallEvent): CallEventBody[] {
    const { watch, facts } = watchEvent(this.watched, this.watch, event);
    this.watch = watch;
    return facts;
  }
}
