/** The loss of a `train` as an expression: losses of outputs and fields, added, scaled, divided. */
import type { Loss, LossInput } from '../catalogue/losses/loss.js';
import { readCall } from '../catalogue/read-call.js';
import type * as tree from '../language/tree.js';
import { declared } from './catalogue-names.js';
import { Recipe, written, type GivenArgument } from './datum.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import type { NetworkGraph } from './graph.js';
import type { LossExpression, LossSource } from './train-step.js';

type Say = (message: string, node: { readonly range: tree.Range }) => void;

export interface ReadLoss {
  readonly expression: LossExpression;
  /** As the file writes it. */
  readonly written: string;
}

/** Undefined where something in it cannot run, which was said. */
export function lossExpression(
  evaluation: Evaluation,
  network: NetworkGraph,
  fields: readonly string[],
  expr: tree.Expr,
  say: Say,
): ReadLoss | undefined {
  const reading = new LossReading(evaluation, network, fields, say);
  const expression = reading.read(expr);
  return expression && { expression, written: reading.written(expr) };
}

class LossReading {
  private readonly outputs: readonly string[];

  constructor(
    private readonly e: Evaluation,
    private readonly network: NetworkGraph,
    private readonly fields: readonly string[],
    private readonly say: Say,
  ) {
    const { outputs } = network.body;
    // Without a declared output (those of `training` parts aside) the flow's end is the output.
    const implicit = outputs.some(({ training }) => !training) ? [] : ['output'];
    this.outputs = [...implicit, ...outputs.map(({ name }) => name)];
  }

  read(expr: tree.Expr): LossExpression | undefined {
    switch (expr.kind) {
      case 'Number':
        return { kind: 'number', value: Number(expr.numerator) / Number(expr.denominator) };
      case 'Unary':
        return expr.operator === '-'
          ? this.product([{ kind: 'number', value: -1 }, this.read(expr.operand)])
          : this.refuse(expr);
      case 'Binary':
        return this.binary(expr);
      case 'Name':
        return this.name(expr);
      case 'Call': {
        const loss = lossNamed(expr.callee.text);
        if (loss) return this.call(loss, expr);
        return this.refuse(expr);
      }
      case 'Missing':
        return undefined;
      default:
        return this.refuse(expr);
    }
  }

  private refuse(expr: tree.Expr): LossExpression | undefined {
    this.say(
      'the bundled engine runs sums, differences, products and quotients of losses and numbers; it cannot run this yet',
      expr,
    );
    return undefined;
  }

  private product(factors: readonly (LossExpression | undefined)[]): LossExpression | undefined {
    const whole = factors.flatMap(factor => factor ?? []);
    return whole.length === factors.length ? { kind: 'product', factors: whole } : undefined;
  }

  private binary(expr: tree.Binary): LossExpression | undefined {
    const [left, right] = [this.read(expr.left), this.read(expr.right)];
    if (!left || !right) return undefined;
    switch (expr.operator) {
      case '+':
        return { kind: 'sum', terms: [left, right] };
      case '-':
        return { kind: 'sum', terms: [left, { kind: 'product', factors: [{ kind: 'number', value: -1 }, right] }] };
      case '*':
        return { kind: 'product', factors: [left, right] };
      case '/':
        return { kind: 'quotient', of: left, by: right };
      default:
        return this.refuse(expr);
    }
  }

  /** A loss without arguments, or a constant. */
  private name(expr: tree.Name): LossExpression | undefined {
    const loss = this.e.scope.find(expr.text) ? undefined : lossNamed(expr.text);
    if (loss) return this.call(loss, { args: [], range: expr.range });
    if (this.isNumber(expr.text)) return { kind: 'output', name: expr.text };
    if (this.outputs.includes(expr.text) || this.fields.includes(expr.text)) {
      this.say(`\`${expr.text}\` is a tensor, not a loss; a loss compares it: \`mse(${expr.text})\``, expr);
      return undefined;
    }
    const datum = evaluate(this.e, expr);
    if (datum?.kind === 'number') return { kind: 'number', value: datum.value.value };
    const named = datum?.kind === 'recipe' ? lossNamed(datum.name) : undefined;
    if (!named || !datum) return this.refuse(expr);
    const read = readCall(named.parameters, datum);
    if ('error' in read) return this.refuse(expr);
    const inputs = this.completed(named, {}, expr);
    return (
      inputs && { kind: 'loss', loss: named, args: read.args, inputs, place: { uri: this.e.uri, range: expr.range } }
    );
  }

  /** An output that is one number a sample, such as the balance of a mixture, is a loss by itself. */
  private isNumber(name: string): boolean {
    const { outputs, result } = this.network.body;
    const value = outputs.find(output => output.name === name)?.value ?? (name === 'output' ? result : undefined);
    return this.outputs.includes(name) && value?.type?.dtype === 'float' && value.type.shape.length === 0;
  }

  private call(loss: Loss, call: Pick<tree.Call, 'args' | 'range'>): LossExpression | undefined {
    if (!loss.lower) {
      this.say(`the bundled engine does not run the loss \`${loss.name}\` yet`, call);
      return undefined;
    }
    const given: { [name: string]: LossSource } = {};
    const rest: GivenArgument[] = [];
    let position = 0;
    for (const arg of call.args) {
      const place = { uri: this.e.uri, range: arg.range };
      const name = arg.name?.text;
      const input = name === undefined ? loss.inputs[position++] : loss.inputs.find(each => each.name === name);
      if (input) {
        const source = this.source(input, arg.value);
        if (!source) return undefined;
        given[input.name] = source;
      } else rest.push({ name, datum: evaluate(this.e, arg.value, wordsOf(loss, name)), place });
    }
    const recipe = new Recipe([{ name: loss.name, target: { kind: 'other' }, given: rest }]);
    const read = readCall(loss.parameters, recipe);
    if ('error' in read) {
      this.say(`${loss.name}: ${read.error}`, call);
      return undefined;
    }
    const inputs = this.completed(loss, given, call);
    return inputs && { kind: 'loss', loss, args: read.args, inputs, place: { uri: this.e.uri, range: call.range } };
  }

  private source({ name: input, role }: LossInput, expr: tree.Expr): LossSource | undefined {
    if (expr.kind === 'Name') {
      const { text } = expr;
      if (this.outputs.includes(text)) return { kind: 'output', name: text };
      const isInput = this.network.body.inputs.some(({ name }) => name === text);
      if (isInput || this.fields.includes(text)) return { kind: 'field', name: text };
      const known = [...this.outputs, ...this.network.body.inputs.map(({ name }) => name), ...this.fields];
      this.say(
        `\`${text}\` is no output or input of ${this.network.name} and no field of the data; there are ${known.join(', ')}`,
        expr,
      );
      return undefined;
    }
    const what = role === 'output' ? 'an output' : 'an output, an input or a field of the data';
    this.say(`the bundled engine takes ${what} by its name for \`${input}\`; it cannot run this yet`, expr);
    return undefined;
  }

  /** What is not given: the only output, and the data's label. */
  private completed(
    loss: Loss,
    given: { readonly [name: string]: LossSource },
    at: { readonly range: tree.Range },
  ): { readonly [name: string]: LossSource } | undefined {
    const inputs: { [name: string]: LossSource } = {};
    for (const { name, role, optional } of loss.inputs) {
      const missing = !given[name] && !optional;
      const source = missing ? (role === 'output' ? this.onlyOutput(at) : this.label(at)) : given[name];
      if (source) inputs[name] = source;
      else if (missing) return undefined;
    }
    return inputs;
  }

  private onlyOutput(at: { readonly range: tree.Range }): LossSource | undefined {
    const { outputs } = this.network.body;
    const main = outputs.filter(({ training }) => !training).map(({ name }) => name);
    const [only, ...more] = main.length > 0 ? main : ['output'];
    if (only !== undefined && more.length === 0) return { kind: 'output', name: only };
    this.say(`${this.network.name} has several outputs: name the one that is meant: ${main.join(', ')}`, at);
    return undefined;
  }

  private label(at: { readonly range: tree.Range }): LossSource | undefined {
    const name = ['label', 'target'].find(each => this.fields.includes(each)) ?? this.fields.at(-1);
    if (name !== undefined && this.fields.length > 1) return { kind: 'field', name };
    this.say('the data has no label to compare with: write `target:` and what it is', at);
    return undefined;
  }

  written(expr: tree.Expr): string {
    switch (expr.kind) {
      case 'Number':
        return expr.raw;
      case 'Name':
        return expr.text;
      case 'Unary':
        return `-${this.written(expr.operand)}`;
      case 'Binary':
        return `${this.written(expr.left)} ${expr.operator} ${this.written(expr.right)}`;
      case 'Call': {
        const args = expr.args.map(({ name, value }) => `${name ? `${name.text}: ` : ''}${this.written(value)}`);
        return expr.hasParens ? `${expr.callee.text}(${args.join(', ')})` : expr.callee.text;
      }
      default:
        return written(evaluate(this.e, expr));
    }
  }
}

const lossNamed = (name: string): Loss | undefined => declared['loss']?.get(name) as Loss | undefined;

const wordsOf = (loss: Loss, name: string | undefined): readonly string[] =>
  (name === undefined ? undefined : loss.parameters[name]?.words) ?? [];
