//! The chained Rosenbrock function and its terms, for the tests and the measurements.

use dual_numbers::DualNum;

/// One term, `100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2`.
#[inline]
pub fn rosenbrock_term<D: DualNum<Primitive = f64>>(_: usize, [x, next]: [D; 2]) -> D {
    (next - x * x).powi(2) * 100.0 + (D::one() - x).powi(2)
}

/// The sum of the terms.
#[inline]
pub fn rosenbrock<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
    x.windows(2).enumerate().map(|(k, x)| rosenbrock_term(k, [x[0], x[1]])).sum()
}
