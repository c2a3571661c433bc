//! The table of derivatives: each elementary function once, as `x -> (f(x), f'(x))` or `(x, y) -> (f, df/dx, df/dy)`.
//!
//! A rule is a plain generic function. A dual number evaluates it on its value; a number of higher order evaluates the same
//! rule on dual numbers and reads the second derivative from the derivative part of f'. The forms below are those that keep their digits
//! when they are differentiated again. Only where a slope as a formula would then cancel or overflow (`cbrt`, `log`, `hypot`, `atan2`) is
//! it a function of its own, with a slope of its own.

use num_traits::{Float, FloatConst, One, Zero};

use crate::arrays::map;
use crate::dual::rare;
use crate::dual_num::sealed::Closed;
use crate::{DualNum, PrimitiveFloat, Rule};

// ------------------------------------------------------------------------------------------------- powers and roots

#[inline]
pub(crate) fn sqrt<T: DualNum>(x: T) -> (T, T) {
    let s = x.sqrt();
    (s, T::literal(0.5) / from_above(s))
}

#[inline]
pub(crate) fn cbrt<T: DualNum>(x: T) -> (T, T) {
    let c = x.cbrt();
    // Towards 0 the second derivative overflows, and differentiated again the quotient would be inf - inf.
    let inside = (root_of_smallest()..T::Primitive::infinity()).contains(&x.value().abs());
    (c, if inside { cbrt_slope(x, c) } else { far_cbrt_slope(x, c.value()) })
}

/// `t^2 cbrt'(t^3 x)`, with a power of two `t`: cbrt'' of a small `x` overflows where its product with a direction does not.
///
/// `t` brings `c = cbrt x` to about epsilon: to 1, its cube would overflow for a subnormal `x`. In half precision the cube of epsilon would
/// underflow, that of the fourth root of the smallest number does not.
fn far_cbrt_slope<T: DualNum>(x: T, c: T::Primitive) -> T {
    let least = T::Primitive::epsilon().max(power_of_two(root_of_smallest::<T::Primitive>().sqrt().recip()));
    let t = if c.is_normal() { least * power_of_two(c) } else { T::Primitive::one() };
    (x * t * t * t).apply(CbrtSlope) * t * t
}

/// `cbrt'` as a function of its own: `v' = -2/3 v/x`.
struct CbrtSlope;

impl Rule for CbrtSlope {
    fn eval<T: DualNum>(&self, x: T) -> (T, T) {
        let c = x.cbrt();
        if c.is_normal() {
            let v = cbrt_slope(x, c);
            (v, v * (T::Primitive::literal(-2.0) / T::Primitive::literal(3.0)) / x)
        } else if c.is_infinite() {
            let v = x.abs().recip(); // 0, and flat
            (v, v)
        } else {
            // v'(0) does not exist: the limits are infinite, with both signs. v'' is infinite, as the derivative of -1/c.
            ((c * c).recip(), T::nan() - c.recip())
        }
    }
}

/// `c/3/x` for `c = cbrt x`, normal, keeps more digits than `1/(3 c^2)`.
fn cbrt_slope<T: DualNum>(x: T, c: T) -> T {
    c / T::Primitive::literal(3.0) / x
}

/// Inlined, so that a constant exponent folds; so each power that is named here is compiled anew at every level of a nested number.
#[inline(always)]
pub(crate) fn powi<T: DualNum>(x: T, n: i32) -> (T, T) {
    let (p, k) = (x.powi(n), f64::from(n));
    let is_small = |y: T| y.value().abs() < T::Primitive::one();
    // x n x^(n-2): a large n multiplies nothing that has lost digits to underflow.
    let one_apart = n >= 5 && is_small(x);
    let slope = match n {
        2 => x.times(k),
        // The value underflows, or is 1 over a power that overflows.
        _ if !p.is_normal() && (one_apart || n < -4 && is_small(p)) => power_slope_in_halves(x, n),
        // n - 1 does not overflow.
        1.. => {
            let power = x.powi(n - if one_apart { 2 } else { 1 });
            if one_apart { x.times(k) * power } else { power.times(k) }
        }
        _ => p.times(k) / x,
    };
    (p, slope)
}

/// `n x^(n-1)` in two powers.
#[cold]
#[inline(never)]
fn power_slope_in_halves<T: DualNum>(x: T, n: i32) -> T {
    x.powi(n / 2).times(f64::from(n)) * x.powi(n - n / 2 - 1)
}

/// `x^c` for a constant `c`.
#[inline]
pub(crate) fn powf_constant<T: DualNum>(x: T, c: T::Primitive) -> (T, T) {
    where_defined(x.pow(c), power_slope(x, T::from_value(c), |x, c| x.pow(c.value())))
}

#[inline]
pub(crate) fn powf<T: DualNum>(x: T, y: T) -> (T, T, T) {
    let dx = power_slope(x, y, T::powf);
    // x^y ln x, 0 at x = 0 for y > 0. For a negative base it is NaN and so are its derivatives, as a logarithm to that base is; those of a
    // constant NaN are 0.
    let dy = if x.value() < T::Primitive::zero() {
        y.log(x)
    } else {
        // -0.0 has powers of both signs for whole exponents, and their derivative goes by ln|x|.
        let ln = if x.value().is_zero() && is_whole(y.value()) { x.abs().ln() } else { x.ln() };
        power_times(x, y, T::powf, |p| T::strong(ln, p))
    };
    let p = x.powf(y);
    if p.is_nan() { (p, p, p) } else { (p, dx, dy) }
}

pub(crate) fn is_whole<P: PrimitiveFloat>(y: P) -> bool {
    y.fract().is_zero()
}

/// `y x^(y-1)` while `y - 1` is exact, else `y x^y / x`, which does not cancel when it is differentiated again.
fn power_slope<T: DualNum>(x: T, y: T, power: impl Fn(T, T) -> T) -> T {
    let [half, one, two, three, five] = [0.5, 1.0, 2.0, 3.0, 5.0].map(T::Primitive::literal);
    let (base, exponent) = (x.value(), y.value());
    let (is_zero, size, epsilon) = (base.is_zero(), base.abs(), T::Primitive::epsilon());
    // y - 1 may round to a whole number, whose powers of -0.0 have a sign.
    let x = if is_zero && !is_whole(exponent) { from_above(x) } else { x };
    let rounded = exponent > two / epsilon;
    // Of a power that overflows the quotient, differentiated again, would be inf - inf.
    let by_quotient = rounded && (half..two).contains(&size) && base.powf(exponent).is_finite();
    if !is_zero && (exponent < half || by_quotient) && !base.is_infinite() {
        power_times(x, y, power, |p| T::scale(p, y) / x)
    } else if exponent < one && !base.is_infinite() && (size < epsilon || size > epsilon.recip()) {
        // y k^(1-y) (k x)^(y-1): a derivative of x^(y-1) may over- or underflow where its product with y, or with a direction, does not.
        let k = power_of_two(size);
        T::strong(T::scale(power(T::from_value(k), T::one() - y), y), power(x * k, y - one))
    } else if exponent > three {
        let times = |p| T::scale(p, y);
        let slope = if is_zero || size >= one {
            times(power(x, y - one))
        } else if exponent < five {
            // Half a power would be smaller than the third derivative.
            T::scale(power(x, y - two), y) * x
        } else {
            power_times(x, y - one, power, times)
        };
        // Beyond 2/epsilon all numbers are even, y - 1 rounded as well: it is odd.
        if rounded { slope.copysign(x) } else { slope }
    } else {
        T::scale(power(x, y - one), y)
    }
}

/// `times(x^y)`; in halves where the power or its derivative nears the ends of the range, and `times` would multiply what has lost digits.
fn power_times<T: DualNum>(x: T, y: T, power: impl Fn(T, T) -> T, times: impl Fn(T) -> T) -> T {
    let (p, size, near) = (power(x, y), x.value().abs(), root_of_smallest::<T::Primitive>());
    let least = near.max(near * size).min(T::Primitive::one());
    let inside = (least..=near.recip()).contains(&p.value().abs());
    if inside || size.is_zero() || size.is_infinite() { times(p) } else { power_in_halves(x, y, power, times) }
}

/// `times(x^y)` as `sign(x)^y times(|x|^(y/2)) |x|^(y/2)`.
fn power_in_halves<T: DualNum>(x: T, y: T, power: impl Fn(T, T) -> T, times: impl Fn(T) -> T) -> T {
    let h = power(x.abs(), y.times(0.5));
    T::scale(power(x.signum(), y), T::strong(times(h), h))
}

/// The root of the smallest normal number: squares of numbers from here to its reciprocal are normal.
fn root_of_smallest<P: PrimitiveFloat>() -> P {
    P::min_positive_value().sqrt()
}

// ------------------------------------------------------------------------------------- exponentials and logarithms

#[inline]
pub(crate) fn exp<T: DualNum>(x: T) -> (T, T) {
    let e = x.exp();
    (e, e)
}

#[inline]
pub(crate) fn exp2<T: DualNum>(x: T) -> (T, T) {
    let (e, ln_2) = (x.exp2(), T::Primitive::LN_2());
    // Where 2^x overflows, ln 2 * 2^x need not.
    (e, if e.is_finite() { e * ln_2 } else { (x - T::one()).exp2() * (ln_2 + ln_2) })
}

#[inline]
pub(crate) fn exp_m1<T: DualNum>(x: T) -> (T, T) {
    (x.exp_m1(), x.exp())
}

#[inline]
pub(crate) fn ln<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.ln(), slope::ln(x))
}

#[inline]
pub(crate) fn log2<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.log2(), slope::log2(x))
}

#[inline]
pub(crate) fn log10<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.log10(), slope::log10(x))
}

#[inline]
pub(crate) fn ln_1p<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.ln_1p(), slope::ln_1p(x))
}

#[inline]
pub(crate) fn log<T: DualNum>(x: T, b: T) -> (T, T, T) {
    let [dx, db] = log_slopes(x, b);
    (x.log(b), dx, db)
}

/// `ln x / ln b` for a constant `b`.
#[inline]
pub(crate) fn log_constant<T: DualNum>(x: T, b: T::Primitive) -> (T, T) {
    where_defined(T::log_constant(x, b), slope::log(x, b))
}

/// The partial derivatives of `ln x / ln b`: `1 / (x ln b)`, `-ln x / (b ln^2 b)`.
pub(crate) fn log_slopes<T: DualNum>(x: T, b: T) -> [T; 2] {
    let (at_x, at_b) = (x.value(), b.value());
    // Where 1/x or 1/b overflows, or over the square of a logarithm loses digits to underflow, plain quotients serve no direction.
    let at_an_end = [at_x, at_b].iter().any(|a| !(a.recip() * T::Primitive::epsilon()).is_normal());
    let second = || LogSlopes::slopes(at_x, at_b, LogSlopes::values(at_x, at_b));
    if T::ORDER == 0 || at_an_end || second().iter().all(|(dx, db)| dx.is_normal() && db.is_normal()) {
        T::closed::<2, LogSlopes>(x, b)
    } else {
        // The second derivatives by themselves over- or underflow where their products with directions do not.
        let l = b.ln();
        let f = x.ln() / l;
        if f.is_nan() { [f, f] } else { [l.recip() / x, -(f / l) / b] }
    }
}

/// The same, `u` and `v`, as functions that are closed under differentiation.
struct LogSlopes;

impl Closed<2> for LogSlopes {
    fn values<P: PrimitiveFloat>(x: P, b: P) -> [P; 2] {
        let (x, k, l) = (from_above(x), x.ln(), b.ln());
        let (_, u) = where_defined(k / l, if x.is_normal() { x.recip() / l } else { (x * l).recip() });
        // At the base 0, where ln b is infinite, the limit is infinite, but of ln 1 = 0.
        let v = if !b.is_zero() {
            -(k / l / l) / b
        } else if k.is_zero() {
            k
        } else {
            (k / l).recip()
        };
        [u, v]
    }
    fn slopes<T: DualNum>(x: T, b: T, [u, v]: [T; 2]) -> [(T, T); 2] {
        let x = from_above(x);
        let (l, product) = (b.ln(), x * b);
        let mixed = if product.is_normal() && !u.is_nan() {
            -(l.recip() / l) / product
        } else if x.value() < b.value() {
            -(b.recip() / l / l) / x
        } else {
            -(u / l) / b
        };
        [(-(u / x), mixed), (mixed, -(v * (l.recip() * T::Primitive::literal(2.0) + T::one()) / b))]
    }
}

/// `x`, and 0 for -0.0: below it there is no function whose slope could have another limit.
#[inline(always)]
fn from_above<T: DualNum>(x: T) -> T {
    x + T::Primitive::zero()
}

/// `(f, f')`, with f' NaN where f is: outside its domain a function has no derivative.
#[inline(always)]
fn where_defined<T: DualNum>(f: T, df: T) -> (T, T) {
    if f.is_nan() {
        // A branch: a choice between two values would keep f' waiting for f.
        rare();
        (f, f)
    } else {
        (f, df)
    }
}

// ----------------------------------------------------------------------------------------- trigonometric functions

#[inline]
pub(crate) fn sin<T: DualNum>(x: T) -> (T, T) {
    x.sin_cos()
}

#[inline]
pub(crate) fn cos<T: DualNum>(x: T) -> (T, T) {
    let (s, c) = x.sin_cos();
    (c, -s)
}

#[inline]
pub(crate) fn tan<T: DualNum>(x: T) -> (T, T) {
    let t = x.tan();
    where_defined(t, t * t + T::one())
}

#[inline]
pub(crate) fn asin<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.asin(), slope::asin(x))
}

#[inline]
pub(crate) fn acos<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.acos(), slope::acos(x))
}

#[inline]
pub(crate) fn atan<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.atan(), slope::atan(x))
}

// --------------------------------------------------------------------------------------------- hyperbolic functions

#[inline]
pub(crate) fn sinh<T: DualNum>(x: T) -> (T, T) {
    (x.sinh(), x.cosh())
}

#[inline]
pub(crate) fn cosh<T: DualNum>(x: T) -> (T, T) {
    (x.cosh(), x.sinh())
}

#[inline]
pub(crate) fn tanh<T: DualNum>(x: T) -> (T, T) {
    let t = x.tanh();
    // 1 - t^2 loses its digits as |t| -> 1; the form in e, differentiated again, loses them at 0.
    let df = if x.value().abs() < T::Primitive::literal(0.5) {
        T::one() - t * t
    } else {
        let e = x.abs().times(-2.0).exp();
        let d = e + T::one();
        e.times(4.0) / d / d
    };
    (t, df)
}

#[inline]
pub(crate) fn asinh<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.asinh(), slope::asinh(x))
}

#[inline]
pub(crate) fn acosh<T: DualNum>(x: T) -> (T, T) {
    (x.acosh(), slope::acosh(x))
}

#[inline]
pub(crate) fn atanh<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.atanh(), slope::atanh(x))
}

// ------------------------------------------------------------------------------------------------- length and angle

#[inline]
pub(crate) fn hypot<T: DualNum>(x: T, y: T) -> (T, T, T) {
    let (x1, y1, k) = in_range(x, y);
    if k >= T::Primitive::one() && k.recip() > T::Primitive::min_positive_value() {
        return T::closed::<3, Polar>(x, y).into();
    }
    // In its own unit the higher derivatives of a large length do not underflow, nor those of a subnormal one overflow, before directions
    // multiply them.
    let [_, c, s] = T::closed::<3, Polar>(x1, y1);
    (x.hypot(y), c, s)
}

#[inline]
pub(crate) fn atan2<T: DualNum>(y: T, x: T) -> (T, T, T) {
    let [dy, dx] = atan2_slopes(y, x);
    (y.atan2(x), dy, dx)
}

/// `x / (x^2 + y^2)` and `-y / (x^2 + y^2)`.
#[inline]
pub(crate) fn atan2_slopes<T: DualNum>(y: T, x: T) -> [T; 2] {
    // In the point's own unit the higher derivatives, powers of its inverse length, neither under- nor overflow before directions multiply them.
    let (x, y, k) = in_range(x, y);
    let [u, v] = T::closed::<2, Inversion>(x, y);
    [u * k, -(v * k)]
}

/// `h = hypot(x, y)` and the unit vector `c = x/h`, `s = y/h`; 0 at the origin.
pub(crate) struct Polar;

impl Closed<3> for Polar {
    fn values<P: PrimitiveFloat>(x: P, y: P) -> [P; 3] {
        let h = x.hypot(y);
        let (x, y, k) = if x.is_infinite() || y.is_infinite() {
            // Beside an infinite coordinate a finite one counts for nothing; two infinite ones count the same, as `atan2` has it.
            let limit = |a: P| if a.is_infinite() { a.signum() } else { a * P::zero() };
            (limit(x), limit(y), P::zero())
        } else {
            in_range(x, y)
        };
        let length = if k == P::one() { h } else { x.hypot(y) };
        if h == P::zero() { [h, h, h] } else { [h, x / length, y / length] }
    }
    fn slopes<T: DualNum>(x: T, y: T, [h, c, s]: [T; 3]) -> [(T, T); 3] {
        let [u, v] = if h.is_normal() { [c / h, s / h] } else { T::closed::<2, Inversion>(x, y) };
        [(c, s), (T::strong(s, v), -T::strong(s, u)), (-T::strong(c, v), T::strong(c, u))]
    }
}

/// The point inverted in the unit circle: `u = x / (x^2 + y^2)`, `v = y / (x^2 + y^2)`; 0 at the origin.
struct Inversion;

impl Closed<2> for Inversion {
    fn values<P: PrimitiveFloat>(x: P, y: P) -> [P; 2] {
        over_square(x, y, |x, y| [x, y])
    }
    fn slopes<T: DualNum>(x: T, y: T, [u, v]: [T; 2]) -> [(T, T); 2] {
        // (v + u)(v - u) near the diagonal, where the squares cancel; far from it the factors do, when they are differentiated again.
        let (a, b) = (x.value().abs(), y.value().abs());
        let along = if a < b + b && b < a + a {
            let [minus, plus] = over_square(x, y, |x, y| [y - x, y + x]);
            minus * plus
        } else {
            v * v - u * u
        };
        let across = (u * v).times(-2.0);
        [(along, across), (across, -along)]
    }
}

/// `a / (x^2 + y^2)` and `b / (x^2 + y^2)` for `(a, b)` linear in `(x, y)`; 0 at the origin and at infinity.
fn over_square<T: DualNum>(x: T, y: T, linear: impl Fn(T, T) -> [T; 2]) -> [T; 2] {
    let (x, y, k) = in_range(x, y);
    let q = x * x + y * y;
    let far = q.value().is_zero() || q.is_infinite();
    map(&linear(x, y), |a| if far { T::zero() } else { a / q * k })
}

/// `(k x, k y, k)`, with a power of two `k`: 1 if the larger one is 0, NaN or in range, else what brings it to about 1.
fn in_range<T: DualNum>(x: T, y: T) -> (T, T, T::Primitive) {
    let larger = x.value().abs().max(y.value().abs());
    let is_inside = larger.is_nan() || larger.is_zero() || is_in_range(x, y);
    let k = if is_inside { T::Primitive::one() } else { power_of_two(larger) };
    (x * k, y * k, k)
}

/// Whether the larger one is between epsilon and its reciprocal, where its powers neither over- nor underflow. In half precision the square
/// of epsilon underflows, and the root of the smallest number bounds.
#[inline(always)]
pub(crate) fn is_in_range<T: DualNum>(x: T, y: T) -> bool {
    let (larger, least) = (x.value().abs().max(y.value().abs()), T::Primitive::epsilon().max(root_of_smallest()));
    (least..=least.recip()).contains(&larger)
}

/// The power of two that brings `size` to between 1 and 2, or below if it is subnormal.
pub(crate) fn power_of_two<P: PrimitiveFloat>(size: P) -> P {
    let normal = size.abs().max(P::min_positive_value()).min(P::max_value());
    // size = m 2^-e with m 2^-52 between 1 and 2, as an f64: a foreign float may decode to the mantissa of another format, or not at all.
    let (_, exponent, _) = normal.to_f64().unwrap_or(1.0).integer_decode();
    let (e, two) = (-i32::from(exponent) - 52, P::literal(2.0));
    two.powi(e / 2) * two.powi(e - e / 2) // 2^e itself might overflow on the way
}

// -------------------------------------------------------------------------------------------------- algebraic slopes

/// The derivatives that do not call their own function, by themselves: a Taylor series integrates them.
pub(crate) mod slope {
    use super::*;

    #[inline]
    pub(crate) fn ln<T: DualNum>(x: T) -> T {
        from_above(x).recip()
    }

    #[inline]
    pub(crate) fn log2<T: DualNum>(x: T) -> T {
        T::LOG2_E() / from_above(x)
    }

    #[inline]
    pub(crate) fn log10<T: DualNum>(x: T) -> T {
        T::LOG10_E() / from_above(x)
    }

    #[inline]
    pub(crate) fn log<T: DualNum>(x: T, b: T::Primitive) -> T {
        T::from_value(b.ln().recip()) / from_above(x)
    }

    #[inline]
    pub(crate) fn ln_1p<T: DualNum>(x: T) -> T {
        (x + T::one()).recip()
    }

    #[inline]
    pub(crate) fn asin<T: DualNum>(x: T) -> T {
        one_minus_square(x).sqrt().recip()
    }

    #[inline]
    pub(crate) fn acos<T: DualNum>(x: T) -> T {
        -asin(x)
    }

    #[inline]
    pub(crate) fn atan<T: DualNum>(x: T) -> T {
        if is_large(x) { x.recip() / x } else { (x * x + T::one()).recip() }
    }

    #[inline]
    pub(crate) fn asinh<T: DualNum>(x: T) -> T {
        if is_large(x) { x.abs().recip() } else { (x * x + T::one()).sqrt().recip() }
    }

    #[inline]
    pub(crate) fn acosh<T: DualNum>(x: T) -> T {
        // 1 / sqrt(x^2 - 1) in two factors, so that nothing overflows, nor cancels at 1
        (x - T::one()).sqrt().recip() / (x + T::one()).sqrt()
    }

    #[inline]
    pub(crate) fn atanh<T: DualNum>(x: T) -> T {
        one_minus_square(x).recip()
    }

    /// `1 - x^2`. The factors do not cancel near 1; near 0 the sum of their derivatives would.
    fn one_minus_square<T: DualNum>(x: T) -> T {
        if x.value().abs() < T::Primitive::literal(0.5) { T::one() - x * x } else { (T::one() - x) * (T::one() + x) }
    }

    /// True where `x^2 + 1` is `x^2` to the last digit; the forms without the 1 do not overflow.
    fn is_large<T: DualNum>(x: T) -> bool {
        x.value().abs() > T::Primitive::literal(4.0) / T::Primitive::epsilon().sqrt()
    }
}
