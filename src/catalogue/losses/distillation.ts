/** `distillation`: a student’s softened shares against a teacher’s. */
import { defineLoss, positive } from './loss.js';
import { alike, given, output, target } from './shared.js';

export const distillation = defineLoss({
  name: 'distillation',
  summary: 'Cross-entropy of the student’s softmax with the teacher’s, both at a temperature, times its square.',
  formula: '-T² Σ softmax(teacher / T) · ln softmax(student / T)',
  source: 'Hinton et al. 2015',
  traits: ['takes-logits', 'classification'],
  inputs: [output('logits', 'the student’s logits'), target('teacher', 'the teacher’s logits')],
  parameters: { temperature: positive('flattens both distributions', { default: 4 }) },
  requires: [alike('logits', 'teacher')],
  lower(op, inputs, { temperature }) {
    const soft = { by: 1 / temperature };
    const student = op.scaleBy(given(inputs, 'logits'), soft);
    const teacher = op.softmax(op.scaleBy(given(inputs, 'teacher'), soft), { axis: 0 });
    const loss = op.crossEntropy(student, op.stopGradient(teacher), undefined, {});
    return op.scaleBy(loss, { by: temperature * temperature });
  },
  spell: {
    pytorch: a => {
      const t = String(a.temperature);
      return `F.cross_entropy(logits / ${t}, (teacher / ${t}).softmax(1)) * ${t} ** 2`;
    },
  },
  example: 'distillation(logits, teacher, temperature: 4)',
});
