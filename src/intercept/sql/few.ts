/** How many rows a write may name one by one and still be held to them by that alone. It refuses to take a list of every key there is for a few rows: past this the policy's bound on rows counts them. */
export const fewRows = 5;
