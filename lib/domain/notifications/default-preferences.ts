import type { NotificationPreferences } from "@/lib/contracts/notifications";

const shown = { inApp: true, email: false, push: false };

/** What holds until a person says otherwise: all is shown, what waits for a person is pushed, what breaks or must not be is mailed. */
export const defaultPreferences = (timeZone: string): NotificationPreferences => ({
  timeZone,
  types: {
    call_escalated: { ...shown, push: true },
    qa_alert: shown,
    sentiment_alert: { ...shown, push: true },
    compliance_issue: { ...shown, email: true },
    system_update: { ...shown, email: true },
  },
  quietHours: null,
  digest: { every: "off", at: "08:00" },
});
