import type { Controls, Fault } from "../stand-in";
import type { Connection, Operation } from "./connection";

/** Deals out the faults that scripts switch on: to new connections, and to those already open. */
export class FaultDesk {
  /** Statuses taken while looking for open connections: they wait for the next connect. */
  private readonly held = new Map<Operation, Fault[]>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly controls: Controls) {}

  /** The fault that a new connection or request meets. */
  atConnect(operation: Operation): Fault | undefined {
    return this.held.get(operation)?.shift() ?? this.controls.takeFault("deepgram", operation);
  }

  /** Looks whether an open connection is hit by now. */
  whileOpen(connection: Connection): void {
    if (connection.hasFault) return;
    const fault = this.controls.takeFault("deepgram", connection.operation);
    if (!fault) return;
    if (fault.kind === "status") {
      const held = this.held.get(connection.operation) ?? [];
      // One that lasts comes again at the next connect by itself.
      if (fault.count !== undefined) this.held.set(connection.operation, [...held, fault]);
      return;
    }
    this.apply(connection, fault, (fault.afterMs ?? 0) - (performance.now() - connection.openedAtMs));
  }

  /** Lets a connection meet its fault after a while. */
  apply(connection: Connection, fault: Fault, inMs = fault.afterMs ?? 0): void {
    connection.hasFault = true;
    if (inMs <= 0) {
      connection.applyFault(fault);
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      connection.applyFault(fault);
    }, inMs);
    this.timers.add(timer);
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
