//! Second derivatives of scalar functions of several variables.

use core::array::from_fn;

use crate::drivers::gradient::unit_vector;
use crate::dual::unit;
use crate::{DualNum, HyperDual};

/// Width of the blocks in which [`hessian`] sweeps the upper triangle: one for all numbers of variables, chosen by measurement.
const B: usize = 4;

/// The number that the function of [`hessian`] receives, `HyperDual<T, 4, 4>`: it carries one block of the Hessian.
///
/// ```
/// use dual_numbers::{HessianBlock, hessian};
/// let f = |[x, y]: [HessianBlock; 2]| x * y; // bound to a name, a closure needs the type
/// assert_eq!(hessian(f, [2.0, 3.0]), (6.0, [3.0, 2.0], [[0.0, 1.0], [1.0, 0.0]]));
/// ```
pub type HessianBlock<T = f64> = HyperDual<T, B, B>;

/// The value, the gradient and the Hessian of a scalar function: `(f, [df/dx_i], [[d2f/dx_i dx_j]])`, exactly symmetric.
///
/// By blocks of 4 x 4. Of two or three variables `hessian_in_blocks::<2, _, _>` or `::<3, _, _>` leaves no direction idle: see
/// [`hessian_in_blocks`].
///
/// ```
/// use dual_numbers::hessian;
/// let (f, g, h) = hessian(|[x, y]| x.powi(3) * y, [2.0, 5.0]);
/// assert_eq!((f, g), (40.0, [60.0, 8.0]));
/// assert_eq!(h, [[60.0, 12.0], [12.0, 0.0]]); // 6 x y, 3 x^2, 0
/// ```
#[inline]
pub fn hessian<T: DualNum, F, const N: usize>(f: F, x: [T; N]) -> (T, [T; N], [[T; N]; N])
where
    F: FnMut([HessianBlock<T>; N]) -> HessianBlock<T>,
{
    hessian_in_blocks(f, x)
}

/// The value, the gradient and the Hessian by blocks of `B x B`, the same as [`hessian`] to the last bit.
///
/// `B` follows from the number that the function takes, or is named: `hessian_in_blocks::<2, _, _>(f, x)`; 0 does not compile. Two or three variables
/// in one block of their own number save the idle directions of [`hessian`]'s.
///
/// The function is called once for each block that the upper triangle needs: `k (k + 1) / 2` times with `k = ceil(N / B)`. For an even
/// `B` and `N > B`, one call less where `N % B` is from 1 to `B / 2`: `N = 3/2 B` takes two calls.
///
/// ```
/// use dual_numbers::hessian_in_blocks;
/// let (_, _, h) = hessian_in_blocks::<2, _, _>(|[x, y]| x.powi(3) * y, [2.0, 5.0]);
/// assert_eq!(h, [[60.0, 12.0], [12.0, 0.0]]);
/// ```
#[inline]
pub fn hessian_in_blocks<const B: usize, const N: usize, T: DualNum>(
    mut f: impl FnMut([HyperDual<T, B, B>; N]) -> HyperDual<T, B, B>,
    x: [T; N],
) -> (T, [T; N], [[T; N]; N]) {
    const { assert!(B > 0, "a block needs at least one row and one column") }
    let mut value = T::zero();
    let mut gradient = [T::zero(); N];
    let mut hessian = [[T::zero(); N]; N];
    // Of an odd number of half blocks the last three, a, b and c, take two blocks: their pairs are all in ab x bc and ca x ca.
    let odd = B.is_multiple_of(2) && N > B && (1..=B / 2).contains(&(N % B));
    // Without variables there is still a value.
    for row in (0..N.max(1)).step_by(B) {
        let last = odd && N - row < 2 * B;
        for column in (row..N.max(1)).step_by(B) {
            let (rows, columns) = match last {
                false => (Directions::consecutive(row), Directions::consecutive(column)),
                true if row == column => (Directions::consecutive(row), Directions::consecutive(row + B / 2)),
                true => (Directions([column, row]), Directions([column, row])),
            };
            let y = f(from_fn(|k| HyperDual::from_directions(x[k], rows.seed(k), columns.seed(k))));
            value = y.re;
            scatter(&y.with_positive_zeros(), [&rows, &columns], &mut gradient, &mut hessian);
        }
        if last {
            break;
        }
    }
    (value, gradient, hessian)
}

/// Takes a block's derivatives to their places in the gradient and, with the mirrored ones, in the Hessian.
#[inline(always)]
fn scatter<T: DualNum, const B: usize, const N: usize>(
    y: &HyperDual<T, B, B>,
    [rows, columns]: [&Directions<B>; 2],
    gradient: &mut [T; N],
    hessian: &mut [[T; N]; N],
) {
    for (row, entries) in y.eps12.iter().enumerate() {
        let i = rows.variable(row);
        if i < N {
            gradient[i] = y.eps1[row];
            for (column, &entry) in entries.iter().enumerate() {
                let j = columns.variable(column);
                if i <= j && j < N {
                    (hessian[i][j], hessian[j][i]) = (entry, entry);
                }
            }
        }
    }
}

/// The variables of a block's `B` directions: half of them from one variable on, the rest from another. Those from `N` on do not exist.
struct Directions<const B: usize>([usize; 2]);

impl<const B: usize> Directions<B> {
    const HALF: usize = B.div_ceil(2);

    #[inline(always)]
    fn consecutive(first: usize) -> Self {
        Self([first, first + Self::HALF])
    }

    #[inline(always)]
    fn variable(&self, direction: usize) -> usize {
        self.0[direction / Self::HALF] + direction % Self::HALF
    }

    /// The derivatives of variable number `k`.
    #[inline(always)]
    fn seed<T: DualNum>(&self, k: usize) -> [T; B] {
        from_fn(|direction| if self.variable(direction) == k { T::one() } else { T::zero() })
    }
}

/// The value, the gradient, and the Hessian times the vector `v`, in one pass, without forming the Hessian: `(f, grad f, H v)`.
///
/// ```
/// use dual_numbers::hessian_vector_product;
/// let (f, g, hv) = hessian_vector_product(|[x, y]| x.powi(3) * y, [2.0, 5.0], [1.0, 1.0]);
/// assert_eq!((f, g, hv), (40.0, [60.0, 8.0], [72.0, 12.0]));
/// ```
#[doc(alias("hvp"))]
#[inline]
pub fn hessian_vector_product<T: DualNum, F, const N: usize>(f: F, x: [T; N], v: [T; N]) -> (T, [T; N], [T; N])
where
    F: FnOnce([HyperDual<T, 1, N>; N]) -> HyperDual<T, 1, N>,
{
    let y = f(from_fn(|k| HyperDual::from_directions(x[k], [v[k]], unit(k)))).with_positive_zeros();
    let [hv] = y.eps12;
    (y.re, y.eps2, hv)
}

/// The value and the second derivative along two directions, `(f, v' H w)`, without forming the Hessian: its quadratic form for `w = v`, its
/// bilinear form otherwise.
///
/// ```
/// use dual_numbers::hessian_quadratic_form;
/// let (f, vhw) = hessian_quadratic_form(|[x, y]| x.powi(3) * y, [2.0, 5.0], [1.0, 0.0], [1.0, 1.0]);
/// assert_eq!((f, vhw), (40.0, 72.0));
/// ```
#[inline]
pub fn hessian_quadratic_form<T: DualNum, F, const N: usize>(f: F, x: [T; N], v: [T; N], w: [T; N]) -> (T, T)
where
    F: FnOnce([HyperDual<T>; N]) -> HyperDual<T>,
{
    let y = f(along_both(x, v, w));
    (y.re, y.eps12[0][0])
}

/// The value, two partial derivatives and the mixed second one: `(f, df/dx_i, df/dx_j, d2f/dx_i dx_j)`.
///
/// # Panics
///
/// If `i >= N` or `j >= N`, as indexing `x[i]` does.
///
/// ```
/// use dual_numbers::second_partial_derivative;
/// assert_eq!(second_partial_derivative(|[x, y]| x.powi(3) * y, [2.0, 5.0], 0, 1), (40.0, 60.0, 8.0, 12.0));
/// ```
#[inline]
#[track_caller]
pub fn second_partial_derivative<T: DualNum, F, const N: usize>(f: F, x: [T; N], i: usize, j: usize) -> (T, T, T, T)
where
    F: FnOnce([HyperDual<T>; N]) -> HyperDual<T>,
{
    let y = f(along_both(x, unit_vector(i), unit_vector(j)));
    (y.re, y.eps1[0], y.eps2[0], y.eps12[0][0])
}

/// The variables `x`, seeded with direction `v` in `eps1` and `w` in `eps2`.
#[inline(always)]
pub(crate) fn along_both<T: DualNum, const N: usize>(x: [T; N], v: [T; N], w: [T; N]) -> [HyperDual<T>; N] {
    from_fn(|k| HyperDual::from_directions(x[k], [v[k]], [w[k]]))
}
