/** `unused-name`: a parameter, constant, import or set of shared weights that nothing uses. */
import { defineLint } from './lint.js';

export const unusedName = defineLint({
  name: 'unused-name',
  severity: 'hint',
  what: 'A name is given and never used.',
  why: 'Whoever sets it expects an effect; often another name, or a number in its place, was written by mistake.',
  instead: 'Use it, or take it away.',
  bad: `network Small(width = 32) {
  input features: [8]
  dense(10)
}`,
  good: `network Small(width = 32) {
  input features: [8]
  dense(width)
}`,
  *checkFile({ unused }) {
    for (const { name, what, place, fix } of unused)
      yield {
        place,
        message: `the ${what} \`${name}\` ${what.endsWith('weights') ? 'are' : 'is'} never used`,
        ...(fix && { fix }),
      };
  },
});
