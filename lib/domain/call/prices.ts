/** Vendors' list prices in US dollars, as far as we know them: for estimates. What a vendor charges an account may differ. */

/** A minute of a call on the telephone, US numbers. */
export const TELEPHONE_PER_MINUTE = { inbound: 0.0085, outbound: 0.014 } as const;
/** A minute of a media stream. */
export const STREAM_PER_MINUTE = 0.004;
/** A minute heard, streaming. */
export const HEARING_PER_MINUTE = 0.0077;
/** 1,000 letters spoken. */
export const SPEAKING_PER_1000 = 0.03;
/** A segment of a text message, US numbers; what carriers take for it comes on top. */
export const TEXT_PER_SEGMENT = 0.0083;
