//! Functions of one variable.

use crate::{Dual, DualNum, HyperDual};

/// The value and the derivative of a function of one variable: `(f, f')`.
///
/// ```
/// use dual_numbers::derivative;
/// assert_eq!(derivative(|x| x.powi(3) + 2.0 * x, 2.0), (12.0, 14.0)); // f' = 3 x^2 + 2
/// ```
///
/// Derivatives nest; an outer number enters the inner function as a constant of it:
///
/// ```
/// use dual_numbers::{Dual, derivative};
/// assert_eq!(derivative(|x| derivative(|y| y.powi(3), x).1, 2.0), (12.0, 12.0)); // 3 x^2, 6 x
/// // d/dx (x d/dy (x + y)) = 1; confusing the two perturbations would give 2.
/// let f = |x| x * derivative(|y| Dual::constant(x) + y, 1.0.into()).1;
/// assert_eq!(derivative(f, 1.0), (1.0, 1.0));
/// ```
#[inline]
pub fn derivative<T: DualNum, F>(f: F, x: T) -> (T, T)
where
    F: FnOnce(Dual<T>) -> Dual<T>,
{
    let y = f(Dual::variable(x));
    (y.re, y.derivative())
}

/// The value and the first two derivatives of a function of one variable: `(f, f', f'')`.
///
/// ```
/// use dual_numbers::second_derivative;
/// assert_eq!(second_derivative(|x| x.powi(3), 2.0), (8.0, 12.0, 12.0)); // 3 x^2, 6 x
/// ```
#[inline]
pub fn second_derivative<T: DualNum, F>(f: F, x: T) -> (T, T, T)
where
    F: FnOnce(HyperDual<T>) -> HyperDual<T>,
{
    let y = f(HyperDual::variable(x));
    let ([d1], [[d2]]) = (y.eps1, y.eps12);
    (y.re, d1, d2)
}
