import { BellRing, ClipboardCheck, Frown, type LucideIcon, ShieldAlert, Wrench } from "lucide-react";
import type { NotificationType } from "@/lib/contracts/notifications";

/** How each type is called, what it is about, and its sign. */
export const TYPE_WORDS: Readonly<
  Record<NotificationType, { label: string; about: string; icon: LucideIcon; tone: string }>
> = {
  call_escalated: {
    label: "Escalations",
    about: "A caller needs a person, or was promised a call back",
    icon: BellRing,
    tone: "text-bad",
  },
  sentiment_alert: {
    label: "Upset callers",
    about: "A caller sounds as upset as the business's settings say, or more",
    icon: Frown,
    tone: "text-warn",
  },
  qa_alert: {
    label: "Low quality",
    about: "A call scores lower than the business's settings allow",
    icon: ClipboardCheck,
    tone: "text-warn",
  },
  compliance_issue: {
    label: "Compliance",
    about: "Something that must be said was not, or must not be said was",
    icon: ShieldAlert,
    tone: "text-bad",
  },
  system_update: {
    label: "System",
    about: "An account of yours was refused, or a plan's limit is near",
    icon: Wrench,
    tone: "text-text-3",
  },
};

/** In the order in which they are listed. */
export const TYPES = Object.keys(TYPE_WORDS) as NotificationType[];
