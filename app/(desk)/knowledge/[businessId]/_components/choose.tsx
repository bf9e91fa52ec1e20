import { Select } from "@/components/ui/input";

type ChooseProps = Readonly<{
  label: string;
  /** For the choice that leaves nothing out. */
  all: string;
  choices: readonly { value: string; label: string }[];
  name: string;
  value?: string;
  defaultValue?: string;
  onChange: (event: React.ChangeEvent<HTMLSelectElement>) => void;
}>;

/** One filter of several in a row. */
export function Choose({ label, all, choices, ...field }: ChooseProps) {
  return (
    <Select aria-label={label} className="min-w-0 flex-1 sm:w-40 sm:flex-none" {...field}>
      <option value="">{all}</option>
      {choices.map(({ value, label: text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
}
