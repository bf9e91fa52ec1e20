"use client";

import { SteerDialog } from "./steer-dialog";
import type { Steering } from "./use-steering";

export function StopRecordingDialog({ steering, onClose }: Readonly<{ steering: Steering; onClose: () => void }>) {
  return (
    <SteerDialog
      title="Stop recording this call?"
      doIt="Stop recording"
      look="danger"
      onDo={() => steering.send({ action: "stop_recording" })}
      onClose={onClose}
    >
      <p className="text-13 text-pretty text-text-2">
        From now on nothing of this call’s sound is kept, and it can’t be started again. What was recorded until now
        stays; it can be deleted on the call’s page when the call is over.
      </p>
    </SteerDialog>
  );
}
