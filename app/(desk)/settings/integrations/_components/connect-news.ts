/** Why a consent came to nothing, as people are told. */
export function connectNews(problem: string): string {
  if (problem === "denied") return "You did not allow it, so nothing was connected.";
  if (problem === "expired")
    return "That was begun too long ago, somewhere else, or was done already. Nothing was connected: begin again from here.";
  return "It did not work out at the other end, and nothing was connected. Try again.";
}
