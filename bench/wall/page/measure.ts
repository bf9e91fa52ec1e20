export type Measured = { frames: number[]; delays: number[]; longTasks: number[]; drawn: number[] };

/** From now on: how long frames take, which tasks hold the page up, and how old news is when it is drawn, all in ms; and how many calls are drawn. */
export function measure(): Measured {
  const measured: Measured = { frames: [], delays: [], longTasks: [], drawn: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.longTasks.push(duration);
  }).observe({ entryTypes: ["longtask"] });
  let last = performance.now();
  const seen = new Map<string, string>();
  const frame = (now: number) => {
    measured.frames.push(now - last);
    last = now;
    const cards = document.querySelectorAll<HTMLElement>("[data-id]");
    measured.drawn.push(cards.length);
    const before = new Map(seen);
    seen.clear();
    for (const card of cards) {
      // The calls' lines say when they were sent. What only came into sight with an old line is no news.
      const sent = card.textContent?.match(/sent (\d{13})/)?.[1] ?? "";
      const id = card.dataset["id"] ?? "";
      const known = before.get(id);
      if (known !== undefined && sent !== known && sent !== "") measured.delays.push(Date.now() - Number(sent));
      seen.set(id, sent);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return measured;
}
