/** What one number of a tensor is stored as. */

export const storedTypes = ['float32', 'float64', 'float16', 'bfloat16', 'int64', 'int32', 'bool'] as const;
export type StoredType = (typeof storedTypes)[number];

/** `float` follows the precision of the run; the others are what they say. */
export const dtypes = ['float', ...storedTypes] as const;
export type DType = (typeof dtypes)[number];

const SIZES: Readonly<Record<StoredType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  bool: 1,
};

/** Bytes of one element, in a run whose floats are stored as `float`. */
export function elementBytes(dtype: DType, float: StoredType = 'float32'): number {
  return SIZES[dtype === 'float' ? float : dtype];
}

export function isFloating(dtype: DType): boolean {
  return dtype.includes('float');
}
