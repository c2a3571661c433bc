//! Whether a derivative is contradicted at the finest steps that rounding lets one see.
//!
//! If the derivative `c` that a function carries is right on `[x - t, x + t]`, the divided difference
//!
//! ```text
//! D(t) = (f(x + t) - f(x - t)) / 2t
//! ```
//!
//! is the mean of `c` there. Extrapolation takes `c` for smooth, up to its longest step: across a kink or a jump that is near it is certain
//! of a slope that no point has. At the finest steps `c` either is smooth, and leaves `D` no room, or is seen to change.

use super::tolerance::Precision;

/// A discrepancy counts only if it is this many times the noise of the divided difference.
const TOLD: f64 = 20.0;

/// The part of a discrepancy within which the finest steps have to find the slope that is expected.
const STEADY: f64 = 0.25;

/// What a function gives beside the point: where, its value, and the derivative that it carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub place: f64,
    pub value: f64,
    pub slope: f64,
}

/// One output of a function along one coordinate.
pub(super) struct Line<'a> {
    /// The coordinate.
    pub x: f64,
    pub precision: Precision,
    /// The function at the coordinate moved by a step.
    pub at: &'a dyn Fn(f64) -> Side,
}

impl Line<'_> {
    /// Whether the derivative `found` at the point is contradicted by the values around it, which have the slope `expected` further out.
    pub(super) fn contradicts(&self, found: f64, expected: f64) -> bool {
        let gap = (found - expected).abs();
        if !gap.is_finite() {
            return true;
        }
        let ulp = self.precision.epsilon() * if self.x == 0.0 { 1.0 } else { self.x.abs().max(self.precision.smallest_normal()) };
        let furthest = 0.125 * self.x.abs().max(1.0);
        let (mut step, quantum) = self.first_change(8.0 * ulp, furthest);
        let noise = |step: f64| {
            let [left, right] = self.sides(step);
            let rounding = self.precision.epsilon()
                * (left.value.abs().max(right.value.abs()) + (self.x * found).abs().max((self.x * expected).abs()));
            (rounding + quantum + self.precision.smallest_subnormal()) / (2.0 * step)
        };
        loop {
            let excess = TOLD * noise(step) / gap;
            if excess.is_nan() || step * 4.0 > furthest {
                return false;
            }
            if excess <= 1.0 {
                break;
            }
            step *= excess.log2().ceil().clamp(1.0, 64.0).exp2();
        }
        let steps = [step, 2.0 * step, 4.0 * step];
        // Beside a jump of the values, or where rounding takes one side over many steps, D(t) is neither of the two.
        steps
            .into_iter()
            .all(|step| (self.divided(step) - expected).abs() <= STEADY * gap && self.leaves_no_room(found, step, 10.0 * noise(step)))
    }

    /// `D(step)`.
    fn divided(&self, step: f64) -> f64 {
        let [left, right] = self.sides(step);
        (right.value - left.value) / (right.place - left.place)
    }

    /// The coordinate moved to either side.
    fn sides(&self, step: f64) -> [Side; 2] {
        [-step, step].map(|step| (self.at)(step))
    }

    /// The first step at which the values change, and by how much: rounding inside the function hides whatever is less. Where they never
    /// change, what is less than the rounding of a number near 1 is hidden: `ln(e^x + e^y + e^z)` does not see a `z` far below `x = 0`.
    fn first_change(&self, nearest: f64, furthest: f64) -> (f64, f64) {
        let [base, other] = self.sides(nearest).map(|side| side.value);
        if base != other {
            return (nearest, 0.0);
        }
        let mut step = nearest;
        while step < furthest {
            step *= 4.0;
            let change = self.sides(step).iter().fold(0.0, |change: f64, side| change.max((side.value - base).abs()));
            if change > 0.0 {
                return (step, change);
            }
        }
        (nearest, self.precision.epsilon())
    }

    /// Whether `D(t)` is further from `found` than `c` can explain.
    ///
    /// With `J(t) = c(x + t) - c(x - t)` and the mean `m(t)` of the two, a smooth `c` has `J(t) - 2 J(t/2) = O(t^3)` and `D(t) - c(x)` less
    /// than `2 (m(t) - m(t/2))`; of one that jumps by `j` within the step the first is at least about `j`.
    fn leaves_no_room(&self, found: f64, step: f64, noise: f64) -> bool {
        let [[left, right], [nearer_left, nearer_right]] = [self.sides(step), self.sides(step / 2.0)];
        let divided = self.divided(step);
        let bend = (right.slope - left.slope) - 2.0 * (nearer_right.slope - nearer_left.slope);
        let rise = (right.slope + left.slope) - (nearer_right.slope + nearer_left.slope);
        let digits = self.precision.epsilon().sqrt() * divided.abs().max(found.abs());
        (divided - found).abs() > bend.abs() + rise.abs() + noise + digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `f` carries `c`.
    fn contradicts(f: impl Fn(f64) -> f64, c: impl Fn(f64) -> f64, x: f64, expected: f64) -> bool {
        let at = |step: f64| Side { place: x + step, value: f(x + step), slope: c(x + step) };
        Line { x, precision: Precision::Double, at: &at }.contradicts(c(x), expected)
    }

    #[test]
    fn a_right_derivative_is_not_contradicted_whatever_is_expected() {
        for expected in [-1.0, 0.0, 0.3, 1.0 + 2e-8, 7.0] {
            for x in [-3e-5, 1e-12, 0.7, 599.2] {
                assert!(!contradicts(|x| x.max(0.0), |x| f64::from(x > 0.0), x, expected), "a kink near {x}, {expected}");
                assert!(!contradicts(|x| x % 1.0, |_| 1.0, x, expected), "jumps around {x}, {expected}");
                assert!(!contradicts(|x| (x + 1e8) - 1e8, |_| 1.0, x, expected), "rounding inside at {x}, {expected}");
                assert!(!contradicts(|x| x.cosh().ln(), f64::tanh, x, expected), "cosh at {x}, {expected}");
                assert!(!contradicts(f64::signum, |_| 0.0, x, expected), "a jump near {x}, {expected}");
                assert!(
                    !contradicts(|x| (1.0 + (x - 60.0).exp()).ln(), |x| (x - 60.0).exp(), x.min(0.7), expected),
                    "absorbed at {x}, {expected}"
                );
            }
        }
        // Waves that are shorter than the finest steps.
        for waves in [2e16, 7e16, 3e17] {
            assert!(!contradicts(|x| x + (waves * x).sin() / waves, |x| 1.0 + (waves * x).cos(), 0.0, 1.0), "{waves}");
        }
        // What the function does to x is rounded where x is large beside the value.
        for factor in [1.001, 0.999, 1.01] {
            assert!(!contradicts(|x| x * factor - 0.7 * factor, |_| factor, 0.7, 1.0), "{factor}");
        }
        // There is nothing to see beside the point.
        assert!(!contradicts(|x| if x == 0.7 { x } else { f64::NAN }, |_| 1.0, 0.7, 2.0));
        // Two branches of a formula that differ by rounding: beside the point the divided difference is any number.
        for (x, k) in [0.0, 0.7, 599.2].into_iter().flat_map(|x| (20..60).map(move |k| (x, k))) {
            let branches = move |y: f64| y + if y > x { 2f64.powi(-k) } else { 0.0 };
            for expected in [-1.0, 0.0, 7.0] {
                assert!(!contradicts(branches, |_| 1.0, x, expected), "a jump of 2^-{k} at {x}, {expected}");
            }
        }
    }

    #[test]
    fn a_lost_derivative_is_contradicted() {
        for x in [-3.0, 0.0, 1e-320, 1e-9, 0.7, 599.2] {
            assert!(contradicts(|x| x + x.sin(), |_| 1.0, x, 1.0 + x.cos()), "a cast at {x}");
            assert!(contradicts(|x| 1.0 + x * 1e-6, |_| 0.0, x, 1e-6), "a small slope at {x}");
            assert!(contradicts(|_| 1.0, |_| 1.0, x, 0.0), "a constant at {x}");
            let branch = move |y: f64| if y == x { 0.0 } else { 2.0 * y + 3.0 };
            assert!(contradicts(|x| x * x + 3.0 * x, branch, x, 2.0 * x + 3.0), "equality with {x}");
        }
    }
}
