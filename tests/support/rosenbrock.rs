//! The chained Rosenbrock function as a sum of terms, for the tests and the measurements.

use dual_numbers::DualNum;

/// One term, `100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2`.
#[inline]
pub fn rosenbrock_term<D: DualNum<Primitive = f64>>(_: usize, [x, next]: [D; 2]) -> D {
    (next - x * x).powi(2) * 100.0 + (D::one() - x).powi(2)
}
