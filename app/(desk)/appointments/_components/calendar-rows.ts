import type { Placed } from "@/lib/domain/appointments/calendar";

const LANE_COLUMNS = 60;

/** Where quarters of an hour stand in a calendar that begins with `first`; classes, as the page's policy takes no style attributes. */
export const rowsOf = (from: number, until: number, first: number): string =>
  `row-start-${from - first + 1} row-end-${until - first + 1}`;

/** Where something stands beside what overlaps it. */
export const lanesOf = ({ lane, lanes }: Placed<unknown>): string =>
  `col-start-${(lane * LANE_COLUMNS) / lanes + 1} col-span-${LANE_COLUMNS / lanes}`;
