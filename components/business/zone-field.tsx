import { SelectField } from "@/components/ui/select-field";

export type ZoneGroups = readonly { region: string; zones: readonly { name: string; city: string }[] }[];

type ZoneFieldProps = Readonly<{
  value: string;
  onChange: (timeZone: string) => void;
  error: string | null;
  zones: ZoneGroups;
}>;

/** A time zone, by its city. */
export function ZoneField({ value, onChange, error, zones }: ZoneFieldProps) {
  return (
    <SelectField
      label="Time zone"
      name="timeZone"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      error={error}
      className="max-w-sm"
    >
      {zones.map(({ region, zones: inRegion }) => (
        <optgroup key={region} label={region}>
          {inRegion.map(({ name, city }) => (
            <option key={name} value={name}>
              {city}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}
