//! First derivatives of vector-valued functions.

use core::array::from_fn;

use crate::drivers::gradient::along;
use crate::{Dual, DualNum};

/// The value and the Jacobian of a function from `N` variables to `M` outputs; row `i` is the gradient of output `i`.
///
/// Its numbers live on the stack: see [`gradient`](crate::gradient).
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

/// The value and the Jacobian by `ceil(N / C)` passes with `C` directions each, the same as [`jacobian`] to the last bit.
///
/// `C` follows from the number that the function takes, or is named: `jacobian_in_chunks::<4, _, _, _>(f, x)`; 0 does not compile.
///
/// ```
/// use dual_numbers::jacobian_in_chunks;
/// let (value, j) = jacobian_in_chunks::<2, _, _, _>(|[x, y, z]| [x * y, y * z], [2.0, 3.0, 5.0]);
/// assert_eq!(value, [6.0, 15.0]);
/// assert_eq!(j, [[3.0, 2.0, 0.0], [0.0, 5.0, 3.0]]);
/// ```
#[inline]
pub fn jacobian_in_chunks<const C: usize, const N: usize, const M: usize, T: DualNum>(
    mut f: impl FnMut([Dual<T, C>; N]) -> [Dual<T, C>; M],
    x: [T; N],
) -> ([T; M], [[T; N]; M]) {
    const { assert!(C > 0, "a chunk needs at least one direction") }
    let mut out = ([T::zero(); M], [[T::zero(); N]; M]);
    // Without variables there is still a value.
    let end = N.max(1);
    // Written out, a pass has a seed that the compiler knows. Loops over a few short numbers it unrolls, and there a direction that is zero
    // costs nothing, since it stays zero whatever the slope. For wider or more passes it is better that `f` is compiled once.
    macro_rules! written_out {
        ($($k:literal)*) => { $(if $k * C < end { one_pass($k * C, &mut f, &x, &mut out) })* };
    }
    if C <= 2 && end <= 6 * C {
        written_out!(0 1 2 3 4 5);
    } else {
        for first in (0..end).step_by(C) {
            one_pass(first, &mut f, &x, &mut out);
        }
    }
    out
}

/// One pass of [`jacobian_in_chunks`], from variable `first` on.
#[inline(always)]
fn one_pass<const C: usize, const N: usize, const M: usize, T: DualNum>(
    first: usize,
    f: &mut impl FnMut([Dual<T, C>; N]) -> [Dual<T, C>; M],
    x: &[T; N],
    (values, jacobian): &mut ([T; M], [[T; N]; M]),
) {
    let y = f(from_fn(|k| Dual::seeded(x[k], k, first)));
    for (i, y) in y.iter().enumerate() {
        values[i] = y.re;
        for (entry, &partial) in jacobian[i].iter_mut().skip(first).zip(&y.eps) {
            *entry = partial;
        }
    }
}

/// The value and the Jacobian times the vector `v`, in one pass, without forming the Jacobian: `(f, J v)`.
///
/// ```
/// use dual_numbers::jacobian_vector_product;
/// let (value, jv) = jacobian_vector_product(|[r, t]| [r * t.cos(), r * t.sin()], [2.0, 0.0], [1.0, 3.0]);
/// assert_eq!((value, jv), ([2.0, 0.0], [1.0, 6.0]));
/// ```
#[doc(alias("jvp", "pushforward"))]
#[inline]
pub fn jacobian_vector_product<T: DualNum, F, const N: usize, const M: usize>(f: F, x: [T; N], v: [T; N]) -> ([T; M], [T; M])
where
    F: FnOnce([Dual<T>; N]) -> [Dual<T>; M],
{
    let y = f(along(x, v));
    (from_fn(|i| y[i].re), from_fn(|i| y[i].derivative()))
}
