/** Keeps what happened, in order, and lets a test wait for what it expects next. */
export class Recorder<Event> {
  readonly events: Event[] = [];
  private waiting: { matches: (event: Event) => boolean; resolve: (event: Event) => void }[] = [];

  add(event: Event): void {
    this.events.push(event);
    const ready = this.waiting.filter((each) => each.matches(event));
    this.waiting = this.waiting.filter((each) => !ready.includes(each));
    for (const each of ready) each.resolve(event);
  }

  /** The first event that matches, from the past or from the future. */
  until(matches: (event: Event) => boolean): Promise<Event> {
    const past = this.events.find(matches);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve) => this.waiting.push({ matches, resolve }));
  }

  /** The event that brings the number of matching ones to `count`. */
  async untilCount(count: number, matches: (event: Event) => boolean = () => true): Promise<void> {
    let seen = this.events.filter(matches).length;
    if (seen >= count) return;
    await new Promise<void>((resolve) => {
      this.waiting.push({
        matches: (event) => matches(event) && ++seen >= count,
        resolve: () => resolve(),
      });
    });
  }
}
