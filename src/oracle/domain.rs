//! Ready-made domains, which shrink to points that a person can read.

use core::ops::RangeInclusive;

use proptest::prelude::any;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::descent::{Descent, Simplify};
use super::tolerance::Precision;
use super::{Point, Scalar, random::Random};

/// Points drawn coordinate by coordinate: a proptest strategy. From [`boxed`], [`log_uniform`], [`special`] and [`near`].
///
/// ```
/// use dual_numbers::oracle::{Points, boxed};
/// use proptest::prelude::*;
/// let unit_square: Points<[f64; 2]> = boxed([(0.0, 1.0); 2]);
/// proptest!(|([x, y] in unit_square)| prop_assert!(x + y <= 2.0));
/// ```
#[derive(Clone, Debug)]
pub struct Points<P> {
    coordinates: Vec<Coordinate>,
    precision: Precision,
    /// Carries the shape.
    corner: P,
}

/// One coordinate: how it is drawn, and the interval that it stays in.
#[derive(Clone, Copy, Debug)]
struct Coordinate {
    draw: Draw,
    low: f64,
    high: f64,
}

#[derive(Clone, Copy, Debug)]
enum Draw {
    Uniform,
    LogUniform,
    Special,
    Near(f64),
}

/// An interval, ends included: `lo..=hi`, or `(lo, hi)`, which can be repeated: `[(lo, hi); N]`. Sealed.
///
/// ```
/// use dual_numbers::oracle::{Oracle, boxed};
/// let rectangle = boxed([(0.0, 1.0), (-1.0, 1.0)]); // or 0.0..=1.0
/// assert!(Oracle::new(rectangle).check_gradient(|[x, y]| x * y, |[x, y]| [y, x]).is_ok());
/// ```
pub trait Interval: sealed::Sealed {
    /// `f64` or `f32`.
    type Scalar: Scalar;

    #[doc(hidden)]
    fn ends(&self) -> [Self::Scalar; 2];
}

/// Intervals, one per coordinate: one, an array, or a `Vec`. Sealed.
///
/// ```
/// use dual_numbers::oracle::{Points, boxed};
/// let _: Points<f64> = boxed(0.0..=1.0);
/// let _: Points<[f32; 2]> = boxed([0.0_f32..=1.0, 2.0..=3.0]);
/// let _: Points<Vec<f64>> = boxed(vec![0.0..=1.0; 5]);
/// ```
pub trait Ranges: sealed::Sealed {
    /// The points of the box: `T`, `[T; N]` or `Vec<T>`.
    type Point: Point;

    /// The corner with the smallest coordinates, and the opposite one.
    #[doc(hidden)]
    fn corners(self) -> [Self::Point; 2];
}

mod sealed {
    pub trait Sealed {}
}

impl<T: Scalar> sealed::Sealed for RangeInclusive<T> {}
impl<T: Scalar> Interval for RangeInclusive<T> {
    type Scalar = T;

    fn ends(&self) -> [T; 2] {
        [*self.start(), *self.end()]
    }
}

impl<T: Scalar> sealed::Sealed for (T, T) {}
impl<T: Scalar> Interval for (T, T) {
    type Scalar = T;

    fn ends(&self) -> [T; 2] {
        (*self).into()
    }
}

impl<I: Interval> Ranges for I {
    type Point = I::Scalar;

    fn corners(self) -> [I::Scalar; 2] {
        self.ends()
    }
}

impl<I: Interval, const N: usize> sealed::Sealed for [I; N] {}
impl<I: Interval, const N: usize> Ranges for [I; N] {
    type Point = [I::Scalar; N];

    fn corners(self) -> [[I::Scalar; N]; 2] {
        [0, 1].map(|side| self.each_ref().map(|interval| interval.ends()[side]))
    }
}

impl<I: Interval> sealed::Sealed for Vec<I> {}
impl<I: Interval> Ranges for Vec<I> {
    type Point = Vec<I::Scalar>;

    fn corners(self) -> [Vec<I::Scalar>; 2] {
        [0, 1].map(|side| self.iter().map(|interval| interval.ends()[side]).collect())
    }
}

/// Points drawn uniformly from a box.
///
/// # Panics
///
/// If an interval is empty or not finite.
///
/// ```
/// use dual_numbers::oracle::{Oracle, boxed};
/// let report = Oracle::new(boxed([0.0..=1.0, -5.0..=5.0])).check_gradient(|[x, y]| x * y, |[x, y]| [y, x])?;
/// assert_eq!(report.worst, None);
/// # Ok::<(), dual_numbers::oracle::Mismatch>(())
/// ```
#[must_use]
#[track_caller]
pub fn boxed<R: Ranges>(ranges: R) -> Points<R::Point> {
    points(ranges, Draw::Uniform)
}

/// Points whose coordinates are drawn uniformly over the exponents of a box: all sizes down to the smallest normal number if the interval
/// reaches 0, on both sides of it if it does.
///
/// # Panics
///
/// If an interval is empty or not finite.
///
/// ```
/// use dual_numbers::oracle::{Oracle, log_uniform};
/// // Found only where x is large.
/// let mismatch = Oracle::new(log_uniform(0.0..=1e6)).check_derivative(|x| x * x, |x| if x > 1e3 { 0.0 } else { 2.0 * x }).unwrap_err();
/// assert_eq!(mismatch.point, [2000.0]);
/// ```
#[must_use]
#[track_caller]
pub fn log_uniform<R: Ranges>(ranges: R) -> Points<R::Point> {
    points(ranges, Draw::LogUniform)
}

/// Points made of the special values that lie in a box: the ends of its intervals, 0, -0, +-1 and its neighbours, the smallest and the
/// largest numbers, subnormal ones.
///
/// # Panics
///
/// If an interval is empty or not finite.
///
/// ```
/// use dual_numbers::oracle::{Oracle, special};
/// // x^2 overflows long before x / sqrt(1 + x^2) is anything but 1.
/// let wrong_far_out = |x: f64| x / (1.0 + x * x).sqrt();
/// let mismatch = Oracle::new(special(-f64::MAX..=f64::MAX)).check_derivative(|x| x.hypot(1.0), wrong_far_out).unwrap_err();
/// assert_eq!((mismatch.point[0], mismatch.entry().unwrap().found), (2e154, 0.0));
/// ```
#[must_use]
#[track_caller]
pub fn special<R: Ranges>(ranges: R) -> Points<R::Point> {
    points(ranges, Draw::Special)
}

/// Points near the boundary `point`: each coordinate at a distance between one epsilon and 1, times its size (times 1 at 0) on either side,
/// or on the boundary itself.
///
/// # Panics
///
/// If a coordinate is infinite or NaN.
///
/// ```
/// use dual_numbers::oracle::{Oracle, near};
/// // 1 - x^2 loses its digits near 1, (1 - x)(1 + x) does not.
/// let near_one = || Oracle::new(near(1.0_f64)).skip_where(|&x| x > 1.0);
/// assert!(near_one().check_derivative(|x| x.asin(), |x| ((1.0 - x) * (1.0 + x)).sqrt().recip()).is_ok());
/// assert!(near_one().check_derivative(|x| x.asin(), |x| (1.0 - x * x - 1e-9).sqrt().recip()).is_err());
/// ```
#[must_use]
#[track_caller]
pub fn near<P: Point>(point: P) -> Points<P> {
    let precision = <P::Scalar>::PRECISION;
    let mut coordinates = Vec::new();
    for at in point.coordinates() {
        assert!(at.is_finite(), "a boundary needs finite coordinates, not {at:?}");
        let [low, high] = [-1.0, 1.0].map(|side| precision.round(at + side * size(at)));
        coordinates.push(Coordinate { draw: Draw::Near(at), low, high });
    }
    Points { coordinates, precision, corner: point }
}

/// What a distance from `at` is a part of.
fn size(at: f64) -> f64 {
    if at == 0.0 { 1.0 } else { at.abs() }
}

#[track_caller]
fn points<R: Ranges>(ranges: R, draw: Draw) -> Points<R::Point> {
    let [corner, opposite] = ranges.corners();
    let mut coordinates = Vec::new();
    for (low, high) in corner.coordinates().into_iter().zip(opposite.coordinates()) {
        assert!(
            low <= high && low.is_finite() && high.is_finite(),
            "a domain needs finite intervals that are not empty, not {low:?}..={high:?}"
        );
        coordinates.push(Coordinate { draw, low, high });
    }
    Points { coordinates, precision: <R::Point as Point>::Scalar::PRECISION, corner }
}

impl<P: Point> Strategy for Points<P> {
    type Tree = Descent<Self>;
    type Value = P;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut random = Random::new(any::<u64>().new_tree(runner)?.current());
        let drawn: Vec<f64> = self.coordinates.iter().map(|coordinate| coordinate.draw(self.precision, &mut random)).collect();
        Ok(Descent::new(self.clone(), self.corner.with_coordinates(&drawn)))
    }
}

impl<P: Point> Simplify for Points<P> {
    type Value = P;

    fn simpler(&self, point: &P) -> Vec<P> {
        let x = point.coordinates();
        let alone = self.coordinates.iter().enumerate().flat_map(|(k, place)| {
            let moved = |simpler: f64| x.iter().enumerate().map(|(i, &x)| if i == k { simpler } else { x }).collect();
            simpler_numbers(x[k], self.precision).into_iter().filter(|&x| place.holds(x)).map(moved).collect::<Vec<Vec<f64>>>()
        });
        // A fault where two coordinates are close is lost if one of them moves.
        let together = [0.0, 1.0].map(|same| vec![same; x.len()]).into_iter();
        let together = together.chain((0..DIGITS).map(|n| x.iter().map(|&x| rounded(x, n, self.precision)).collect()));
        let together =
            together.filter(|moved| moved.iter().zip(&self.coordinates).all(|(&x, place)| place.holds(x)) && self.is_simpler(moved, &x));
        alone.chain(together).map(|moved| point.with_coordinates(&moved)).collect()
    }
}

impl<P> Points<P> {
    /// No coordinate is harder to read, and one is easier.
    fn is_simpler(&self, moved: &[f64], x: &[f64]) -> bool {
        let pairs = || moved.iter().zip(x).map(|(&moved, &x)| (complexity(moved, self.precision), complexity(x, self.precision)));
        pairs().all(|(moved, x)| moved <= x) && pairs().any(|(moved, x)| moved < x)
    }
}

impl Coordinate {
    fn holds(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    fn draw(&self, precision: Precision, random: &mut Random) -> f64 {
        let x = match self.draw {
            Draw::Uniform => {
                let t = random.unit();
                self.low * (1.0 - t) + self.high * t
            }
            Draw::LogUniform => self.log_uniform(precision, random),
            Draw::Special => {
                let palette: Vec<f64> =
                    special_values(precision).into_iter().filter(|&x| self.holds(x)).chain([self.low, self.high]).collect();
                palette[random.below(palette.len())]
            }
            Draw::Near(at) => {
                let distance = size(at) * (precision.epsilon().log2() * random.unit()).exp2();
                // One in five at the place itself.
                match random.below(5) {
                    0 => at,
                    1 | 2 => at + distance,
                    _ => at - distance,
                }
            }
        };
        precision.round(x).clamp(self.low, self.high)
    }

    fn log_uniform(&self, precision: Precision, random: &mut Random) -> f64 {
        let both = self.low < 0.0 && self.high > 0.0;
        let negative = self.high <= 0.0 || both && random.below(2) == 0;
        let (near, far) = if negative { (-self.high, -self.low) } else { (self.low, self.high) };
        if far <= 0.0 {
            return 0.0;
        }
        let t = random.unit();
        let size = (near.max(precision.smallest_normal()).log2() * (1.0 - t) + far.log2() * t).exp2();
        if negative { -size } else { size }
    }
}

/// The palette, both signs.
fn special_values(precision: Precision) -> Vec<f64> {
    let (tiny, huge, epsilon) = (precision.smallest_normal(), precision.largest(), precision.epsilon());
    let positive = [
        0.0,
        1.0,
        1.0 + epsilon,
        1.0 - epsilon / 2.0,
        2.0,
        0.5,
        epsilon,
        1.0 / epsilon,
        tiny,
        tiny * epsilon,
        tiny / 2.0,
        tiny.sqrt(),
        huge.sqrt(),
        huge,
    ];
    positive.into_iter().flat_map(|x| [x, -x]).map(|x| precision.round(x)).collect()
}

/// How hard a number is to read: its digits, how far from 1 it is, a minus sign. 0 is the simplest.
fn complexity(x: f64, precision: Precision) -> (usize, f64, bool) {
    if x == 0.0 {
        return (0, 0.0, x.is_sign_negative());
    }
    let text = match precision {
        Precision::Single => format!("{:e}", x as f32),
        Precision::Double => format!("{x:e}"),
    };
    let digits = text.split('e').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
    (digits, x.abs().log2().abs(), x < 0.0)
}

/// Significant decimal digits that tell every `f64` from its neighbours.
const DIGITS: usize = 17;

/// With `n` digits behind the first.
fn rounded(x: f64, n: usize, precision: Precision) -> f64 {
    precision.round(format!("{x:.n$e}").parse().unwrap_or(x))
}

/// Simpler numbers, the simplest first: 0, 1, the other sign, a power of ten, fewer digits, a size nearer to 1.
fn simpler_numbers(x: f64, precision: Precision) -> Vec<f64> {
    let digits = |x: f64, n: usize| rounded(x, n, precision);
    let nearer = |factor: f64| if x.abs() > 1.0 { x / factor } else { x * factor };
    let power = digits(10f64.powf(x.abs().log10().floor()), 0).copysign(x);
    let coarse = [0.0, 1.0, -1.0, -x, power, digits(x.abs().sqrt().copysign(x), 0), digits(nearer(10.0), 0), digits(nearer(2.0), 0)];
    let mut simpler: Vec<f64> = coarse.into_iter().chain((0..DIGITS).map(|n| digits(x, n))).collect();
    simpler.retain(|&simple| complexity(simple, precision) < complexity(x, precision));
    simpler.dedup();
    simpler
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simpler_numbers_have_fewer_digits_or_a_size_nearer_to_one() {
        assert!(simpler_numbers(0.0, Precision::Double).is_empty());
        assert_eq!(simpler_numbers(-0.0, Precision::Double), [0.0]);
        assert_eq!(simpler_numbers(1.0, Precision::Double), [0.0]);
        assert_eq!(simpler_numbers(-3.0, Precision::Double), [0.0, 1.0, -1.0, 3.0, -1.0, -2.0]);
    }

    #[test]
    fn every_chain_of_simpler_numbers_ends() {
        let mut random = Random::new(1);
        for precision in [Precision::Single, Precision::Double] {
            for _ in 0..200 {
                let mut x = precision.round(random.unit() * 60.0 - 30.0).exp2();
                let mut steps = 0;
                while let Some(&last) = simpler_numbers(precision.round(x), precision).last() {
                    (x, steps) = (last, steps + 1);
                    assert!(steps < 100, "{x}");
                }
            }
        }
    }
}
