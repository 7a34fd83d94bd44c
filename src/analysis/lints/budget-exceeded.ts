/** `budget-exceeded`: more than the file allows, said at the layer that crosses the bound. */
import { exceededBounds } from '../exceeded-bounds.js';
import { defineLint } from './lint.js';

export const budgetExceeded = defineLint({
  name: 'budget-exceeded',
  severity: 'warning',
  what: 'A network has more parameters, multiply-adds or bytes than its budget allows.',
  why: 'The budget says what the device or the task can bear; what exceeds it fails late, when training has begun.',
  instead: 'Make layers smaller from the one on that crosses the bound, take a smaller batch, or raise the budget.',
  bad: `network Small {
  input features: [8]
  dense(16) -> relu
  dense(10)
}
budget Small { parameters: 300 }`,
  good: `network Small {
  input features: [8]
  dense(16) -> relu
  dense(10)
}
budget Small { parameters: 400 }`,
  *check({ report, file }) {
    const told = new Set<number>();
    for (const budget of file.budgets) if (budget.network === report.name) yield* exceededBounds(report, budget, told);
  },
});
