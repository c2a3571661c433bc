//! Property tests that check anybody's derivatives against exact ones, at generated points, and shrink to the simplest point that fails.
//!
//! An [`Oracle`] has a domain, which is any proptest [`Strategy`] of points: `f64`, `f32`, arrays of them, `Vec`s. [`boxed`],
//! [`log_uniform`], [`special`] and [`near`] are ready-made, and shrink to points that read well. Each check takes the function, which is
//! called with our numbers, and the code under test, which is called with the point and returns the derivative.
//!
//! ```
//! use dual_numbers::oracle::{Oracle, boxed};
//!
//! let gradient = |[x, y]: [f64; 2]| [x.cos() * y.powi(2), -x.sin() * y * 2.0]; // a sign too many
//! let mismatch = Oracle::new(boxed([(-10.0, 10.0); 2])).check_gradient(|[x, y]| x.sin() * y.powi(2), gradient).unwrap_err();
//! assert_eq!(mismatch.point, [1.0, 1.0]);
//! assert_eq!(
//!     mismatch.to_string(),
//!     "\
//! the gradient is wrong: df/dx1
//!   at x = [1.0, 1.0]
//!   entry             expected               found  error  ulps
//!   df/dx0  0.5403023058681398  0.5403023058681398      0  0
//!   df/dx1   1.682941969615793  -1.682941969615793      2  9.2e18  <- wrong
//!   every wrong entry has the wrong sign
//!   0 cases passed before; .seed(0) starts with this one"
//! );
//! ```
//!
//! What `f` receives at a point of each shape:
//!
//! | point | first derivatives | along a direction | second derivatives |
//! |---|---|---|---|
//! | `T` | `Dual<T>` | `Dual<T>` | `HyperDual<T>` |
//! | `[T; N]` | `[Dual<T, N>; N]` | `[Dual<T>; N]` | `[HyperDual<T>; N]` |
//! | `Vec<T>` | `Vec<Dual<T, 4>>` | `Vec<Dual<T>>` | `Vec<HyperDual<T>>` |
//!
//! A function of a slice enters as `|x| f(&x)`.
//!
//! A function of `f64` alone cannot be called with our numbers. With the derivatives that its author gives it is a
//! [black box](crate::guide#a-black-box): `x.chain(f, df)`, or for several variables the value and the slopes times `x - x.re`.
//! [`Oracle::check_self`] holds these against differences of its values, to about half of the digits.
//!
//! ```
//! use dual_numbers::Dual;
//! use dual_numbers::oracle::{Oracle, boxed};
//!
//! /// x e^y and its gradient, which has lost the x of the second entry
//! fn library(x: f64, y: f64) -> (f64, [f64; 2]) {
//!     (x * y.exp(), [y.exp(), y.exp()])
//! }
//! let black_box = |[x, y]: [Dual<f64, 2>; 2]| {
//!     let (f, [fx, fy]) = library(x.re, y.re);
//!     (x - x.re) * fx + (y - y.re) * fy + f
//! };
//! let mismatch = Oracle::new(boxed([(-3.0, 3.0); 2])).check_self(black_box).unwrap_err();
//! assert_eq!((mismatch.entry().unwrap().column, mismatch.point), (1, vec![0.0, 0.0]));
//! ```

mod arbitrary;
mod checks;
mod descent;
mod differences;
mod domain;
mod finest;
mod hints;
mod judge;
mod kink;
mod macros;
mod noise;
mod point;
mod program;
mod random;
mod report;
mod run;
mod tolerance;

use core::fmt::{self, Debug, Formatter};

use proptest::strategy::{Just, Strategy};
use random::Random;

pub use domain::{Interval, Points, Ranges, boxed, log_uniform, near, special};
pub use point::{Directions, HyperVariables, LineVariables, Point, Scalar, Table, Variables};
pub use program::{Program, Programs, programs};
pub use report::{Discrepancy, Fault, Kink, Mismatch, Quantity, Report};
pub use tolerance::Tolerance;

/// Checks derivatives against exact ones at points of a domain.
///
/// Deterministic: the same seed gives the same points. A check passes, with a [`Report`], if all its cases do; else it answers with a
/// [`Mismatch`] at the simplest point found. At a kink an entry that jumps passes if it is between its sides, and the case is counted as a
/// kink. A panic of the code under test is a mismatch as well; so is a check without a case, without a single entry to compare, or without
/// a conclusive case (against differences, a kink is not conclusive where the other cases are uncertain). Beside exact derivatives, a check
/// of one case alone may be inconclusive or empty, as one of many in a property test.
///
/// ```
/// use dual_numbers::oracle::{Oracle, boxed};
/// let report = Oracle::new(boxed(0.1..=9.0)).cases(1000).check_derivative(|x| x.ln(), |x| 1.0 / x)?;
/// assert_eq!(report.cases, 1000);
/// # Ok::<(), dual_numbers::oracle::Mismatch>(())
/// ```
#[doc(alias("gradcheck", "check_grad", "finite_differences"))]
pub struct Oracle<S: Strategy> {
    domain: S,
    cases: u32,
    seed: u64,
    tolerance: Option<Tolerance>,
    skip: Vec<Skip<S::Value>>,
    /// Whether a seed leads to the point.
    drawn: bool,
}

type Skip<P> = Box<dyn Fn(&P) -> bool + Send + Sync>;

impl<S: Strategy> Oracle<S> {
    /// An oracle of 256 cases from `domain`, with the default tolerance of the type of the coordinates.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let report = Oracle::new(boxed(0.0..=1.0)).check_derivative(|x| x.exp(), f64::exp)?;
    /// assert_eq!(report.cases, 256);
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    #[must_use]
    pub fn new(domain: S) -> Self {
        Self { domain, cases: 256, seed: 0, tolerance: None, skip: Vec::new(), drawn: true }
    }

    /// Compares at `cases` points.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let report = Oracle::new(boxed(0.0..=1.0)).cases(10_000).check_derivative(|x| x.exp(), f64::exp)?;
    /// assert_eq!(report.cases, 10_000);
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    #[must_use]
    pub fn cases(mut self, cases: u32) -> Self {
        self.cases = cases;
        self
    }

    /// Starts with the case number `seed`. A failure names the one that starts with it.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let oracle = || Oracle::new(boxed(0.0..=1.0));
    /// let wrong = |x: f64| if x < 0.01 { 0.0 } else { x.exp() };
    /// let mismatch = oracle().check_derivative(|x| x.exp(), wrong).unwrap_err();
    /// let again = oracle().seed(mismatch.seed).check_derivative(|x| x.exp(), wrong).unwrap_err();
    /// assert!(mismatch.passed > 0 && again.passed == 0 && again.point == mismatch.point);
    /// ```
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets pass what `tolerance` does, in place of the default; in `check_self`, `check_rule` and `check_binary_rule` beside what the
    /// uncertainty of differences lets pass.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Tolerance, boxed};
    /// let rough = |x: f64| x.exp() * (1.0 + 1e-6);
    /// let oracle = || Oracle::new(boxed(0.0..=1.0));
    /// assert!(oracle().check_derivative(|x| x.exp(), rough).is_err());
    /// assert!(oracle().tolerance(Tolerance::relative(1e-5)).check_derivative(|x| x.exp(), rough).is_ok());
    /// ```
    #[must_use]
    pub fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = Some(tolerance);
        self
    }

    /// Leaves out the points for which `skip` is true, where the function is not defined, or not differentiable. They are counted in the report.
    /// A check that has left out 100 for each case that is wanted gives up, and does not pass.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let report = Oracle::new(boxed(-1.0..=1.0)).skip_where(|&x| x <= 0.0).check_derivative(|x| x.ln(), |x| 1.0 / x)?;
    /// assert!(report.skipped > 0);
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    #[must_use]
    pub fn skip_where(mut self, skip: impl Fn(&S::Value) -> bool + Send + Sync + 'static) -> Self {
        self.skip.push(Box::new(skip));
        self
    }
}

impl<S: Strategy> Debug for Oracle<S> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { domain, cases, seed, tolerance, skip, .. } = self;
        f.debug_struct("Oracle")
            .field("domain", domain)
            .field("cases", cases)
            .field("seed", seed)
            .field("tolerance", tolerance)
            .field("conditions of skip_where", &skip.len())
            .finish()
    }
}

impl<P: Point> Oracle<Just<P>> {
    /// An oracle of the one point `x`, for use inside a property test of your own. The direction of `check_directional` follows from the
    /// point, so that many points take many.
    ///
    /// ```
    /// use dual_numbers::oracle::Oracle;
    /// assert!(Oracle::at([1.0, 2.0]).check_gradient(|[x, y]| x * y, |[x, y]| [y, x]).is_ok());
    /// ```
    #[must_use]
    pub fn at(x: P) -> Self {
        let seed = x.coordinates().iter().fold(0, |seed, x| Random::new(seed ^ x.to_bits()).bits());
        Self { drawn: false, ..Self::new(Just(x)).cases(1).seed(seed) }
    }
}
