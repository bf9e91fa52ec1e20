/** For a year, browsers come back over HTTPS only. Sent over HTTPS alone: elsewhere browsers ignore it. */
export const STRICT_TRANSPORT = "max-age=31536000; includeSubDomains";
