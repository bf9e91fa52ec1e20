"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import { formatZone } from "@/components/format/time";
import type { Saved } from "@/lib/contracts/saved";
import { bookAction } from "../actions";
import type { Bookables } from "./bookables";
import { serviceLine } from "./service-words";
import { SlotPicker } from "./slot-picker";

type NewAppointmentProps = Readonly<{ bookables: Bookables; date: string; onClose: () => void }>;
type Failed = Pick<Extract<Saved<unknown>, { ok: false }>, "message" | "fields">;

const GONE: Failed = { message: "Somebody was faster: this time is gone. Choose another one.", fields: {} };

/** Books for somebody who is not on the telephone with an agent. */
export function NewAppointment({ bookables, date: firstDate, onClose }: NewAppointmentProps) {
  const services = bookables.services.filter(({ active }) => active);
  const [serviceId, setServiceId] = useState(services[0]?.id ?? "");
  const [date, setDate] = useState(firstDate < bookables.today ? bookables.today : firstDate);
  const [staffId, setStaffId] = useState("");
  const [startsAt, setStartsAt] = useState("");
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [isPending, start] = useTransition();
  const clear = () => {
    setStartsAt("");
    setFailure(null);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const customer = { name: text("name"), phone: text("phone") || null, email: text("email") || null };
    const wish = { serviceId, startsAt, customer, note: text("note"), language: text("language") };
    start(async () => {
      const saved = await bookAction({ ...wish, ...(staffId === "" ? {} : { staffId }) });
      if (saved.ok && saved.data.outcome === "done") return onClose();
      setFailure(saved.ok ? GONE : saved);
      if (!saved.ok) return;
      setStartsAt("");
      setRound((count) => count + 1);
    });
  };
  const error = (name: string) => failure?.fields[name] ?? null;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="New appointment">
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="space-y-4 overflow-y-auto p-4">
          <SelectField
            label="Service"
            value={serviceId}
            onChange={({ target }) => {
              setServiceId(target.value);
              setStaffId("");
              clear();
            }}
          >
            {services.map((service) => (
              <option key={service.id} value={service.id}>
                {service.name} · {serviceLine(service)}
              </option>
            ))}
          </SelectField>
          <SlotPicker
            bookables={bookables}
            serviceId={serviceId}
            date={date}
            onDate={(next) => {
              setDate(next);
              clear();
            }}
            staffId={staffId}
            onStaff={(next) => {
              setStaffId(next);
              clear();
            }}
            startsAt={startsAt}
            onPick={setStartsAt}
            round={round}
          />
          <p className="text-12 text-text-3">All times are {formatZone(bookables.timeZone)}.</p>
          <Field label="Customer" name="name" maxLength={200} autoComplete="off" error={error("customer.name")} />
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Phone"
              name="phone"
              type="tel"
              placeholder="+14155550134"
              autoComplete="off"
              error={error("customer.phone")}
            />
            <Field label="E-mail" name="email" type="email" autoComplete="off" error={error("customer.email")} />
          </div>
          <SelectField label="Language they are written in" name="language" defaultValue="en-US">
            <option value="en-US">English</option>
            <option value="es-ES">Spanish</option>
            <option value="fr-FR">French</option>
            <option value="de-DE">German</option>
          </SelectField>
          <TextArea label="Note" name="note" maxLength={1000} error={error("note")} />
          <Failure message={failure?.message ?? null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" disabled={isPending || startsAt === ""}>
            {isPending ? "Booking" : "Book"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
