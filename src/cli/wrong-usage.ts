/** The command line was used wrongly: a message and the exit status 2. */

export class WrongUsage extends Error {}

export const exitStatus = { fine: 0, errorsInFile: 1, wrongUsage: 2 } as const;
