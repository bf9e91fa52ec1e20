/** Some fifteen characters a second, as a calm voice speaks. */
const CHARS_PER_SECOND = 15;

/** About how long a text takes to be said. */
export const speakingTime = (text: string): string => `${Math.max(0.1, text.length / CHARS_PER_SECOND).toFixed(1)} s`;
