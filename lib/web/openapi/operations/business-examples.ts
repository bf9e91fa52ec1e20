import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import { BUSINESS_ID } from "./example-values";

const workday = [{ opens: "08:00", closes: "17:00" }];

export const BUSINESS_PROFILE = {
  name: "Bright Dental",
  type: "appointments" as const,
  industry: "Dentistry",
  city: "San Francisco",
  timeZone: "America/Los_Angeles",
  weeklyHours: {
    monday: workday,
    tuesday: workday,
    wednesday: workday,
    thursday: workday,
    friday: workday,
    saturday: [],
    sunday: [],
  },
  specialDays: [{ date: "2026-12-25", name: "Christmas Day", hours: [] }],
  languages: ["en-US"],
  brandVoice: "Warm and short.",
  fallbackNumber: "+14155552671",
  contact: {
    phone: "+14155552600",
    email: "front.desk@brightdental.example",
    website: "https://brightdental.example",
    address: "4180 Grand Avenue, Oakland",
    links: [
      { title: "New patient form", address: "https://brightdental.example/forms", when: "The caller is a new patient" },
    ],
  },
  active: true,
};

export const BUSINESS = {
  ...BUSINESS_PROFILE,
  id: BUSINESS_ID,
  createdAt: "2026-11-01T09:00:00.000Z",
  updatedAt: "2026-11-20T17:00:00.000Z",
};

export const BUSINESS_SETTINGS = defaultSettings(BUSINESS_PROFILE);
export const BUSINESS_CONFIG = { ...BUSINESS, ...BUSINESS_SETTINGS, overridden: [] };
