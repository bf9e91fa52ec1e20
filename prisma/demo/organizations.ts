import type { z } from "zod";
import type { AgentConfigInput } from "@/lib/contracts/agent-config";
import type { BusinessContact } from "@/lib/contracts/business-contact";
import { brightDentalBookings, brightDentalFrontDesk, brightDentalReminders } from "./bright-dental";
import { northwindHelp, northwindSales } from "./northwind";

/** Known to the starter and the tests; the demo's people all share the password. */
export const DEMO_PASSWORD = "bright-smiles-42";
export const DEMO_EMAIL = "demo@brightdental.test";
export const DEMO_PHONE_NUMBER = "+14155550100";

type DemoPerson = {
  id: string;
  email: string;
  name: string;
  role: "owner" | "admin" | "manager" | "supervisor" | "agent" | "viewer";
};

/** `isNew`: no past call was answered with it yet. */
export type DemoVersion = { number: number; note: string; config: AgentConfigInput; isNew?: true };

export type DemoAgent = {
  id: string;
  name: string;
  description: string;
  /** E.164 of the line it answers; an outbound agent calls from it. */
  line: string;
  direction: "inbound" | "outbound";
  /** Oldest first; the last one is published. */
  versions: DemoVersion[];
};

export type DemoOrganization = {
  id: string;
  accountId: string;
  name: string;
  timeZone: string;
  retentionDays: number;
  people: DemoPerson[];
  business: {
    id: string;
    name: string;
    type: "customer_support" | "sales" | "appointments" | "custom";
    industry: string;
    city: string;
    languages: string[];
    brandVoice: string;
    fallbackNumber: string;
    /** What callers can be texted. */
    contact: z.input<typeof BusinessContact>;
    hours: Record<string, [opens: string, closes: string][]>;
  };
  numbers: { id: string; e164: string; label: string }[];
  agents: DemoAgent[];
};

const id = (organization: number, kind: number, index: number) =>
  `01990000-${String(organization).padStart(4, "0")}-7000-8${String(kind).padStart(3, "0")}-${String(index).padStart(12, "0")}`;

const evenings: [string, string][] = [
  ["08:00", "12:30"],
  ["13:30", "18:00"],
];

export const demoOrganizations: DemoOrganization[] = [
  {
    id: id(1, 0, 1),
    accountId: "AYB-BR7G-HTDN-TL29",
    name: "Bright Dental",
    timeZone: "America/Los_Angeles",
    retentionDays: 2555,
    people: [
      { id: id(1, 1, 1), email: DEMO_EMAIL, name: "Dana Whitfield", role: "owner" },
      { id: id(1, 1, 2), email: "priya@brightdental.test", name: "Priya Raman", role: "admin" },
      { id: id(1, 1, 3), email: "marcus@brightdental.test", name: "Marcus Lee", role: "manager" },
      { id: id(1, 1, 4), email: "sofia@brightdental.test", name: "Sofia Alvarez", role: "supervisor" },
      { id: id(1, 1, 5), email: "ben@brightdental.test", name: "Ben Okafor", role: "agent" },
      { id: id(1, 1, 6), email: "viewer@brightdental.test", name: "Grace Kim", role: "viewer" },
    ],
    business: {
      id: id(1, 2, 1),
      name: "Bright Dental",
      type: "appointments",
      industry: "Dental practice",
      city: "Oakland",
      languages: ["en-US", "es-US"],
      brandVoice: "Warm, calm and exact. Short sentences. We say what we know and admit what we don't.",
      fallbackNumber: "+14155550199",
      contact: {
        address: "4180 Grand Avenue, Oakland, CA 94610",
        links: [
          {
            title: "New patient form",
            address: "https://brightdental.example/new-patient",
            when: "They come for the first time",
          },
          {
            title: "Price list",
            address: "https://brightdental.example/prices",
            when: "They ask what something costs",
          },
        ],
      },
      hours: {
        monday: evenings,
        tuesday: evenings,
        wednesday: [["08:00", "20:00"]],
        thursday: evenings,
        friday: [["08:00", "15:00"]],
        saturday: [["09:00", "13:00"]],
        sunday: [],
      },
    },
    numbers: [
      { id: id(1, 3, 1), e164: DEMO_PHONE_NUMBER, label: "Main line" },
      { id: id(1, 3, 2), e164: "+14155550101", label: "Bookings" },
      { id: id(1, 3, 3), e164: "+14155550102", label: "Reminders" },
    ],
    agents: [
      {
        id: id(1, 4, 1),
        name: "Front desk",
        description: "Answers the main line: questions, opening hours, messages for the team.",
        line: DEMO_PHONE_NUMBER,
        direction: "inbound",
        versions: brightDentalFrontDesk,
      },
      {
        id: id(1, 4, 2),
        name: "Bookings",
        description: "Books, moves and cancels appointments in the practice's calendar.",
        line: "+14155550101",
        direction: "inbound",
        versions: brightDentalBookings,
      },
      {
        id: id(1, 4, 3),
        name: "Reminders",
        description: "Calls patients the day before their visit.",
        line: "+14155550102",
        direction: "outbound",
        versions: brightDentalReminders,
      },
    ],
  },
  {
    id: id(2, 0, 1),
    accountId: "AYB-NRTH-W7ND-UKS9",
    name: "Northwind Outfitters",
    timeZone: "Europe/London",
    retentionDays: 2190,
    people: [
      { id: id(2, 1, 1), email: "demo@northwind.test", name: "Imogen Clarke", role: "owner" },
      { id: id(2, 1, 2), email: "tom@northwind.test", name: "Tom Hughes", role: "manager" },
      { id: id(2, 1, 3), email: "aisha@northwind.test", name: "Aisha Khan", role: "supervisor" },
    ],
    business: {
      id: id(2, 2, 1),
      name: "Northwind Outfitters",
      type: "sales",
      industry: "Outdoor clothing and equipment",
      city: "London",
      languages: ["en-GB"],
      brandVoice: "Practical, dry, glad to talk about weather. Never pushy.",
      fallbackNumber: "+442079460199",
      contact: {},
      hours: {
        monday: [["09:00", "18:00"]],
        tuesday: [["09:00", "18:00"]],
        wednesday: [["09:00", "18:00"]],
        thursday: [["09:00", "19:30"]],
        friday: [["09:00", "18:00"]],
        saturday: [["10:00", "17:00"]],
        sunday: [["11:00", "16:00"]],
      },
    },
    numbers: [
      { id: id(2, 3, 1), e164: "+442079460100", label: "Shop line" },
      { id: id(2, 3, 2), e164: "+442079460101", label: "Orders" },
    ],
    agents: [
      {
        id: id(2, 4, 1),
        name: "Shop floor",
        description: "Advises on jackets, boots and tents, and takes call-back requests.",
        line: "+442079460100",
        direction: "inbound",
        versions: northwindSales,
      },
      {
        id: id(2, 4, 2),
        name: "Order help",
        description: "Delivery, returns and repairs.",
        line: "+442079460101",
        direction: "inbound",
        versions: northwindHelp,
      },
    ],
  },
];
