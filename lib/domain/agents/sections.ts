/** The parts of an agent as a manager thinks of them; the editor, the differences and the problems name the same ones. */
export const SECTIONS = [
  { id: "who", title: "Who it is" },
  { id: "greets", title: "How it greets" },
  { id: "must", title: "What it must do" },
  { id: "never", title: "What it must never do" },
  { id: "speaks", title: "How it speaks" },
  { id: "thinks", title: "How it thinks" },
  { id: "person", title: "When it gets a person" },
  { id: "uses", title: "What it may use" },
  { id: "limits", title: "Limits" },
] as const;

export type SectionId = (typeof SECTIONS)[number]["id"];

export const sectionTitle = (id: string): string => SECTIONS.find((section) => section.id === id)?.title ?? id;
