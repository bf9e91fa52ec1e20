import { Field } from "@/components/ui/field";
import type { Bookables } from "./bookables";

type GoogleFieldsProps = Readonly<{
  calendarId: string;
  onCalendarId: (id: string) => void;
  /** Calendars by the ids of people and rooms. */
  calendars: Readonly<Record<string, string>>;
  onCalendars: (calendars: Record<string, string>) => void;
  resources: Bookables["resources"];
  disabled: boolean;
  errors: Readonly<Record<string, string>>;
}>;

/** Which of Google's calendars: one for everybody, and one for each person or room. */
export function GoogleFields(props: GoogleFieldsProps) {
  const { calendarId, onCalendarId, calendars, onCalendars, resources, disabled, errors } = props;
  return (
    <>
      <p className="text-13 text-pretty text-text-2">
        What is in these calendars counts as taken. A caller hears that it is booked once it stands there; when Google
        can’t be reached, the caller hears that, and nothing is booked.
      </p>
      <Field
        label="Everybody’s calendar"
        value={calendarId}
        disabled={disabled}
        onChange={({ target }) => onCalendarId(target.value)}
        maxLength={200}
        autoComplete="off"
        placeholder="primary"
        error={errors["calendarId"] ?? null}
      />
      {resources.map(({ id, name }) => (
        <Field
          key={id}
          label={`Calendar of ${name}`}
          value={calendars[id] ?? ""}
          disabled={disabled}
          onChange={({ target }) => onCalendars({ ...calendars, [id]: target.value })}
          maxLength={200}
          autoComplete="off"
          placeholder="None of their own"
          error={errors[`resources.${id}`] ?? null}
        />
      ))}
      <p className="text-12 text-pretty text-text-3">
        A calendar’s id is in Google Calendar under Settings, Integrate calendar; “primary” is the first one of the
        account.
      </p>
    </>
  );
}
