/** What settings with calls of their own are made of. */
export type { Argument } from '../argument.js';
export * from '../parameter.js';
