"use client";

import { EndDialog } from "./end-dialog";
import { GiveBackDialog } from "./give-back-dialog";
import { InstructionsDialog } from "./instructions-dialog";
import { StopRecordingDialog } from "./stop-recording-dialog";
import { TransferDialog } from "./transfer-dialog";
import type { Rail } from "./use-rail";

type RailDialogsProps = Readonly<{ rail: Rail; instructions: string; isBrowserCall: boolean }>;

/** Whichever of the dialogs is open. Each begins anew when it opens. */
export function RailDialogs({ rail, instructions, isBrowserCall }: RailDialogsProps) {
  const close = () => rail.setDialog(null);
  switch (rail.dialog) {
    case "instructions":
      return <InstructionsDialog steering={rail.steering} inForce={instructions} onClose={close} />;
    case "give_back":
      return <GiveBackDialog rail={rail} onClose={close} />;
    case "transfer":
      return <TransferDialog rail={rail} isBrowserCall={isBrowserCall} onClose={close} />;
    case "stop_recording":
      return <StopRecordingDialog steering={rail.steering} onClose={close} />;
    case "end":
      return <EndDialog steering={rail.steering} onClose={close} />;
    default:
      return null;
  }
}
