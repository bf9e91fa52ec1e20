/** One ring: two short tones, then silence. */
const RING_EVERY_MS = 3_000;
const TONES = [
  { at: 0, hz: 587 },
  { at: 0.22, hz: 784 },
] as const;
const TONE_SECONDS = 0.18;
const LOUDNESS = 0.12;

const MUTED_KEY = "aybiza.ring.muted";

export function isRingMuted(): boolean {
  try {
    return localStorage.getItem(MUTED_KEY) === "1";
  } catch {
    return false;
  }
}

export function setRingMuted(muted: boolean): void {
  try {
    localStorage.setItem(MUTED_KEY, muted ? "1" : "0");
  } catch {
    // A browser that keeps nothing rings again next time.
  }
}

/** Rings until it is stopped. Silent where the browser plays nothing before the person has touched the page. */
export function startRinging(): () => void {
  if (typeof AudioContext === "undefined") return () => undefined;
  const context = new AudioContext();
  const ring = () => {
    if (context.state !== "running") return void context.resume().catch(() => undefined);
    for (const { at, hz } of TONES) {
      const from = context.currentTime + at;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = hz;
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
      volume.gain.linearRampToValueAtTime(0, from + TONE_SECONDS);
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + TONE_SECONDS);
    }
  };
  void context.resume().then(ring, () => undefined);
  const timer = setInterval(ring, RING_EVERY_MS);
  return () => {
    clearInterval(timer);
    void context.close().catch(() => undefined);
  };
}
