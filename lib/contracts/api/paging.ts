import { z } from "zod";
import { Cursor, Limit } from "../calls";

/** What every list takes. */
export const PageQuery = z.object({ limit: Limit, cursor: Cursor });
export type PageQuery = z.input<typeof PageQuery>;
