//! Functions of the user's own, as the documentation of `Rule` and `BinaryRule` has them.

use dual_numbers::{BinaryRule, DualNum, Rule};

/// log(1 + e^x), f' = 1 / (1 + e^-x), by e^-|x|, which does not overflow
pub struct Softplus;
impl Rule for Softplus {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        let e = (-x.abs()).exp();
        let (ramp, numerator) = if x.is_sign_negative() { (D::zero(), e) } else { (x, D::one()) };
        (ramp + e.ln_1p(), numerator / (e + D::one()))
    }
}

/// x log y
pub struct XLogY;
impl BinaryRule for XLogY {
    fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
        (x * y.ln(), y.ln(), x / y)
    }
}
