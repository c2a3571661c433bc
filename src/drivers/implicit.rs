//! Derivatives of a root with respect to the parameters of its equation.

use core::array::from_fn;
use core::fmt::{self, Debug, Display, Formatter};

use crate::drivers::linear::solve;
use crate::{Dual, DualNum, Numbers, jacobian};

/// The root `y(p)` of `g(y, p) = 0` as a number of the parameters' type, with the derivatives `dy/dp = -(dg/dy)^-1 dg/dp` and all higher
/// ones that the type carries.
///
/// `y` is the root on plain floats, found by any solver ([`root`](crate::root), bisection, a table); its iterations are not differentiated.
/// `y` is a number, or an array of `M` of them with `g` giving `M` equations; `p` is a number or an array of them: [`Dual`],
/// [`HyperDual`](crate::HyperDual), nested numbers. What comes out goes on through further code.
///
/// ```
/// use dual_numbers::{Dual, HyperDual, implicit_derivative};
/// // y^2 = p at p = 4: dy/dp = 1 / (2 y)
/// let y = implicit_derivative(|y, p| y * y - p, 2.0, Dual::variable(4.0))?;
/// assert_eq!((y.re, y.derivative()), (2.0, 0.25));
///
/// // d2y/dp2 = -1 / (4 y^3), and on through further code: y^4 = p^2
/// let y = implicit_derivative(|y, p| y * y - p, 2.0, HyperDual::variable(4.0))?;
/// assert_eq!(y.eps12, [[-1.0 / 32.0]]);
/// assert_eq!(y.powi(4).eps12, [[2.0]]);
///
/// // Two unknowns, two parameters: sum and product.
/// let g = |[a, b]: [_; 2], [s, p]: [_; 2]| [a + b - s, a * b - p];
/// let [a, b] = implicit_derivative(g, [2.0, 3.0], Dual::variables([5.0, 6.0]))?;
/// assert_eq!((a.eps, b.eps), ([-2.0, 1.0], [3.0, -1.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Method
///
/// Newton's method on the equation in the numbers of the parameters, from the constant `y`: infinitesimals vanish when multiplied often
/// enough, so each step doubles the number of right orders, and one step is exact for first derivatives, two for second and third, three up
/// to the seventh. (R. P. Brent and H. T. Kung, "Fast Algorithms for Manipulating Formal Power Series", J. ACM 25 (1978), section 3; the
/// first order is the implicit function theorem.) `g` works one level of nesting deeper than the parameters, for `dg/dy`, and is called
/// once per step; a number of the parameters' level enters it through `p`, or by [`Dual::constant`].
///
/// The value of the answer is `y`, bit for bit. If `g(y, p)` is not exactly 0, the result is the derivative of the curve `g = const`
/// through `y`. So a small error in `y` gives an error of the same order, and a `y` that is no root gives the derivatives of another
/// function.
///
/// # Errors
///
/// If `g` or `dg/dy` is NaN or infinite at `y`, or if `dg/dy` is 0 or singular to rounding, as at a double root:
///
/// ```
/// use dual_numbers::{Dual, implicit_derivative};
/// let error = implicit_derivative(|y, p| y * y - p, 0.0, Dual::variable(0.0)).unwrap_err();
/// assert_eq!(error.to_string(), "dg/dy is singular at y = 0.0, where g = 0.0");
/// ```
pub fn implicit_derivative<Y, P, G>(g: G, y: Y, p: P) -> Result<Y::Of<P::Number>, ImplicitError<Y>>
where
    P: Numbers,
    Y: Numbers<Number = <P::Number as DualNum>::Primitive>,
    G: FnMut(Y::Of<Y::Partials<P::Number>>, P::Of<Y::Partials<P::Number>>) -> Y::Of<Y::Partials<P::Number>>,
{
    Y::implicit(g, y, p)
}

pub(crate) fn implicit_array<D: DualNum, P: Numbers<Number = D>, G, const M: usize>(
    mut g: G,
    y: [D::Primitive; M],
    p: P,
) -> Result<[D; M], ImplicitError<[D::Primitive; M]>>
where
    G: FnMut([Dual<D, M>; M], P::Of<Dual<D, M>>) -> [Dual<D, M>; M],
{
    let p = p.map_each(Dual::constant);
    let mut x = y.map(D::from_value);
    for _ in 0..newton_steps::<D>() {
        let (value, jacobian) = jacobian(|x| g(x, p), x);
        let step = solve(jacobian, value.map(|g| g - g.value()));
        let step = step.map_err(|kind| ImplicitError { kind, point: y, value: value.map(|g| g.value()) })?;
        // The value of a step is 0, and y - 0 is y, but for -0.0 - -0.0.
        x = from_fn(|i| x[i] - (step[i] + D::zero()));
    }
    Ok(x)
}

/// The steps after which every order that `D` carries is right: `s` of them reach order `2^s - 1`.
pub(crate) fn newton_steps<D: DualNum>() -> u32 {
    (D::ORDER + 1).next_power_of_two().ilog2()
}

/// Why a root has no derivative, and the root.
///
/// ```
/// use dual_numbers::{Dual, ImplicitErrorKind, implicit_derivative};
/// let error = implicit_derivative(|y, p| y * y - p, 0.0, Dual::variable(0.0)).unwrap_err(); // sqrt(p) at 0
/// assert_eq!((error.kind, error.point), (ImplicitErrorKind::Singular, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ImplicitError<Y> {
    /// Why.
    pub kind: ImplicitErrorKind,
    /// The root.
    pub point: Y,
    /// `g` there.
    pub value: Y,
}

/// Why a root has no derivative.
///
/// ```
/// use dual_numbers::{Dual, ImplicitErrorKind, implicit_derivative};
/// let error = implicit_derivative(|y, p| y.ln() - p, -1.0, Dual::variable(0.0)).unwrap_err();
/// assert_eq!(error.kind, ImplicitErrorKind::NotFinite);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImplicitErrorKind {
    /// `g` or `dg/dy` is NaN or infinite.
    NotFinite,
    /// `dg/dy` is 0, or singular to rounding.
    Singular,
}

impl<Y> ImplicitError<Y> {
    /// The same error in another shape.
    pub(crate) fn map<Z>(self, f: impl Fn(Y) -> Z) -> ImplicitError<Z> {
        ImplicitError { kind: self.kind, point: f(self.point), value: f(self.value) }
    }
}

impl<Y: Debug> Display for ImplicitError<Y> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ImplicitErrorKind::NotFinite => "g or dg/dy is not finite",
            ImplicitErrorKind::Singular => "dg/dy is singular",
        })?;
        write!(f, " at y = {:?}, where g = {:?}", self.point, self.value)
    }
}

impl<Y: Debug> core::error::Error for ImplicitError<Y> {}
