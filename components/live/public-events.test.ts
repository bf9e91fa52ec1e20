import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { listenToEvent } from "./public-events";

test("events of the name arrive as long as one listens, and what is not of its shape does not", () => {
  const socket = new EventEmitter();
  const heard: string[] = [];
  const stop = listenToEvent(socket, "escalation.offer_ended", ({ offerId }) => heard.push(offerId));
  socket.emit("escalation.offer_ended", { offerId: "a" });
  socket.emit("escalation.offer_ended", { offerId: 1 });
  socket.emit("escalation.offer_ended");
  socket.emit("qa.score.updated", { callId: "c", overall: 1 });
  stop();
  socket.emit("escalation.offer_ended", { offerId: "b" });
  expect(heard).toEqual(["a"]);
});
