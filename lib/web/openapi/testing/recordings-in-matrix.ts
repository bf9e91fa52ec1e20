import { plantRecording } from "@/lib/services/recordings/testing/plant-recording";
import type { TestOrganization } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";

/** One whose sound is there, for each time that something is done with it. */
export const prepareRecordings = (url: () => string) => {
  const plant = async (own: TestOrganization) => {
    const [callId = ""] = await plantCalls(url(), own, [{}]);
    const { objectStore } = await import("../../objects");
    await plantRecording({ organizationId: own.organizationId, callId }, objectStore());
    return { callId };
  };
  return { getRecording: plant, downloadRecording: plant, deleteRecording: plant, holdRecording: plant };
};
