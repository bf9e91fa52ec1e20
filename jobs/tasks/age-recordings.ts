import type { Task } from "graphile-worker";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { log } from "@/lib/log/log";
import { expireRecordings, moveRecordingsByAge } from "@/lib/services/recordings/age-recordings";

/** Once an hour: recordings that were kept long enough go, and older ones move to where they cost less. */
export const ageRecordingsTask =
  (objects: ObjectStore): Task =>
  async () => {
    const { expired, removed } = await expireRecordings(objects);
    const moved = await moveRecordingsByAge(objects);
    if (expired + removed + moved > 0) log.info({ expired, removed, moved }, "recordings aged");
  };
