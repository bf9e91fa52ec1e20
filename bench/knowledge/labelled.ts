import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Material of made-up businesses and what callers ask of it, each question with the sections that answer it; those after `=> -` are answered by none.
 * In a question, `A >> B` means that B was said after A. Weights are learned from every third question; the others are reported.
 */

export type LabelledSection = { id: string; kind: string; title: string; heading: string; text: string };
export type LabelledQuestion = { said: string; before: string[]; answers: string[]; part: "tune" | "report" };
export type LabelledBusiness = { name: string; sections: LabelledSection[]; questions: LabelledQuestion[] };

const FOLDER = path.join(import.meta.dirname, "labelled");

export function readLabelled(): LabelledBusiness[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => parse(readFileSync(path.join(FOLDER, name), "utf8")));
}

function parse(file: string): LabelledBusiness {
  const [material = "", questions = ""] = file.split("## questions\n");
  const sections: LabelledSection[] = [];
  let document = { id: "", kind: "", title: "" };
  for (const line of material.split("\n")) {
    if (line.startsWith("## doc ")) {
      const [id = "", kind = "", title = ""] = cells(line.slice("## doc ".length));
      document = { id, kind, title };
    } else if (line.startsWith("### ")) {
      const [id = "", heading = ""] = cells(line.slice("### ".length));
      sections.push({ ...document, id: `${document.id}/${id}`, heading, text: "" });
    } else {
      const section = sections.at(-1);
      if (section) section.text = `${section.text}\n${line}`.trim();
    }
  }
  const ids = new Set(sections.map(({ id }) => id));
  const lines = questions.split("\n").filter((line) => line.includes(" => "));
  return {
    name: material.split("\n")[0]!.replace("# ", ""),
    sections,
    questions: lines.map((line, at): LabelledQuestion => {
      const [asked = "", answered = ""] = line.split(" => ");
      const turns = asked.split(" >> ");
      const answers = answered === "-" ? [] : answered.split(", ");
      const unknown = answers.find((id) => !ids.has(id));
      if (unknown !== undefined) throw new Error(`"${line}" names a section that is not there: ${unknown}`);
      return { said: turns.at(-1)!, before: turns.slice(0, -1), answers, part: at % 3 === 0 ? "tune" : "report" };
    }),
  };
}

const cells = (line: string): string[] => line.split(" | ").map((cell) => cell.trim());
