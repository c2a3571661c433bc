//! Patterns from one run of the function on traced numbers.

use std::vec;
use std::vec::Vec;

use super::pattern::check_count;
use super::tape::{Run, Tape};
use super::{SparseError, SparsityPattern, Tracer};
use crate::DualNum;

/// The pattern of the Jacobian of `f`, with `outputs` outputs, wherever it is evaluated.
///
/// `f` is run once, at `x`; it must not compare what it is given, since another point could take other branches. An output that `f` does
/// not write is an empty row.
///
/// # Errors
///
/// If `f` compares traced numbers ([`jacobian_pattern_at`] takes the branches as they come), uses them outside the run, or has
/// too many outputs, variables or operations for indices of 32 bits.
///
/// ```
/// use dual_numbers::{DualNum, sparse::jacobian_pattern};
///
/// /// Heat flow along a rod.
/// fn flow<D: DualNum<Primitive = f64>>(t: &[D], rate: &mut [D]) {
///     for i in 1..t.len() - 1 {
///         rate[i] = t[i - 1] - t[i] * 2.0 + t[i + 1];
///     }
/// }
/// assert_eq!(jacobian_pattern(flow, &[0.0; 5], 5)?.to_string(), "5 x 5, 9 entries\n.....\n***..\n.***.\n..***\n.....");
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
pub fn jacobian_pattern<T: DualNum, F>(f: F, x: &[T], outputs: usize) -> Result<SparsityPattern, SparseError>
where
    F: FnOnce(&[Tracer<T>], &mut [Tracer<T>]),
{
    trace(f, x, outputs, false)?.without_branches()?.dependencies()
}

/// The pattern of the Jacobian of `f`, with `outputs` outputs, near `x`: the branches that `f` takes at `x`.
///
/// # Errors
///
/// If `f` uses traced numbers outside the run, or has too many outputs, variables or operations for indices of 32 bits.
///
/// ```
/// use dual_numbers::{DualNum, sparse::{jacobian_pattern, jacobian_pattern_at}};
///
/// fn largest<D: DualNum<Primitive = f64>>(x: &[D], y: &mut [D]) {
///     y[0] = x[0].max(x[1]);
/// }
/// assert_eq!(jacobian_pattern_at(largest, &[1.0, 2.0], 1)?.row(0), [1]);
/// let error = jacobian_pattern(largest, &[1.0, 2.0], 1).unwrap_err();
/// assert_eq!(error.to_string(), "the function compared traced numbers (comparisons: 1), so its pattern may differ elsewhere; `jacobian_pattern_at` and `hessian_pattern_at` give that of one point");
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
pub fn jacobian_pattern_at<T: DualNum, F>(f: F, x: &[T], outputs: usize) -> Result<SparsityPattern, SparseError>
where
    F: FnOnce(&[Tracer<T>], &mut [Tracer<T>]),
{
    trace(f, x, outputs, false)?.dependencies()
}

/// The pattern of the Hessian of `f`, wherever it is evaluated: the pairs of inputs that interact.
///
/// `f` is run once, at `x`; it must not compare what it is given.
///
/// # Errors
///
/// If `f` compares traced numbers ([`hessian_pattern_at`] takes the branches as they come), uses them outside the run, or has
/// too many outputs, variables or operations for indices of 32 bits.
///
/// ```
/// use dual_numbers::{DualNum, sparse::hessian_pattern};
///
/// fn f<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
///     x[0] * x[1] + x[2].exp() + x[3]
/// }
/// assert_eq!(hessian_pattern(f, &[0.0; 4])?.to_string(), "4 x 4, 3 entries\n.*..\n*...\n..*.\n....");
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
pub fn hessian_pattern<T: DualNum, F>(f: F, x: &[T]) -> Result<SparsityPattern, SparseError>
where
    F: FnOnce(&[Tracer<T>]) -> Tracer<T>,
{
    trace(scalar(f), x, 1, true)?.without_branches()?.interactions()
}

/// The pattern of the Hessian of `f` near `x`: the branches that `f` takes at `x`.
///
/// # Errors
///
/// If `f` uses traced numbers outside the run, or has too many outputs, variables or operations for indices of 32 bits.
///
/// ```
/// use dual_numbers::{DualNum, sparse::hessian_pattern_at};
///
/// fn f<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
///     if x[0] > 0.0 { x[0] * x[1] } else { x[0] }
/// }
/// assert_eq!(hessian_pattern_at(f, &[-1.0, 1.0])?.nonzeros(), 0);
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
pub fn hessian_pattern_at<T: DualNum, F>(f: F, x: &[T]) -> Result<SparsityPattern, SparseError>
where
    F: FnOnce(&[Tracer<T>]) -> Tracer<T>,
{
    trace(scalar(f), x, 1, true)?.interactions()
}

/// A scalar function as one with a single output.
fn scalar<T>(f: impl FnOnce(&[Tracer<T>]) -> Tracer<T>) -> impl FnOnce(&[Tracer<T>], &mut [Tracer<T>]) {
    |x, y| y[0] = f(x)
}

/// What a run of `f` at `x` leaves behind.
fn trace<T: DualNum, F>(f: F, x: &[T], outputs: usize, second_order: bool) -> Result<Tape, SparseError>
where
    F: FnOnce(&[Tracer<T>], &mut [Tracer<T>]),
{
    check_count(outputs)?;
    let run = Run::start(x.len(), second_order)?;
    let inputs: Vec<_> = x.iter().enumerate().map(|(i, &x)| Tracer::new(x, run.input(i))).collect();
    let mut results = vec![Tracer::constant(T::zero()); outputs];
    f(&inputs, &mut results);
    run.finish(results.into_iter().map(|result| result.mark).collect())
}
