//! Vector calculus: divergence, curl, Laplacian.

use crate::drivers::gradient::along;
use crate::drivers::hessian::along_both;
use crate::dual::unit;
use crate::{Dual, DualNum, HyperDual, jacobian};

/// The divergence of a vector field, `sum df_i/dx_i`.
///
/// ```
/// use dual_numbers::divergence;
/// assert_eq!(divergence(|[x, y]| [x * x * y, y.powi(3)], [2.0, 1.0]), 7.0); // 2 x y + 3 y^2
/// ```
#[inline]
pub fn divergence<T: DualNum, F, const N: usize>(mut f: F, x: [T; N]) -> T
where
    F: FnMut([Dual<T>; N]) -> [Dual<T>; N],
{
    (0..N).map(|i| f(along(x, unit(i)))[i].derivative()).sum()
}

/// The curl of a vector field in space, `(df_2/dx_1 - df_1/dx_2, df_0/dx_2 - df_2/dx_0, df_1/dx_0 - df_0/dx_1)`.
///
/// ```
/// use dual_numbers::curl;
/// assert_eq!(curl(|[x, y, z]| [-y, x, z * x], [1.0, 2.0, 3.0]), [0.0, -3.0, 2.0]);
/// ```
#[inline]
pub fn curl<T: DualNum, F>(f: F, x: [T; 3]) -> [T; 3]
where
    F: FnOnce([Dual<T, 3>; 3]) -> [Dual<T, 3>; 3],
{
    let (_, j) = jacobian(f, x);
    [j[2][1] - j[1][2], j[0][2] - j[2][0], j[1][0] - j[0][1]]
}

/// The value and the Laplacian of a scalar function, `(f, sum d2f/dx_i^2)`.
///
/// ```
/// use dual_numbers::laplacian;
/// assert_eq!(laplacian(|[x, y]| x.powi(3) + x * y * y, [2.0, 1.0]), (10.0, 16.0)); // 6 x + 2 x
/// ```
#[inline]
pub fn laplacian<T: DualNum, F, const N: usize>(mut f: F, x: [T; N]) -> (T, T)
where
    F: FnMut([HyperDual<T>; N]) -> HyperDual<T>,
{
    let (mut value, mut sum) = (T::zero(), T::zero());
    // Without variables there is still a value.
    for i in 0..N.max(1) {
        let y = f(along_both(x, unit(i), unit(i)));
        value = y.re;
        sum += y.eps12[0][0];
    }
    (value, sum)
}
