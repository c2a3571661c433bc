//! First derivatives of scalar functions of several variables.

use core::array::from_fn;

use crate::drivers::jacobian::jacobian_in_chunks;
use crate::dual::unit;
use crate::text::plural;
use crate::{Dual, DualNum};

/// The value and the gradient of a scalar function of `N` variables: `(f, [df/dx_0, ..., df/dx_(N-1)])`.
///
/// The `N` numbers of `N` derivatives live on the stack: from some 64 variables on, [`Chunked`](crate::Chunked) is faster, and a thread's
/// stack is not at risk.
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

/// The value and the gradient by `ceil(N / C)` passes with `C` directions each, the same as [`gradient`] to the last bit.
///
/// `C` follows from the number that the function takes, or is named: `gradient_in_chunks::<4, _, _>(f, x)`; 0 does not compile. Which `C` is
/// fastest has to be measured: short numbers stay in registers, but each pass evaluates the function anew. With one or two directions, up to
/// six passes are written out with seeds that the compiler knows: where it takes the function into each pass and unrolls its loops, directions
/// that are zero then cost nothing.
///
/// ```
/// use dual_numbers::gradient_in_chunks;
/// assert_eq!(gradient_in_chunks::<2, _, _>(|[x, y, z]| x * y * z, [2.0, 3.0, 5.0]), (30.0, [15.0, 10.0, 6.0]));
/// ```
#[inline]
pub fn gradient_in_chunks<const C: usize, const N: usize, T: DualNum>(
    mut f: impl FnMut([Dual<T, C>; N]) -> Dual<T, C>,
    x: [T; N],
) -> (T, [T; N]) {
    let ([value], [gradient]) = jacobian_in_chunks(|x| [f(x)], x);
    (value, gradient)
}

/// The value and one partial derivative, the other variables frozen: `(f, df/dx_i)`. One direction is seeded.
///
/// # Panics
///
/// If `i >= N`, as indexing `x[i]` does.
///
/// ```
/// use dual_numbers::{Dual, partial_derivative};
/// let f = |[x, y, z]: [Dual<f64>; 3]| x.powi(3) * y.powi(2) + 2.0 * x * y.powi(3) * z.powi(5);
/// let (_, df_dy) = partial_derivative(f, [1.0, 2.0, 1.0], 1); // 2 x^3 y + 6 x y^2 z^5
/// assert_eq!(df_dy, 28.0);
/// ```
#[inline]
#[track_caller]
pub fn partial_derivative<T: DualNum, F, const N: usize>(f: F, x: [T; N], i: usize) -> (T, T)
where
    F: FnOnce([Dual<T>; N]) -> Dual<T>,
{
    directional_derivative(f, x, unit_vector(i))
}

/// The value and the derivative along `v`, not normalised: `(f, grad f . v)`.
///
/// ```
/// use dual_numbers::directional_derivative;
/// let (f, slope) = directional_derivative(|[x, y]| x * x / 2.0 + y * y, [-2.0, 1.0], [-2.0, 2.0]);
/// assert_eq!((f, slope), (3.0, 8.0)); // v is the gradient (x, 2 y): the slope is its length squared
/// ```
#[inline]
pub fn directional_derivative<T: DualNum, F, const N: usize>(f: F, x: [T; N], v: [T; N]) -> (T, T)
where
    F: FnOnce([Dual<T>; N]) -> Dual<T>,
{
    let y = f(along(x, v));
    (y.re, y.derivative())
}

/// The variables `x`, seeded with the one direction `v`.
#[inline(always)]
pub(crate) fn along<T: DualNum, const N: usize>(x: [T; N], v: [T; N]) -> [Dual<T>; N] {
    from_fn(|k| Dual::new(x[k], [v[k]]))
}

/// The direction of variable `i` of `N`.
///
/// # Panics
///
/// If `i >= N`.
#[inline(always)]
#[track_caller]
pub(crate) fn unit_vector<T: DualNum, const N: usize>(i: usize) -> [T; N] {
    assert!(i < N, "index out of bounds: the function has {N} {} but the index is {i}", plural(N, "variable", "variables"));
    unit(i)
}
