"use client";

import Link from "next/link";
import { type ReactNode, useState, useTransition } from "react";
import { formatPhone } from "@/components/format/phone";
import { formatZone } from "@/components/format/time";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { useNow } from "@/components/ui/use-now";
import type { AppointmentResource } from "@/lib/contracts/appointments";
import { localMoment } from "@/lib/domain/schedule/local-time";
import { cancelAction, moveAction } from "../actions";
import { atWords, MESSAGE_STATES, MESSAGE_WORDS, slotWords, STATE_WORDS } from "./appointment-words";
import type { Bookables } from "./bookables";
import { SlotPicker } from "./slot-picker";

type AppointmentDialogProps = Readonly<{
  appointment: AppointmentResource;
  bookables: Bookables;
  onClose: () => void;
}>;

/** One appointment: who, what, when, with whom; and what can be done about it. */
export function AppointmentDialog({ appointment, bookables, onClose }: AppointmentDialogProps) {
  const [doing, setDoing] = useState<"look" | "move" | "cancel">("look");
  const { serviceName, customer, timeZone, state } = appointment;
  const now = useNow(30_000);
  const mayChange = bookables.mayWrite && state === "booked" && Date.parse(appointment.startsAt) > now;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`${serviceName}${customer.name ? `: ${customer.name}` : ""}`}
    >
      {doing === "move" ? (
        <Move appointment={appointment} bookables={bookables} onBack={() => setDoing("look")} onDone={onClose} />
      ) : (
        <>
          <div className="space-y-4 overflow-y-auto p-4">
            <p className="flex flex-wrap items-center gap-2">
              <span className="text-16 font-semibold figures">{slotWords(appointment)}</span>
              <Chip tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].label}</Chip>
            </p>
            <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-2 text-13">
              <Fact name="Time zone">{formatZone(timeZone)}</Fact>
              {appointment.staffName ? <Fact name="With">{appointment.staffName}</Fact> : null}
              {appointment.roomName ? <Fact name="Room">{appointment.roomName}</Fact> : null}
              <Fact name="Phone">
                {customer.phone ? <span className="figures">{formatPhone(customer.phone)}</span> : "Not known"}
              </Fact>
              <Fact name="E-mail">{customer.email ?? "Not known"}</Fact>
              {appointment.note ? <Fact name="Note">{appointment.note}</Fact> : null}
              <Fact name={appointment.callId ? "Booked in" : "Booked"}>
                {appointment.callId ? (
                  <>
                    <Link className="text-accent hover:underline" href={`/calls/${appointment.callId}`}>
                      the call
                    </Link>{" "}
                  </>
                ) : null}
                <Ago at={appointment.createdAt} timeZone={timeZone} />
              </Fact>
            </dl>
            {appointment.outside?.problem ? (
              <p role="status" className="text-13 text-pretty text-bad">
                {appointment.outside.problem} The customer has not been told of it.
              </p>
            ) : null}
            {appointment.messages.length > 0 ? <Told appointment={appointment} /> : null}
            {doing === "cancel" ? (
              <CancelQuestion appointment={appointment} onBack={() => setDoing("look")} onDone={onClose} />
            ) : null}
          </div>
          {doing === "look" ? (
            <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
              {mayChange ? (
                <>
                  <Button look="danger" className="mr-auto" onClick={() => setDoing("cancel")}>
                    Cancel appointment
                  </Button>
                  <Button onClick={() => setDoing("move")}>Move</Button>
                </>
              ) : null}
              <Button look={mayChange ? "primary" : "secondary"} onClick={onClose}>
                Close
              </Button>
            </div>
          ) : null}
        </>
      )}
    </Dialog>
  );
}

function Fact({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** What the customer was written, or will be. */
function Told({ appointment: { messages, timeZone } }: Readonly<{ appointment: AppointmentResource }>) {
  return (
    <section aria-label="Messages to the customer">
      <h3 className="mb-1 text-12 font-medium text-text-3">Messages to the customer</h3>
      <ul className="space-y-1 text-13">
        {messages.map(({ kind, channel, state, dueAt, sentAt, problem }) => (
          <li key={`${kind} ${channel} ${dueAt}`} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span>
              {MESSAGE_WORDS[kind]} by {channel === "sms" ? "text message" : "e-mail"}
            </span>
            <Chip tone={MESSAGE_STATES[state].tone}>{MESSAGE_STATES[state].label}</Chip>
            {sentAt ? (
              <Ago at={sentAt} timeZone={timeZone} className="text-12 text-text-3" />
            ) : state === "waiting" ? (
              <span className="text-12 text-text-3 figures">{atWords(dueAt, timeZone)}</span>
            ) : problem ? (
              <span className="text-12 text-text-3">{problem}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

type StepProps = Readonly<{ appointment: AppointmentResource; onBack: () => void; onDone: () => void }>;

function CancelQuestion({ appointment, onBack, onDone }: StepProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const cancel = () =>
    start(async () => {
      const saved = await cancelAction(appointment.id);
      if (saved.ok) onDone();
      else setFailure(saved.message);
    });
  return (
    <div role="group" aria-label="Cancel this appointment" className="space-y-3 rounded-lg border border-line p-3">
      <p className="text-13 text-text-2">
        The time is free for others at once, and the customer is told where messages are switched on. This can’t be
        taken back.
      </p>
      <Failure message={failure} />
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={onBack}>
          Keep it
        </Button>
        <Button look="danger" disabled={isPending} onClick={cancel}>
          {isPending ? "Canceling" : "Cancel it"}
        </Button>
      </div>
    </div>
  );
}

function Move({ appointment, bookables, onBack, onDone }: StepProps & Readonly<{ bookables: Bookables }>) {
  const [date, setDate] = useState(localMoment(Date.parse(appointment.startsAt), appointment.timeZone).date.iso);
  const [staffId, setStaffId] = useState(appointment.staffId ?? "");
  const [startsAt, setStartsAt] = useState("");
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const move = () =>
    start(async () => {
      const saved = await moveAction(appointment.id, { startsAt, ...(staffId === "" ? {} : { staffId }) });
      if (saved.ok && saved.data.outcome === "done") return onDone();
      setFailure(saved.ok ? "Somebody was faster: this time is gone. Choose another one." : saved.message);
      setStartsAt("");
      setRound((count) => count + 1);
    });
  return (
    <>
      <div className="space-y-4 overflow-y-auto p-4">
        <p className="text-13 text-text-2">
          Now {slotWords(appointment)}. Until the new time is theirs, they keep this one.
        </p>
        <SlotPicker
          bookables={bookables}
          serviceId={appointment.serviceId}
          appointmentId={appointment.id}
          date={date}
          onDate={(next) => {
            setDate(next);
            setStartsAt("");
          }}
          staffId={staffId}
          onStaff={(next) => {
            setStaffId(next);
            setStartsAt("");
          }}
          startsAt={startsAt}
          onPick={setStartsAt}
          round={round}
        />
        <Failure message={failure} />
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onBack}>Back</Button>
        <Button look="primary" disabled={isPending || startsAt === ""} onClick={move}>
          {isPending ? "Moving" : "Move it here"}
        </Button>
      </div>
    </>
  );
}
