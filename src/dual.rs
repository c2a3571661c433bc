//! [`Dual`]: a value and `N` partial derivatives.

use core::array::from_fn;

use num_traits::{ConstZero, Num};

use crate::DualNum;
use crate::arrays::{map, zip};
use crate::quotient::Quotient;

/// A dual number: a value and its partial derivatives in `N` directions.
///
/// `re + eps[0] e_0 + ... + eps[N-1] e_(N-1)` with `e_i e_j = 0`. Ring operations need `T: Clone + Num` (signed integers, rationals,
/// complex numbers; a quotient has a derivative over a field alone); the elementary functions need `T:` [`DualNum`]: `f32`, `f64`, a
/// [`Foreign`](crate::Foreign) float, or a number of this crate over them, so that `Dual<Dual<f64>>` carries second derivatives. `Dual`
/// alone is `Dual<f64>`.
///
/// ```
/// use dual_numbers::Dual;
/// let [x, y] = Dual::variables([3.0, 2.0]);
/// let f = x * y.powi(2); // df/dx = y^2, df/dy = 2 x y
/// assert_eq!((f.re, f.eps), (12.0, [4.0, 12.0]));
/// ```
#[doc(alias("jet", "tangent"))]
#[derive(Clone, Copy, Debug)]
pub struct Dual<T = f64, const N: usize = 1> {
    /// The value.
    pub re: T,
    /// The partial derivatives, one per direction.
    pub eps: [T; N],
}

// ----------------------------------------------------------------------------------------------------- constructors

impl<T, const N: usize> Dual<T, N> {
    /// A number from all its parts.
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// let x = Dual::new(2.0, [1.0, 0.0]);
    /// assert_eq!((x * x).eps, [4.0, 0.0]);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn new(re: T, eps: [T; N]) -> Self {
        Self { re, eps }
    }
}

impl<T: Clone + Num, const N: usize> Dual<T, N> {
    /// A constant: every derivative is zero. In a `const`, by [`new`](Self::new).
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// assert_eq!(Dual::<f64, 2>::constant(2.0).eps, [0.0, 0.0]);
    /// const TWO: Dual = Dual::new(2.0, [0.0]);
    /// ```
    #[doc(alias("from_re", "from_real"))]
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn constant(re: T) -> Self {
        Self::new(re, from_fn(|_| T::zero()))
    }

    /// `N` variables, number `i` seeded in direction `i`.
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// let [x, y] = Dual::variables([3.0, 2.0]);
    /// assert_eq!((x.eps, y.eps), ([1.0, 0.0], [0.0, 1.0]));
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variables(re: [T; N]) -> [Self; N] {
        from_fn(|i| Self::new(re[i].clone(), unit(i)))
    }

    /// Variable number `k`, seeded where the directions are those of variables `first`, `first + 1`, ...: 1 in direction `k - first`, and no
    /// 1 at all if there is no such direction (below `first` the difference wraps round, past every direction).
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn seeded(re: T, k: usize, first: usize) -> Self {
        Self::new(re, unit(k.wrapping_sub(first)))
    }
}

impl<T: ConstZero, const N: usize> Dual<T, N> {
    /// A constant, known at compile time.
    pub(crate) const fn const_constant(re: T) -> Self {
        Self::new(re, [T::ZERO; N])
    }
}

impl<T: Clone + Num> Dual<T> {
    /// The variable of a function of one variable: derivative 1.
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// assert_eq!(Dual::variable(3.0).powi(2).derivative(), 6.0);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variable(re: T) -> Self {
        Self::new(re, [T::one()])
    }
}

impl<T: Clone> Dual<T> {
    /// The derivative, of a number with one direction.
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// assert_eq!(Dual::variable(1.0).exp().derivative(), 1f64.exp());
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn derivative(&self) -> T {
        self.eps[0].clone()
    }
}

/// The unit vector along direction `i`, zero if there is no direction `i`.
///
/// Compares indices rather than storing at one: a store at a run-time index stalls the vector loads that follow. Most variables of a block
/// have no direction in it, and need no comparison.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn unit<T: Num, const N: usize>(i: usize) -> [T; N] {
    if i < N { from_fn(|k| if k == i { T::one() } else { T::zero() }) } else { from_fn(|_| T::zero()) }
}

// ------------------------------------------------------------------------------------------------------- chain rule

impl<T: DualNum, const N: usize> Dual<T, N> {
    /// The chain rule, for a function whose value `f` and derivative `df` at `self.re` are known (a table, a black box).
    ///
    /// `(f, df * eps)`; a zero direction stays zero, whatever `df` is.
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// let x = Dual::variable(2.0);
    /// let y = (x * x).chain(0.25, 3.0); // a table says f(4) = 0.25, f'(4) = 3
    /// assert_eq!((y.re, y.derivative()), (0.25, 12.0));
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn chain(self, f: T, df: T) -> Self {
        Self::new(f, scale_all(&self.eps, df))
    }

    /// Where a rule of one variable is evaluated.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn argument(&self) -> T {
        self.re
    }

    /// The chain rule over a rule's answer.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn compose(self, (f, df): (T, T)) -> Self {
        self.chain(f, df)
    }

    /// Where a rule of two variables is evaluated.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn arguments(&self, other: &Self) -> (T, T) {
        (self.re, other.re)
    }

    /// The chain rule over the answer of a rule of two variables: `fx dx + fy dy`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn compose2(self, other: Self, (f, fx, fy): (T, T, T)) -> Self {
        Self::new(f, zip(&scale_all(&self.eps, fx), &scale_all(&other.eps, fy), |dx, dy| dx + dy))
    }
}

/// Each direction times `factor`, a zero direction staying zero.
///
/// A choice for each direction costs less than a test of the factor with a second loop behind it, and leaves nothing of the zeros in a seed
/// that the compiler knows.
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn scale_all<T: DualNum, const N: usize>(eps: &[T; N], factor: T) -> [T; N] {
    map(eps, |d| T::scale(d, factor))
}

/// Marks a branch as rarely taken, so that the compiler jumps instead of computing both sides.
#[cold]
#[cfg_attr(not(debug_assertions), inline(always))]
pub(crate) fn rare() {}

// ---------------------------------------------------------------------------------------------------------- algebra

impl<T: Clone, const N: usize> Dual<T, N> {
    /// The highest order of derivative, beside those of `T`.
    pub(crate) const OWN_ORDER: usize = 1;

    /// `f` of every part.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn map(self, f: impl Fn(T) -> T) -> Self {
        Self::new(f(self.re), map(&self.eps, f))
    }

    /// `f` of every pair of parts.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn zip(self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        Self::new(f(self.re, other.re), zip(&self.eps, &other.eps, f))
    }

    /// True if `p` holds for every pair of parts.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn all(&self, other: &Self, mut p: impl FnMut(&T, &T) -> bool) -> bool {
        p(&self.re, &other.re) && self.eps.iter().zip(&other.eps).all(|(a, b)| p(a, b))
    }
}

impl<T: Clone + Num, const N: usize> Dual<T, N> {
    /// `(a + a' e)(b + b' e) = a b + (a' b + a b') e`, with `times(part of self, value of other)` and `cross(value of self, derivative of
    /// other)` for the products.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn leibniz(self, other: Self, times: impl Fn(T, T) -> T, cross: impl Fn(T, T) -> T) -> Self {
        let (a, b) = (self.re, other.re);
        let eps = zip(&self.eps, &other.eps, |da, db| times(da, b.clone()) + cross(a.clone(), db));
        Self::new(times(a, b), eps)
    }

    /// Outside of the domain: every derivative `nan`, but where the direction is zero.
    #[cold]
    pub(crate) fn undefined(self, nan: &T) -> Self {
        self.map(|a| if a.is_zero() { a } else { nan.clone() })
    }

    /// `(a + a' e) / (b + b' e) = q + ((a' - q b') / b) e`, with `q = a / b`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn quotient(self, other: Self) -> Self {
        let q = Quotient::new(self.re, other.re);
        Self::new(q.value(), q.partials(&self.eps, &other.eps))
    }
}
