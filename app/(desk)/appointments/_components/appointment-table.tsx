"use client";

import { Bot } from "lucide-react";
import { useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Chip } from "@/components/ui/chip";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import { AppointmentDialog } from "./appointment-dialog";
import { slotWords, STATE_WORDS } from "./appointment-words";
import type { Bookables } from "./bookables";

type AppointmentTableProps = Readonly<{ bookables: Bookables; appointments: readonly AppointmentResource[] }>;

/** Appointments in the order of their start; each opens as in the calendar. On a telephone's screen a row is lines, not columns. */
export function AppointmentTable({ bookables, appointments }: AppointmentTableProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const open = appointments.find(({ id }) => id === openId);
  return (
    <div className="overflow-x-auto rounded-xl border border-line bg-surface">
      <table className="w-full text-13">
        <thead className="text-left text-12 text-text-3 max-sm:hidden">
          <tr className="border-b border-line">
            <th className="px-4 py-2 font-medium">When</th>
            <th className="px-2 py-2 font-medium">Customer</th>
            <th className="hidden px-2 py-2 font-medium sm:table-cell">Service</th>
            <th className="hidden px-2 py-2 font-medium md:table-cell">With</th>
            <th className="hidden px-4 py-2 font-medium lg:table-cell">Phone</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {appointments.map((appointment) => (
            <tr key={appointment.id} className="h-10 hover:bg-surface-2">
              <td className="px-4 py-1.5 figures">
                <button
                  type="button"
                  onClick={() => setOpenId(appointment.id)}
                  className="rounded-sm text-left font-medium hover:underline"
                >
                  {slotWords(appointment)}
                </button>
                <div className="space-y-0.5 pt-0.5 sm:hidden">
                  <Customer appointment={appointment} />
                  <p className="text-text-2">
                    {[appointment.serviceName, whoAndWhere(appointment)].filter(Boolean).join(" · ")}
                  </p>
                </div>
              </td>
              <td className="hidden px-2 py-1.5 sm:table-cell">
                <Customer appointment={appointment} />
              </td>
              <td className="hidden px-2 py-1.5 text-text-2 sm:table-cell">{appointment.serviceName}</td>
              <td className="hidden px-2 py-1.5 text-text-2 md:table-cell">{whoAndWhere(appointment)}</td>
              <td className="hidden px-4 py-1.5 whitespace-nowrap text-text-2 figures lg:table-cell">
                {appointment.customer.phone ? formatPhone(appointment.customer.phone) : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open ? <AppointmentDialog appointment={open} bookables={bookables} onClose={() => setOpenId(null)} /> : null}
    </div>
  );
}

const whoAndWhere = ({ staffName, roomName }: AppointmentResource): string =>
  [staffName, roomName].filter(Boolean).join(", ");

function Customer({ appointment: { customer, callId, state } }: Readonly<{ appointment: AppointmentResource }>) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {customer.name || "Nobody named"}
      {callId ? <Bot aria-label="Booked by an agent" role="img" className="size-3.5 text-ai" /> : null}
      {state === "booked" ? null : <Chip tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].label}</Chip>}
    </span>
  );
}
