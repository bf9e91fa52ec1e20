"use client";

import { usePathname, useRouter } from "next/navigation";
import { SelectField } from "@/components/ui/select-field";

type BusinessChoiceProps = Readonly<{ value: string; options: readonly { value: string; label: string }[] }>;

/** Which business the page is about; nothing where there is one alone. */
export function BusinessChoice({ value, options }: BusinessChoiceProps) {
  const router = useRouter();
  const pathname = usePathname();
  if (options.length < 2) return null;
  return (
    <SelectField
      label="Business"
      className="mb-4 max-w-72"
      value={value}
      onChange={({ target }) => router.push(`${pathname}?business=${target.value}`)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </SelectField>
  );
}
