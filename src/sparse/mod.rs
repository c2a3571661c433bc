//! Sparse Jacobians and Hessians: find where they may differ from zero, colour, and evaluate a handful of directions instead of one per variable.
//!
//! ```
//! use dual_numbers::DualNum;
//! use dual_numbers::sparse::{SparseJacobian, jacobian_pattern};
//!
//! /// Heat flow with a source that grows with the temperature, along a rod with cold ends.
//! fn heat<D: DualNum<Primitive = f64>>(t: &[D], rate: &mut [D]) {
//!     for i in 1..t.len() - 1 {
//!         rate[i] = t[i - 1] - t[i] * 2.0 + t[i + 1] + t[i].exp();
//!     }
//! }
//!
//! let t = vec![0.0; 1000];
//! let mut jacobian = SparseJacobian::<3>::new(jacobian_pattern(heat, &t, t.len())?)?;
//! let mut values = vec![0.0; jacobian.pattern().nonzeros()];
//! jacobian.evaluate(heat, &t, &mut values)?; // one call of `heat`, on numbers with three directions
//! assert_eq!(values[..6], [1.0, -1.0, 1.0, 1.0, -1.0, 1.0]);
//! # Ok::<(), dual_numbers::sparse::SparseError>(())
//! ```
//!
//! | what is at hand | what to use | calls of the function |
//! |---|---|---|
//! | a function from slice to slice | [`SparseJacobian`] | colours / `C` |
//! | the gradient of a function, from slice to slice | [`SparseJacobian::symmetric`] | colours / `C` |
//! | a sum of terms of `N` variables each | [`SeparableGradient`], [`SeparableHessian`] | one of each term |
//! | a scalar function `f(x)` | [`SparseHessian`] | blocks of `B x B` on the diagonal or with an entry |
//!
//! # What a trace sees
//!
//! [`jacobian_pattern`] and [`hessian_pattern`] run the function once on [`Tracer`]s. They look at the operations, not at the values: the pattern is
//! right at every point where the function takes the same branches. What differs from zero only by accident of the values stays in the
//! pattern; an entry too many costs time, never a digit.
//!
//! | operation | first derivatives | second derivatives |
//! |---|---|---|
//! | a constant; `powi(0)`, `powf(0.0)`; a result that no output uses | none | none |
//! | `x + y`, `x - y`, `x % y`, `rem_euclid`, `midpoint`, also `x - x` | those of both | none |
//! | `x * c`, `x / c`, `-x`, `x + c` with a constant or primitive, also `x * 0.0` | those of `x` | none |
//! | `x * y` | those of both | `x` with `y` |
//! | `x.mul_add(a, b)` | those of all | `x` with `a` |
//! | `x / y` | those of both | `x` with `y`, `y` with itself |
//! | `sin`, `exp`, `powi`, ... of `x`, also `powi(1)` | those of `x` | `x` with itself |
//! | `powf`, `hypot`, `atan2`, `log` of `x` and `y`, a [`BinaryRule`](crate::BinaryRule) | those of both | all pairs |
//! | `floor`, `ceil`, `round`, `round_ties_even`, `trunc`, `signum`, `div_euclid` | none | none |
//! | `abs`, `fract`, `to_degrees`, `to_radians`, `copysign` | those of `x` | none |
//! | `max`, `min`, `clamp` | those of the one taken; counts as a comparison | none |
//! | `abs_sub` | those of both where it is positive, else none; counts as a comparison | none |
//!
//! "`x` with `y`" is every input of `x` with every input of `y`. Two readings:
//!
//! - **Everywhere** ([`jacobian_pattern`], [`hessian_pattern`]): a comparison (`==`, `<`, `max`, `relative_eq`, ...) of traced numbers is
//!   an error, since another point could take the other branch. Branches on `value()`, `is_nan()`, `is_sign_negative()`, `is_positive()`,
//!   `floor()`, text or a conversion to a primitive leave no trace, and neither do comparisons on another thread: a function that has them
//!   is on its own. A derivative that is taken inside of the function compares in its divisions, and so is an error too: its pattern is
//!   found at a point.
//! - **At a point** ([`jacobian_pattern_at`], [`hessian_pattern_at`]): branches are taken as the values say.
//!   [`SparsityPattern::union`] joins the patterns of several points, and [`SparseJacobian::check`] names an entry that is missing at another one.
//!
//! `is_zero` and `is_one` of a traced number are false, so that no shortcut drops it.
//!
//! `benches/SPARSE.md` in the repository tells what all this costs, from 10^3 to 10^6 unknowns.
//!
//! The feature `rayon` spreads sweeps over threads, `faer` hands patterns and values to that crate.

mod colouring;
mod detect;
mod error;
#[cfg(feature = "faer")]
mod faer;
mod hessian;
mod jacobian;
mod pattern;
mod separable;
mod sets;
mod sweeps;
mod tape;
mod tracer;

pub use colouring::{Colouring, Order};
pub use detect::{hessian_pattern, hessian_pattern_at, jacobian_pattern, jacobian_pattern_at};
pub use error::SparseError;
pub use hessian::SparseHessian;
pub use jacobian::SparseJacobian;
pub use pattern::SparsityPattern;
pub use separable::{SeparableGradient, SeparableHessian};
pub use tracer::Tracer;
