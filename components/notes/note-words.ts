import type { NoteCategory } from "@/lib/contracts/notes";

const words: Record<NoteCategory, string> = {
  general: "General",
  follow_up: "Follow up",
  complaint: "Complaint",
  praise: "Praise",
  training: "Training",
  technical: "Technical",
};

export const NOTE_CATEGORIES = (Object.keys(words) as NoteCategory[]).map((value) => ({ value, label: words[value] }));

export const categoryWords = (category: NoteCategory): string => words[category];
