/** What a tool for assistants is: a question with named fields, which are checked here and described as a JSON schema. */
import type { FileSet } from '../language/files.js';
import type { Analyze } from './analyze.js';

/** The files that a tool reads, and how an assistant names them. */
export interface ToolFiles {
  readonly files: FileSet;
  readonly analyze: Analyze;
  uriOf(file: string): string;
  pathOf(uri: string): string;
}

export interface ToolField {
  readonly type: 'text' | 'whole' | 'choice' | 'expressions';
  readonly description: string;
  readonly required?: boolean;
  /** The smallest number. */
  readonly minimum?: number;
  readonly choices?: readonly string[];
}

export type ToolInput = Readonly<Record<string, unknown>>;

/** Text for a model; `error` is worded so that it can do better. */
export type ToolAnswer = { readonly text: string } | { readonly error: string };

export interface Tool {
  /** `verb_noun`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly fields: Readonly<Record<string, ToolField>>;
  answer(files: ToolFiles, input: ToolInput): ToolAnswer;
}

const isEntries = (value: unknown): value is ToolInput =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const properties: { readonly [T in ToolField['type']]: (field: ToolField) => object } = {
  text: () => ({ type: 'string' }),
  whole: ({ minimum = 0 }) => ({ type: 'integer', minimum }),
  choice: ({ choices = [] }) => ({ type: 'string', enum: choices }),
  expressions: () => ({ type: 'object', additionalProperties: { type: 'string' } }),
};

const holds: { readonly [T in ToolField['type']]: (field: ToolField, value: unknown) => boolean } = {
  text: (_, value) => typeof value === 'string',
  whole: ({ minimum = 0 }, value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= minimum,
  choice: ({ choices = [] }, value) => typeof value === 'string' && choices.includes(value),
  expressions: (_, value) => isEntries(value) && Object.values(value).every(each => typeof each === 'string'),
};

const wanted: { readonly [T in ToolField['type']]: (field: ToolField) => string } = {
  text: () => 'a text',
  whole: ({ minimum = 0 }) => `a whole number from ${String(minimum)} on`,
  choice: ({ choices = [] }) => `one of ${choices.join(', ')}`,
  expressions: () => 'an object whose values are texts',
};

/** The fields of a tool as a JSON schema. */
export function inputSchema({ fields }: Tool): object {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, field]) => [name, { ...properties[field.type](field), description: field.description }]),
    ),
    required: entries.filter(([, field]) => field.required === true).map(([name]) => name),
    additionalProperties: false,
  };
}

/** What is wrong with an input, in words that help to mend it. */
function inputError({ name, fields }: Tool, input: unknown): string | undefined {
  if (!isEntries(input)) return `${name} takes an object with the fields ${Object.keys(fields).join(', ')}`;
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(fields, key)) return `${name} has no field ${key}; it has ${Object.keys(fields).join(', ')}`;
  }
  for (const [key, field] of Object.entries(fields)) {
    const value = input[key];
    if (value === undefined) {
      if (field.required === true) return `${name} needs the field ${key}: ${wanted[field.type](field)}`;
    } else if (!holds[field.type](field, value)) return `${key} must be ${wanted[field.type](field)}`;
  }
  return undefined;
}

/** Asks a tool with an input from outside. */
export function askTool(tool: Tool, files: ToolFiles, input: unknown): ToolAnswer {
  const error = inputError(tool, input);
  return error === undefined ? tool.answer(files, input as ToolInput) : { error };
}
