import type { AskedColleagues, People, PersonSearch, SearchProgress } from "@/call-worker/ports/people";

export type FakeSearch = PersonSearch & { withdrawn: boolean; tell(progress: SearchProgress): void };
export type FakeQuestion = AskedColleagues & {
  withdrawn: boolean;
  answer(answer: { text: string; name: string } | null): void;
};

/** People who do what a test tells them. */
export class FakePeople implements People {
  readonly searches: FakeSearch[] = [];
  readonly questions: FakeQuestion[] = [];
  /** What was told of escalations, in order. */
  readonly told: string[] = [];

  find(search: PersonSearch, onProgress: (progress: SearchProgress) => void): { withdraw(): void } {
    const record: FakeSearch = { ...search, withdrawn: false, tell: (progress) => onProgress(progress) };
    this.searches.push(record);
    return { withdraw: () => (record.withdrawn = true) };
  }

  ask(
    question: AskedColleagues,
    onAnswer: (answer: { text: string; name: string } | null) => void,
  ): { withdraw(): void } {
    const record: FakeQuestion = { ...question, withdrawn: false, answer: onAnswer };
    this.questions.push(record);
    return { withdraw: () => (record.withdrawn = true) };
  }

  connected(escalationId: string): void {
    this.told.push(`connected ${escalationId}`);
  }

  released(escalationId: string): void {
    this.told.push(`released ${escalationId}`);
  }

  ended(): void {
    this.told.push("ended");
  }
}
