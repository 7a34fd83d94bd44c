/** Opens a data set by the name of its declaration: the readers that run, one for each that they can serve. */
import { Dim } from '../../shape/dim.js';
import { cifar10 } from './cifar10.js';
import { openCsv } from './csv.js';
import type { Dataset } from './dataset.js';
import { digits, mnist } from './handwritten.js';
import type { DataHost } from './host.js';
import { failure, success, type Result } from './result.js';
import { blobs, circles, moons, spiral, xor, type ToyOptions } from './toys.js';
import { Values } from './values.js';

type Reader = (values: Values, host: DataHost) => Promise<Result<Dataset>>;

const toyOptions = (values: Values): ToyOptions => ({
  samples: values.number('samples'),
  noise: values.number('noise'),
  seed: values.number('seed'),
});

const made = (make: (values: Values) => Dataset): Reader => {
  return values => Promise.resolve(success(make(values)));
};

const readers: Readonly<Record<string, Reader>> = {
  blobs: made(values => blobs({ ...toyOptions(values), classes: values.number('classes') })),
  cifar10: (values, host) => cifar10(host.file, { folder: values.text('folder') }),
  circles: made(values => circles(toyOptions(values))),
  csv: (values, host) =>
    openCsv(host.file, {
      file: values.text('file'),
      target: values.texts('target'),
      image: values.texts('image'),
      normalize: values.flag('normalize'),
    }),
  digits: (values, host) => digits(host.asset, { pad: values.number('pad') }),
  mnist: (values, host) => mnist(host.asset, { pad: values.number('pad') }),
  moons: made(values => moons(toyOptions(values))),
  spiral: made(values =>
    spiral({ ...toyOptions(values), classes: values.number('classes'), turns: values.number('turns') }),
  ),
  xor: made(values => xor(toyOptions(values))),
};

/** Names of the data sets that can be opened. */
export const readable: readonly string[] = Object.keys(readers);

/**
 * Opens the data set that a declaration names. `values` are those of its parameters, as the declaration read them; a data set that the
 * analysis knows and nothing here can read is a message, not a bug.
 */
export async function openDataset(
  name: string,
  values: Readonly<Record<string, unknown>>,
  host: DataHost,
): Promise<Result<Dataset>> {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  const formula = Object.entries(values).find(([, value]) => value instanceof Dim && !value.isConstant);
  if (formula) return failure(`${name}: ${formula[0]} must be known before a run, but is ${String(formula[1])}`);
  if (reader) return reader(new Values(name, values), host);
  return failure(
    `the bundled engine cannot read \`${name}\` yet; it can read ${readable.join(', ')}. Shapes, parameters and memory are right all the same.`,
  );
}
