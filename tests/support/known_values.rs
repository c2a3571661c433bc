//! Functions of the user's own, of which only values and slopes are known.

use dual_numbers::{BinaryRule, DualNum, Rule};
use num_traits::Float;

/// The sine, whose values are known on primitives alone.
pub struct Sine;
impl Rule for Sine {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (D::from_value(Float::sin(x.value())), x.cos())
    }
}

/// The product, whose values are known on primitives alone.
pub struct Times;
impl BinaryRule for Times {
    fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
        (D::from_value(x.value() * y.value()), y, x)
    }
}
