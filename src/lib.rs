//! Forward-mode automatic differentiation: numbers that drop in for `f64` and carry exact derivatives.
//!
//! You write an ordinary generic function. Called with the numbers of this crate in place of `f64`, it gives its derivatives too, as
//! accurate as the same formulas written by hand:
//!
//! ```
//! use dual_numbers::{DualNum, gradient, hessian};
//!
//! /// (1 - x)^2 + 100 (y - x^2)^2
//! fn rosenbrock<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> D {
//!     (D::one() - x).powi(2) + (y - x * x).powi(2) * 100.0
//! }
//!
//! assert_eq!(rosenbrock([1.0, 2.0]), 100.0);
//! assert_eq!(gradient(rosenbrock, [1.0, 2.0]), (100.0, [-400.0, 200.0]));
//! assert_eq!(hessian(rosenbrock, [1.0, 2.0]).2, [[402.0, -400.0], [-400.0, 200.0]]);
//!
//! // A closure written in the call needs neither annotations nor trait imports; literals stand on either side:
//! let (f, g) = gradient(|[x, y]| 2.0 * x.sin() + y.powf(1.5) / x, [1.0, 4.0]);
//! assert_eq!((f, g[1]), (2.0 * 1f64.sin() + 8.0, 3.0));
//! ```
//!
//! # How it works
//!
//! 1. A generic **function** of the user's: bounded by [`DualNum`] where it wants literals, by any `num_traits` bound, or a closure.
//! 2. Seeded **numbers**: [`Dual`] (a value and `N` first derivatives), [`HyperDual`] (and an `M x N` block of second derivatives),
//!    [`Taylor`] (`K` derivatives of a function of one variable). They nest: `Dual<Dual<f64>>`. Floating-point numbers of other crates
//!    stand inside of them as [`Foreign`].
//! 3. **Rules**: each derivative stands once, as a function `x -> (f, f')`. A number of second order evaluates the same rule on dual
//!    numbers; [`Taylor`] has recurrences, which tests derive from nested dual numbers. A function of the user's own is one [`Rule`] or
//!    [`BinaryRule`], valid for every type and order; a table or a black box enters by [`Dual::chain`], one of several variables
//!    as its [Taylor polynomial](guide#a-black-box).
//! 4. **Drivers** seed, call, extract: [`derivative`], [`second_derivative`], [`third_derivative`], [`nth_derivative`], [`gradient`],
//!    [`jacobian`], [`hessian`], ... for arrays, [`Chunked`] and [`ChunkedHessian`] for sizes known at run time; [`root`] solves equations,
//!    and [`implicit_derivative`] differentiates their roots. The [guide] lists which driver answers which
//!    question.
//!
//! # Conventions
//!
//! | question | answer | why |
//! |---|---|---|
//! | the value part | has the bits that the same call on `f64` gives. Left open, as by std: the sign of zero of `max` and `min` at a tie, the last bit of `powi`. A product of matrices of `f64` takes `nalgebra` and `ndarray`, a transform `rustfft`, to kernels for `f64` alone, which may round in another order | a program keeps its results |
//! | `==`, `<`, `min`, `max`, `is_nan`, `floor`, `signum`, ... | look at the value only | the same branches as on `f64` |
//! | `is_zero()`, `is_one()` | look at every part, so code that branches on them may go another way where the value is zero and a derivative is not; `is_zero()` overlooks a derivative that is NaN | "skip when zero" drops no derivative that is a number |
//! | the `approx` traits | compare every part, so code that branches on them, or asserts, may go another way: `Rotation3::euler_angles_ordered` of `nalgebra` asserts that its axes are orthogonal | a test that compares dual numbers means the derivatives too |
//! | zero direction times infinite or NaN factor, in the chain rule | stays zero (strong zero), at every order; the product rule of `*` is the ordinary one | a constant contributes no NaN: `sqrt(0)`, `ln(0)`, `exp(1000)` |
//! | the price of strong zero | a 0 can stand where IEEE arithmetic gives NaN: `sqrt(x * x)` at 0 (`abs` and `hypot` are exact), and where the true derivative is not 0: at 0 the second one of `sqrt(x^4)` comes out as 0 instead of 2, the first one of `cbrt(x^3)` as 0 instead of 1; after underflow, `ln(exp(-x))` at 800 | |
//! | overflow on the way | IEEE arithmetic's NaN: `1 / (1 + exp(-x))` at -1000 has the slope inf / inf; `(1 + tanh(x / 2)) / 2`, or a [`Rule`], has not | the derivative is that of the formula as it is written |
//! | outside of the domain, of a function, `/` and `%` | value NaN, derivative NaN for a direction that is not zero: `ln(-1)`; sums, products and multiples keep the derivative of their own rule | |
//! | at a boundary of the domain | the one-sided limit: the derivative of `sqrt` is infinite at 0, and at -0.0; of a composition, the sum of the chain rule: the second derivative of `sqrt(x + x * x)` at 0 is inf - inf, NaN | |
//! | `abs` | derivative +1 at +0.0 and -1 at -0.0: the sign bit's | one-sided |
//! | `max`, `min` at a tie | the first argument, but 0 is larger than -0.0: `x.max(0.0) + (-x.abs()).exp().ln_1p()` has the slope 1/2 at both. Beside `x.max(y)` or `(x - y).abs()` write `y.min(x)`: `x.max(y) + y.min(x)` is `x + y`, and `x.max(y) - y.min(x)` is `(x - y).abs()`, with their derivatives. A NaN argument is ignored | `max` and `abs` break at 0 on the same side |
//! | `clamp` at a bound | the derivative of `self`, at both bounds: of two ramps that adjoin, both count at their joint | |
//! | `hypot(0, 0)`, `atan2(0, 0)` | derivatives 0, at every order; so those of `hypot(x, y).powi(2)` come out as 0 instead of 2 there: take `x * x + y * y`; and second ones of `x.hypot(y).hypot(z)` as 0 wherever `x = y = 0`: take `(x * x + y * y + z * z).sqrt()` | the norm of a zero vector poisons nothing |
//! | `x % y` | `(1, -trunc(x / y))`, of the exact quotient | |
//! | `powf(x, y)` | `0^y`: see [`Dual::powf`]; a negative base with a whole exponent has `df/dx`, and `df/dy` is NaN | |
//! | `floor`, `ceil`, `round`, `round_ties_even`, `trunc`, `signum` | derivative 0; `fract` 1 | |
//! | a branch or a loop that looks at values | the derivative of what was computed: `if x == 0.0 { one } else { x.sin() / x }` has at 0 that of a constant, a loop that stops at once none; write a [`Rule`], or a series; a root is differentiated by [`implicit_derivative`] | the derivative is that of the program |
//! | `T::from(x)` of `NumCast`, `cast(x)`, where `x` is a number | a constant: generic code that casts a number to its own type loses the derivatives; `x.as_()` keeps them | `NumCast` sees a primitive alone |
//! | nested derivatives | levels are types: the point of an inner derivative is a number of the outer type, and an outer number enters by [`Dual::constant`] | perturbations do not mix; at a plain `1.0` they would: see [`derivative`] |
//!
//! ```
//! use dual_numbers::{derivative, laplacian, second_derivative};
//! assert_eq!(derivative(|x| (-x).exp().ln(), 800.0), (f64::NEG_INFINITY, 0.0)); // the price of strong zero; IEEE: -0 * inf = NaN
//! assert_eq!(derivative(|x| (x * x).sqrt(), 0.0), (0.0, 0.0)); // IEEE: 0 * inf = NaN
//! assert_eq!(second_derivative(|x| x.powi(4).sqrt(), 0.0), (0.0, 0.0, 0.0)); // x^2
//! assert_eq!(derivative(|x| x.powi(3).cbrt(), 0.0), (0.0, 0.0)); // x
//! assert_eq!(laplacian(|[x, y]| x.hypot(y).powi(2), [0.0, 0.0]), (0.0, 0.0)); // x^2 + y^2
//! ```
//!
//! # Accuracy
//!
//! ```sh
//! cargo test --test accuracy -- --nocapture
//! ```
//!
//! checks the derivatives of the elementary functions against correctly rounded ones, at points over the whole range of `f64`, edges
//! included, and prints the worst errors. Held at every point: first derivatives within 3 ulps, second within 8, third within 12.
//! Exceptions:
//!
//! - Where a derivative crosses zero because its terms cancel, as the third one of `tanh` does near 0.66, the bound grows as they cancel.
//! - Where the terms of a derivative of `x.powf(x)` overflow with both signs, nothing is held.
//! - `powi`, which rounds each product, hands the growing error of its value on to its derivatives: the bounds are for exponents up to 7.
//! - At 6381956970095103 * 2^797, of all `f64` the nearest in proportion to a multiple of pi/2, `sin`, `cos` and `tan` inherit the errors
//!   of the C library's `cos` and `tan`.
//! - With `libm` in place of `std`, `powi` of a negative exponent: `tests/libm.md` has the worst error of each function there.
//!
//! At ten times as many points from another seed a few derivatives of `powi(7)`, `log` and `powf` exceed these bounds:
//! `tests/data/README.md` in the repository has their errors, and says how to make the points.
//!
//! # Text
//!
//! `Display`, `LowerExp` and `UpperExp` write the value, then each kind of part behind ` + `, several directions in brackets: `1.5 + 2ε`,
//! `1.5 + [2, -3]ε`, `1 + 2ε1 + 3ε2 + 4ε1ε2`, `1 + [2, 3, 4]t^k`; nested numbers stand in parentheses, `(1 + 2ε) + (3 + 4ε)ε`. Precision
//! and sign apply to every part, width, always with the fill character, to the whole. `{:#}` writes parentheses around the whole. `FromStr`
//! reads every part back, but for digits that a precision cut off and a fill other than white space.
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `std` (default) | the elementary functions of the standard library, [`Chunked`], [`ChunkedHessian`], [`sparse`] |
//! | `libm` | the elementary functions of the `libm` crate, for `no_std` |
//! | `approx` (default) | `AbsDiffEq`, `RelativeEq`, `UlpsEq` |
//! | `rayon` | `ParallelChunked`, `ParallelChunkedHessian`: the sweeps over threads |
//! | `oracle` | the module `oracle`: property tests that check derivatives against exact ones |
//! | `faer` | sparsity patterns as matrices of `faer` |
//! | `nalgebra`, `ndarray`, `num-complex`, `serde` | the traits of those crates, and what [`interop`] has for them |
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(feature = "nalgebra"), forbid(unsafe_code))]
#![cfg_attr(feature = "nalgebra", deny(unsafe_code))]
#![deny(missing_docs)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// The pages link to what `std` alone has.
#![cfg_attr(not(feature = "std"), allow(rustdoc::broken_intra_doc_links))]

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!("dual-numbers needs the elementary functions of `f64`: enable the feature `std` (the default) or `libm`");

/// Calls `$each` for every number type: with its name and sizes, the module of its elementary functions, and the method, if it has one, that
/// is told which numbers a branch looked at.
macro_rules! for_every_number {
    ($each:ident) => {
        $each!(Dual<N> by rules);
        $each!(HyperDual<M, N> by rules);
        $each!(Taylor<K> by taylor);
        #[cfg(feature = "std")]
        $each!(Tracer<> by rules, compared);
    };
}

mod arrays;
mod compare;
mod drivers;
mod dual;
mod dual_num;
mod elementary;
mod float;
mod foreign;
pub mod guide;
mod hyper_dual;
pub mod interop;
mod operands;
mod operators;
#[cfg(feature = "oracle")]
pub mod oracle;
mod parse;
mod part;
mod questions;
mod quotient;
mod rules;
#[cfg(feature = "std")]
mod shape;
#[cfg(feature = "std")]
pub mod sparse;
mod taylor;
mod text;

/// The traits that the number types implement, in the version that they implement.
pub use num_traits;

pub use drivers::*;
// By name too: of what a glob leaves out, the compiler cannot say which feature has it.
#[cfg(feature = "std")]
pub use drivers::{Chunked, ChunkedHessian};
#[cfg(feature = "rayon")]
pub use drivers::{ParallelChunked, ParallelChunkedHessian};
pub use dual::Dual;
pub use dual_num::{BinaryRule, DualNum, Operand, Primitive, PrimitiveFloat, Rule};
pub use foreign::{Foreign, ForeignFloat};
pub use hyper_dual::HyperDual;
pub use parse::{ParseNumberError, ParseNumberErrorKind};
#[cfg(feature = "std")]
pub use shape::ShapeError;
pub use taylor::Taylor;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
