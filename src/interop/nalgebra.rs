//! Vectors and matrices of `nalgebra`: drivers that take and return them, and matrices of numbers taken apart.
//!
//! Every number type is a `RealField`: a generic function of `nalgebra` runs on it as it stands. A matrix of constants enters with
//! nalgebra's own `cast`; a matrix of numbers gives its values and partial derivatives back with [`MatrixParts::parts`].
//!
//! ```
//! use dual_numbers::{Dual, interop::nalgebra::MatrixParts};
//! use nalgebra::{Matrix2, Vector2};
//!
//! type D = Dual<f64, 2>;
//! let a = Matrix2::new(1.0, 2.0, 3.0, 4.0);
//! let x = Vector2::from(D::variables([5.0, 6.0]));
//! let y = a.cast::<D>() * x;
//! assert_eq!(y.parts().re, Vector2::new(17.0, 39.0));
//! assert_eq!(y.parts().eps, [Vector2::new(1.0, 3.0), Vector2::new(2.0, 4.0)]); // the columns of a
//! ```
//!
//! # Drivers
//!
//! [`gradient`] and [`jacobian`] sweep all directions of an `SVector` at once, [`hessian`] in the blocks of [`HessianBlock`]. Those named
//! `_by_blocks` take a `DVector` too, [`gradient_by_blocks`] also a matrix, and call the function once for each block of directions.
//! [`directional_derivative`] and [`jacobian_vector_product`] take any shape and call it once. `implicit_derivative_by_blocks`, with `std`,
//! differentiates a root of any number of equations with respect to their parameters.
//!
//! # Generic code
//!
//! A function for nalgebra's numbers alone is bounded by `RealField`; its constants enter by `nalgebra::convert`. One that wants literals
//! too has both bounds, and names the trait of a function that `Float` and `ComplexField` both have:
//!
//! ```
//! use dual_numbers::DualNum;
//! use dual_numbers::interop::nalgebra::gradient;
//! use dual_numbers::num_traits::Float;
//! use nalgebra::{RealField, Vector2};
//!
//! fn energy<T: RealField + Copy>(q: Vector2<T>) -> T {
//!     q.norm_squared() * nalgebra::convert::<f64, T>(0.5) - q.x.cos()
//! }
//! fn forced<T: DualNum<Primitive = f64> + RealField>(q: Vector2<T>) -> T {
//!     energy(q) + Float::sin(q.y) * 0.5
//! }
//! assert_eq!(gradient(energy, &Vector2::new(0.0, 2.0)), (1.0, Vector2::new(0.0, 2.0)));
//! assert_eq!(gradient(forced, &Vector2::new(0.0, 0.0)), (-1.0, Vector2::new(0.0, 0.5)));
//! ```
//!
//! `nalgebra::try_convert` from a number to its parts' type, as `Dual<f64>` to `f64`, always succeeds, and the derivatives are gone.
//!
//! # Decompositions
//!
//! nalgebra's own run on every number type. Of a regular matrix LU, determinant, inverse, `solve`, Cholesky, QR, Hessenberg and bidiagonal
//! form, and `pow` carry derivatives of every order to rounding. `exp` chooses its approximant by the *value*: of a turn by 0.0149 its
//! second derivative is off by 3e-13, the third by 1e-10, the fourth by 3e-8; [`exp`] of ours has every one.
//!
//! Where a value is zero and a derivative is not:
//!
//! - `try_inverse`, `solve` and `cholesky` guard the division by `is_zero`, which looks at every part: they divide, and return infinities
//!   and NaN in place of `None`;
//! - so do `lu`, and from 4 x 4 on `determinant`, whose pivot is zero: they are NaN in their values. [`determinant`] has the derivatives at any rank;
//! - a column that is zero in all its values, from the diagonal on for QR and the bidiagonal form (there also a row, behind the diagonal),
//!   below it for the Hessenberg and the tridiagonal form, has no differentiable reflection: the norm has a kink there. nalgebra skips it,
//!   as on `f64`, and drops its derivatives;
//! - a matrix that is zero in all its values is divided by its largest entry: `symmetric_eigen`, `svd`, `schur`, `eigenvalues`, and what
//!   calls them, as `rank` and `pseudo_inverse`, return NaN or never return. With a bound on the iterations `try_symmetric_eigen`,
//!   `try_svd_unordered` and `try_schur` always end.
//!
//! `symmetric_eigen`, `svd`, `schur` and `eigenvalues` iterate until *values* converge, and so:
//!
//! - each order of derivative loses about four digits (`tests/interop_nalgebra/numbers.rs` has the bounds that are held);
//! - an off-diagonal entry that is zero in its value is dropped with its derivative. For a matrix that is diagonal or has fallen apart into
//!   blocks, in its values but not in its derivatives, the derivatives of eigenvectors, singular vectors and the Schur form are wrong there
//!   without a warning, and so are second derivatives of eigenvalues and singular values; of repeated ones, which have one-sided
//!   derivatives alone, the first ones too (their sum is right). [`symmetric_eigen`] is right in the first case and returns an error in the
//!   second. Singular values are right as the roots of the eigenvalues that it finds for `A'A`, with half of the digits of those that are
//!   small.
//!
//! # Rotations
//!
//! Many of nalgebra's ask whether the *value* of an angle is zero and return a constant there: without a warning, a joint at angle 0 has
//! derivative 0.
//!
//! ```
//! use dual_numbers::{Dual, interop::nalgebra::{derivative, rotation_from_scaled_axis}};
//! use nalgebra::{Rotation3, Vector3};
//!
//! let x = Vector3::<Dual<f64>>::x(); // turned about z it moves along y
//! assert_eq!(derivative(|q| Rotation3::from_axis_angle(&Vector3::z_axis(), q) * x, 0.0).1, Vector3::zeros()); // wrong
//! assert_eq!(derivative(|q| rotation_from_scaled_axis(Vector3::z() * q) * x, 0.0).1, Vector3::y());
//! ```
//!
//! | wrong at angle 0 | in place of it |
//! |---|---|
//! | `from_scaled_axis(w)`, `new(w)` of `Rotation3`; `from_scaled_axis`, `new_rotation`, `new_rotation_wrt_point` of `Matrix4` | [`rotation_from_scaled_axis`], `.to_homogeneous()` |
//! | `from_axis_angle` of `Rotation3`, `Matrix4` | [`rotation_from_scaled_axis`] of `axis * angle` |
//! | `from_scaled_axis(w)`, `new(w)` of `UnitQuaternion`; `exp` of a quaternion; their `_eps` forms | [`quaternion_from_scaled_axis`] |
//! | `new`, `rotation` of `Isometry3`; `new` of `IsometryMatrix3`, `Similarity3` | `from_parts`, with [`quaternion_from_scaled_axis`] or [`rotation_from_scaled_axis`] |
//! | `scaled_axis`, `ln` | [`scaled_axis`], after `UnitQuaternion::from_rotation_matrix` of a matrix |
//! | `powf(n)` of a rotation; `slerp`, `try_slerp`, also as a part of `lerp_slerp`, `try_lerp_slerp`, `sclerp` | [`quaternion_from_scaled_axis`] of `scaled_axis(&q) * n`; `p` times that of `scaled_axis(&(p.inverse() * q)) * t` |
//! | `rotation_between(a, b)` of parallel vectors in space, `scaled_rotation_between`, `rotation_between_axis` | `UnitQuaternion::from_quaternion` of `1 + a'b` and `a x b`, for unit `a`, `b` |
//! | `slerp` of parallel vectors, `mean_of` quaternions that coincide | `lerp`, normalised; `nlerp` of two |
//! | `from_matrix`, `from_matrix_eps` of `Rotation3`, `UnitQuaternion` | [`rotation_from_matrix`], `from_rotation_matrix` of it |
//! | the same of `Rotation2`, `UnitComplex` | `new` of `(m_21 - m_12).atan2(m_11 + m_22)` |
//! | `sinh`, `cosh`, `tanh` of a real quaternion, which stand on its `exp` | the same of `e^w` times [`quaternion_from_scaled_axis`] of `v * 2`, which is `exp(w + v)` |
//! | `sin`, `cos`, `tan` of a real quaternion, in second derivatives: NaN; `powf`, `sqrt`, `asin`, `acos`, `asinh` in first ones | nothing here |
//!
//! `from_matrix` is wrong elsewhere too: it iterates until the *value* has converged, and where it passed a turn of about pi on its way, first
//! and above all second derivatives may have no right digit.
//!
//! Right at 0: angles of `Rotation2` and `UnitComplex`, Euler angles, `UnitQuaternion::from_axis_angle`, `nlerp`, `face_towards`, products,
//! a quaternion as a matrix and back, [`exp`] of `w.cross_matrix()`.
//!
//! Near 0, what divides by an angle loses digits, more at each order: of `Rotation3::new(w)` at `|w| = 1e-6` the second derivatives have
//! three digits left and the third none. Within 1e-8 of it `slerp`, `rotation_between` and `powf` of a `Rotation3` still have derivative 0,
//! and `Rotation3::scaled_axis` infinities and NaN. Ours of rotation vectors have there what they have elsewhere, up to third
//! derivatives within 6 epsilons of the largest entry, 70 for the logarithm (angles to 10); at 0 they end with order 28.

use core::ops::Mul;

use nalgebra::allocator::Allocator;
use nalgebra::{
    DefaultAllocator, Dim, DimName, DualQuaternion, Matrix, OMatrix, OPoint, OVector, Quaternion, RawStorage, RealField, SMatrix, SVector,
    Scalar, Storage,
};

use super::Parts;
pub use super::eigen::{RepeatedEigenvalue, symmetric_eigen};
#[cfg(feature = "std")]
pub use super::implicit::implicit_derivative_by_blocks;
pub use super::matrix::{determinant, exp};
pub use super::rotation::{quaternion_from_scaled_axis, rotation_from_matrix, rotation_from_scaled_axis, scaled_axis};
#[cfg(feature = "std")]
use crate::ChunkedHessian;
#[cfg(feature = "std")]
use crate::sparse::Tracer;
use crate::{Dual, DualNum, HessianBlock, HyperDual, Taylor};

/// Width of the blocks in which [`gradient_by_blocks`] and [`jacobian_by_blocks`] sweep the directions.
const B: usize = 8;

/// The number that the function of [`gradient_by_blocks`] and [`jacobian_by_blocks`] receives, `Dual<T, 8>`: it carries one block of directions.
///
/// ```
/// use dual_numbers::interop::nalgebra::{Block, gradient_by_blocks};
/// use nalgebra::{DVector, dvector};
/// let f = |x: DVector<Block>| x[0] * x[1]; // bound to a name, a closure needs the type
/// assert_eq!(gradient_by_blocks(f, &dvector![2.0, 3.0]), (6.0, dvector![3.0, 2.0]));
/// ```
pub type Block<T = f64> = Dual<T, B>;

// ------------------------------------------------------------------------------------------------------------- parts

/// A matrix of numbers, taken apart.
pub trait MatrixParts<R, C> {
    /// One number of the matrix.
    type Number: Parts;
    /// A matrix of one part of each number.
    type Matrix;

    /// The matrix of values and the matrices of partial derivatives, in the fields that one number has.
    ///
    /// ```
    /// use dual_numbers::{Dual, interop::nalgebra::MatrixParts};
    /// use nalgebra::{Matrix2, Rotation2, Vector2};
    ///
    /// let rotation = Rotation2::new(Dual::variable(0.0)).into_inner();
    /// let parts = rotation.parts();
    /// assert_eq!(parts.re, Matrix2::identity());
    /// assert_eq!(parts.derivative(), Matrix2::new(0.0, -1.0, 1.0, 0.0));
    /// ```
    fn parts(&self) -> <Self::Number as Parts>::Of<Self::Matrix>;
}

impl<D, R: Dim, C: Dim, S: RawStorage<D, R, C>> MatrixParts<R, C> for Matrix<D, R, C, S>
where
    D: Parts<Part: Scalar> + Scalar,
    DefaultAllocator: Allocator<R, C>,
{
    type Number = D;
    type Matrix = OMatrix<D::Part, R, C>;

    fn parts(&self) -> D::Of<Self::Matrix> {
        D::each_part(|part| self.map(|number| part(&number)))
    }
}

// ----------------------------------------------------------------------------------------------------- one direction

/// The value and the derivative of a matrix-valued function of one variable: `(F, F')`.
///
/// Higher ones are those of a [`Taylor`]: `f(Taylor::<f64, 2>::variable(t)).map(|x| x.derivatives()[1])` is the acceleration.
///
/// ```
/// use dual_numbers::interop::nalgebra::derivative;
/// use nalgebra::Vector2;
/// let (position, velocity) = derivative(|t| Vector2::new(t * t, t * 3.0), 2.0);
/// assert_eq!((position, velocity), (Vector2::new(4.0, 6.0), Vector2::new(4.0, 3.0)));
/// ```
pub fn derivative<T: DualNum, R: Dim, C: Dim>(
    f: impl FnOnce(Dual<T>) -> OMatrix<Dual<T>, R, C>,
    x: T,
) -> (OMatrix<T, R, C>, OMatrix<T, R, C>)
where
    DefaultAllocator: Allocator<R, C>,
{
    let Dual { re, eps: [slope] } = f(Dual::variable(x)).parts();
    (re, slope)
}

/// The value of a scalar function of a vector or matrix, and its derivative along `v`, not normalised: `(f, Df[v])`.
///
/// # Panics
///
/// If `x` and `v` have different shapes.
///
/// ```
/// use dual_numbers::interop::nalgebra::directional_derivative;
/// use nalgebra::Matrix2;
/// let a = Matrix2::new(1.0, 2.0, 3.0, 4.0);
/// let (det, slope) = directional_derivative(|a: Matrix2<_>| a.determinant(), &a, &Matrix2::identity());
/// assert_eq!((det, slope), (-2.0, 5.0)); // det(a) tr(a^-1 v)
/// ```
#[track_caller]
pub fn directional_derivative<T: DualNum, R: Dim, C: Dim>(
    f: impl FnOnce(OMatrix<Dual<T>, R, C>) -> Dual<T>,
    x: &OMatrix<T, R, C>,
    v: &OMatrix<T, R, C>,
) -> (T, T)
where
    DefaultAllocator: Allocator<R, C>,
{
    let y = f(along(x, v));
    (y.re, y.derivative())
}

/// The value of a function from vectors or matrices to vectors or matrices, and its derivative along `v`: `(F, DF[v])`.
///
/// For a function of a matrix this is the Frechet derivative.
///
/// # Panics
///
/// If `x` and `v` have different shapes.
///
/// ```
/// use dual_numbers::interop::nalgebra::jacobian_vector_product;
/// use nalgebra::Matrix2;
/// let (a, v) = (Matrix2::new(1.0, 2.0, 3.0, 4.0), Matrix2::new(0.0, 1.0, 0.0, 0.0));
/// let (square, slope) = jacobian_vector_product(|a: Matrix2<_>| a * a, &a, &v);
/// assert_eq!((square, slope), (a * a, a * v + v * a));
/// ```
#[track_caller]
pub fn jacobian_vector_product<T: DualNum, R: Dim, C: Dim, P: Dim, Q: Dim>(
    f: impl FnOnce(OMatrix<Dual<T>, R, C>) -> OMatrix<Dual<T>, P, Q>,
    x: &OMatrix<T, R, C>,
    v: &OMatrix<T, R, C>,
) -> (OMatrix<T, P, Q>, OMatrix<T, P, Q>)
where
    DefaultAllocator: Allocator<R, C> + Allocator<P, Q>,
{
    let Dual { re, eps: [slope] } = f(along(x, v)).parts();
    (re, slope)
}

#[track_caller]
fn along<T: DualNum, R: Dim, C: Dim>(x: &OMatrix<T, R, C>, v: &OMatrix<T, R, C>) -> OMatrix<Dual<T>, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    assert!(x.shape() == v.shape(), "the point has the shape {:?}, the direction {:?}", x.shape(), v.shape());
    x.zip_map(v, |x, v| Dual::new(x, [v]))
}

// ------------------------------------------------------------------------------------- vectors of compile-time length

/// The value and the gradient of a scalar function of a vector: `(f, grad f)`.
///
/// ```
/// use dual_numbers::interop::nalgebra::gradient;
/// use nalgebra::Vector2;
/// let (f, slope) = gradient(|x| x.norm_squared(), &Vector2::new(3.0, 4.0));
/// assert_eq!((f, slope), (25.0, Vector2::new(6.0, 8.0)));
/// ```
pub fn gradient<T: DualNum, const N: usize>(f: impl FnOnce(SVector<Dual<T, N>, N>) -> Dual<T, N>, x: &SVector<T, N>) -> (T, SVector<T, N>) {
    let (value, gradient) = crate::gradient(|x| f(x.into()), (*x).into());
    (value, gradient.into())
}

/// The value and the Jacobian of a function from vectors to vectors, `M x N`; row `i` is the gradient of output `i`.
///
/// ```
/// use dual_numbers::interop::nalgebra::jacobian;
/// use nalgebra::{Matrix2, Vector2};
/// let (value, j) = jacobian(|x| Vector2::new(x[0] * x[1].cos(), x[0] * x[1].sin()), &Vector2::new(2.0, 0.0));
/// assert_eq!((value, j), (Vector2::new(2.0, 0.0), Matrix2::new(1.0, 0.0, 0.0, 2.0)));
/// ```
pub fn jacobian<T: DualNum, const N: usize, const M: usize>(
    f: impl FnOnce(SVector<Dual<T, N>, N>) -> SVector<Dual<T, N>, M>,
    x: &SVector<T, N>,
) -> (SVector<T, M>, SMatrix<T, M, N>) {
    let (value, jacobian) = crate::jacobian(|x| f(x.into()).into(), (*x).into());
    (value.into(), from_rows(jacobian))
}

/// The value, the gradient and the Hessian of a scalar function of a vector: `(f, grad f, H)`, `H` exactly symmetric.
///
/// ```
/// use dual_numbers::interop::nalgebra::hessian;
/// use nalgebra::{Matrix2, Vector2};
/// let (f, g, h) = hessian(|x| x[0].powi(3) * x[1], &Vector2::new(2.0, 5.0));
/// assert_eq!((f, g, h), (40.0, Vector2::new(60.0, 8.0), Matrix2::new(60.0, 12.0, 12.0, 0.0)));
/// ```
pub fn hessian<T: DualNum, const N: usize>(
    mut f: impl FnMut(SVector<HessianBlock<T>, N>) -> HessianBlock<T>,
    x: &SVector<T, N>,
) -> (T, SVector<T, N>, SMatrix<T, N, N>) {
    let (value, gradient, hessian) = crate::hessian(|x| f(x.into()), (*x).into());
    (value, gradient.into(), from_rows(hessian))
}

/// The value, the gradient, and the Hessian times `v`, in one pass: `(f, grad f, H v)`.
///
/// ```
/// use dual_numbers::interop::nalgebra::hessian_vector_product;
/// use nalgebra::Vector2;
/// let (_, _, hv) = hessian_vector_product(|x| x[0].powi(3) * x[1], &Vector2::new(2.0, 5.0), &Vector2::new(1.0, 1.0));
/// assert_eq!(hv, Vector2::new(72.0, 12.0));
/// ```
pub fn hessian_vector_product<T: DualNum, const N: usize>(
    f: impl FnOnce(SVector<HyperDual<T, 1, N>, N>) -> HyperDual<T, 1, N>,
    x: &SVector<T, N>,
    v: &SVector<T, N>,
) -> (T, SVector<T, N>, SVector<T, N>) {
    let (value, gradient, product) = crate::hessian_vector_product(|x| f(x.into()), (*x).into(), (*v).into());
    (value, gradient.into(), product.into())
}

fn from_rows<T: Scalar, const M: usize, const N: usize>(rows: [[T; N]; M]) -> SMatrix<T, M, N> {
    SMatrix::from_fn(|i, j| rows[i][j].clone())
}

// ---------------------------------------------------------------------------------------------------------- any shape

/// The value and the gradient of a scalar function of a vector or matrix of any shape, in the shape of `x`.
///
/// The function is called once for each block of [`Block`] directions.
///
/// ```
/// use dual_numbers::interop::nalgebra::gradient_by_blocks;
/// use nalgebra::{DVector, Matrix2};
/// let x = DVector::from_vec(vec![3.0, 4.0]);
/// assert_eq!(gradient_by_blocks(|x| x.norm_squared(), &x), (25.0, DVector::from_vec(vec![6.0, 8.0])));
/// // d det / da is the matrix of cofactors
/// let a = Matrix2::new(1.0, 2.0, 3.0, 4.0);
/// assert_eq!(gradient_by_blocks(|a| a.determinant(), &a), (-2.0, Matrix2::new(4.0, -3.0, -2.0, 1.0)));
/// ```
pub fn gradient_by_blocks<T: DualNum, R: Dim, C: Dim>(
    mut f: impl FnMut(OMatrix<Block<T>, R, C>) -> Block<T>,
    x: &OMatrix<T, R, C>,
) -> (T, OMatrix<T, R, C>)
where
    DefaultAllocator: Allocator<R, C>,
{
    let (mut value, mut gradient) = (T::zero(), x.clone());
    for first in blocks(x.len()) {
        let y = f(seed_from(x, first));
        value = y.re;
        for (g, &partial) in gradient.iter_mut().skip(first).zip(&y.eps) {
            *g = partial;
        }
    }
    (value, gradient)
}

/// The value and the Jacobian of a function from vectors to vectors of any length; row `i` is the gradient of output `i`.
///
/// The function is called once for each block of [`Block`] directions.
///
/// ```
/// use dual_numbers::interop::nalgebra::jacobian_by_blocks;
/// use nalgebra::{DMatrix, DVector};
/// let square = |x: DVector<_>| x.component_mul(&x);
/// let (value, j) = jacobian_by_blocks(square, &DVector::from_vec(vec![1.0, 3.0]));
/// assert_eq!(value, DVector::from_vec(vec![1.0, 9.0]));
/// assert_eq!(j, DMatrix::from_row_slice(2, 2, &[2.0, 0.0, 0.0, 6.0]));
/// ```
pub fn jacobian_by_blocks<T: DualNum, N: Dim, M: Dim>(
    mut f: impl FnMut(OVector<Block<T>, N>) -> OVector<Block<T>, M>,
    x: &OVector<T, N>,
) -> (OVector<T, M>, OMatrix<T, M, N>)
where
    DefaultAllocator: Allocator<N> + Allocator<M> + Allocator<M, N>,
{
    let first_block = f(seed_from(x, 0));
    let value = first_block.map(|y| y.re);
    let mut jacobian = OMatrix::zeros_generic(first_block.shape_generic().0, x.shape_generic().0);
    let mut write = |y: OVector<Block<T>, M>, first: usize| {
        // By columns, as they are stored.
        let rows = y.len();
        for (j, column) in jacobian.as_mut_slice()[first * rows..].chunks_exact_mut(rows.max(1)).take(B).enumerate() {
            column.iter_mut().zip(y.as_slice()).for_each(|(entry, y)| *entry = y.eps[j]);
        }
    };
    write(first_block, 0);
    for first in blocks(x.len()).skip(1) {
        write(f(seed_from(x, first)), first);
    }
    (value, jacobian)
}

/// The value, the gradient and the Hessian of a scalar function of a vector of any length: `(f, grad f, H)`, `H` exactly symmetric.
///
/// The function is called once for each block of the upper triangle.
///
/// ```
/// use dual_numbers::interop::nalgebra::hessian_by_blocks;
/// use nalgebra::{DMatrix, DVector};
/// let (f, g, h) = hessian_by_blocks(|x| x[0].powi(3) * x[1], &DVector::from_vec(vec![2.0, 5.0]));
/// assert_eq!((f, g), (40.0, DVector::from_vec(vec![60.0, 8.0])));
/// assert_eq!(h, DMatrix::from_row_slice(2, 2, &[60.0, 12.0, 12.0, 0.0]));
/// ```
#[cfg(feature = "std")]
pub fn hessian_by_blocks<T: DualNum, N: Dim>(
    mut f: impl FnMut(OVector<HessianBlock<T>, N>) -> HessianBlock<T>,
    x: &OVector<T, N>,
) -> (T, OVector<T, N>, OMatrix<T, N, N>)
where
    DefaultAllocator: Allocator<N> + Allocator<N, N>,
{
    let n = x.shape_generic().0;
    let (mut gradient, mut hessian) = (x.clone(), OMatrix::zeros_generic(n, n));
    let value = ChunkedHessian::new(x.len())
        .hessian(
            |x| f(OVector::from_column_slice_generic(n, nalgebra::U1, x)),
            x.as_slice(),
            gradient.as_mut_slice(),
            hessian.as_mut_slice(),
        )
        .expect("every length is that of `x`");
    (value, gradient, hessian)
}

/// The first direction of each block. Without variables there is still a value.
fn blocks(variables: usize) -> impl Iterator<Item = usize> {
    (0..variables.max(1)).step_by(B)
}

/// The variables `x`, seeded with the block of directions from `first` on, in nalgebra's order, column by column.
fn seed_from<T: DualNum, R: Dim, C: Dim>(x: &OMatrix<T, R, C>, first: usize) -> OMatrix<Block<T>, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    let (rows, columns) = x.shape_generic();
    let seeded = x.iter().enumerate().map(|(k, &re)| Dual::seeded(re, k, first));
    OMatrix::from_iterator_generic(rows, columns, seeded)
}

// ------------------------------------------------------------------------------------------------- number on the left

/// `number * container`: where nalgebra has it for the primitives, and `container * number` for every number.
macro_rules! left_scalar {
    ($Number:ident<$($C:ident),*> by $by:ident $(, $seen:ident)?) => {
        left_scalar! { [T: DualNum, $(const $C: usize,)* R: Dim, Q: Dim, S: Storage<$Number<T, $($C),*>, R, Q>] $Number<T, $($C),*> =>
            Matrix<$Number<T, $($C),*>, R, Q, S> => OMatrix<Self, R, Q>, [where DefaultAllocator: Allocator<R, Q>] }
        left_scalar! { [T: DualNum, $(const $C: usize,)* D: DimName] $Number<T, $($C),*> =>
            OPoint<$Number<T, $($C),*>, D> => OPoint<Self, D>, [where DefaultAllocator: Allocator<D>] }
        left_scalar! { [T: DualNum + RealField, $(const $C: usize),*] $Number<T, $($C),*> =>
            Quaternion<$Number<T, $($C),*>> => Quaternion<Self>, [] }
        left_scalar! { [T: DualNum + RealField, $(const $C: usize),*] $Number<T, $($C),*> =>
            DualQuaternion<$Number<T, $($C),*>> => DualQuaternion<Self>, [] }
    };
    ([$($generics:tt)*] $Number:ty => $Container:ty => $Output:ty, [$($bound:tt)*]) => {
        /// The language lets nobody but `nalgebra` write it with a primitive on the left.
        impl<$($generics)*> Mul<$Container> for $Number
        $($bound)*
        {
            type Output = $Output;

            fn mul(self, container: $Container) -> Self::Output {
                container * self
            }
        }
        impl<$($generics)*> Mul<&$Container> for $Number
        $($bound)*
        {
            type Output = $Output;

            fn mul(self, container: &$Container) -> Self::Output {
                container * self
            }
        }
    };
}

for_every_number! { left_scalar }
