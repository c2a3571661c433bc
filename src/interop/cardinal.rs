//! The cardinal functions of `ComplexField`, `sin(x)/x` and its kin, as rules.

use num_traits::Float;

use crate::{DualNum, Rule};

/// `sin(x)/x`, 1 at 0.
pub(super) struct Sinc;
/// `sinh(x)/x`, 1 at 0.
pub(super) struct Sinhc;
/// `cos(x)/x`.
pub(super) struct Cosc;
/// `cosh(x)/x`.
pub(super) struct Coshc;
/// `sin(sqrt t)/sqrt t`, 1 at 0: of `t = |w|^2` an entire function of `w`, where the norm itself has a kink.
pub(super) struct SincRoot;

impl Rule for Sinc {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        if cancels(x) {
            return series(x, -1.0);
        }
        let f = x.sin() / x;
        (f, (x.cos() - f) / x)
    }
}

impl Rule for Sinhc {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        if cancels(x) {
            return series(x, 1.0);
        }
        // (cosh x - f) / x, without inf - inf where both overflow.
        (x.sinh() / x, x.cosh() * (D::one() - x.tanh() / x) / x)
    }
}

impl Rule for Cosc {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        let f = x.cos() / x;
        (f, -(x.sin() + f) / x)
    }
}

impl Rule for Coshc {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        let f = x.cosh() / x;
        // (sinh x - f) / x, without inf - inf where both overflow; the tangent has no digits to lose at 0, where 1/x is infinite.
        (f, if cancels(x) { (x.sinh() - f) / x } else { x.cosh() * (x.tanh() - x.recip()) / x })
    }
}

impl Rule for SincRoot {
    fn eval<D: DualNum>(&self, t: D) -> (D, D) {
        if t.value() < D::Primitive::literal(4.0) {
            let (f, slope) = power_series(-t);
            return (f, -slope);
        }
        let x = t.sqrt();
        let f = x.sin() / x;
        (f, ((x.cos() - f) / t).times(0.5))
    }
}

/// Where the closed form of the derivative loses digits.
fn cancels<D: DualNum>(x: D) -> bool {
    Float::abs(x.value()) < D::Primitive::literal(2.0)
}

/// `f(q)` with `q = sign x^2`, and `df/dx = 2 sign x df/dq`, for `|x| < 2`.
fn series<D: DualNum>(x: D, sign: f64) -> (D, D) {
    let (f, slope) = power_series((x * x).times(sign));
    (f, slope * x.times(2.0 * sign))
}

/// `f = sum q^k / (2k+1)!` and `df/dq`, for `|q| < 4`, by Horner's scheme.
fn power_series<D: DualNum>(q: D) -> (D, D) {
    let (mut f, mut slope) = (D::one(), D::zero());
    // The first term left out is below the last digit of the third derivative: 14^3 4^11 / 29! < 1e-20.
    for k in (1..=13).rev() {
        let c = f64::from(2 * k * (2 * k + 1)).recip();
        (f, slope) = (D::one() + (f * q).times(c), (f + slope * q).times(c));
    }
    (f, slope)
}
