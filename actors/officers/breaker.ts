/** When something outside is left alone, and for how long: after so many failures on end. It holds nothing; a machine counts. */
export const breakerLimit = 4;
/** Milliseconds until it is tried again. */
export const cooldown = 10_000;
