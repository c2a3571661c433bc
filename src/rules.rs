//! The table of derivatives: each elementary function once, as `x -> (f(x), f'(x))` or `(x, y) -> (f, df/dx, df/dy)`.
//!
//! A rule is a plain generic function. A dual number evaluates it on its value; a number of higher order evaluates the same
//! rule on dual numbers and reads the second derivative from the derivative part of f'. So no second derivative is
//! typed anywhere, and the forms below are those that keep their digits when they are differentiated again.

use core::f64::consts::{LN_2, LOG2_E, LOG10_E};

use crate::{DualNum, PrimitiveFloat};

// ------------------------------------------------------------------------------------------------- powers and roots

pub(crate) fn recip<T: DualNum>(x: T) -> (T, T) {
    let r = x.recip();
    (r, -(r / x))
}

pub(crate) fn sqrt<T: DualNum>(x: T) -> (T, T) {
    let s = x.sqrt();
    (s, T::literal(0.5) / s)
}

pub(crate) fn cbrt<T: DualNum>(x: T) -> (T, T) {
    let c = x.cbrt();
    // c / (3 x) keeps more digits than 1 / (3 c^2), but is 0/0 at 0 and inf/inf at infinity.
    (c, if x.is_normal() { c / x / T::literal(3.0) } else { (c * c).recip() / T::literal(3.0) })
}

pub(crate) fn powi<T: DualNum>(x: T, n: i32) -> (T, T) {
    let slope = match n {
        0 => T::zero(),
        i32::MIN => x.powi(n) / x,
        _ => x.powi(n - 1),
    };
    (x.powi(n), slope.times(f64::from(n)))
}

/// `x^c` for a constant `c`.
pub(crate) fn powf_constant<T: DualNum>(x: T, c: T::Primitive) -> (T, T) {
    let one = T::Primitive::literal(1.0);
    let slope = if c == T::Primitive::literal(0.0) { T::zero() } else { x.pow(c - one) * c };
    (x.pow(c), slope)
}

pub(crate) fn powf<T: DualNum>(x: T, y: T) -> (T, T, T) {
    let p = x.powf(y);
    let zero = T::Primitive::literal(0.0);
    let dx = if x == zero { if y == zero { T::zero() } else { y * x.powf(y - T::one()) } } else { (y * p) / x };
    let dy = if x == zero && y > zero { T::zero() } else { p * x.ln() };
    (p, dx, dy)
}

// ------------------------------------------------------------------------------------- exponentials and logarithms

pub(crate) fn exp<T: DualNum>(x: T) -> (T, T) {
    let e = x.exp();
    (e, e)
}

pub(crate) fn exp2<T: DualNum>(x: T) -> (T, T) {
    let e = x.exp2();
    // Where 2^x overflows, ln 2 * 2^x need not.
    (e, if e.is_finite() { e.times(LN_2) } else { (x - T::one()).exp2().times(2.0 * LN_2) })
}

pub(crate) fn exp_m1<T: DualNum>(x: T) -> (T, T) {
    (x.exp_m1(), x.exp())
}

pub(crate) fn ln<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.ln(), slope::ln(x))
}

pub(crate) fn log2<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.log2(), slope::log2(x))
}

pub(crate) fn log10<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.log10(), slope::log10(x))
}

pub(crate) fn ln_1p<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.ln_1p(), slope::ln_1p(x))
}

pub(crate) fn log<T: DualNum>(x: T, b: T) -> (T, T, T) {
    let (u, l) = (x.ln(), b.ln());
    let f = x.log(b);
    let (f, dx) = where_defined(f, x.recip() / l);
    (f, dx, -(u / l / l) / b)
}

/// `(f, f')`, with f' NaN where f is: outside its domain a function has no derivative.
fn where_defined<T: DualNum>(f: T, df: T) -> (T, T) {
    (f, if f.is_nan() { f } else { df })
}

// ----------------------------------------------------------------------------------------- trigonometric functions

pub(crate) fn sin<T: DualNum>(x: T) -> (T, T) {
    x.sin_cos()
}

pub(crate) fn cos<T: DualNum>(x: T) -> (T, T) {
    let (s, c) = x.sin_cos();
    (c, -s)
}

pub(crate) fn tan<T: DualNum>(x: T) -> (T, T) {
    let t = x.tan();
    (t, t * t + T::one())
}

pub(crate) fn asin<T: DualNum>(x: T) -> (T, T) {
    (x.asin(), slope::asin(x))
}

pub(crate) fn acos<T: DualNum>(x: T) -> (T, T) {
    (x.acos(), slope::acos(x))
}

pub(crate) fn atan<T: DualNum>(x: T) -> (T, T) {
    (x.atan(), slope::atan(x))
}

// --------------------------------------------------------------------------------------------- hyperbolic functions

pub(crate) fn sinh<T: DualNum>(x: T) -> (T, T) {
    (x.sinh(), x.cosh())
}

pub(crate) fn cosh<T: DualNum>(x: T) -> (T, T) {
    (x.cosh(), x.sinh())
}

pub(crate) fn tanh<T: DualNum>(x: T) -> (T, T) {
    // 1 - tanh^2 loses its digits as |tanh| -> 1, and cosh^2 overflows; from e^(-2|x|) < epsilon / 4 on 1 / cosh^2 x is 4 e^(-2|x|).
    let tail = x.abs().times(-2.0).exp();
    let df = if tail.times(4.0) < T::epsilon() {
        tail.times(4.0)
    } else {
        let r = x.cosh().recip();
        r * r
    };
    (x.tanh(), df)
}

pub(crate) fn asinh<T: DualNum>(x: T) -> (T, T) {
    (x.asinh(), slope::asinh(x))
}

pub(crate) fn acosh<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.acosh(), slope::acosh(x))
}

pub(crate) fn atanh<T: DualNum>(x: T) -> (T, T) {
    where_defined(x.atanh(), slope::atanh(x))
}

// ------------------------------------------------------------------------------------------------- length and angle

pub(crate) fn abs<T: DualNum>(x: T) -> (T, T) {
    (x.abs(), if x.is_sign_negative() { -T::one() } else { T::one() })
}

pub(crate) fn hypot<T: DualNum>(x: T, y: T) -> (T, T, T) {
    (x.hypot(y), x.over_hypot(y), y.over_hypot(x))
}

pub(crate) fn atan2<T: DualNum>(y: T, x: T) -> (T, T, T) {
    let (c, s) = (x.over_hypot(y), y.over_hypot(x));
    (y.atan2(x), per_length(c, x, y), -per_length(s, x, y))
}

/// `c = x / hypot(x, y)`; with `s = y / hypot(x, y)` and `h` the length, `dc = s w`, `w = (s/h) dx - (c/h) dy`.
pub(crate) fn over_hypot<T: DualNum>(x: T, y: T) -> (T, T, T) {
    let (c, s) = (x.over_hypot(y), y.over_hypot(x));
    (c, s * per_length(s, x, y), -(s * per_length(c, x, y)))
}

/// `x / hypot(x, y)` of primitives.
pub(crate) fn primitive_over_hypot<P: PrimitiveFloat>(x: P, y: P) -> P {
    per_length(x, x, y)
}

/// `a / hypot(x, y)`, 0 at the origin, without overflow of the length.
fn per_length<T: DualNum>(a: T, x: T, y: T) -> T {
    let h = x.hypot(y);
    if h == T::Primitive::literal(0.0) {
        T::zero()
    } else if h.is_infinite() {
        a.times(0.25) / x.times(0.25).hypot(y.times(0.25))
    } else {
        a / h
    }
}

// -------------------------------------------------------------------------------------------------- algebraic slopes

/// The derivatives that do not call their own function, by themselves: a Taylor series integrates them.
pub(crate) mod slope {
    use super::*;

    pub(crate) fn ln<T: DualNum>(x: T) -> T {
        x.recip()
    }

    pub(crate) fn log2<T: DualNum>(x: T) -> T {
        T::literal(LOG2_E) / x
    }

    pub(crate) fn log10<T: DualNum>(x: T) -> T {
        T::literal(LOG10_E) / x
    }

    pub(crate) fn ln_1p<T: DualNum>(x: T) -> T {
        (x + T::one()).recip()
    }

    pub(crate) fn asin<T: DualNum>(x: T) -> T {
        one_minus_square(x).sqrt().recip()
    }

    pub(crate) fn acos<T: DualNum>(x: T) -> T {
        -asin(x)
    }

    pub(crate) fn atan<T: DualNum>(x: T) -> T {
        if is_large(x) { x.recip() / x } else { (x * x + T::one()).recip() }
    }

    pub(crate) fn asinh<T: DualNum>(x: T) -> T {
        if is_large(x) { x.abs().recip() } else { (x * x + T::one()).sqrt().recip() }
    }

    pub(crate) fn acosh<T: DualNum>(x: T) -> T {
        if is_large(x) { x.recip() } else { ((x - T::one()) * (x + T::one())).sqrt().recip() }
    }

    pub(crate) fn atanh<T: DualNum>(x: T) -> T {
        one_minus_square(x).recip()
    }

    /// `1 - x^2`. The factors do not cancel near 1; near 0 the sum of their derivatives would.
    fn one_minus_square<T: DualNum>(x: T) -> T {
        if x.abs().value() < T::Primitive::literal(0.5) { T::one() - x * x } else { (T::one() - x) * (T::one() + x) }
    }

    /// True where `x^2 + 1` is `x^2` to the last digit; then the forms without the 1 do not overflow.
    fn is_large<T: DualNum>(x: T) -> bool {
        x.abs() > T::epsilon().recip()
    }
}
