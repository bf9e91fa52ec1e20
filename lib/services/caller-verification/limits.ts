/** What a caller may try. Whoever guesses has 15 tries in a million a call, and 25 an hour for one account. */
export const CODES_PER_CALL = 3;
export const CODES_PER_ACCOUNT_AND_HOUR = 5;
export const TRIES_PER_CODE = 5;
export const CODE_LIFE_MINUTES = 10;
export const CODE_DIGITS = 6;
