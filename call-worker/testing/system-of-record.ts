import type { ReadBack } from "@/lib/contracts/live/outcomes";
import type { HttpToolSpec } from "@/lib/contracts/tools";
import { bindRequest, type BoundRequest, type BoundValues } from "@/lib/domain/tools/http-tool/bind-request";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { readAnswer, type Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { readBackAnswer, readBackRequest, readBackValues } from "@/lib/domain/tools/http-tool/read-back";
import type { ToolOutcome } from "../session/run-tool";

type Booking = { id: number; start: string; phone: string; total: string; guests: number };

/** What a system of a business can do wrong while it answers 201. */
export type SystemFault =
  "no_write" | "wrong_slot" | "duplicate" | "one_hour_off" | "read_as_utc" | "wrong_amount" | "wrong_recipient" | null;

const HOUR_MS = 3_600_000;

/** A small booking system behind an HTTP interface, in memory: POST /bookings, GET /bookings/{id}, GET /bookings?phone=. */
export class SystemOfRecord {
  readonly bookings: Booking[] = [];
  fault: SystemFault = null;
  private nextId = 1;

  readonly send = async (request: BoundRequest): Promise<Sent> => {
    const { pathname, searchParams } = request.url;
    if (request.method === "POST") return this.book(JSON.parse(request.body ?? "{}") as Omit<Booking, "id">);
    const id = /^\/bookings\/(\d+)$/.exec(pathname)?.[1];
    if (id === undefined) {
      const phone = searchParams.get("phone");
      return answer(200, { bookings: this.bookings.filter((each) => each.phone === phone) });
    }
    const booking = this.bookings.find((each) => each.id === Number(id));
    return booking ? answer(200, { booking }) : answer(404, { error: "no such booking" });
  };

  private book(asked: Omit<Booking, "id">): Sent {
    const id = this.nextId++;
    const later = (ms: number) => new Date(Date.parse(`${asked.start}Z`) + ms).toISOString().slice(0, 19);
    const stored = { ...asked, id };
    if (this.fault === "wrong_slot") stored.start = later(24 * HOUR_MS);
    if (this.fault === "one_hour_off") stored.start = later(HOUR_MS);
    if (this.fault === "read_as_utc") stored.start = `${asked.start}Z`;
    if (this.fault === "wrong_amount") stored.total = "999.00";
    if (this.fault === "wrong_recipient") stored.phone = "+14155559999";
    if (this.fault !== "no_write") this.bookings.push(stored);
    if (this.fault === "duplicate") this.bookings.push({ ...stored, id: this.nextId++ });
    return answer(201, { id });
  }
}

/** Uses a tool as the product does, without a database. */
export async function useInMemory(
  spec: HttpToolSpec,
  input: Record<string, unknown>,
  bound: BoundValues,
  system: SystemOfRecord,
): Promise<ToolOutcome> {
  const read = readModelInput(spec, input);
  const made = read.ok ? bindRequest(spec, read.values, bound) : { problem: read.problems.join() };
  if (!read.ok || "problem" in made) throw new Error(`the tool was not used: ${JSON.stringify([read, made])}`);
  const result = readAnswer(spec, await system.send(made.request));
  const values = readBackValues(spec, read.values, bound, result.told.answer);
  const reference = { kind: "http" as const, toolId: spec.name, version: 1, values: values ?? {} };
  return { output: result.told, failed: result.outcome !== "done", reference };
}

/** Reads back as the product does, without a database. */
export async function readInMemory(
  spec: HttpToolSpec,
  values: Record<string, string>,
  timeZone: string,
  system: SystemOfRecord,
): Promise<{ read: ReadBack; timeZone: string }> {
  const request = readBackRequest(spec, values);
  if (!request) throw new Error("there is nothing to ask");
  return { read: readBackAnswer(spec, values, await system.send(request), timeZone), timeZone };
}

const answer = (status: number, body: unknown): Sent => ({
  kind: "answer",
  status,
  mediaType: "application/json",
  text: JSON.stringify(body),
});
