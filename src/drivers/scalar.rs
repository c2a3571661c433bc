//! Functions of one variable.

use crate::{Dual, DualNum, HyperDual, Taylor};

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
/// let f = |x| x * derivative(|y| Dual::constant(x) + y, Dual::constant(1.0)).1; // x d/dy (x + y) = x
/// assert_eq!(derivative(f, 1.0), (1.0, 1.0));
/// ```
///
/// A level is a type, and the point of the inner derivative decides it: a number of the outer type (`x`, `Dual::constant(1.0)`) opens a new
/// level, and an outer number that is not made a constant of it is an error:
///
/// ```compile_fail,E0277
/// use dual_numbers::{Dual, derivative};
/// let f = |x| x * derivative(|y| x + y, Dual::constant(1.0)).1;
/// assert_eq!(derivative(f, 1.0), (1.0, 1.0));
/// ```
///
/// At a plain `1.0` both derivatives would have numbers of one type, the compiler would accept `x + y`, and the two perturbations would
/// mix; so they would at `1.0.into()`, whose type `x + y` decides:
///
/// ```
/// use dual_numbers::derivative;
/// let mixed = |x| x * derivative(|y| x + y, 1.0).1; // dx/dx + dy/dy = 2 in place of d/dy (x + y) = 1
/// assert_eq!(derivative(mixed, 1.0), (2.0, 2.0));
/// ```
#[doc(alias("first_derivative", "differentiate"))]
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

/// The value and the first three derivatives of a function of one variable: `(f, f', f'', f''')`.
///
/// ```
/// use dual_numbers::third_derivative;
/// assert_eq!(third_derivative(|x| x.powi(3) * 2.0, 1.0), (2.0, 6.0, 12.0, 12.0));
/// ```
#[inline]
pub fn third_derivative<T: DualNum, F>(f: F, x: T) -> (T, T, T, T)
where
    F: FnOnce(Taylor<T, 3>) -> Taylor<T, 3>,
{
    let (f, [d1, d2, d3]) = nth_derivative(f, x);
    (f, d1, d2, d3)
}

/// The value and the first `K` derivatives of a function of one variable: `(f, [f', f'', ..., f^(K)])`; the derivatives themselves, `k!`
/// times the Taylor coefficients.
///
/// `K` follows from the array that takes the derivatives, or is named: `nth_derivative::<5, _>(f, x)`. The coefficients are carried, and
/// lose digits to underflow where `k!` outgrows the derivatives: those of `e^x` from the 172nd on, of an `f32` from the 35th.
///
/// ```
/// use dual_numbers::nth_derivative;
/// let (f, [d1, d2, d3, d4]) = nth_derivative(|x| x.recip(), 1.0); // the k-th derivative is (-1)^k k! / x^(k+1)
/// assert_eq!((f, d1, d2, d3, d4), (1.0, -1.0, 2.0, -6.0, 24.0));
/// let (_, derivatives) = nth_derivative::<5, _>(|x| (2.0 * x).exp(), 0.0);
/// assert_eq!(derivatives, [2.0, 4.0, 8.0, 16.0, 32.0]);
/// ```
#[inline]
pub fn nth_derivative<const K: usize, T: DualNum>(f: impl FnOnce(Taylor<T, K>) -> Taylor<T, K>, x: T) -> (T, [T; K]) {
    let y = f(Taylor::variable(x));
    (y.re, y.derivatives())
}

/// The value and the first `K` Taylor coefficients of a function of one variable: `(f, [f', f''/2!, ..., f^(K)/K!])`, the derivatives
/// divided by `k!`.
///
/// So `f(x + t) = f + coefficients[0] t + ... + coefficients[K-1] t^K + ...`. `K` follows from the array that takes the coefficients, or is named:
/// `taylor::<5, _>(f, x)`.
///
/// ```
/// use dual_numbers::taylor;
/// assert_eq!(taylor(|x| 1.0 / (1.0 - x), 0.0), (1.0, [1.0, 1.0, 1.0, 1.0])); // the geometric series
/// assert_eq!(taylor::<3, _>(|x| x.powi(3), 2.0), (8.0, [12.0, 6.0, 1.0]));
/// ```
#[inline]
pub fn taylor<const K: usize, T: DualNum>(f: impl FnOnce(Taylor<T, K>) -> Taylor<T, K>, x: T) -> (T, [T; K]) {
    let y = f(Taylor::variable(x));
    (y.re, y.coefficients)
}
