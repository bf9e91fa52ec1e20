/** Events of one call, in order: kept for who comes late, told to who listens. */
export class EventLog<Event> implements AsyncIterable<Event> {
  private readonly past: Event[] = [];
  private readonly listeners = new Set<(event: Event) => void>();
  private readonly closers = new Set<() => void>();
  private closed = false;

  get events(): readonly Event[] {
    return this.past;
  }

  add(event: Event): void {
    if (this.closed) return;
    this.past.push(event);
    for (const listener of [...this.listeners]) listener(event);
  }

  /** Tells every past event, then the coming ones until the returned function is called. */
  listen(listener: (event: Event) => void): () => void {
    for (const event of [...this.past]) listener(event);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** No event follows: ends every iteration. */
  close(): void {
    this.closed = true;
    for (const closer of [...this.closers]) closer();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Event> {
    let wake = (): void => {};
    const onClose = (): void => wake();
    this.closers.add(onClose);
    const stop = this.listen(() => wake());
    try {
      for (let index = 0; ; index += 1) {
        while (index >= this.past.length) {
          if (this.closed) return;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        yield this.past[index] as Event;
      }
    } finally {
      stop();
      this.closers.delete(onClose);
    }
  }
}
