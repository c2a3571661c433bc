//! Functions of square matrices, with derivatives of every order.

use core::array::from_fn;

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, DimMin, OMatrix, OVector, RealField, U1};
use num_traits::Float;

use crate::DualNum;
use crate::dual_num::to_f64;
use crate::rules::power_of_two;
use crate::text::plural;

/// The smallest pivot, relative to the largest entry, by which [`determinant`] divides.
///
/// Derivative `k` of what is left behind a pivot `p` is of size `p^(1-k)`. Behind two small ones that would cost digits from the third on.
const SMALLEST_PIVOT: f64 = 1e-4;

/// The determinant, with derivatives of every order at any rank, unlike `Matrix::determinant`.
///
/// Rows and columns are brought to one size by powers of two, so that their units do not matter; beyond first derivatives the size of an entry
/// is that of its largest part. Gaussian elimination, the pivot the entry of the largest value, while it is above 1e-4 of the largest entry;
/// the determinant of the block `A` that is left without a division, by R. S. Bird, "A simple division-free algorithm for computing
/// determinants", Inf. Process. Lett. 111 (2011): with `X_ij <- sum_(l>i) (X_ll A_ij - X_il A_lj)`, from `X = A` and once less than `A` has
/// rows, it is `X_11`. The powers of two are counted apart, lest the product of the pivots overflow on the way; entries smaller by a factor of
/// 1e300 than others may be lost beside them. The value is nalgebra's where that is finite. Up to 3 x 3 the whole is nalgebra's, which divides by
/// nothing, unless a product overflows, or might underflow on the way.
///
/// That takes about `n^3 / 3` products, `n^4` at zero. The digits are those of elimination: what cancels against entries that are smaller than their
/// derivatives, all of them, is lost.
///
/// # Panics
///
/// If `a` is not square.
///
/// ```
/// use dual_numbers::{Dual, HyperDual, interop::nalgebra::determinant};
/// use nalgebra::{Matrix4, Vector4};
///
/// let diagonal = |t: Dual<f64>| Matrix4::from_diagonal(&Vector4::new(t, 2.0.into(), 3.0.into(), 4.0.into()));
/// let singular = diagonal(Dual::variable(0.0));
/// assert_eq!(determinant(&singular), 0.0);
/// assert_eq!(determinant(&singular).derivative(), 24.0);
/// assert!(singular.determinant().is_nan()); // a division by the pivot (0, 1)
///
/// let t = HyperDual::<f64>::variable(0.0);
/// assert_eq!(determinant(&Matrix4::from_diagonal_element(t + 1.0)).eps12, [[12.0]]);
/// ```
#[track_caller]
pub fn determinant<D, N>(a: &OMatrix<D, N, N>) -> D
where
    D: DualNum<Primitive: RealField> + RealField,
    N: DimMin<N, Output = N>,
    DefaultAllocator: Allocator<N, N> + Allocator<N>,
{
    assert_square(a);
    let n = a.nrows();
    // Products of three such parts are no subnormal numbers on the way; one of two is so in the result too.
    let least = Float::exp2(f64::from((1 - largest_exponent::<D>()) / 3));
    if n < 3 || n == 3 && a.iter().all(|x| D::all_sizes(x, &mut |size| size >= least || size == 0.0)) {
        let det = a.determinant();
        if D::all_finite(&det) {
            return det;
        }
    }
    let value = a.map(|x| x.value()).determinant();
    let mut a = a.clone();
    // The determinant so far is `det * 2^power`.
    let (mut det, mut power) = (D::one(), balance(&mut a));
    let smallest = a.iter().map(|&x| size(x)).fold(0.0, f64::max) * SMALLEST_PIVOT;
    for k in 0..n {
        let (row, column) =
            (k..n).flat_map(|j| (k..n).map(move |i| (i, j))).fold((k, k), |m, at| if size(a[at]) > size(a[m]) { at } else { m });
        if size(a[(row, column)]) <= smallest {
            // The powers of two go into the block: it is small where they are many.
            let each = power.max(0) / (n - k) as i32;
            let block = a.map(|x| times_power(x, each));
            return with_value(times_power(det * division_free(&block, k), power - each * (n - k) as i32), value);
        }
        a.swap_rows(row, k);
        a.swap_columns(column, k);
        if (row == k) != (column == k) {
            det = -det;
        }
        let pivot = a[(k, k)];
        det *= pivot;
        let excess = exponent(size(det));
        (det, power) = (times_power(det, -excess), power + excess);
        for i in k + 1..n {
            let factor = a[(i, k)] / pivot;
            for j in k + 1..n {
                a[(i, j)] = a[(i, j)] - factor * a[(k, j)];
            }
        }
    }
    with_value(times_power(det, power), value)
}

/// Brings rows, then columns, to the size of the largest entry, or to 1 if that is larger. The determinant was `2^answer` times what it is now.
fn balance<D: DualNum + RealField, N: Dim>(a: &mut OMatrix<D, N, N>) -> i32
where
    DefaultAllocator: Allocator<N, N>,
{
    // A small value with large derivatives is no pivot: see [`SMALLEST_PIVOT`].
    let size = |x: D| if D::ORDER > 1 { largest_part(&x) } else { size(x) };
    let goal = exponent(a.iter().map(|&x| size(x)).fold(0.0, f64::max)).min(0);
    // Derivatives that are larger than values are not to overflow.
    let most = largest_exponent::<D>() / 2;
    let (n, mut sum) = (a.nrows(), 0);
    for (by_rows, line) in [true, false].into_iter().flat_map(|by_rows| (0..n).map(move |line| (by_rows, line))) {
        let at = |k| if by_rows { (line, k) } else { (k, line) };
        let largest = (0..n).map(|k| size(a[at(k)])).fold(0.0, f64::max);
        let part = (0..n).map(|k| largest_part(&a[at(k)])).fold(0.0, f64::max);
        let power = if largest > 0.0 { (exponent(largest) - goal).max(exponent(part) - most) } else { 0 };
        (0..n).for_each(|k| a[at(k)] = times_power(a[at(k)], -power));
        sum += power;
    }
    sum
}

/// The magnitude of the value.
fn size<D: DualNum>(x: D) -> f64 {
    Float::abs(to_f64(x.value()))
}

/// The largest magnitude of a part.
fn largest_part<D: DualNum>(x: &D) -> f64 {
    let mut largest = 0.0;
    D::all_sizes(x, &mut |size| {
        largest = f64::max(largest, size);
        true
    });
    largest
}

/// The exponent of the power of two below `size`; 0 of 0, infinity and NaN.
fn exponent(size: f64) -> i32 {
    if size > 0.0 && size < f64::INFINITY {
        let (mantissa, exponent, _) = size.integer_decode();
        i32::from(exponent) + mantissa.ilog2() as i32
    } else {
        0
    }
}

fn largest_exponent<D: DualNum>() -> i32 {
    exponent(to_f64(D::Primitive::max_value()))
}

/// `x 2^power`, by factors that the primitive holds.
fn times_power<D: DualNum>(mut x: D, mut power: i32) -> D {
    let most = largest_exponent::<D>() - 1;
    while power != 0 {
        let step = power.clamp(-most, most);
        (x, power) = (x.times(Float::exp2(f64::from(step))), power - step);
    }
    x
}

/// Bird's determinant of the block from row and column `k` on.
fn division_free<D: DualNum + RealField, N: Dim>(a: &OMatrix<D, N, N>, k: usize) -> D
where
    DefaultAllocator: Allocator<N, N>,
{
    let (rows, columns) = a.shape_generic();
    let n = a.nrows();
    let mut x = a.clone();
    for _ in k + 1..n {
        x = OMatrix::from_fn_generic(rows, columns, |i, j| {
            let from = if i < k || j < k { n } else { i + 1 };
            (from..n).fold(D::zero(), |sum, l| sum + (x[(l, l)] * a[(i, j)] - x[(i, l)] * a[(l, j)]))
        });
    }
    x[(k, k)]
}

/// The derivatives of `x` beside another value, if that is finite; where `x` is infinite or NaN the value is its own, or NaN.
fn with_value<D: DualNum>(x: D, value: D::Primitive) -> D {
    // What is taken from the value is +0.0, which keeps the sign of a zero.
    if Float::is_finite(value) { D::from_value(value) - (D::from_value(x.value()) - x) } else { x }
}

/// The largest norm of a scaled matrix `X` in [`exp`]: there `|q(-X) - I| <= exp(1/2) - 1 < 1`, so that no pivot is near 0, by which higher
/// derivatives would lose digits; each squaring may double the error.
const LARGEST_NORM: f64 = 1.0;

/// The exponential, with derivatives to order 10, unlike `Matrix::exp`: the `k`-th of `exp(t B)` within 2e-14 to order 6, 7e-14 to order 8, 3e-13
/// to order 10, of `|B|^k` times the largest entry of the exponential, for `|t B|` up to 30; beyond, the error grows with the norm. That is the norm
/// in the best units of the rows: large entries on one side of the diagonal, as the shift of a screw, cost no digits.
///
/// `exp(A) = (q(-X)^-1 q(X))^(2^s)`, `X = 2^-s A`, with the Pade approximant of degree 13, `q(X) = sum c_j X^j`,
/// `c_j = c_(j-1) (14 - j) / (j (27 - j))`: N. J. Higham, "The scaling and squaring method for the matrix exponential revisited", SIAM J.
/// Matrix Anal. Appl. 26 (2005). With the sums `E` of its even and `O` of its odd terms, which take seven products,
/// `q(-X)^-1 q(X) = I + 2 (E - O)^-1 O`. nalgebra lowers the degree where the *value* of the matrix allows it, which derivatives do not.
///
/// # Panics
///
/// If `a` is not square.
///
/// ```
/// use dual_numbers::{Taylor, interop::nalgebra::exp};
/// use nalgebra::Matrix2;
///
/// // A turn by t is its own fourth derivative.
/// let turn = Matrix2::new(0.0, -1.0, 1.0, 0.0).map(|x| Taylor::<f64, 4>::variable(0.01) * x);
/// let off = |exp: Matrix2<Taylor<f64, 4>>| exp.map(|x| x.derivatives()[3] - x.re).amax();
/// assert!(off(exp(&turn)) < 1e-14 && off(turn.exp()) > 8e-9);
/// ```
#[track_caller]
pub fn exp<D, N>(a: &OMatrix<D, N, N>) -> OMatrix<D, N, N>
where
    D: DualNum<Primitive: RealField> + RealField,
    N: DimMin<N, Output = N>,
    DefaultAllocator: Allocator<N, N> + Allocator<N>,
{
    assert_square(a);
    let (norm, weights) = norm(a);
    let squarings = Float::clamp(Float::ceil(Float::log2(norm / LARGEST_NORM)), 0.0, 1024.0);
    let x = a.map(|x| x.times(Float::exp2(-squarings)));
    let (rows, columns) = a.shape_generic();
    let identity = OMatrix::<D, N, N>::identity_generic(rows, columns);
    let ratio = |j: usize| (14 - j) as f64 / (j * (27 - j)) as f64;
    let square = &x * &x;
    let mut term = square.clone();
    let terms: [_; 6] = from_fn(|k| {
        let j = 2 * k + 2;
        if k > 0 {
            term = &term * &square;
        }
        term.apply(|x| *x = x.times(ratio(j - 1) * ratio(j)));
        (j, term.clone())
    });
    // Sums from the smallest term on.
    let (mut even, mut odd) = (OMatrix::zeros_generic(rows, columns), OMatrix::zeros_generic(rows, columns));
    for (j, term) in terms.iter().rev() {
        even += term;
        odd.zip_apply(term, |sum: &mut D, x| *sum += x.times(ratio(j + 1)));
    }
    even += &identity;
    odd = x * (odd + identity.map(|x| x.times(ratio(1))));
    let (mut twice, mut denominator) = (odd.map(|x| x.times(2.0)), even - odd);
    // Pivots are compared in these units too.
    for (i, &weight) in weights.iter().enumerate() {
        let factor = power_of_two(weight).recip();
        [&mut twice, &mut denominator].into_iter().for_each(|m| m.row_mut(i).apply(|x| *x = x.times(factor)));
    }
    // Singular only where it is not finite, and neither is the numerator.
    let mut exp = denominator.lu().solve(&twice).unwrap_or(twice) + identity;
    for _ in 0..squarings as u32 {
        exp = &exp * &exp;
    }
    exp
}

/// The least of some norms `max_j sum_i w_i |a_ij| / w_j`, and its `w`. They are the 1-norm in other units of the rows: that of `w = 1`, and
/// those of what `w <- (|A|' + 1/2) w` makes of it, towards the spectral radius of `|A|` (L. Collatz, "Einschliessungssatz fuer die
/// charakteristischen Zahlen von Matrizen", Math. Z. 48 (1942)).
fn norm<D: DualNum + RealField, N: Dim>(a: &OMatrix<D, N, N>) -> (f64, OVector<f64, N>)
where
    DefaultAllocator: Allocator<N, N> + Allocator<N>,
{
    let sizes = a.map(size);
    let mut weights = OVector::<f64, N>::repeat_generic(a.shape_generic().0, U1, 1.0);
    let mut least = (f64::INFINITY, weights.clone());
    let smallest = to_f64(D::Primitive::min_positive_value());
    // It takes a round for each row of a chain.
    for _ in 0..sizes.nrows().max(16) {
        let sums = sizes.tr_mul(&weights);
        let norm = sums.iter().zip(&weights).map(|(sum, weight)| sum / weight).fold(0.0, f64::max);
        if norm < least.0 {
            least = (norm, weights.clone());
        }
        if norm <= LARGEST_NORM {
            break;
        }
        weights = sums + weights * 0.5;
        let largest = weights.amax();
        weights.apply(|weight| *weight = Float::max(*weight / largest, smallest));
    }
    least
}

#[track_caller]
pub(super) fn assert_square<D, N: Dim>(a: &OMatrix<D, N, N>)
where
    DefaultAllocator: Allocator<N, N>,
    D: nalgebra::Scalar,
{
    let (rows, columns) = a.shape();
    let nouns = (plural(rows, "row", "rows"), plural(columns, "column", "columns"));
    assert!(rows == columns, "a matrix of {rows} {} and {columns} {} is not square", nouns.0, nouns.1);
}
