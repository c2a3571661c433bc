//! Division: the quotient of two values, ready for any number of directions, and the whole quotient of a remainder.

use core::array::from_fn;

use num_traits::Num;

use crate::arrays::{each_by_loop, zip};

/// Up to so many directions, it is best to take the rare way of a quotient for all of them if any needs it.
///
/// Of more directions most are alike in a seeded number, 0 with the same factors. Divided one by one they are alike behind the quotient too,
/// and the compiler computes them once.
const FEW: usize = 8;

/// A quotient `q = a / b`, ready to divide any number of directions: `(a' - q b') / b`.
pub(crate) struct Quotient<T> {
    q: T,
    b: T,
    /// `1 / b`: one multiplication per direction.
    r: T,
}

impl<T: Clone + Num> Quotient<T> {
    #[inline(always)]
    pub(crate) fn new(a: T, b: T) -> Self {
        Self { q: a / b.clone(), r: T::one() / b.clone(), b }
    }

    #[inline(always)]
    pub(crate) fn value(&self) -> T {
        self.q.clone()
    }

    /// `(a' - q b') / b` for every direction.
    #[inline(always)]
    pub(crate) fn partials<const N: usize>(&self, da: &[T; N], db: &[T; N]) -> [T; N] {
        if self.is_quick() {
            zip(da, db, |da, db| (da - self.q.clone() * db) * self.r.clone())
        } else if N <= FEW {
            let divided = divide_each(self.q.clone(), self.b.clone(), da.clone(), db.clone());
            // A copy, so that the quotients of the quick way stay in registers.
            from_fn(|i| divided[i].clone())
        } else {
            each_by_loop(da, |i| divide_one(self.q.clone(), self.b.clone(), da[i].clone(), db[i].clone()))
        }
    }

    /// True if `q` is finite and `1 / b` carries full precision.
    ///
    /// A correctly rounded reciprocal misses `r b = 1` by at most half an ulp of 1, and `2 - r b` rounds to 1. One that is subnormal,
    /// infinite, or not there at all (integers) misses it by more.
    #[inline(always)]
    fn is_quick(&self) -> bool {
        let zero_or_nan = self.q.clone() - self.q.clone();
        (T::one() + T::one() - self.r.clone() * self.b.clone() + zero_or_nan).is_one()
    }

    /// True if `q` is finite and so are the partials `q1`, `q2`, since their sum is: then no zero direction can meet an infinite factor.
    #[inline(always)]
    pub(crate) fn is_tame(&self, q1: &[T], q2: &[T]) -> bool {
        is_finite(&q1.iter().chain(q2).fold(self.q.clone(), |sum, q| sum + q.clone()))
    }
}

/// `(a' - q b') / b`, where a direction that is zero contributes no NaN, and outside of the domain every other is one.
#[inline(always)]
fn partial<T: Clone + Num>(q: &T, b: &T, da: T, db: T) -> T {
    let change = minus_product(da, q.clone(), db);
    if change.is_zero() {
        change
    } else if is_nan(q) {
        q.clone()
    } else {
        change / b.clone()
    }
}

/// The same for all directions: out of line, with copies of its arguments, so that the originals stay in registers.
#[cold]
#[inline(never)]
fn divide_each<T: Clone + Num, const N: usize>(q: T, b: T, da: [T; N], db: [T; N]) -> [T; N] {
    zip(&da, &db, |da, db| partial(&q, &b, da, db))
}

/// The same for one of many directions, by value: a reference would keep all of them in memory.
#[cold]
#[inline]
fn divide_one<T: Clone + Num>(q: T, b: T, da: T, db: T) -> T {
    partial(&q, &b, da, db)
}

/// True if the value is NaN, with what any ring has.
#[inline(always)]
#[allow(clippy::eq_op, reason = "NaN alone is not equal to itself")]
pub(crate) fn is_nan<T: PartialEq>(x: &T) -> bool {
    x != x
}

/// True if no part is infinite or NaN: only then is the difference from itself zero in every part. `is_zero` overlooks NaN, `is_one` does not.
#[inline(always)]
pub(crate) fn is_finite<T: Clone + Num>(x: &T) -> bool {
    (T::one() + (x.clone() - x.clone())).is_one()
}

/// True if every part is zero, and none NaN, which `is_zero` overlooks.
#[inline(always)]
pub(crate) fn is_zero_throughout<T: Clone + Num>(x: &T) -> bool {
    x.is_zero() && (T::one() + x.clone()).is_one()
}

/// `a - factor * direction`. Directions 0 and 1, as seeds have them, need no product, in which the zero parts of a nested
/// direction would meet the infinite parts of the factor; 0 is subtracted, since `is_zero` overlooks a part that is NaN.
#[inline(always)]
pub(crate) fn minus_product<T: Clone + Num>(a: T, factor: T, direction: T) -> T {
    if direction.is_zero() {
        a - direction
    } else if direction.is_one() {
        a - factor
    } else {
        a - factor * direction
    }
}

/// The whole number `n` in `x % y = x - n y`: `trunc` of the exact quotient, where `r = x % y`.
///
/// `(x - r) / y` is `n` but for rounding, and `(2 t - 2 t % 1)` rounds the rest `t` to -1, 0 or 1 with ring operations alone.
#[inline]
pub(crate) fn whole_quotient<T: Clone + Num>(x: T, y: T, r: T) -> T {
    let q = (x.clone() - r) / y.clone();
    if is_nan(&(q.clone() - q.clone())) {
        // infinite with the sign of x y, and constant
        return T::one() / (x * T::zero() * y);
    }
    let t = q.clone() % T::one();
    let double = t.clone() + t.clone();
    q - t + (double.clone() - double % T::one())
}
