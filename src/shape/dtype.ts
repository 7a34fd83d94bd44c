/** What one number of a tensor is stored as. */

export const dtypes = ['float32', 'float64', 'float16', 'bfloat16', 'int64', 'int32', 'bool'] as const;
export type DType = (typeof dtypes)[number];

const SIZES: Readonly<Record<DType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  bool: 1,
};

/** Bytes of one element. */
export function elementBytes(dtype: DType): number {
  return SIZES[dtype];
}

export function isFloating(dtype: DType): boolean {
  return dtype.includes('float');
}
