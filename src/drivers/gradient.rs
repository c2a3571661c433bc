//! Scalar functions of several variables.

use crate::{Dual, DualNum};

/// The value and the gradient of a scalar function of `N` variables: `(f, [df/dx_0, ..., df/dx_(N-1)])`.
///
/// ```
/// use dual_numbers::{DualNum, gradient};
///
/// fn rosenbrock<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> D {
///     (D::one() - x).powi(2) + (y - x * x).powi(2) * 100.0
/// }
/// assert_eq!(gradient(rosenbrock, [1.0, 2.0]), (100.0, [-400.0, 200.0]));
/// ```
#[inline]
pub fn gradient<T: DualNum, F, const N: usize>(f: F, x: [T; N]) -> (T, [T; N])
where
    F: FnOnce([Dual<T, N>; N]) -> Dual<T, N>,
{
    let y = f(Dual::variables(x));
    (y.re, y.eps)
}
