/** The filters of the list of calls, as they stand in the address. */
export const FILTERS = ["number", "status", "direction", "businessId", "agentId", "from", "to"] as const;
