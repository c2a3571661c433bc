//! First derivatives of vector-valued functions.

use core::array::from_fn;

use crate::drivers::gradient::along;
use crate::{Dual, DualNum};

/// The value and the Jacobian of a function from `N` variables to `M` outputs; row `i` is the gradient of output `i`.
///
/// ```
/// use dual_numbers::jacobian;
/// let (value, j) = jacobian(|[r, t]| [r * t.cos(), r * t.sin()], [2.0, 0.0]);
/// assert_eq!(value, [2.0, 0.0]);
/// assert_eq!(j, [[1.0, 0.0], [0.0, 2.0]]);
/// ```
#[inline]
pub fn jacobian<T: DualNum, F, const N: usize, const M: usize>(f: F, x: [T; N]) -> ([T; M], [[T; N]; M])
where
    F: FnOnce([Dual<T, N>; N]) -> [Dual<T, N>; M],
{
    let y = f(Dual::variables(x));
    (from_fn(|i| y[i].re), from_fn(|i| y[i].eps))
}

/// The value and the Jacobian times the vector `v`, in one pass, without forming the Jacobian: `(f, J v)`.
///
/// ```
/// use dual_numbers::jacobian_vector_product;
/// let (value, jv) = jacobian_vector_product(|[r, t]| [r * t.cos(), r * t.sin()], [2.0, 0.0], [1.0, 3.0]);
/// assert_eq!((value, jv), ([2.0, 0.0], [1.0, 6.0]));
/// ```
#[inline]
pub fn jacobian_vector_product<T: DualNum, F, const N: usize, const M: usize>(f: F, x: [T; N], v: [T; N]) -> ([T; M], [T; M])
where
    F: FnOnce([Dual<T>; N]) -> [Dual<T>; M],
{
    let y = f(along(x, v));
    (from_fn(|i| y[i].re), from_fn(|i| y[i].derivative()))
}
