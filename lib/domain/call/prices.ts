/** The vendors' list prices in US dollars, as they stood on this day. What was agreed on with a vendor may differ. */
export const PRICES_OF = "2026-11-01";

/** A minute of a call on the telephone, US numbers. */
export const TELEPHONE_PER_MINUTE = { inbound: 0.0085, outbound: 0.014 } as const;
/** A minute of a media stream. */
export const STREAM_PER_MINUTE = 0.004;
/** A minute heard, streaming. */
export const HEARING_PER_MINUTE = 0.0077;
/** 1,000 letters spoken. */
export const SPEAKING_PER_1000 = 0.03;
