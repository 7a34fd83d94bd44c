/** The values of a data set's parameters, taken out by name and kind; a missing one is a bug, since declarations have checked them. */
import { Dim } from '../../shape/dim.js';

export class Values {
  constructor(
    private readonly dataset: string,
    private readonly values: Readonly<Record<string, unknown>>,
  ) {}

  number(name: string): number {
    const value = this.values[name];
    const number = value instanceof Dim ? value.value : value;
    if (typeof number !== 'number' || Number.isNaN(number)) throw this.wrong(name, 'a number');
    return number;
  }

  text(name: string): string {
    const value = this.values[name];
    if (typeof value !== 'string') throw this.wrong(name, 'text');
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.values[name];
    if (!Array.isArray(value) || !value.every(item => typeof item === 'string'))
      throw this.wrong(name, 'a list of texts');
    return value;
  }

  flag(name: string): boolean {
    const value = this.values[name];
    if (typeof value !== 'boolean') throw this.wrong(name, 'true or false');
    return value;
  }

  private wrong(name: string, kind: string): Error {
    return new TypeError(`${this.dataset}: ${name} should be ${kind}, but is ${String(this.values[name])}`);
  }
}
