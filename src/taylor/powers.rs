//! Powers of truncated Taylor series: each by the way that keeps its digits.
//!
//! | base `x`, with value `x_0` | exponent | way | reason |
//! |---|---|---|---|
//! | any | whole, constant (`powi`) | binomial theorem, each power by itself | `x_0^(n-k)` may be finite where `x_0^n` is not |
//! | regular | whole, negative, where `x_0^(n-K)` is not normal | `power_law` | the coefficients may underflow where their products do not |
//! | regular | constant | `power_law`, a differential equation | two operations a term |
//! | regular | constant, near a whole `n` | `relative_binomial_series` | from order `n` on, the terms of the equation cancel to `y_0 - n` |
//! | below 1/2 | varying | `relative_binomial_series` | the terms of `exp(y ln x)` cancel at every order |
//! | other regular | varying, near a whole `n` | `relative_binomial_series` | they cancel to `y_0 - n` and the change of `y` |
//! | other regular | varying | `varying_power`, as `exp(y ln x)` | |
//! | 0 or infinite, or with such a power, or a subnormal one | any | `binomial_series`, each power by itself | the equations divide by `x_0`, and multiply by `x_0^y` |
//! | negative | varying | NaN in the directions of the exponent | between whole exponents there is no power |

use core::array::from_fn;

use num_traits::{Float, One, Zero};

use super::recurrences::exponential;
use super::{Taylor, float, fold_below};
use crate::DualNum;
use crate::dual_num::sealed::Part;
use crate::quotient::is_zero_throughout;
use crate::rules::{is_whole, slope};

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
    let (power, degree) = (x.re.powi(n), usize::try_from(n).map_or(K, |n| n.min(K)));
    let mut binomial = 1.0;
    let coefficients: [T; K] = from_fn(|i| {
        binomial *= (f64::from(n) - float(i)) / float(i + 1);
        let m = i64::from(n) - i as i64 - 1;
        match m {
            _ if i >= degree => T::zero(),
            0 => T::literal(binomial),
            // In halves with the binomial between them: x^m may be below the normal numbers where their product is not, and m beyond an i32.
            _ => x.re.powi((m / 2) as i32).times(binomial) * x.re.powi((m - m / 2) as i32),
        }
    });
    if n >= 0 || !power.is_normal() || coefficients.iter().all(|c| c.is_normal()) {
        x.chain_up_to(degree, power, coefficients)
    } else {
        // The highest coefficients may underflow where their products with the powers of d do not.
        power_law(x, power, T::literal(f64::from(n)), 1.0)
    }
}

#[inline(always)]
pub(crate) fn powf_constant<T: DualNum, const K: usize>(x: Taylor<T, K>, c: T::Primitive) -> Taylor<T, K> {
    Taylor { re: x.re.pow(c), ..powf(x, Taylor::constant(T::from_value(c))) }
}

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
    } else if x.re.value().is_zero() || x.re.is_infinite() || !power.is_normal() {
        // For y_0 >= 0 and an exponent that varies, -0.0 counts as 0: the powers (-0.0)^(y_0 - k) on the way may have the other sign. So it does for
        // an exponent that is not whole: y_0 - k may round to one that is.
        let signed = is_whole(exponent.re.value()) && (is_constant || exponent.re.value() < T::Primitive::zero());
        let base = if signed { x } else { x + Taylor::zero() };
        Taylor { re: power, ..binomial_series(base, exponent) }
    } else if is_constant {
        constant_power(x, power, exponent.re)
    } else if x.re.value() >= T::Primitive::literal(0.5) && near_whole::<T, K>(exponent.re, 0.25).is_none() {
        varying_power(x, power, exponent)
    } else {
        // Below 1/2 the terms of the equation cancel at every order, near a whole n to y_0 - n and the change of y.
        relative_binomial_series(x, power, exponent)
    }
}

/// `(n, c - n)` for the whole number `n` that `c` is nearer to than `distance`, if the derivatives of `x^n` end before the last order.
#[inline(always)]
fn near_whole<T: DualNum, const K: usize>(c: T, distance: f64) -> Option<(i32, T)> {
    (1..K + T::ORDER).map(|n| (n as i32, c - T::literal(float(n)))).find(|(_, rest)| rest.value().abs() < T::Primitive::literal(distance))
}

/// `x^c` for a base that is neither 0 nor infinite, with a normal power.
#[inline(always)]
fn constant_power<T: DualNum, const K: usize>(x: Taylor<T, K>, power: T, c: T) -> Taylor<T, K> {
    // Near a whole n the terms of the law cancel to c - n. Differentiated again, it loses more digits.
    match near_whole::<T, K>(c, if T::ORDER == 0 { 0.125 } else { 0.25 }) {
        Some((n, rest)) if rest.is_zero() => Taylor { re: power, ..powi(x, n) },
        Some(_) => relative_binomial_series(x, power, Taylor::constant(c)),
        None => power_law(x, power, c, 1.0),
    }
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
    // Of a large x_0 the ratio may underflow where the product with y does not.
    let are_kept = x.all(&ratios, |part, ratio| part.is_zero() || ratio.is_normal());
    let by_ratios =
        (x.re.value().abs() < one || are_kept || !(value / x.re).is_normal()) && Taylor::all_finite(&ratios.map(|ratio| ratio * p));
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
        let p = x.re.powf(e.re);
        if p.value().is_zero() && (at_zero || x.re.is_infinite()) {
            factor.product(Taylor::constant(p), T::strong)
        } else if at_zero || p.is_normal() || p.is_nan() {
            factor.product(power_of_number(x.re, e, p), T::strong)
        } else {
            let half = e / number(2);
            let root = power_of_number(x.re, half, x.re.abs().powf(half.re));
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
        // What the subtraction rounds away belongs to the exponent too; of numbers below 2^53 the sum is exact.
        let rounded = y.re.value() - (exponent.re.value() + number(k));
        let correction = x.re.value().abs().powf(rounded);
        let weight = if correction.is_normal() { binomial * correction } else { binomial };
        sum += step.product(times_power(weight, exponent), T::strong);
    }
    sum
}

/// `x^y = u^y_0 x_0^(y-y_0) sum_k binomial(y, k) r_0^(y_0-k) (r - r_0)^k` with `r = x/u`, `u` the value of `x_0`: each term from the one
/// before. The powers of `r_0` are 1, and their derivatives do not cancel.
///
/// Cold, because in line it would slow the usual ways down.
#[cold]
fn relative_binomial_series<T: DualNum, const K: usize>(x: Taylor<T, K>, power: T, y: Taylor<T, K>) -> Taylor<T, K> {
    let unit = x.re.value();
    let ratios = x.map(|part| part / unit);
    if !Taylor::all_finite(&ratios) {
        return Taylor { re: power, ..binomial_series(x, y) };
    }
    let number = |k: usize| T::Primitive::literal(float(k));
    let d = Taylor { re: T::zero(), ..ratios };
    let of_unit = if T::ORDER == 0 { power } else { T::from_value(unit).powf(y.re) };
    let (mut term, mut sum) = (Taylor::constant(of_unit), Taylor::constant(power));
    for k in 1..K + 1 {
        term = term.product(d, T::strong).product((y - number(k - 1)) / number(k), T::strong);
        sum += if T::ORDER == 0 { term } else { term.map(|part| T::scale(part, ratios.re.powf(y.re - number(k)))) };
    }
    // x_0^(y-y_0)
    Taylor { re: power, ..sum.product(power_of_number(x.re, y, T::one()), T::strong) }
}

/// `b^e` times a constant, for a number `b`, with the value `p`.
#[inline(always)]
fn power_of_number<T: DualNum, const K: usize>(b: T, e: Taylor<T, K>, p: T) -> Taylor<T, K> {
    exponential(e.map(|part| T::scale(part, b.ln())), (p, p), T::Primitive::one())
}
