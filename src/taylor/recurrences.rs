//! The elementary functions of truncated Taylor series: for each an equation, algebraic or differential, solved coefficient by coefficient.
//!
//! Where the rule of a function is an algebraic slope, the series of that slope is integrated, and so are those of `log` to a number and of
//! `atan2` over numbers; the others solve equations that are closed among themselves, because their rules call the function itself. Values are
//! always those of the rules.

use num_traits::{Float, FloatConst, One};

use super::{Taylor, float, fold_below};
use crate::DualNum;
use crate::dual_num::sealed::{Closed, Part};
use crate::rules::{self, slope};

/// `y = integral slope(x) x'`.
macro_rules! integrals {
    ($($name:ident)*) => {
        $(
            #[inline(always)]
            pub(crate) fn $name<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
                x.integral(x.re.$name(), slope::$name(x))
            }
        )*
    };
}
integrals!(asin acos atan asinh acosh atanh);

/// One of the two solutions of a pair of equations.
macro_rules! halves {
    ($($name:ident: $half:tt of $pair:ident;)*) => {
        $(
            #[inline(always)]
            pub(crate) fn $name<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
                $pair(x).$half
            }
        )*
    };
}
halves! { sin: 0 of sin_cos; cos: 1 of sin_cos; sinh: 0 of sinh_cosh; cosh: 1 of sinh_cosh; }

// ------------------------------------------------------------------------------------------------------ square root

/// `y^2 = x`: `2 y_0 y_k = x_k - sum_(0<j<k) y_j y_(k-j)`.
#[inline(always)]
pub(crate) fn sqrt<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    let (s, slope) = rules::sqrt(x.re);
    let mut y = Taylor::constant(s);
    for k in 1..K + 1 {
        y.coefficients[k - 1] = T::scale(*x.part(k) - inner_square(&y, k), slope);
    }
    y
}

/// `sum_(0<j<k) y_j y_(k-j)`, the terms by twos.
#[inline(always)]
fn inner_square<T: DualNum, const K: usize>(y: &Taylor<T, K>, k: usize) -> T {
    let term = |j: usize| T::strong(*y.part(j), *y.part(k - j));
    let pairs = fold_below::<T, K>(k.div_ceil(2), T::zero(), |sum, j| sum + term(j)).times(2.0);
    if k.is_multiple_of(2) { pairs + term(k / 2) } else { pairs }
}

// ------------------------------------------------------------------------------------- exponentials and logarithms

#[inline(always)]
pub(crate) fn exp<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    exponential(x, rules::exp(x.re), T::Primitive::one())
}

#[inline(always)]
pub(crate) fn exp2<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    let ((y, g), ln_2) = (rules::exp2(x.re), T::Primitive::LN_2());
    if y.is_finite() {
        return exponential(x, (y, g), ln_2);
    }
    // Where 2^x overflows, (ln 2)^k 2^x need not: it is 2^h times that of 2^(x-h), with half the exponent h of the largest number.
    let h = (T::Primitive::max_value().log2() * T::Primitive::literal(0.5)).floor();
    exponential(x, rules::exp2(x.re - h), ln_2) * h.exp2()
}

#[inline(always)]
pub(crate) fn exp_m1<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    exponential(x, rules::exp_m1(x.re), T::Primitive::one())
}

/// `y' = g x'` with `g' = rate y'`, from `y_0` and `g_0`.
#[inline(always)]
pub(super) fn exponential<T: DualNum, const K: usize>(x: Taylor<T, K>, (y, g): (T, T), rate: T::Primitive) -> Taylor<T, K> {
    let (mut y, mut g) = (Taylor::constant(y), Taylor::constant(g));
    for k in 1..K + 1 {
        y.coefficients[k - 1] = x.rise(&g, k);
        g.coefficients[k - 1] = *y.part(k) * rate;
    }
    y
}

#[inline(always)]
pub(crate) fn ln<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    logarithm(x, x, x.re.ln(), T::one(), slope::ln)
}

#[inline(always)]
pub(crate) fn log2<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    logarithm(x, x, x.re.log2(), T::LOG2_E(), slope::log2)
}

#[inline(always)]
pub(crate) fn log10<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    logarithm(x, x, x.re.log10(), T::LOG10_E(), slope::log10)
}

#[inline(always)]
pub(crate) fn ln_1p<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    logarithm(x, x + Taylor::one(), x.re.ln_1p(), T::one(), slope::ln_1p)
}

/// `ln x / ln b` for a constant `b`.
#[inline(always)]
pub(crate) fn log_constant<T: DualNum, const K: usize>(x: Taylor<T, K>, b: T::Primitive) -> Taylor<T, K> {
    logarithm(x, x, T::log_constant(x.re, b), T::from_value(b.ln().recip()), |x| slope::log(x, b))
}

/// `y = value + m ln(z / z_0)` of `z = x + a` solves `z y' = m x'`: `y_k = m r_k - (1/k) sum_(0<j<k) j y_j r_(k-j)` with the ratios `r = z / z_0`, of
/// which no product leaves the range before `y` does, as powers of `1/z` would.
#[inline(always)]
fn logarithm<T: DualNum, const K: usize>(
    x: Taylor<T, K>,
    z: Taylor<T, K>,
    value: T,
    m: T,
    slope: impl FnOnce(Taylor<T, K>) -> Taylor<T, K>,
) -> Taylor<T, K> {
    let r = z.map(|part| part / z.re);
    if !value.is_finite() || !Taylor::all_finite(&r) {
        return x.integral(value, slope(x));
    }
    let mut y = Taylor::constant(value);
    for k in 1..K + 1 {
        let sum = fold_below::<T, K>(k, T::zero(), |sum, j| sum + T::scale(*r.part(k - j), y.part(j).times(float(j))));
        y.coefficients[k - 1] = T::scale(*r.part(k), m) - sum.times(1.0 / float(k));
    }
    y
}

#[inline(always)]
pub(crate) fn log<T: DualNum, const K: usize>(x: Taylor<T, K>, b: Taylor<T, K>) -> Taylor<T, K> {
    let [dx, db] = rules::log_slopes(x, b);
    x.compose2(b, (Taylor::constant(x.re.log(b.re)), dx, db))
}

// --------------------------------------------------------------------------- trigonometric and hyperbolic functions

#[inline(always)]
pub(crate) fn sin_cos<T: DualNum, const K: usize>(x: Taylor<T, K>) -> (Taylor<T, K>, Taylor<T, K>) {
    harmonic(x, rules::sin(x.re), -1.0)
}

#[inline(always)]
fn sinh_cosh<T: DualNum, const K: usize>(x: Taylor<T, K>) -> (Taylor<T, K>, Taylor<T, K>) {
    harmonic(x, rules::sinh(x.re), 1.0)
}

/// `s' = c x'` and `c' = sign s x'`, from `s_0` and `c_0`.
#[inline(always)]
fn harmonic<T: DualNum, const K: usize>(x: Taylor<T, K>, (s, c): (T, T), sign: f64) -> (Taylor<T, K>, Taylor<T, K>) {
    let (mut s, mut c) = (Taylor::constant(s), Taylor::constant(c));
    for k in 1..K + 1 {
        s.coefficients[k - 1] = x.rise(&c, k);
        c.coefficients[k - 1] = x.rise(&s, k).times(sign);
    }
    (s, c)
}

#[inline(always)]
pub(crate) fn tan<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    riccati(x, rules::tan(x.re), 1.0)
}

#[inline(always)]
pub(crate) fn tanh<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    riccati(x, rules::tanh(x.re), -1.0)
}

/// `y' = g x'` with `g = 1 + sign y^2`, from `y_0` and `g_0`.
#[inline(always)]
fn riccati<T: DualNum, const K: usize>(x: Taylor<T, K>, (y, g): (T, T), sign: f64) -> Taylor<T, K> {
    let (mut y, mut g) = (Taylor::constant(y), Taylor::constant(g));
    for k in 1..K + 1 {
        y.coefficients[k - 1] = x.rise(&g, k);
        let ends = (y.re * *y.part(k)).times(2.0);
        g.coefficients[k - 1] = (ends + inner_square(&y, k)).times(sign);
    }
    y
}

// ------------------------------------------------------------------------------------------------- length and angle

#[inline(always)]
pub(crate) fn hypot<T: DualNum, const K: usize>(x: Taylor<T, K>, y: Taylor<T, K>) -> Taylor<T, K> {
    Polar::new(x, y).length
}

#[inline(always)]
pub(crate) fn atan2<T: DualNum, const K: usize>(y: Taylor<T, K>, x: Taylor<T, K>) -> Taylor<T, K> {
    if T::ORDER > 0 {
        // The recurrence of the angle, differentiated again, would lose the digits of x - y.
        let [dy, dx] = rules::atan2_slopes(y, x);
        return y.compose2(x, (Taylor::constant(y.re.atan2(x.re)), dy, dx));
    }
    let angle = if K <= FEW_ORDERS && rules::is_in_range(x.re, y.re) { angle_by_inversion(x, y) } else { Polar::new(x, y).angle };
    Taylor { re: y.re.atan2(x.re), ..angle }
}

/// Up to this order the angle goes by inversion; at higher ones its errors can outgrow those of `Polar`, as on `e^t (cos t, sin t)`.
const FEW_ORDERS: usize = 5;

/// `a' = u y' - v x'` with the point inverted in the unit circle, `u = x / (x^2 + y^2)`, `v = y / (x^2 + y^2)`, `u' = w x' - d y'`,
/// `v' = -d x' - w y'`, where `d = 2 u v`, `w = v^2 - u^2`; by the `c`, `s` and `h` of `Polar`, terms would cancel to `w` near a diagonal.
/// The value is 0.
#[inline(always)]
fn angle_by_inversion<T: DualNum, const K: usize>(x: Taylor<T, K>, y: Taylor<T, K>) -> Taylor<T, K> {
    let q = x.re * x.re + y.re * y.re;
    let over_q = |part: T| part / q;
    let (first, second) = (over_q(x.re), over_q(y.re));
    let (double, difference) = ((first * second).times(2.0), over_q(y.re - x.re) * over_q(y.re + x.re));
    let [mut a, mut u, mut v, mut d, mut w] = [T::zero(), first, second, double, difference].map(Taylor::constant);
    for k in 1..K + 1 {
        a.coefficients[k - 1] = y.rise(&u, k) - x.rise(&v, k);
        u.coefficients[k - 1] = x.rise(&w, k) - y.rise(&d, k);
        v.coefficients[k - 1] = -x.rise(&d, k) - y.rise(&w, k);
        let ends = u.re * *v.part(k) + *u.part(k) * v.re;
        d.coefficients[k - 1] = fold_below::<T, K>(k, ends, |sum, j| sum + *u.part(j) * *v.part(k - j)).times(2.0);
        let ends = (v.re * *v.part(k) - u.re * *u.part(k)).times(2.0);
        w.coefficients[k - 1] = ends + (inner_square(&v, k) - inner_square(&u, k));
    }
    a
}

/// `f' = fx(x, y, f) x' + fy(x, y, f) y'`, from `f_0`.
pub(crate) fn closed<const F: usize, C: Closed<F>, T: DualNum, const K: usize>(x: Taylor<T, K>, y: Taylor<T, K>) -> [Taylor<T, K>; F] {
    let mut f = T::closed::<F, C>(x.re, y.re).map(Taylor::constant);
    for k in 1..K + 1 {
        let slopes = C::slopes(x, y, f);
        for (f, (fx, fy)) in f.iter_mut().zip(slopes) {
            f.coefficients[k - 1] = x.rise(&fx, k) + y.rise(&fy, k);
        }
    }
    f
}

/// Polar coordinates of the point `(x, y)`.
struct Polar<T, const K: usize> {
    length: Taylor<T, K>,
    angle: Taylor<T, K>,
}

impl<T: DualNum, const K: usize> Polar<T, K> {
    /// `h' = c x' + s y'`, `h a' = c y' - s x'`, `c' = -s a'`, `s' = c a'`; at the origin everything is 0. The value of the angle is left
    /// to the caller.
    #[inline(always)]
    fn new(x: Taylor<T, K>, y: Taylor<T, K>) -> Self {
        let [length, c, s] = T::closed::<3, rules::Polar>(x.re, y.re);
        // A length that overflows is measured in units of 4.
        let (x, y, h, unit) = if length.is_infinite() {
            let quarter = |part: T| part.times(0.25);
            (x.map(quarter), y.map(quarter), quarter(x.re).hypot(quarter(y.re)), 4.0)
        } else {
            (x, y, length, 1.0)
        };
        let [mut h, mut a, mut c, mut s] = [h, T::zero(), c, s].map(Taylor::constant);
        for k in 1..K + 1 {
            h.coefficients[k - 1] = x.rise(&c, k) + y.rise(&s, k);
            // With a_k still 0, the rise of a over h is the rest of coefficient k of integral h a'.
            let turn = y.rise(&c, k) - x.rise(&s, k) - a.rise(&h, k);
            a.coefficients[k - 1] = if turn.is_zero() { turn } else { turn / h.re };
            c.coefficients[k - 1] = -a.rise(&s, k);
            s.coefficients[k - 1] = a.rise(&c, k);
        }
        Self { length: Taylor { re: length, ..h.times(unit) }, angle: a }
    }
}
