export type Measured = { frames: number[]; delays: number[]; longTasks: number[] };

/** From now on: how long frames take, which tasks hold the page up, and how old news is when it is drawn, all in ms. */
export function measure(): Measured {
  const measured: Measured = { frames: [], delays: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.longTasks.push(duration);
  }).observe({ entryTypes: ["longtask"] });
  let last = performance.now();
  let seen = "";
  const frame = (now: number) => {
    measured.frames.push(now - last);
    last = now;
    // The calls' lines say when they were sent.
    const newest = document.querySelector("[data-id]")?.textContent?.match(/sent (\d{13})/)?.[1] ?? "";
    if (newest !== seen && newest !== "") measured.delays.push(Date.now() - Number(newest));
    seen = newest;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return measured;
}
