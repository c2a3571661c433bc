//! [`Taylor`]: a value and `K` Taylor coefficients of a function of one variable.

mod powers;
mod recurrences;

use core::array::from_fn;

use num_traits::{ConstZero, Num};

use crate::DualNum;
use crate::arrays::{map, zip};
use crate::quotient::Quotient;

pub(crate) use powers::{cbrt, powf, powf_constant, powi};
pub(crate) use recurrences::*;

/// A truncated Taylor series: a value and `K` coefficients, `coefficients[k-1]` belonging to `t^k`.
///
/// `re + coefficients[0] t + ... + coefficients[K-1] t^K`, with `t^(K+1) = 0`. A function of a variable `x` leaves the coefficients
/// `f^(k)(x) / k!`: the factorials are divided out, and [`Taylor::derivatives`] puts them back. An operation takes of the order of `K^2`
/// multiplications (a few of `K^3`: `powi`, by Horner's rule, up to `K^3 / 6`; `log` to a number, some `powf`, `atan2` over other numbers of
/// this crate), where nested dual numbers have `2^K` parts: see chapter 13 of A. Griewank and A. Walther, "Evaluating Derivatives", 2nd
/// edition, SIAM 2008.
///
/// It composes with the other numbers both ways: `Dual<Taylor<f64, K>>` carries the partial derivatives of every coefficient, and
/// `Taylor<Dual<f64>, K>` the same parts in the other order. A [`Rule`](crate::Rule) of the user's own works at every order.
///
/// ```
/// use dual_numbers::Taylor;
/// let f = Taylor::<f64, 3>::variable(2.0).powi(3); // (2 + t)^3 = 8 + 12 t + 6 t^2 + t^3
/// assert_eq!((f.re, f.coefficients), (8.0, [12.0, 6.0, 1.0]));
/// assert_eq!(f.derivatives(), [12.0, 12.0, 6.0]);
/// ```
#[doc(alias("jet"))]
#[derive(Clone, Copy, Debug)]
pub struct Taylor<T, const K: usize> {
    /// The value.
    pub re: T,
    /// The coefficients of `t`, `t^2`, ..., `t^K`: derivatives divided by `1!`, `2!`, ..., `K!`.
    pub coefficients: [T; K],
}

// ----------------------------------------------------------------------------------------------------- constructors

impl<T, const K: usize> Taylor<T, K> {
    /// A number from all its parts.
    ///
    /// ```
    /// use dual_numbers::Taylor;
    /// let x = Taylor::new(2.0, [1.0, 0.0]);
    /// assert_eq!((x * x).coefficients, [4.0, 1.0]);
    /// ```
    #[must_use]
    #[inline(always)]
    pub const fn new(re: T, coefficients: [T; K]) -> Self {
        Self { re, coefficients }
    }
}

impl<T: Clone + Num, const K: usize> Taylor<T, K> {
    /// A constant: every coefficient is zero.
    ///
    /// ```
    /// use dual_numbers::Taylor;
    /// assert_eq!(Taylor::<f64, 2>::constant(2.0).coefficients, [0.0, 0.0]);
    /// ```
    #[must_use]
    #[inline(always)]
    pub fn constant(re: T) -> Self {
        Self::new(re, from_fn(|_| T::zero()))
    }

    /// The variable `re + t`: its first derivative is 1, the others are 0.
    ///
    /// ```
    /// use dual_numbers::Taylor;
    /// assert_eq!(Taylor::<f64, 3>::variable(2.0).coefficients, [1.0, 0.0, 0.0]);
    /// ```
    #[must_use]
    #[inline(always)]
    pub fn variable(re: T) -> Self {
        Self::new(re, from_fn(|i| if i == 0 { T::one() } else { T::zero() }))
    }
}

impl<T: ConstZero, const K: usize> Taylor<T, K> {
    /// A constant, known at compile time.
    pub(crate) const fn const_constant(re: T) -> Self {
        Self::new(re, [T::ZERO; K])
    }
}

impl<T: DualNum, const K: usize> Taylor<T, K> {
    /// The derivatives `f', f'', ..., f^(K)`: the coefficients times `1!, 2!, ..., K!`.
    ///
    /// ```
    /// use dual_numbers::Taylor;
    /// assert_eq!(Taylor::<f64, 4>::variable(1.0).recip().derivatives(), [-1.0, 2.0, -6.0, 24.0]);
    /// ```
    #[must_use]
    #[inline(always)]
    pub fn derivatives(&self) -> [T; K] {
        // Two factors, because k! overflows before a derivative does: from 35! for f32, from 171! for f64.
        let mut factors = [1.0, 1.0];
        from_fn(|i| {
            let k = float(i + 1);
            let place = usize::from(T::literal(factors[0] * k).is_infinite());
            factors[place] *= k;
            self.coefficients[i].times(factors[0]).times(factors[1])
        })
    }
}

// ------------------------------------------------------------------------------------------------------- chain rule

impl<T: DualNum, const K: usize> Taylor<T, K> {
    /// The chain rule, for a function whose value `f` and Taylor coefficients `f^(k)/k!` at `self.re` are known (a table, a black box).
    ///
    /// `f + coefficients[0] d + ... + coefficients[K-1] d^K` with `d = self - self.re`; what is zero in `d` stays zero, whatever the
    /// coefficients are.
    ///
    /// ```
    /// use dual_numbers::Taylor;
    /// let x = Taylor::<f64, 2>::variable(3.0);
    /// let y = (x * 2.0).chain(36.0, [12.0, 1.0]); // u^2 at 6: 36 + 12 d + d^2, with d = 2 t
    /// assert_eq!((y.re, y.coefficients), (36.0, [24.0, 4.0]));
    /// ```
    #[must_use]
    #[inline(always)]
    pub fn chain(self, f: T, coefficients: [T; K]) -> Self {
        self.chain_up_to(K, f, coefficients)
    }

    /// The chain rule for a function of which only the first `degree` coefficients are not zero.
    #[inline(always)]
    fn chain_up_to(self, degree: usize, f: T, coefficients: [T; K]) -> Self {
        let outer = Self::new(f, coefficients);
        if coefficients.iter().all(T::all_finite) { self.horner(degree, outer, |d, y| d * y) } else { self.horner(degree, outer, T::scale) }
    }

    /// Horner's rule for the series `outer` in `d = self - self.re`, with `times(part of d, part of y)` for the products.
    #[inline(always)]
    fn horner(self, degree: usize, outer: Self, times: impl Fn(T, T) -> T) -> Self {
        let mut y = Self::constant(*outer.part(degree));
        for done in (0..K).rev().filter(|&done| done < degree) {
            // y = outer_done + d y: `done` factors d are still to come, so orders above K - done cannot matter.
            for k in (1..K + 1).rev().filter(|&k| k <= K - done) {
                let last = times(*self.part(k), y.re);
                y.coefficients[k - 1] = fold_below::<T, K>(k, last, |sum, j| sum + times(*self.part(j), *y.part(k - j)));
            }
            y.re = *outer.part(done);
        }
        y
    }

    /// Where a rule of one variable is evaluated: the chain rule needs the derivative as a series.
    #[inline(always)]
    pub(crate) fn argument(&self) -> Self {
        *self
    }

    /// The chain rule over a rule's answer: `y = f + integral df x'`.
    #[inline(always)]
    pub(crate) fn compose(self, (f, df): (Self, Self)) -> Self {
        self.integral(f.re, df)
    }

    /// Where a rule of two variables is evaluated.
    #[inline(always)]
    pub(crate) fn arguments(&self, other: &Self) -> (Self, Self) {
        (*self, *other)
    }

    /// The chain rule over the answer of a rule of two variables: `f + integral (fx x' + fy y')`.
    #[inline(always)]
    pub(crate) fn compose2(self, other: Self, (f, fx, fy): (Self, Self, Self)) -> Self {
        let (dx, dy) = (self.integral(T::zero(), fx), other.integral(T::zero(), fy));
        Self { re: f.re, ..dx + dy }
    }

    /// `f + integral slope x'`, for the function of `self = x` whose value is `f` and whose derivative is the series `slope`.
    ///
    /// Outside of its domain, where `f` is NaN, a function has no derivative.
    #[inline(always)]
    fn integral(self, f: T, slope: Self) -> Self {
        let slope = if f.is_nan() { Self::new(f, [f; K]) } else { slope };
        Self::new(f, from_fn(|i| self.rise(&slope, i + 1)))
    }

    /// Coefficient `k` of `integral slope x'`, which `slope_0, ..., slope_(k-1)` determine: `(1/k) sum_(j=1..k) j x_j slope_(k-j)`.
    ///
    /// So the solution of a differential equation `y' = slope x'`, with a slope that depends on `y`, grows coefficient by coefficient.
    #[inline(always)]
    fn rise(&self, slope: &Self, k: usize) -> T {
        let sum = fold_below::<T, K>(k, T::zero(), |sum, j| sum + T::scale(self.part(j).times(float(j)), *slope.part(k - j)));
        T::scale(*self.part(k), slope.re) + sum.times(1.0 / float(k))
    }
}

/// Folds over the orders `0 < j < k`. The loop has constant bounds, so that the compiler unrolls it.
#[inline(always)]
fn fold_below<A, const K: usize>(k: usize, first: A, f: impl Fn(A, usize) -> A) -> A {
    (1..K).fold(first, |sum, j| if j < k { f(sum, j) } else { sum })
}

/// An order as a number.
#[inline(always)]
fn float(k: usize) -> f64 {
    k as f64
}

// ---------------------------------------------------------------------------------------------------------- algebra

impl<T, const K: usize> Taylor<T, K> {
    /// The coefficient of `t^k`, the value for `k = 0`.
    #[inline(always)]
    fn part(&self, k: usize) -> &T {
        if k == 0 { &self.re } else { &self.coefficients[k - 1] }
    }
}

impl<T: Clone, const K: usize> Taylor<T, K> {
    /// The highest order of derivative, beside those of `T`.
    pub(crate) const OWN_ORDER: usize = K;

    /// `f` of every part.
    #[inline(always)]
    pub(crate) fn map(self, f: impl Fn(T) -> T) -> Self {
        Self::new(f(self.re), map(&self.coefficients, f))
    }

    /// `f` of every pair of parts.
    #[inline(always)]
    pub(crate) fn zip(self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        Self::new(f(self.re, other.re), zip(&self.coefficients, &other.coefficients, f))
    }

    /// True if `p` holds for every pair of parts.
    #[inline(always)]
    pub(crate) fn all(&self, other: &Self, mut p: impl FnMut(&T, &T) -> bool) -> bool {
        p(&self.re, &other.re) && self.coefficients.iter().zip(&other.coefficients).all(|(a, b)| p(a, b))
    }
}

impl<T: Clone + Num, const K: usize> Taylor<T, K> {
    /// Cauchy: `(a b)_k = sum a_j b_(k-j)`, with `times(part of self, value of other)` and `cross(part of self, derivative of other)`
    /// for the products.
    #[inline(always)]
    pub(crate) fn leibniz(self, other: Self, times: impl Fn(T, T) -> T, cross: impl Fn(T, T) -> T) -> Self {
        let (a, b) = (self, other);
        let t = |k: usize| times(a.part(k).clone(), b.re.clone());
        let c = |j: usize, k: usize| cross(a.part(j).clone(), b.part(k).clone());
        Self::new(
            t(0),
            from_fn(|i| {
                let k = i + 1;
                fold_below::<T, K>(k, t(k) + c(0, k), |sum, j| sum + c(j, k - j))
            }),
        )
    }

    /// Outside of the domain: every derivative `nan`, from the first one that is not zero on.
    #[cold]
    pub(crate) fn undefined(self, nan: &T) -> Self {
        let zeros = self.coefficients.iter().take_while(|a| a.is_zero()).count();
        Self::new(nan.clone(), from_fn(|i| if i < zeros { self.coefficients[i].clone() } else { nan.clone() }))
    }

    /// `q = a / b` solves `q b = a`: `q_k = (a_k - sum_(j=1..k) q_(k-j) b_j) / b_0`.
    #[inline(always)]
    pub(crate) fn quotient(self, other: Self) -> Self {
        let (a, b) = (self, other);
        let quotient = Quotient::new(a.re.clone(), b.re.clone());
        let mut q = Self::constant(quotient.value());
        for k in 1..K + 1 {
            let rest = fold_below::<T, K>(k, a.part(k).clone(), |rest, j| rest - guarded(q.part(k - j), b.part(j)));
            let [q_k] = quotient.partials(&[rest], &[b.part(k).clone()]);
            q.coefficients[k - 1] = q_k;
        }
        q.with_value(quotient.value())
    }
}

/// `factor * direction`, zero where the direction is. No test for 1, as `minus_product` has it: it would cost 6 % of a third derivative.
#[inline(always)]
fn guarded<T: Clone + Num>(factor: &T, direction: &T) -> T {
    if direction.is_zero() { direction.clone() } else { factor.clone() * direction.clone() }
}
