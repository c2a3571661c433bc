//! Functions of the user's own, as the documentation of `Rule` and `BinaryRule` has them.

use dual_numbers::{BinaryRule, DualNum, Rule};

/// log(1 + e^x), f' = 1 / (1 + e^-x)
pub struct Softplus;
impl Rule for Softplus {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (x.exp().ln_1p(), ((-x).exp() + D::one()).recip())
    }
}

/// x log y
pub struct XLogY;
impl BinaryRule for XLogY {
    fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
        (x * y.ln(), y.ln(), x / y)
    }
}
