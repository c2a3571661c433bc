//! Eigenvalues and eigenvectors of symmetric matrices, with derivatives that do not depend on how an iteration ended.

use core::error::Error;
use core::fmt::{self, Display, Formatter};

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, DimDiff, DimSub, OMatrix, OVector, RealField, SymmetricEigen, U1};
use num_traits::Float;

use super::matrix::assert_square;
use crate::DualNum;
use crate::drivers::implicit::newton_steps;
use crate::dual_num::to_f64;

/// Two eigenvalues coincide: their eigenvectors have no derivative.
///
/// ```
/// use dual_numbers::interop::nalgebra::symmetric_eigen;
/// let error = symmetric_eigen(&nalgebra::Matrix2::<dual_numbers::Dual>::identity()).unwrap_err();
/// assert_eq!((error.indices, error.values), ([0, 1], [1.0, 1.0]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RepeatedEigenvalue {
    /// The places of the two eigenvalues.
    pub indices: [usize; 2],
    /// Their values, equal but for rounding.
    pub values: [f64; 2],
}

impl Display for RepeatedEigenvalue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ([i, j], [a, b]) = (self.indices, self.values);
        write!(f, "eigenvalues {i} and {j} coincide ({a:?} and {b:?}): their eigenvectors have no derivative")
    }
}

impl Error for RepeatedEigenvalue {}

/// The eigenvalues and eigenvectors of a symmetric matrix, in nalgebra's order, with all their derivatives. As nalgebra's, it reads the
/// lower triangle alone.
///
/// nalgebra decomposes the values; then the step `V <- V + V E` of T. Ogita and K. Aishima, "Iterative refinement for symmetric eigenvalue
/// decomposition", Japan J. Indust. Appl. Math. 35 (2018), with `E_ij = (S_ij + l_j R_ij) / (l_j - l_i)`, `S = V'AV`, `R = I - V'V`, is
/// taken on the numbers, where it doubles the order to which the derivatives are right. So, unlike those of nalgebra's own
/// `symmetric_eigen`, they are right for a matrix that is diagonal in its values and not in its derivatives. The values of the eigenvectors
/// are nalgebra's, those of the eigenvalues agree with nalgebra's to rounding.
///
/// # Panics
///
/// If `a` is not square, or has no row: as nalgebra's.
///
/// # Errors
///
/// If two eigenvalues are equal to rounding, within `n` epsilons of the largest. A pair whose own eigenvalue is simple, as that of a vibration
/// beside the six rigid motions of a molecule, has derivatives all the same: [`implicit_derivative`](crate::implicit_derivative) of
/// `(A v - l v, v'v - 1)`.
///
/// ```
/// use dual_numbers::{Dual, HyperDual, interop::nalgebra::{MatrixParts, symmetric_eigen}};
/// use nalgebra::{Matrix2, Vector2};
///
/// let (t, one) = (HyperDual::<f64>::variable(0.0), HyperDual::constant(1.0));
/// let eigen = symmetric_eigen(&Matrix2::new(one, t, t, one * 2.0))?; // (3 -+ sqrt(1 + 4 t^2)) / 2
/// assert_eq!(eigen.eigenvalues.parts().eps12[0][0], Vector2::new(-2.0, 2.0));
/// assert_eq!(eigen.eigenvectors.parts().eps1[0], Matrix2::new(0.0, 1.0, -1.0, 0.0));
///
/// let (t, one) = (Dual::variable(0.0), Dual::constant(1.0));
/// let error = symmetric_eigen(&Matrix2::new(one, t, t, one)).unwrap_err();
/// assert_eq!(error.to_string(), "eigenvalues 0 and 1 coincide (1.0 and 1.0): their eigenvectors have no derivative");
/// # Ok::<(), dual_numbers::interop::nalgebra::RepeatedEigenvalue>(())
/// ```
#[track_caller]
pub fn symmetric_eigen<D, N>(a: &OMatrix<D, N, N>) -> Result<SymmetricEigen<D, N>, RepeatedEigenvalue>
where
    D: DualNum<Primitive: RealField> + RealField,
    N: DimSub<U1>,
    DefaultAllocator: Allocator<N, N> + Allocator<N> + Allocator<DimDiff<N, U1>>,
{
    assert_square(a);
    let n = a.shape_generic().0;
    let a = OMatrix::from_fn_generic(n, n, |i, j| a[(i.max(j), i.min(j))]);
    let primal = a.map(|x| x.value()).symmetric_eigen();
    check_distinct(&primal.eigenvalues)?;
    let mut vectors = primal.eigenvectors.map(D::from_value);
    let identity = OMatrix::<D, N, N>::identity_generic(n, n);
    // Rayleigh's quotients of the columns of `V`, from `A V`.
    let quotients = |v: &OMatrix<D, N, N>, av: &OMatrix<D, N, N>| {
        OVector::from_fn_generic(n, U1, |i, _| v.column(i).dot(&av.column(i)) / v.column(i).norm_squared())
    };
    for _ in 0..newton_steps::<D>() {
        let av = &a * &vectors;
        let (s, r, values) = (vectors.tr_mul(&av), &identity - vectors.tr_mul(&vectors), quotients(&vectors, &av));
        let e = OMatrix::from_fn_generic(n, n, |i, j| {
            // S is symmetric but for rounding, which the division by a small difference would enlarge. The values are orthogonal as they are.
            let mean = (s[(i, j)] + s[(j, i)]).times(0.5);
            let e = if i == j { r[(i, i)].times(0.5) } else { (mean + values[j] * r[(i, j)]) / (values[j] - values[i]) };
            e - e.value()
        });
        vectors += &vectors * e;
    }
    let eigenvalues = quotients(&vectors, &(&a * &vectors));
    Ok(SymmetricEigen { eigenvectors: vectors, eigenvalues })
}

fn check_distinct<P: DualNum, N: Dim>(values: &OVector<P, N>) -> Result<(), RepeatedEigenvalue>
where
    DefaultAllocator: Allocator<N>,
{
    let value = |i: usize| to_f64(values[i]);
    let largest = (0..values.len()).map(|i| Float::abs(value(i))).fold(0.0, Float::max);
    let rounding = to_f64(P::epsilon()) * values.len() as f64 * largest;
    for j in 0..values.len() {
        if let Some(i) = (0..j).find(|&i| Float::abs(value(i) - value(j)) <= rounding) {
            return Err(RepeatedEigenvalue { indices: [i, j], values: [value(i), value(j)] });
        }
    }
    Ok(())
}
