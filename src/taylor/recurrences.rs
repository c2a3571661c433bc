//! The elementary functions of truncated Taylor series: for each a differential equation, solved coefficient by coefficient.
//!
//! Where the rule of a function is an algebraic slope, the series of that slope is integrated; the others solve equations that are closed
//! among themselves, because their rules call the function itself. Values are always those of the rules.

use core::array::from_fn;
use core::cmp::Ordering;

use num_traits::{Float, FloatConst, One, Zero};

use super::{Taylor, float, fold_below};
use crate::dual_num::sealed::{Closed, Part};
use crate::quotient::is_zero_throughout;
use crate::rules::{self, is_whole, slope};
use crate::{DualNum, PrimitiveFloat};

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
integrals!(ln log2 log10 ln_1p asin acos atan asinh acosh atanh);

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

// ------------------------------------------------------------------------------------------------- powers and roots

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
    fold_below::<T, K>(k, T::zero(), |sum, j| match j.cmp(&(k - j)) {
        Ordering::Less => sum + T::strong(*y.part(j), *y.part(k - j)).times(2.0),
        Ordering::Equal => sum + T::strong(*y.part(j), *y.part(j)),
        Ordering::Greater => sum,
    })
}

#[inline(always)]
pub(crate) fn cbrt<T: DualNum, const K: usize>(x: Taylor<T, K>) -> Taylor<T, K> {
    let y = x.re.cbrt();
    if x.re.value().is_zero() || x.re.is_infinite() {
        // At 0 the odd derivatives are infinite and the even ones, with limits of both signs, NaN; at infinity all are 0.
        let odd = x.re.abs().recip();
        x.chain(y, from_fn(|i| if i % 2 == 0 { odd } else { odd * T::zero() }))
    } else {
        power_law(x, y, T::one(), 3.0)
    }
}

/// `x^n = sum_k binomial(n, k) x_0^(n-k) d^k`, `d = x - x_0`: each power by itself, because `x^(n-k)` may be finite where `x^n` is not.
#[inline(always)]
pub(crate) fn powi<T: DualNum, const K: usize>(x: Taylor<T, K>, n: i32) -> Taylor<T, K> {
    if n == 1 {
        return x; // An infinite d meets no coefficient that is 0.
    }
    if n < 0 && !whole_power(x.re, i64::from(n) - K as i64).is_normal() {
        // The highest coefficients may underflow where their products with the powers of d do not.
        let power = x.re.powi(n);
        if x.re.is_normal() && power.is_normal() {
            return power_law(x, power, T::literal(f64::from(n)), 1.0);
        }
    }
    let degree = usize::try_from(n).map_or(K, |n| n.min(K));
    let mut binomial = 1.0;
    let coefficients = from_fn(|i| {
        binomial *= (f64::from(n) - float(i)) / float(i + 1);
        // The last factor comes after the binomial, so that a product above the range of subnormal numbers keeps its digits.
        let m = i64::from(n) - i as i64 - 1;
        let all_but_one = whole_power(x.re, m - m.signum());
        match m {
            _ if i >= degree => T::zero(),
            0 => T::literal(binomial),
            _ if m.abs() > 4 && !all_but_one.is_normal() => power_by_halves(x.re, m, binomial),
            1.. => all_but_one.times(binomial) * x.re,
            _ => all_but_one.times(binomial) / x.re,
        }
    });
    x.chain_up_to(degree, x.re.powi(n), coefficients)
}

/// `x^n`.
#[inline(always)]
fn whole_power<T: DualNum>(x: T, n: i64) -> T {
    match i32::try_from(n) {
        Ok(n) => x.powi(n),
        Err(_) => x.powi(i32::MIN) / x.powi((i64::from(i32::MIN) - n) as i32),
    }
}

/// `x^m binomial` where all factors but one are below the range of normal numbers, and the product with the binomial need not be: where they
/// are few, the last is smaller than a binomial is large.
#[cold]
#[inline(never)]
fn power_by_halves<T: DualNum>(x: T, m: i64, binomial: f64) -> T {
    whole_power(x, m / 2).times(binomial) * whole_power(x, m - m / 2)
}

#[inline(always)]
pub(crate) fn powf_constant<T: DualNum, const K: usize>(x: Taylor<T, K>, c: T::Primitive) -> Taylor<T, K> {
    Taylor { re: x.re.pow(c), ..powf(x, Taylor::constant(T::from_value(c))) }
}

/// `x y' = c y x'` for a constant exponent; for a variable one `y' = y L'` with `L' = ln x c' + (c / x) x'`. Near a whole exponent their terms
/// cancel beyond that order, and for a small base at every order: there each power goes by itself.
#[inline(always)]
pub(crate) fn powf<T: DualNum, const K: usize>(x: Taylor<T, K>, exponent: Taylor<T, K>) -> Taylor<T, K> {
    let power = x.re.powf(exponent.re);
    let is_constant = exponent.coefficients.iter().all(is_zero_throughout);
    let is_negative = x.re.value() < T::Primitive::zero();
    if is_negative && !is_constant {
        // A negative base has a power for whole exponents alone, and no slope between them.
        let (y, slopes) = (powf(x, Taylor::constant(exponent.re)), exponent.undefined(&exponent.re.log(x.re)));
        Taylor { re: power, ..y.zip(slopes, |part, nan| part + nan) }
    } else if power.is_nan() {
        x.undefined(&power) + exponent.undefined(&power)
    } else if !(x.re.is_normal() && power.is_normal()) {
        // For y_0 >= 0 and an exponent that varies, -0.0 counts as 0: the powers (-0.0)^(y_0 - k) on the way may have the other sign. So it does for
        // an exponent that is not whole: y_0 - k may round to one that is.
        let signed = is_whole(exponent.re.value()) && (is_constant || exponent.re.value() < T::Primitive::zero());
        let base = if signed { x } else { x + Taylor::zero() };
        Taylor { re: power, ..binomial_series(base, exponent) }
    } else if is_constant {
        constant_power(x, power, exponent.re)
    } else if x.re.value() < T::Primitive::literal(0.5) && x.re.powf(exponent.re - T::literal(float(K))).is_normal() {
        Taylor { re: power, ..binomial_series(x, exponent) }
    } else {
        match near_whole::<T, K>(exponent.re, 0.25) {
            // The terms of the equation cancel to y_0 - n and the change of y; those of x^n x^(y-n) do not.
            Some((n, rest)) if x.re.powi(n).is_normal() => {
                let rest = varying_power(x, x.re.powf(rest), Taylor { re: rest, ..exponent });
                Taylor { re: power, ..powi(x, n).product(rest, T::strong) }
            }
            _ => varying_power(x, power, exponent),
        }
    }
}

/// `(n, c - n)` for the whole number `n` that `c` is nearer to than `distance`, if the derivatives of `x^n` end before the last order.
#[inline(always)]
fn near_whole<T: DualNum, const K: usize>(c: T, distance: f64) -> Option<(i32, T)> {
    (1..K + T::ORDER).map(|n| (n as i32, c - T::literal(float(n)))).find(|(_, rest)| rest.value().abs() < T::Primitive::literal(distance))
}

/// `x^c` for a normal base with a normal power.
#[inline(always)]
fn constant_power<T: DualNum, const K: usize>(x: Taylor<T, K>, power: T, c: T) -> Taylor<T, K> {
    let by_law = || power_law(x, power, c, 1.0);
    // Differentiated again, the law loses more digits.
    let Some((n, rest)) = near_whole::<T, K>(c, if T::ORDER == 0 { 0.125 } else { 0.25 }) else { return by_law() };
    if rest.is_zero() {
        return Taylor { re: power, ..powi(x, n) };
    }
    // Near a whole n the terms of the law cancel to c - n; those of sum_k binomial(c, k) x_0^(n-k) x_0^(c-n) d^k do not. Over the value of
    // x_0 no power leaves the range.
    let unit = x.re.value();
    let (ratios, whole) = (x.map(|part| part / unit), unit.powi(n));
    if !whole.is_normal() || !Taylor::all_finite(&ratios) {
        return by_law();
    }
    let mut binomial = x.re.powf(rest) * whole;
    let coefficients = from_fn(|i| {
        binomial = binomial * (c - T::literal(float(i))) / T::Primitive::literal(float(i + 1));
        ratios.re.powi(n - i as i32 - 1) * binomial
    });
    ratios.chain(power, coefficients)
}

/// `y' = y L'` with `L' = ln x c' + (c / x) x'`.
#[inline(always)]
fn varying_power<T: DualNum, const K: usize>(x: Taylor<T, K>, value: T, exponent: Taylor<T, K>) -> Taylor<T, K> {
    let ln = x.integral(x.re.ln(), slope::ln(x));
    exponential(x.compose2(exponent, (ln, exponent / x, ln)), (value, value), T::Primitive::one())
}

/// `y = x^(p/q)` solves `q x_0 y' = p y x' - q (x - x_0) y'`: `q k x_0 y_k = sum_(j=1..k) (p j - q (k-j)) x_j y_(k-j)`.
#[inline(always)]
fn power_law<T: DualNum, const K: usize>(x: Taylor<T, K>, value: T, p: T, q: f64) -> Taylor<T, K> {
    // y'/y depends on x only through x'/x: the products of x_j/x_0 and y_(k-j) are of the size of y_k, where x_j y_(k-j) or y_(k-j)/x_0 underflows.
    let (ratios, one) = (x.map(|part| part / x.re), T::Primitive::one());
    let by_ratios = (x.re.value().abs() < one || !(value / x.re).is_normal()) && Taylor::all_finite(&ratios);
    let x = if by_ratios { ratios } else { x };
    // The division by x_0 comes last where it makes numbers large, first where it makes them small.
    let divides_last = x.re.value().abs() < one;
    let before = |y: T| if divides_last { y } else { y / x.re };
    let after = |y: T| if divides_last { y / x.re } else { y };
    let (mut y, mut z) = (Taylor::constant(value), Taylor::<T, K>::constant(before(value)));
    for k in 1..K + 1 {
        let term = |j: usize| {
            let weight = p.times(float(j)) - T::literal(q * float(k - j));
            T::scale(T::strong(*x.part(j), weight / T::Primitive::literal(q * float(k))), *z.part(k - j))
        };
        y.coefficients[k - 1] = after(fold_below::<T, K>(k, term(k), |sum, j| sum + term(j)));
        z.coefficients[k - 1] = before(*y.part(k));
    }
    y
}

/// `x^y = sum_k binomial(y, k) x_0^(y-k) d^k`, `d = x - x_0`, for `x_0 = 0` and where `x_0^y` over- or underflows: each power by itself.
fn binomial_series<T: DualNum, const K: usize>(x: Taylor<T, K>, y: Taylor<T, K>) -> Taylor<T, K> {
    let at_zero = x.re.value().is_zero();
    let number = |k: usize| T::Primitive::literal(float(k));
    // factor x_0^e
    let times_power = |factor: Taylor<T, K>, e: Taylor<T, K>| {
        let power = |p: T, e: Taylor<T, K>| exponential(e.map(|part| T::scale(part, x.re.ln())), (p, p), T::Primitive::one());
        let p = x.re.powf(e.re);
        if p.value().is_zero() && (at_zero || x.re.is_infinite()) {
            factor.product(Taylor::constant(p), T::strong)
        } else if at_zero || p.is_normal() || p.is_nan() {
            factor.product(power(p, e), T::strong)
        } else {
            let half = e / number(2);
            let root = power(x.re.abs().powf(half.re), half);
            factor.product(root, T::strong).product(root.map(|part| T::scale(part, p.signum())), T::strong)
        }
    };
    let d = Taylor { re: T::zero(), ..x };
    let (mut binomial, mut step) = (Taylor::constant(T::one()), Taylor::constant(T::one()));
    let mut sum = times_power(step, y);
    for k in 1..K + 1 {
        binomial = binomial * (y - number(k - 1)) / number(k);
        step = step.product(d, T::strong);
        let exponent = y - number(k);
        // What the subtraction rounds away belongs to the exponent too.
        let rounded = remainder_of_difference(y.re.value(), number(k), exponent.re.value());
        let correction = x.re.value().abs().powf(rounded);
        let weight = if correction.is_normal() { binomial * correction } else { binomial };
        sum += step.product(times_power(weight, exponent), T::strong);
    }
    sum
}

/// `(a - b) - d` for the rounded difference `d` of `a` and `b`, exactly (Knuth).
fn remainder_of_difference<P: PrimitiveFloat>(a: P, b: P, d: P) -> P {
    let minus_b = d - a;
    (a - (d - minus_b)) - (b + minus_b)
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
fn exponential<T: DualNum, const K: usize>(x: Taylor<T, K>, (y, g): (T, T), rate: T::Primitive) -> Taylor<T, K> {
    let (mut y, mut g) = (Taylor::constant(y), Taylor::constant(g));
    for k in 1..K + 1 {
        y.coefficients[k - 1] = x.rise(&g, k);
        g.coefficients[k - 1] = *y.part(k) * rate;
    }
    y
}

/// `ln x / ln b` for a constant `b`.
#[inline(always)]
pub(crate) fn log_constant<T: DualNum, const K: usize>(x: Taylor<T, K>, b: T::Primitive) -> Taylor<T, K> {
    x.integral(T::log_constant(x.re, b), slope::log(x, b))
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
    Taylor { re: y.re.atan2(x.re), ..Polar::new(x, y).angle }
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
