"use client";

import { QualityEditor } from "@/components/business/quality-editor";
import { QualitySettings } from "@/lib/contracts/business-settings";
import { type SaveSettings, SettingsForm } from "./settings-form";

type QualityFormProps = Readonly<{
  value: QualitySettings;
  defaults: QualitySettings;
  updatedAt: string;
  save: SaveSettings | null;
}>;

export function QualityForm(props: QualityFormProps) {
  return (
    <SettingsForm part="quality" schema={QualitySettings} {...props}>
      {(value, onChange, problems) => <QualityEditor value={value} onChange={onChange} problems={problems} />}
    </SettingsForm>
  );
}
