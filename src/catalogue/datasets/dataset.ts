/** What a data set declares: its fields as far as they are known before anything is read, its licence, its source. */
import type { Dim } from '../../shape/dim.js';
import type { ParameterTable, ValuesOf } from '../parameter.js';

export * from '../parameter.js';

export interface Field {
  readonly name: string;
  /** Shape of one sample; undefined until the files are read. */
  readonly shape: readonly Dim[] | undefined;
  /** Undefined until the files are read. */
  readonly dtype: 'float' | 'int64' | undefined;
  /** Number of classes of a label, where it is known. */
  readonly classes?: number;
}

export interface DataFacts {
  /** The features first, then the label. Fields match the network's inputs by name; `features` any only input. */
  readonly fields: readonly Field[];
  /** There may be fields of further names: they are known once the files are read. */
  readonly open?: boolean;
  /** Samples in training and held back, where known. */
  readonly samples?: { readonly train: number; readonly validation: number };
}

/** What only documentation asks for: a bundle may load it on demand (`catalogue/details.ts`). */
export interface DataSetDetails {
  readonly summary: string;
  /** Where it comes from and under which licence. */
  readonly source: string;
  readonly licence: string;
  readonly example: string;
}

export interface DataSet<P extends ParameterTable = ParameterTable, A = ValuesOf<ParameterTable>> {
  readonly name: string;
  readonly parameters: P;
  /** `bundled`: ships with the extension or is made by it; `files`: read from the given paths. */
  readonly kind: 'bundled' | 'files';
  facts(args: A): DataFacts;
}

export type WholeDataSet = DataSet & DataSetDetails;

export function defineDataSet<P extends ParameterTable>(
  dataSet: DataSet<P, ValuesOf<P>> & DataSetDetails,
): WholeDataSet {
  return dataSet;
}
