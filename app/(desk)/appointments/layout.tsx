import type { ReactNode } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { requireContext } from "@/lib/web/require-context";
import { AppointmentTabs } from "./_components/appointment-tabs";

/** Asks before anything is sent, so that the refusal still has its status. */
export default async function AppointmentsLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requireContext("appointments.read");
  return (
    <>
      <TopBar title="Appointments" />
      <AppointmentTabs />
      {children}
    </>
  );
}
