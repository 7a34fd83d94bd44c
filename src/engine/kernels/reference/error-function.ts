/** The complementary error function, to nearly all digits of a double. */

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** 1 - erf(x): the series around 0 for small x, a continued fraction for large ones (Abramowitz & Stegun 7.1.6 and 7.1.14). */
export function complementaryError(x: number): number {
  const size = Math.abs(x);
  if (size < 2.5) return 1 - series(x);
  if (size > 27) return x > 0 ? 0 : 2;
  const tail = fraction(size);
  return x > 0 ? tail : 2 - tail;
}

/** erf(x) = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n + 1) / (1 3 5 ... (2n + 1)): all terms have one sign. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
}

/** exp(-x^2) / sqrt(pi) over x + (1/2) / (x + 1 / (x + (3/2) / (x + 2 / (x + ...)))). */
function fraction(x: number): number {
  let below = x;
  for (let n = 60; n > 0; n--) below = x + n / 2 / below;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * below);
}
