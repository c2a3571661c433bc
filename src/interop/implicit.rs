//! Derivatives of a root of any number of equations.

use std::vec::Vec;

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, DimMin, OVector, RealField};
use num_traits::Float;

use super::nalgebra::{Block, jacobian_by_blocks};
use crate::drivers::implicit::newton_steps;
use crate::drivers::linear::{balance, is_regular, refine, substitute};
use crate::{Dual, DualNum, ImplicitError, ImplicitErrorKind};

/// The root `y(p)` of `g(y, p) = 0` with its derivatives, as [`implicit_derivative`](crate::implicit_derivative) has it, for vectors of any
/// length.
///
/// `y` is the root, found by any solver; the value of the answer is `y`, bit for bit. `g` is called once for each block of [`Block`] unknowns
/// for first derivatives, twice for second and third ones. After all blocks a dense system is solved, `O(M^3)`: for some hundreds of unknowns.
/// First derivatives of thousands of sparse ones are at `SparsityPattern::to_faer`.
///
/// # Panics
///
/// If `g` does not give as many equations as `y` has unknowns.
///
/// # Errors
///
/// If `g` or `dg/dy` is NaN or infinite at `y`, or if `dg/dy` is singular to rounding.
///
/// ```
/// use dual_numbers::{Dual, interop::nalgebra::implicit_derivative_by_blocks};
/// use nalgebra::{DVector, dvector};
/// // Sum and product.
/// let g = |y: DVector<_>, p: &DVector<_>| dvector![y[0] + y[1] - p[0], y[0] * y[1] - p[1]];
/// let p = DVector::from_iterator(2, Dual::variables([6.0, 8.0]));
/// let y = implicit_derivative_by_blocks(g, &dvector![2.0, 4.0], &p)?;
/// assert_eq!((y[0].eps, y[1].eps), ([-1.0, 0.5], [2.0, -0.5]));
///
/// let p = DVector::from_iterator(2, Dual::variables([6.0, 9.0]));
/// let error = implicit_derivative_by_blocks(g, &dvector![3.0, 3.0], &p).unwrap_err(); // a double root
/// assert_eq!(error.to_string(), "dg/dy is singular at y = [3.0, 3.0], where g = [0.0, 0.0]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn implicit_derivative_by_blocks<D: DualNum<Primitive: RealField> + RealField, M: DimMin<M, Output = M>, P: Dim>(
    mut g: impl FnMut(OVector<Block<D>, M>, &OVector<Block<D>, P>) -> OVector<Block<D>, M>,
    y: &OVector<D::Primitive, M>,
    p: &OVector<D, P>,
) -> Result<OVector<D, M>, ImplicitError<Vec<D::Primitive>>>
where
    DefaultAllocator: Allocator<M> + Allocator<P> + Allocator<M, M>,
{
    let p = p.map(Dual::constant);
    let mut x = y.map(D::from_value);
    if y.is_empty() {
        return Ok(x);
    }
    for _ in 0..newton_steps::<D>() {
        let (value, mut jacobian) = jacobian_by_blocks(|x| g(x, &p), &x);
        assert!(value.len() == y.len(), "the lengths of g and y differ: {} and {}", value.len(), y.len());
        let error = |kind| ImplicitError { kind, point: y.iter().copied().collect(), value: value.iter().map(|g| g.value()).collect() };
        if !value.iter().chain(jacobian.iter()).all(|&entry| Float::is_finite(entry)) {
            return Err(error(ImplicitErrorKind::NotFinite));
        }
        let mut right = value.map(|g| g - g.value());
        for (mut row, right) in jacobian.row_iter_mut().zip(&mut right) {
            let factor = balance(row.iter().copied());
            row.apply(|entry| *entry *= factor);
            *right *= factor;
        }
        let values = jacobian.map(|entry| entry.value());
        // By elimination at every size: a determinant of a few small entries underflows.
        let lu = values.clone().lu();
        let regular = lu.try_inverse().is_some_and(|inverse| is_regular(y.len(), |i, j| (values[(i, j)], inverse[(i, j)])));
        if !regular {
            return Err(error(ImplicitErrorKind::Singular));
        }
        let solve = |mut b: OVector<D, M>| {
            lu.p().permute_rows(&mut b);
            substitute(|i, j| lu.lu_internal()[(i, j)], b.as_mut_slice());
            b
        };
        let step = refine::<D, _>(solve(right.clone()), |step| {
            let rest = &right - &jacobian * &step;
            step + solve(rest)
        });
        // The value of a step is 0, and y - 0 is y, but for -0.0 - -0.0.
        x -= step.map(|step| step + D::zero());
    }
    Ok(x)
}
