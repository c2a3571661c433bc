//! Newton's method.

use core::array::from_fn;
use core::fmt::{self, Debug, Display, Formatter};

use crate::drivers::linear::{largest, solve};
use crate::{Dual, ImplicitErrorKind, Numbers, PrimitiveFloat, jacobian};

/// The most iterations of Newton's method while the last step is not small.
const LIMIT: usize = 100;

/// The most iterations while it is small: `f64` can be halved 2098 times.
const LIMIT_OF_SMALL_STEPS: usize = 2100;

/// A root of `g` near `start`, by Newton's method on exact derivatives: `x <- x - g'(x)^-1 g(x)`.
///
/// The unknown is a number, or an array of `M` of them, `g` then giving `M` equations: `g` takes and returns a `Dual<f64>`, or a
/// `[Dual<f64, M>; M]`. The steps are full ones, from `start` on: of several roots it may find any, and from a bad start none. For solvers
/// that damp, bracket or continue, see the crates made for that; [`implicit_derivative`](crate::implicit_derivative) differentiates their
/// roots too. It ends
///
/// - where `g` is exactly 0;
/// - where the next step would change no coordinate by more than one or two ulps;
/// - where rounding has taken over, as at a multiple or an ill-conditioned root: the step is small beside the largest coordinate met, and
///   every `|g_i|` stays within a factor of 2 of the range it has shown since steps became so; and, with `s_j` the largest `|x_j|` lately
///   (with each step the earlier ones count a quarter as much), either every step is below `sqrt(epsilon) s_j`, or every `|g_i|` is below
///   `16 epsilon sum_j |dg_i/dx_j| s_j`, what some ulps of the coordinates make of it. The residual tells how good the root is.
///
/// `g` is called once where each step begins and once at the end, and at the start and at the end once more, on constants.
///
/// It works on plain floats: a number of an outer derivative that `g` captures enters by its value, `p.value()`, and the root gets its
/// derivatives from `implicit_derivative` afterwards.
///
/// ```
/// use dual_numbers::root;
/// let r = root(|x| x * x - 2.0, 1.0)?;
/// assert_eq!((r.x, r.iterations), (2f64.sqrt(), 5));
///
/// // Where the unit circle meets the diagonal.
/// let r = root(|[x, y]| [x * x + y * y - 1.0, x - y], [1.0, 0.0])?;
/// assert!((r.x[0] - 0.5f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If `g` or its derivative is NaN or infinite on the way, if the derivative is 0 or the Jacobian singular to rounding, if the steps are
/// not small after 100 iterations, or if a `|g_i|` still falls or grows after 2100; if at the start or at the end `g` has derivatives of its
/// own, those of a captured number. The error has the iteration and the point:
///
/// ```
/// use dual_numbers::{RootErrorKind, derivative, root};
/// let error = root(|x| x * x + 1.0, 1.0).unwrap_err(); // 1 - 2 / 2 = 0
/// assert_eq!(error.to_string(), "the derivative of g is singular at x = 0.0 (iteration 1), where g = 1.0");
///
/// derivative(|p| {
///     assert_eq!(root(|x| x * x - p, 1.0).unwrap_err().kind, RootErrorKind::OuterDerivative); // for `p.value()`
///     p
/// }, 2.0);
/// ```
#[doc(alias("newton", "solve"))]
pub fn root<Y, G>(g: G, start: Y) -> Result<Root<Y>, RootError<Y>>
where
    Y: Numbers<Number: PrimitiveFloat>,
    G: FnMut(Y::Of<Y::Partials<Y::Number>>) -> Y::Of<Y::Partials<Y::Number>>,
{
    Y::root(g, start)
}

pub(crate) fn root_array<T: PrimitiveFloat, G, const M: usize>(mut g: G, start: [T; M]) -> Result<Root<[T; M]>, RootError<[T; M]>>
where
    G: FnMut([Dual<T, M>; M]) -> [Dual<T, M>; M],
{
    // The derivatives of a captured number may vanish at the start or at the end, but hardly at both.
    refuse_captured(&mut g, start, 0)?;
    let found = newton(&mut g, start);
    let (end, iterations) = found.as_ref().map_or_else(|error| (error.point, error.iterations), |root| (root.x, root.iterations));
    refuse_captured(&mut g, end, iterations)?;
    found
}

/// An error if `g` has derivatives where the unknown is a constant: those of a number that it captures.
fn refuse_captured<T: PrimitiveFloat, G, const M: usize>(g: &mut G, x: [T; M], iterations: usize) -> Result<(), RootError<[T; M]>>
where
    G: FnMut([Dual<T, M>; M]) -> [Dual<T, M>; M],
{
    let unmoved = g(x.map(Dual::constant));
    if unmoved.iter().flat_map(|g| g.eps).any(|slope| !slope.is_zero() && !slope.is_nan()) {
        return Err(RootError { kind: RootErrorKind::OuterDerivative, iterations, point: x, value: unmoved.map(|g| g.re) });
    }
    Ok(())
}

fn newton<T: PrimitiveFloat, G, const M: usize>(g: &mut G, start: [T; M]) -> Result<Root<[T; M]>, RootError<[T; M]>>
where
    G: FnMut([Dual<T, M>; M]) -> [Dual<T, M>; M],
{
    let (mut x, mut iterations) = (start, 0);
    let mut watch = Watch::new();
    loop {
        let (value, jacobian) = jacobian(&mut *g, x);
        let found = Root { x, residual: largest(value), iterations };
        let failure = |kind| Err(RootError { kind, iterations, point: x, value });
        if value.iter().all(|g| g.is_zero()) {
            return Ok(found);
        }
        let step = match solve(jacobian, value) {
            Ok(step) => step,
            Err(ImplicitErrorKind::NotFinite) => return failure(RootErrorKind::NotFinite),
            Err(ImplicitErrorKind::Singular) => return failure(RootErrorKind::Singular),
        };
        let (small, ended) = watch.step(x, step, value, jacobian);
        if ended {
            return Ok(found);
        }
        if iterations >= if small { LIMIT_OF_SMALL_STEPS } else { LIMIT } {
            return failure(RootErrorKind::NoConvergence);
        }
        x = from_fn(|i| x[i] - step[i]);
        iterations += 1;
    }
}

/// What tells the last step from the others.
struct Watch<T, const M: usize> {
    /// The largest coordinate on the way: towards a root at 0 the last one says nothing of what is small.
    scale: T,
    /// Each coordinate's largest, forgotten by and by: a root is not known well enough because the start was far away, or another unknown is
    /// large.
    lately: [T; M],
    /// True from the first small step on.
    near: bool,
    /// Of each `|g_i|` the least and the most since then: one equation may be down to rounding before another. While steps are small beside a
    /// large coordinate, far from the root, it falls or grows.
    ranges: [(T, T); M],
}

impl<T: PrimitiveFloat, const M: usize> Watch<T, M> {
    fn new() -> Self {
        Self { scale: T::zero(), lately: [T::zero(); M], near: false, ranges: [(T::infinity(), T::zero()); M] }
    }

    /// Whether `step`, which leads on from `x`, is small, and whether `x` is the end.
    fn step(&mut self, x: [T; M], step: [T; M], g: [T; M], jacobian: [[T; M]; M]) -> (bool, bool) {
        self.scale = self.scale.max(largest(x));
        self.lately = from_fn(|i| x[i].abs().max(self.lately[i] * T::literal(0.25)));
        let within = |relative: T| move |(step, size): (&T, &T)| step.abs() <= size.abs() * relative;
        let exact = step.iter().zip(&x).all(within(T::epsilon()));
        let small = largest(step) <= self.scale * T::epsilon().sqrt();
        self.near |= small;
        let close = step.iter().zip(&self.lately).all(within(T::epsilon().sqrt())) || self.is_rounding(g, jacobian);
        let settled = !self.near || self.settle(g);
        (small, exact || small && close && settled)
    }

    /// Whether every `g_i` is as small as some ulps of the coordinates make it: `|g_i| <= 16 epsilon sum_j |dg_i/dx_j| s_j`, with `s = lately`.
    fn is_rounding(&self, g: [T; M], jacobian: [[T; M]; M]) -> bool {
        let ulps = T::epsilon() * T::literal(16.0);
        g.iter().zip(&jacobian).all(|(g, row)| {
            g.abs() <= row.iter().zip(&self.lately).fold(T::zero(), |sum, (slope, &size)| sum + slope.abs() * (size * ulps))
        })
    }

    /// Whether every `|g_i|` is within a factor of 2 of its range, which grows to hold it; a larger one starts its range anew.
    fn settle(&mut self, g: [T; M]) -> bool {
        let two = T::literal(2.0);
        let mut settled = true;
        for ((least, most), g) in self.ranges.iter_mut().zip(g.map(|g| g.abs())) {
            let (falls, grows) = (g * two < *least, g > *most * two);
            settled &= !(falls || grows);
            (*least, *most) = if grows { (g, g) } else { (least.min(g), most.max(g)) };
        }
        settled
    }
}

/// What [`root`] found.
///
/// ```
/// use dual_numbers::root;
/// let root = root(|x| x * x - 2.0, 1.0)?;
/// assert!((root.x - 2.0_f64.sqrt()).abs() < 1e-15 && root.residual < 1e-15 && root.iterations < 10);
/// # Ok::<(), dual_numbers::RootError<f64>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Root<Y: Numbers> {
    /// The root.
    pub x: Y,
    /// The largest `|g_i(x)|` there.
    pub residual: Y::Number,
    /// How many steps led there.
    pub iterations: usize,
}

impl<Y: Numbers> Root<Y> {
    /// The same root in another shape.
    pub(crate) fn map<Z: Numbers<Number = Y::Number>>(self, f: impl Fn(Y) -> Z) -> Root<Z> {
        Root { x: f(self.x), residual: self.residual, iterations: self.iterations }
    }
}

/// Why [`root`] found none, and where it stood.
///
/// ```
/// use dual_numbers::{RootErrorKind, root};
/// let error = root(|x| x * x + 1.0, 0.0).unwrap_err(); // flat at the start
/// assert_eq!((error.kind, error.iterations, error.point, error.value), (RootErrorKind::Singular, 0, 0.0, 1.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RootError<Y> {
    /// Why.
    pub kind: RootErrorKind,
    /// How many steps were taken.
    pub iterations: usize,
    /// Where they led.
    pub point: Y,
    /// `g` there.
    pub value: Y,
}

/// Why [`root`] found none.
///
/// ```
/// use dual_numbers::{RootErrorKind, root};
/// assert_eq!(root(|x| x.ln(), -1.0).unwrap_err().kind, RootErrorKind::NotFinite);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RootErrorKind {
    /// `g` or its derivative is NaN or infinite.
    NotFinite,
    /// The derivative of `g` is 0, or its Jacobian singular to rounding.
    Singular,
    /// The steps did not become small, or `g` did not settle.
    NoConvergence,
    /// `g` has derivatives where the unknown is a constant: those of a number of an outer derivative, which should enter by its value.
    OuterDerivative,
}

impl<Y> RootError<Y> {
    /// The same error in another shape.
    pub(crate) fn map<Z>(self, f: impl Fn(Y) -> Z) -> RootError<Z> {
        RootError { kind: self.kind, iterations: self.iterations, point: f(self.point), value: f(self.value) }
    }
}

impl<Y: Debug> Display for RootError<Y> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            RootErrorKind::NotFinite => "g or its derivative is not finite",
            RootErrorKind::Singular => "the derivative of g is singular",
            RootErrorKind::NoConvergence => "no convergence",
            RootErrorKind::OuterDerivative => "g captures a number of an outer derivative, which should enter by its value, `p.value()`;",
        })?;
        write!(f, " at x = {:?} (iteration {}), where g = {:?}", self.point, self.iterations, self.value)
    }
}

impl<Y: Debug> core::error::Error for RootError<Y> {}
