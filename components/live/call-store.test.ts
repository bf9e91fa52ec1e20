import { expect, test } from "vitest";
import { tellCall } from "@/lib/domain/attention/testing/tell-call";
import { createCallStore } from "./call-store";

const [one, two] = [tellCall("1", 60, []), tellCall("2", 30, [])];

test("news of a call is told to all who listen, and to those who ask for comings and goings only when one comes or goes", () => {
  const store = createCallStore([one]);
  const told: string[] = [];
  store.subscribe(() => told.push("news"));
  const stop = store.subscribeToTurns(() => told.push("turn"));

  store.change(() => [{ ...one, lastLine: "Hello" }]);
  expect(told.splice(0)).toEqual(["news"]);
  expect(store.find("1")?.lastLine).toBe("Hello");

  store.change((known) => known);
  expect(told).toEqual([]);

  store.change((known) => [...known, two]);
  store.change(() => [one]);
  // One for another: as many as before, and not the same.
  store.change(() => [two]);
  expect(told.splice(0)).toEqual(["news", "turn", "news", "turn", "news", "turn"]);
  expect(store.find("1")).toBeUndefined();

  stop();
  store.change(() => []);
  expect(told).toEqual(["news"]);
});
