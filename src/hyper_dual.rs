//! [`HyperDual`]: a value, two gradients, and an `M x N` block of mixed second partial derivatives.

use core::array::from_fn;

use num_traits::{ConstZero, Num};

use crate::arrays::{each, each_entry, map, zip};
use crate::dual::{scale_all, unit};
use crate::quotient::{Quotient, is_finite, is_zero_throughout, minus_product};
use crate::{Dual, DualNum};

/// A hyper-dual number: a value, its first derivatives in `M` and in `N` directions, and the `M x N` mixed second derivatives.
///
/// `re + eps1 e1 + eps2 e2 + eps12 e1 e2` with `e1^2 = e2^2 = 0`, where `e1 e2` is not 0. `HyperDual<f64>` is the four-part number of
/// J. A. Fike and J. J. Alonso, "The Development of Hyper-Dual Numbers for Exact Second-Derivative Calculations", AIAA 2011-886;
/// `HyperDual<f64, M, N>` carries a block of a Hessian. Second derivatives follow from the rules of first ones, evaluated on [`Dual`].
///
/// ```
/// use dual_numbers::HyperDual;
/// let f = HyperDual::variable(2.0).powi(3);
/// assert_eq!((f.re, f.eps1, f.eps2, f.eps12), (8.0, [12.0], [12.0], [[12.0]]));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HyperDual<T = f64, const M: usize = 1, const N: usize = 1> {
    /// The value.
    pub re: T,
    /// The partial derivatives in the first `M` directions.
    pub eps1: [T; M],
    /// The partial derivatives in the other `N` directions.
    pub eps2: [T; N],
    /// The mixed second partial derivatives, `eps12[i][j]` in directions `i` of `eps1` and `j` of `eps2`.
    pub eps12: [[T; N]; M],
}

// ----------------------------------------------------------------------------------------------------- constructors

impl<T, const M: usize, const N: usize> HyperDual<T, M, N> {
    /// A number from all its parts.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// let x = HyperDual::new(2.0, [1.0], [1.0, 0.0], [[0.0, 0.0]]);
    /// assert_eq!((x * x).eps12, [[2.0, 0.0]]);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub const fn new(re: T, eps1: [T; M], eps2: [T; N], eps12: [[T; N]; M]) -> Self {
        Self { re, eps1, eps2, eps12 }
    }
}

impl<T: Clone + Num, const M: usize, const N: usize> HyperDual<T, M, N> {
    /// A constant: every derivative is zero.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// assert_eq!(HyperDual::<f64, 2, 1>::constant(2.0).eps12, [[0.0], [0.0]]);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn constant(re: T) -> Self {
        Self::from_directions(re, from_fn(|_| T::zero()), from_fn(|_| T::zero()))
    }

    /// A number that is linear in its directions.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn from_directions(re: T, eps1: [T; M], eps2: [T; N]) -> Self {
        Self::new(re, eps1, eps2, from_fn(|_| from_fn(|_| T::zero())))
    }
}

impl<T: ConstZero, const M: usize, const N: usize> HyperDual<T, M, N> {
    /// A constant, known at compile time.
    pub(crate) const fn const_constant(re: T) -> Self {
        Self::new(re, [T::ZERO; M], [T::ZERO; N], [const { [T::ZERO; N] }; M])
    }
}

impl<T: Clone + Num, const N: usize> HyperDual<T, N, N> {
    /// `N` variables, number `i` seeded in both directions `i`, so that `eps12` becomes the Hessian.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// let [x, y] = HyperDual::variables([3.0, 2.0]);
    /// assert_eq!((x * y * y).eps12, [[0.0, 4.0], [4.0, 6.0]]);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variables(re: [T; N]) -> [Self; N] {
        from_fn(|i| Self::from_directions(re[i].clone(), unit(i), unit(i)))
    }
}

impl<T: Clone + Num> HyperDual<T> {
    /// The variable of a function of one variable: derivative 1 in both directions.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// assert_eq!(HyperDual::variable(2.0).ln().eps12, [[-0.25]]);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn variable(re: T) -> Self {
        Self::from_directions(re, [T::one()], [T::one()])
    }
}

impl<T: Clone> HyperDual<T> {
    /// The derivative in the first direction, of a number with one direction on each side.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// assert_eq!(HyperDual::variable(2.0).powi(3).derivative(), 12.0);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn derivative(&self) -> T {
        self.eps1[0].clone()
    }

    /// The second derivative, of a number with one direction on each side.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// assert_eq!(HyperDual::variable(2.0).powi(3).second_derivative(), 12.0);
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn second_derivative(&self) -> T {
        self.eps12[0][0].clone()
    }
}

// ------------------------------------------------------------------------------------------------------- chain rule

impl<T: DualNum, const M: usize, const N: usize> HyperDual<T, M, N> {
    /// The chain rule, for a function whose value `f`, derivative `df` and second derivative `d2f` at `self.re` are known.
    ///
    /// `(f, df * eps1, df * eps2, df * eps12 + d2f * eps1 eps2)`; a zero direction stays zero, whatever `df` and `d2f` are.
    ///
    /// ```
    /// use dual_numbers::HyperDual;
    /// let y = HyperDual::variable(2.0).chain(4.0, 4.0, 2.0); // x^2 at 2
    /// assert_eq!((y.re, y.eps1, y.eps12), (4.0, [4.0], [[2.0]]));
    /// ```
    #[must_use]
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub fn chain(self, f: T, df: T, d2f: T) -> Self {
        self.compose((Dual::constant(f), Dual::new(df, scale_all(&self.eps1, d2f))))
    }

    /// Where a rule of one variable is evaluated. Along `eps1`, and not along 1: f'' by itself may overflow where its product with `eps1` does not.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn argument(&self) -> Dual<T, M> {
        Dual::new(self.re, self.eps1)
    }

    /// The chain rule over a rule's answer: the derivative parts of f' are `f'' eps1`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn compose(self, (f, df): (Dual<T, M>, Dual<T, M>)) -> Self {
        self.along(f.re, df)
    }

    /// Where a rule of two variables is evaluated.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn arguments(&self, other: &Self) -> (Dual<T, M>, Dual<T, M>) {
        (self.argument(), other.argument())
    }

    /// The chain rule over the answer of a rule of two variables.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn compose2(self, other: Self, (f, fx, fy): (Dual<T, M>, Dual<T, M>, Dual<T, M>)) -> Self {
        let sum = self.along(f.re, fx).zip(other.along(f.re, fy), |a, b| a + b);
        Self { re: f.re, ..sum }
    }

    /// The value `f`, and the derivatives that its slope `df` along one argument gives.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn along(&self, f: T, df: Dual<T, M>) -> Self {
        if M * N == 1 {
            // As `Dual` does: of few parts a choice for each costs less than a test with its rare way behind it.
            self.follow(f, df, T::scale, T::strong)
        } else if T::all_finite(&df.eps.iter().chain(&self.eps2).fold(df.re, |sum, &factor| sum + factor)) {
            // A sum is finite only if its terms are: one test for all parts.
            self.follow(f, df, |direction, df| direction * df, |d2f, direction| d2f * direction)
        } else {
            // A copy, so that the parts of the quick way stay in registers.
            self.follow_in_care(f, df).map(|part| part)
        }
    }

    /// The same where something is infinite or NaN.
    #[cold]
    #[inline(never)]
    fn follow_in_care(self, f: T, df: Dual<T, M>) -> Self {
        // Finite ones are multiplied as above, so that an entry does not depend on the other directions of its block.
        let are_finite = |a: T, b: T| T::all_finite(&a) && T::all_finite(&b);
        let first = |direction: T, df: T| if are_finite(direction, df) { direction * df } else { T::scale(direction, df) };
        let second = |d2f: T, direction: T| if are_finite(d2f, direction) { d2f * direction } else { T::strong(d2f, direction) };
        self.follow(f, df, first, second)
    }

    /// `(f, df eps1, df eps2, df eps12 + (f'' eps1) eps2)`, with `first(direction, df)` and `second(f'' eps1, direction)` for the products.
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn follow(&self, f: T, df: Dual<T, M>, first: impl Fn(T, T) -> T, second: impl Fn(T, T) -> T) -> Self {
        let eps12 = each_entry(&self.eps12, |i, j| first(self.eps12[i][j], df.re) + second(df.eps[i], self.eps2[j]));
        Self::new(f, map(&self.eps1, |d| first(d, df.re)), map(&self.eps2, |d| first(d, df.re)), eps12)
    }

    /// The number with 0 for every derivative -0.0: where a function does not depend on a direction, the sign of the zero depends on the
    /// directions beside it.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn with_positive_zeros(self) -> Self {
        self + Self::constant(-T::zero())
    }
}

// ---------------------------------------------------------------------------------------------------------- algebra

impl<T: Clone, const M: usize, const N: usize> HyperDual<T, M, N> {
    /// The highest order of derivative, beside those of `T`.
    pub(crate) const OWN_ORDER: usize = 2;

    /// `f` of every part.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn map(self, f: impl Fn(T) -> T) -> Self {
        Self::new(f(self.re), map(&self.eps1, &f), map(&self.eps2, &f), each_entry(&self.eps12, |i, j| f(self.eps12[i][j].clone())))
    }

    /// `f` of every pair of parts.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn zip(self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        Self::new(
            f(self.re, other.re),
            zip(&self.eps1, &other.eps1, &f),
            zip(&self.eps2, &other.eps2, &f),
            each_entry(&self.eps12, |i, j| f(self.eps12[i][j].clone(), other.eps12[i][j].clone())),
        )
    }

    /// True if `p` holds for every pair of parts.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn all(&self, other: &Self, mut p: impl FnMut(&T, &T) -> bool) -> bool {
        let value = p(&self.re, &other.re);
        let mut pairs = |a: &[T], b: &[T]| a.iter().zip(b).all(|(a, b)| p(a, b));
        value
            && pairs(&self.eps1, &other.eps1)
            && pairs(&self.eps2, &other.eps2)
            && pairs(self.eps12.as_flattened(), other.eps12.as_flattened())
    }
}

impl<T: Clone + Num, const M: usize, const N: usize> HyperDual<T, M, N> {
    /// Leibniz: `(a b)_12 = (a_12 b + a_1 b_2) + (b_12 a + b_1 a_2)`, with `times(part of self, value of other)` and
    /// `cross(part of self, derivative of other)` for the products.
    ///
    /// In two like halves: in a square they are one, and the compiler computes it once.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn leibniz(self, other: Self, times: impl Fn(T, T) -> T, cross: impl Fn(T, T) -> T) -> Self {
        let (a, b) = (self, other);
        let t = |x: &T| times(x.clone(), b.re.clone());
        let c = |x: &T, y: &T| cross(x.clone(), y.clone());
        let both = |da: T, db: T| t(&da) + c(&a.re, &db);
        let left = each_entry(&a.eps12, |i, j| t(&a.eps12[i][j]) + c(&a.eps1[i], &b.eps2[j]));
        let right = each_entry(&b.eps12, |i, j| c(&a.re, &b.eps12[i][j]) + c(&a.eps2[j], &b.eps1[i]));
        let eps12 = each_entry(&left, |i, j| left[i][j].clone() + right[i][j].clone());
        Self::new(t(&a.re), zip(&a.eps1, &b.eps1, both), zip(&a.eps2, &b.eps2, both), eps12)
    }

    /// Outside of the domain: every derivative `nan`, but where the direction is zero, for a second one either of its two.
    #[cold]
    pub(crate) fn undefined(self, nan: &T) -> Self {
        let or_nan = |a: T, is_zero: bool| if is_zero { a } else { nan.clone() };
        let (eps1, eps2, eps12) = (&self.eps1, &self.eps2, &self.eps12);
        let second = |i: usize, j: usize| or_nan(eps12[i][j].clone(), eps12[i][j].is_zero() && (eps1[i].is_zero() || eps2[j].is_zero()));
        let first = |a: T| or_nan(a.clone(), a.is_zero());
        Self::new(nan.clone(), map(eps1, first), map(eps2, first), each_entry(eps12, second))
    }

    /// `q = a / b` solves `q b = a`: `q_i = (a_i - q b_i) / b`, `q_12 = (a_12 - q_1 b_2 - q_2 b_1 - q b_12) / b`.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn quotient(self, other: Self) -> Self {
        let (a, b) = (self, other);
        let q = Quotient::new(a.re, b.re);
        let (q1, q2) = (q.partials(&a.eps1, &b.eps1), q.partials(&a.eps2, &b.eps2));
        let tame = q.is_tame(&q1, &q2);
        let minus = |a: T, q: &T, b: &T| if tame { a - q.clone() * b.clone() } else { minus_product_in_care(a, q.clone(), b.clone()) };
        let rest = each_entry(&a.eps12, |i, j| minus(minus(a.eps12[i][j].clone(), &q1[i], &b.eps2[j]), &q2[j], &b.eps1[i]));
        let q12 = each(&rest, |i| q.partials(&rest[i], &b.eps12[i]));
        let quotient = Self::new(q.value(), q1, q2, q12);
        if tame { quotient } else { quotient.with_value(q.value()) }
    }
}

/// `a - q b`, where a derivative that is zero on either side contributes nothing.
///
/// Finite ones are multiplied as they are everywhere, so that an entry does not depend on the other directions of its block.
#[cold]
#[inline(never)]
fn minus_product_in_care<T: Clone + Num>(a: T, q: T, b: T) -> T {
    if is_finite(&q) && is_finite(&b) {
        a - q * b
    } else if is_zero_throughout(&q) {
        a
    } else {
        minus_product(a, q, b)
    }
}
