import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type LiveStatus, watchConnection } from "./connection-health";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function line() {
  const listeners = new Map<string, () => void>();
  const statuses: LiveStatus[] = [];
  let probes = 0;
  let closes = 0;
  const on = (event: string, listener: () => void) => void listeners.set(event, listener);
  const off = (event: string) => void listeners.delete(event);
  const socket = { connected: false, on, off, connect: () => {}, io: { on, off, engine: { close: () => closes++ } } };
  const stop = watchConnection({
    socket,
    probe: () => probes++,
    onStatus: (status) => statuses.push(status),
    now: () => Date.now(),
  });
  const fire = (event: string) => listeners.get(event)?.();
  return {
    statuses,
    stop,
    fire,
    probes: () => probes,
    closes: () => closes,
    connect() {
      socket.connected = true;
      fire("connect");
    },
    listening: () => listeners.size,
  };
}

test("a line that goes quiet without a goodbye shows as lost within 3 s, after one was asked for a sign of life", () => {
  const { connect, statuses, probes } = line();
  connect();
  vi.advanceTimersByTime(3_000);
  expect(probes()).toBeGreaterThan(0);
  expect(statuses).toEqual(["live", "lost"]);
});

test("any packet is a sign of life", () => {
  const { connect, statuses, fire, probes } = line();
  connect();
  for (let second = 0; second < 10; second++) {
    vi.advanceTimersByTime(1_000);
    fire("ping");
  }
  expect(statuses).toEqual(["live"]);
  expect(probes()).toBe(0);
});

test("a line that stays quiet is started over, and lives again with the first packet", () => {
  const { connect, closes, statuses, fire } = line();
  connect();
  vi.advanceTimersByTime(6_000);
  expect(closes()).toBeGreaterThan(0);
  fire("packet");
  expect(statuses).toEqual(["live", "lost", "live"]);
});

test("a first connection that does not come about shows as lost, not as connecting for ever", () => {
  const { statuses } = line();
  vi.advanceTimersByTime(3_000);
  expect(statuses).toEqual(["lost"]);
});

test("nothing is left behind", () => {
  const { stop, listening } = line();
  stop();
  expect(listening()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
