import { expect, it } from "vitest";
import { embedText } from "./embeddings";

const texts = [
  "Crown, porcelain: $980. Crown, gold: $1,200.",
  "We are open Monday to Friday, 8 am to 5 pm.",
  "Parking is free behind the building.",
  "Our practice is at 312 Lakeshore Avenue, Oakland.",
  "Call us at least a day ahead to cancel.",
  "We accept Delta Dental, Cigna and MetLife insurance.",
  "We welcome children from the age of three.",
  "You get a refund within 14 days.",
  "Orders are shipped by courier.",
];

it.each([
  ["What does a crown cost?", 0],
  ["When do you close?", 1],
  ["Where can I leave my car?", 2],
  ["How do I get there?", 3],
  ["What about cancellations?", 4],
  ["Am I covered?", 5],
  ["Do you see kids?", 6],
  ["Can I have my money back?", 7],
  ["Do you deliver?", 8],
])("a question in other words is nearest to its answer: %j", (question, nearest) => {
  const asked = embedText(question, 256, true);
  const near = texts.map((text) => {
    const vector = embedText(text, 256, true);
    return asked.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0);
  });
  expect(near.indexOf(Math.max(...near))).toBe(nearest);
});

it.each([256, 512, 1024] as const)("vectors of %d numbers have the length 1 when that is asked for", (dimensions) => {
  const length = (vector: readonly number[]) => Math.hypot(...vector);
  expect(length(embedText("Parking is free.", dimensions, true))).toBeCloseTo(1, 6);
  expect(length(embedText("Parking is free.", dimensions, false))).toBeGreaterThan(1.5);
  expect(embedText("…", dimensions, true)).toHaveLength(dimensions);
});
