//! How far apart two numbers may be.

use core::fmt::{self, Display, Formatter};

use super::point::Scalar;
use super::report::{Discrepancy, counted};

/// The spread is measured at a few points: this many times it covers what another right formula may differ by.
pub(super) const SPREAD: f64 = 4.0;

/// How far an entry may be from the exact one. It passes if any one of the four allowances lets it pass; the spread does not count where
/// the entry jumps, since there it is the jump.
///
/// ```
/// use dual_numbers::oracle::Tolerance;
/// let tolerance = Tolerance::relative(1e-9).or(Tolerance::ulps(4));
/// assert_eq!(tolerance.to_string(), "1e-9 of the largest entry, or 4 ulps");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tolerance {
    /// Difference, as a part of the largest finite exact entry of the same output (a row of a Jacobian, the whole gradient or Hessian, one
    /// derivative along a direction): an entry that cancels to almost nothing need not be exact to its last digit.
    pub relative: f64,
    /// Difference.
    pub absolute: f64,
    /// Numbers of the type between the entry and the exact one.
    pub ulps: u64,
    /// Difference, in units of the spread that the exact derivative itself shows when it is rounded in other ways: every coordinate moved
    /// by up to 8 ulps, every direction multiplied by a factor and divided again. That is what rounding the point costs, and what the
    /// function loses by cancellation.
    pub spread: f64,
}

impl Tolerance {
    const NONE: Self = Self { relative: 0.0, absolute: 0.0, ulps: 0, spread: 0.0 };

    /// `relative` times the largest entry of the same output.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Tolerance};
    /// let passes = |tolerance| Oracle::at(1.0).tolerance(tolerance).check_derivative(|x| x * x * 50.0, |x| 100.0 * x + 1e-9).is_ok();
    /// assert!(passes(Tolerance::relative(1e-10)) && !passes(Tolerance::relative(1e-12))); // of 100
    /// ```
    #[must_use]
    pub const fn relative(relative: f64) -> Self {
        Self { relative, ..Self::NONE }
    }

    /// The difference `absolute`.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Tolerance};
    /// let passes = |tolerance| Oracle::at(1.0).tolerance(tolerance).check_derivative(|x| x * x * 50.0, |x| 100.0 * x + 1e-9).is_ok();
    /// assert!(passes(Tolerance::absolute(1e-8)) && !passes(Tolerance::absolute(1e-10)));
    /// ```
    #[must_use]
    pub const fn absolute(absolute: f64) -> Self {
        Self { absolute, ..Self::NONE }
    }

    /// `ulps` units in the last place, of each entry by itself. 0 asks for equality.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Tolerance};
    /// let passes = |tolerance| Oracle::at(0.0).tolerance(tolerance).check_derivative(|x| x.exp(), |x: f64| x.exp() + 2.0 * f64::EPSILON).is_ok();
    /// assert!(passes(Tolerance::ulps(2)) && !passes(Tolerance::ulps(1)));
    /// ```
    #[must_use]
    pub const fn ulps(ulps: u64) -> Self {
        Self { ulps, ..Self::NONE }
    }

    /// `factor` times the spread of the exact derivative when it is rounded in other ways.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Tolerance};
    /// let passes = |tolerance| Oracle::at(1e10).tolerance(tolerance).check_derivative(|x| x.sin(), |x: f64| x.cos() + 1e-6).is_ok();
    /// assert!(passes(Tolerance::spread(4.0)) && !passes(Tolerance::spread(0.01))); // at 1e10 one ulp is 1.9e-6
    /// ```
    #[must_use]
    pub const fn spread(factor: f64) -> Self {
        Self { spread: factor, ..Self::NONE }
    }

    /// What either of the two lets pass.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Tolerance};
    /// let rounded = |tolerance| Oracle::at(1.0).tolerance(tolerance).check_derivative(|x| x * x, |x| 2.0 * x + 1e-9).is_ok();
    /// assert!(rounded(Tolerance::ulps(2).or(Tolerance::absolute(1e-8))) && !rounded(Tolerance::ulps(2)));
    /// ```
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            relative: self.relative.max(other.relative),
            absolute: self.absolute.max(other.absolute),
            ulps: if self.ulps > other.ulps { self.ulps } else { other.ulps },
            spread: self.spread.max(other.spread),
        }
    }

    /// True if an allowance other than the spread lets the entry pass, beside entries of the size `largest`.
    pub(super) fn lets_pass(&self, entry: &Discrepancy, largest: f64) -> bool {
        let error = (entry.found - entry.expected).abs();
        entry.relative == 0.0 || error <= self.absolute.max(self.relative * largest) || entry.ulps <= self.ulps
    }

    /// The default for derivatives in `T`: two thirds of the digits of each entry (`epsilon^(-1/3)` ulps: 165140 for `f64`, 203 for `f32`),
    /// 16 roundings of the largest entry of the same output, the smallest normal number, or 4 times the spread.
    ///
    /// ```
    /// use dual_numbers::oracle::Tolerance;
    /// assert_eq!(Tolerance::default_for::<f64>().ulps, 165140);
    /// assert_eq!(Tolerance::default_for::<f32>().ulps, 203);
    /// assert_eq!(Tolerance::default_for::<f64>().relative, 16.0 * f64::EPSILON);
    /// ```
    #[must_use]
    pub fn default_for<T: Scalar>() -> Self {
        let precision = T::PRECISION;
        let digits = Self::ulps(precision.epsilon().cbrt().recip() as u64);
        let roundings = Self::relative(16.0 * precision.epsilon());
        digits.or(roundings).or(Self::absolute(precision.smallest_normal())).or(Self::spread(SPREAD))
    }
}

impl Display for Tolerance {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let allowances = [
            (self.relative > 0.0).then(|| format!("{} of the largest entry", short(self.relative))),
            (self.absolute > 0.0).then(|| format!("{} absolute", short(self.absolute))),
            (self.ulps > 0 || *self == Self::NONE).then(|| counted(self.ulps, "ulp")),
            (self.spread > 0.0).then(|| format!("{} times the spread", self.spread)),
        ];
        let allowances: Vec<String> = allowances.into_iter().flatten().collect();
        f.write_str(&allowances.join(", or "))
    }
}

/// A size to two digits: `4.1e-11`, `0.5`, `2`.
pub(super) fn short(x: f64) -> String {
    let text = format!("{x:.1e}");
    let rounded = text.parse().unwrap_or(x);
    if (1e-3..1e4).contains(&f64::abs(rounded)) || rounded == 0.0 { rounded.to_string() } else { text.replace(".0e", "e") }
}

/// The type whose numbers are compared; they are all carried as `f64`, which holds every `f32`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Precision {
    Single,
    Double,
}

impl Precision {
    pub(super) fn epsilon(self) -> f64 {
        match self {
            Self::Single => f32::EPSILON.into(),
            Self::Double => f64::EPSILON,
        }
    }

    pub(super) fn smallest_normal(self) -> f64 {
        match self {
            Self::Single => f32::MIN_POSITIVE.into(),
            Self::Double => f64::MIN_POSITIVE,
        }
    }

    pub(super) fn smallest_subnormal(self) -> f64 {
        self.smallest_normal() * self.epsilon()
    }

    pub(super) fn largest(self) -> f64 {
        match self {
            Self::Single => f32::MAX.into(),
            Self::Double => f64::MAX,
        }
    }

    /// The nearest finite number of the type; NaN stays.
    pub(super) fn round(self, x: f64) -> f64 {
        let x = x.clamp(-self.largest(), self.largest());
        match self {
            Self::Single => (x as f32).into(),
            Self::Double => x,
        }
    }

    /// `x` moved by `steps` numbers of the type, over zero if they lie so, and to the largest at most; zero itself stays.
    pub(super) fn step(self, x: f64, steps: i8) -> f64 {
        if x == 0.0 || !x.is_finite() {
            return x;
        }
        let last = self.place(self.largest());
        let place = (self.place(x) + i64::from(steps)).clamp(-last, last);
        let size = match self {
            Self::Single => f32::from_bits(place.unsigned_abs() as u32).into(),
            Self::Double => f64::from_bits(place.unsigned_abs()),
        };
        if place < 0 { -size } else { size }
    }

    /// How many numbers of the type lie from `a` to `b`; the largest count if one is NaN.
    pub(super) fn ulps(self, a: f64, b: f64) -> u64 {
        if a.is_nan() || b.is_nan() { u64::MAX } else { self.place(a).abs_diff(self.place(b)) }
    }

    /// Which number of the type `x` is, counted from zero: the bits of a float are sign and magnitude.
    fn place(self, x: f64) -> i64 {
        let size = match self {
            Self::Single => i64::from((x.abs() as f32).to_bits()),
            Self::Double => x.abs().to_bits() as i64,
        };
        if x < 0.0 { -size } else { size }
    }

    /// The shortest text that reads back.
    pub(super) fn show(self, x: f64) -> String {
        match self {
            Self::Single => format!("{:?}", x as f32),
            Self::Double => format!("{x:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_over_zero_and_end_at_the_largest_number() {
        for precision in [Precision::Single, Precision::Double] {
            let (tiny, largest) = (precision.smallest_subnormal(), precision.largest());
            assert_eq!([-3, -2, 0, 6].map(|steps| precision.step(2.0 * tiny, steps)), [-tiny, 0.0, 2.0 * tiny, 8.0 * tiny]);
            assert_eq!([-2, 8].map(|steps| precision.step(-tiny, steps)), [-3.0 * tiny, 7.0 * tiny]);
            assert_eq!([precision.step(largest, 8), precision.step(-largest, -8)], [largest, -largest]);
            assert_eq!(precision.step(1.0, 8), 1.0 + 8.0 * precision.epsilon());
            assert_eq!([0.0, f64::INFINITY, f64::NEG_INFINITY].map(|x| precision.step(x, 8)), [0.0, f64::INFINITY, f64::NEG_INFINITY]);
        }
    }
}
