import type { CallEventBody } from "@/lib/contracts/live/events";
import type { CallListener } from "./call-brief";
import type { CallSound } from "./sound";

/** Who listens to a call. Each one's coming and going is a fact of the call. */
export class Audience {
  private readonly leaving = new Map<CallListener, () => void>();

  constructor(
    private readonly sound: CallSound,
    private readonly record: (body: CallEventBody) => void,
  ) {}

  /** Hears the call from now on, until the returned function is called or the call is over. */
  add(listener: CallListener): () => void {
    if (this.leaving.has(listener)) return () => undefined;
    this.leaving.set(listener, this.sound.listen(listener.sink));
    this.note("listen", listener);
    return () => {
      const leave = this.leaving.get(listener);
      if (!leave) return;
      this.leaving.delete(listener);
      leave();
      this.note("stop_listening", listener);
    };
  }

  /** The call is over, or another session goes on with it. */
  close(how: "ended" | "moved"): void {
    const listeners = [...this.leaving.keys()];
    this.leaving.clear();
    this.sound.close();
    for (const listener of listeners) listener.onOver(how);
  }

  private note(action: "listen" | "stop_listening", { by }: CallListener): void {
    this.record({ type: "supervisor.acted", action, userId: by.userId, name: by.name, text: "" });
  }
}
