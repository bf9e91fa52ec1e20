import type { Fault, Vendor } from "../stand-in";

/** A fault that is switched on, with the id that clears it and the uses it has left. */
export interface ActiveFault extends Fault {
  readonly id: string;
  readonly taken: number;
  readonly left: number | null;
}

interface Entry {
  readonly id: string;
  readonly fault: Fault;
  taken: number;
  left: number;
}

/** The faults that are switched on, in the order they were added; the oldest that matches is taken first. */
export class FaultBook {
  private entries: Entry[] = [];
  private nextId = 1;

  add(fault: Fault): ActiveFault {
    const entry: Entry = { id: `f${this.nextId++}`, fault, taken: 0, left: fault.count ?? Infinity };
    this.entries.push(entry);
    return describe(entry);
  }

  /** The fault that hits this operation now, used up by one. */
  take(vendor: Vendor, operation: string): Fault | undefined {
    if (this.entries.length === 0) return undefined;
    const entry = this.entries.find(
      ({ fault }) => fault.vendor === vendor && (fault.operation === operation || fault.operation === "*"),
    );
    if (!entry) return undefined;
    entry.taken += 1;
    entry.left -= 1;
    if (entry.left <= 0) this.entries = this.entries.filter((other) => other !== entry);
    return entry.fault;
  }

  list(): ActiveFault[] {
    return this.entries.map(describe);
  }

  /** Clears one fault; false when there is none of that id. */
  clear(id: string): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.id !== id);
    return this.entries.length < before;
  }

  clearAll(): number {
    const cleared = this.entries.length;
    this.entries = [];
    return cleared;
  }
}

function describe(entry: Entry): ActiveFault {
  return { ...entry.fault, id: entry.id, taken: entry.taken, left: Number.isFinite(entry.left) ? entry.left : null };
}
