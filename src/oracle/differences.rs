//! Derivatives by Richardson-extrapolated differences, with an error estimate, and what can be said from them.
//!
//! C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Adv. Eng. Software 4 (1982), 75-76: central differences over steps
//! that shrink, extrapolated to the step 0; of all the extrapolations the one that differs least from those that it is made of.

use core::cell::Cell;

use super::finest::{Line, Side};
use super::hints::entries_fault;
use super::judge::{Rows, ValuesAndDerivatives, Verdict, guarded, scales};
use super::kink::Sides;
use super::noise::ROUNDINGS;
use super::point::moved;
use super::report::{Discrepancy, Fault, Kink, Quantity};
use super::tolerance::{Precision, Tolerance};
use super::{Point, Scalar};

/// Steps, each half the one before.
const LEVELS: usize = 14;

/// The first step, as a part of the coordinate or, where that is better, by itself. The second pair makes an independent estimate.
const FIRST_STEPS: [f64; 2] = [0.125, 0.09];

/// Consecutive steps over which a function with derivative 0 has to climb at the same slope, to be a staircase.
const STAIRS: usize = 5;

/// A function with its derivatives, and by itself: with many variables the derivatives cost many passes.
pub(super) struct Function<'a, P> {
    pub values: &'a dyn Fn(&P) -> Vec<f64>,
    pub derivatives: &'a dyn Fn(&P) -> ValuesAndDerivatives,
}

/// A derivative by differences.
#[derive(Clone, Copy, Debug)]
struct Estimate {
    slope: f64,
    error: f64,
    /// The slope of a staircase, which its finest steps do not have.
    stairs: bool,
}

impl Estimate {
    const NONE: Self = Self { slope: f64::NAN, error: f64::INFINITY, stairs: false };

    fn better(self, other: Self) -> Self {
        if other.error < self.error { other } else { self }
    }

    /// True if `slope` differs by no more than the error, half of the digits, and `rounding` where the estimate is 0.
    fn allows(&self, slope: f64, precision: Precision, rounding: f64) -> bool {
        let digits = precision.epsilon().sqrt() * self.slope.abs().max(slope.abs());
        let allowed = 10.0 * self.error + digits + if self.slope == 0.0 { rounding } else { 0.0 };
        // NaN and infinity are within no allowance.
        slope.is_finite() && (slope - self.slope).abs() <= allowed
    }
}

/// Checks the derivatives that `f` gives, with its values, against differences of its values.
///
/// Beside the point `f` need not be defined: it is not called where `skips` is true, and where it panics there is no evidence.
pub(super) fn judge_differences<P: Point>(
    quantity: Quantity,
    tolerance: Option<&Tolerance>,
    x: &P,
    skips: &dyn Fn(&P) -> bool,
    f: &Function<P>,
) -> Result<Verdict, Fault> {
    let (values, found) = guarded("the function", || (f.derivatives)(x))?;
    let other_outputs = Cell::new(None);
    let fits = |beside: &[f64]| {
        let fits = beside.len() == values.len();
        if !fits {
            other_outputs.set(Some(beside.len()));
        }
        fits
    };
    let undefined = |row: &[f64]| vec![f64::NAN; row.len()];
    let values_beside = |x: &P| {
        let given = where_defined(x, skips, f.values).filter(|given| fits(given));
        given.unwrap_or_else(|| undefined(&values))
    };
    let derivatives_beside = |x: &P| {
        let given = where_defined(x, skips, f.derivatives).filter(|given| fits(&given.0));
        given.unwrap_or_else(|| (undefined(&values), found.iter().map(|row| undefined(row)).collect()))
    };
    let beside = Function { values: &values_beside, derivatives: &derivatives_beside };
    let verdict = judge_beside(quantity, tolerance, x, (&values, &found), &beside);
    match other_outputs.get() {
        Some(beside) => Err(Fault::Outputs { here: values.len(), beside }),
        None => Ok(verdict),
    }
}

/// What `f` gives at `x`, unless it is not to be called there, or panics.
fn where_defined<P, R>(x: &P, skips: &dyn Fn(&P) -> bool, f: &dyn Fn(&P) -> R) -> Option<R> {
    if skips(x) { None } else { guarded("the function", || f(x)).ok() }
}

/// `f` gives as many values everywhere, and NaN where it is not defined.
fn judge_beside<P: Point>(
    quantity: Quantity,
    tolerance: Option<&Tolerance>,
    x: &P,
    (values, found): (&[f64], &Rows),
    f: &Function<P>,
) -> Verdict {
    let precision = <P::Scalar>::PRECISION;
    let [mut first, second] = FIRST_STEPS.map(|step| estimates(x, values, found, step, f));
    let slopes = |estimates: &[Vec<Estimate>]| estimates.iter().map(|row| row.iter().map(|estimate| estimate.slope).collect()).collect();
    let expected: Rows = slopes(&first);
    let (sizes, found_sizes) = (scales(quantity, &expected), scales(quantity, found));
    let (mut entries, mut unsure) = (Vec::new(), false);
    let coordinates = x.coordinates();
    // An output below this is 0 but for rounding, if its terms are of the size of the coordinates.
    let least = ROUNDINGS * precision.epsilon() * coordinates.iter().fold(FIRST_STEPS[0], |largest, x| largest.max(x.abs()));
    for (row, (first, second)) in first.iter_mut().zip(&second).enumerate() {
        for (column, (first, second)) in first.iter_mut().zip(second).enumerate() {
            let slope = found[row][column];
            // How certain an estimate is does not depend on what it is compared with: beside a pole a derivative is huge, and differences
            // reach across.
            let size = sizes[row][column];
            let scale = size.max(found_sizes[row][column]);
            let mut entry = Discrepancy::new(precision, quantity, (row, column), first.slope, slope, scale);
            let known = first.error.max(second.error) <= 1e-3 * (size + values[row].abs() / (1.0 + values[row].abs()));
            // There the rounding of the derivative need not cancel as that of the values does.
            let vanishes = values[row].abs() <= least;
            let rounding = if vanishes { least / coordinates[column].abs().max(FIRST_STEPS[0]) } else { 0.0 };
            let within = |estimate: &Estimate| estimate.allows(slope, precision, rounding);
            let agree = (first.slope - second.slope).abs() <= 10.0 * (first.error + second.error);
            // Differences are in f64, and an ulp of f32 that is subnormal or infinite is large beside their error.
            let let_pass = entry.ulps <= 1 || tolerance.is_some_and(|tolerance| tolerance.lets_pass(&entry, scale));
            let outside = !within(first) && !within(second) && !let_pass;
            entry.wrong = known && agree && outside;
            // Two estimates that contradict the derivative and one another leave it open.
            unsure |= !known || outside && !agree;
            entries.push(entry);
        }
    }
    if entries.is_empty() {
        return Verdict::Empty;
    }
    if !entries.iter().any(|entry| entry.wrong) {
        // The largest error would be that of the differences: there is nothing to report.
        return if unsure { Verdict::Inconclusive } else { Verdict::Agrees(None) };
    }
    let kink = excuse(&mut entries, x, found, &first, f);
    if entries.iter().any(|entry| entry.wrong) {
        Verdict::Wrong(entries_fault(entries, &expected, found, None), None)
    } else {
        kink.map_or(Verdict::Inconclusive, Verdict::Kink)
    }
}

/// Takes the charge from every wrong entry that a kink explains, or that finer differences do not contradict. The first of these kinks.
fn excuse<P: Point>(entries: &mut [Discrepancy], x: &P, found: &Rows, estimates: &[Vec<Estimate>], f: &Function<P>) -> Option<Kink> {
    let precision = <P::Scalar>::PRECISION;
    let sides = Sides::new(x, found, &|x| (f.derivatives)(x).1);
    let mut kink = None;
    for entry in entries.iter_mut().filter(|entry| entry.wrong && !estimates[entry.row][entry.column].stairs) {
        let excuse = sides.kink(entry);
        if excuse.is_some() {
            (kink, entry.wrong) = (kink.or(excuse), false);
            continue;
        }
        let axis = entry.column;
        let at = |step: f64| side(x, axis, entry.row, step, f);
        entry.wrong = Line { x: x.coordinates()[axis], precision, at: &at }.contradicts(entry.found, entry.expected);
    }
    kink
}

/// The coordinate `axis` moved by `step`, as rounded, and what `f` gives there.
fn beside<P: Point, R>(x: &P, axis: usize, step: f64, f: &dyn Fn(&P) -> R) -> (f64, R) {
    let x = moved(x, axis, step);
    (x.coordinates()[axis], f(&x))
}

/// One output, with its derivative along the axis, where the coordinate is moved by `step`.
fn side<P: Point>(x: &P, axis: usize, output: usize, step: f64, f: &Function<P>) -> Side {
    let (place, (values, slopes)) = beside(x, axis, step, f.derivatives);
    Side { place, value: values[output], slope: slopes[output][axis] }
}

/// Every derivative by differences, row by row.
fn estimates<P: Point>(x: &P, values: &[f64], found: &Rows, first_step: f64, f: &Function<P>) -> Vec<Vec<Estimate>> {
    let precision = <P::Scalar>::PRECISION;
    let coordinates = x.coordinates();
    let mut estimates = vec![Vec::new(); values.len()];
    for axis in 0..coordinates.len() {
        let at = |t: f64| beside(x, axis, t, f.values);
        let own = first_step * coordinates[axis].abs();
        let runs: Vec<Vec<Estimate>> =
            [own, first_step].into_iter().filter(|&step| step > 0.0).map(|step| ridders(values, step, precision, &at)).collect();
        for (output, estimates) in estimates.iter_mut().enumerate() {
            let flat = found[output][axis] == 0.0;
            let stair = |t: f64| side(x, axis, output, t, f);
            let stairs = if flat { staircase(first_step * coordinates[axis].abs().max(1.0), &stair) } else { None };
            estimates.push(stairs.unwrap_or_else(|| runs.iter().fold(Estimate::NONE, |best, run| best.better(run[output]))));
        }
    }
    estimates
}

/// Ridders' method for each output at once. `at(t)` is the coordinate moved by `t`, as rounded, and the values there.
fn ridders(values: &[f64], step: f64, precision: Precision, at: &dyn Fn(f64) -> (f64, Vec<f64>)) -> Vec<Estimate> {
    let mut best = vec![Estimate::NONE; values.len()];
    // Rounding: how much the values change over a few ulps of the coordinate, or of the step.
    let (x, _) = at(0.0);
    let ulp = precision.epsilon() * if x == 0.0 { step } else { x.abs() };
    let nearby = [-3.0, -1.0, 2.0].map(|ulps| at(ulps * ulp).1);
    let mut rows: Vec<Vec<f64>> = vec![Vec::new(); values.len()];
    for level in 0..LEVELS {
        let h = step / f64::powi(2.0, level as i32);
        let ((right, above), (left, below)) = (at(h), at(-h));
        for (i, row) in rows.iter_mut().enumerate() {
            let central = (above[i] - below[i]) / (right - left);
            let size = values[i].abs().max(above[i].abs()).max(below[i].abs());
            // An output that is 0 throughout is not rounded.
            let rounding = if size == 0.0 { 0.0 } else { precision.epsilon() * size + precision.smallest_normal() };
            let jitter = nearby.iter().fold(rounding, |jitter, near| jitter.max((near[i] - values[i]).abs()));
            let noise = 2.0 * jitter / (right - left);
            let mut next = vec![central];
            let mut factor = 1.0;
            for (column, previous) in row.iter().enumerate() {
                factor *= 4.0;
                let extrapolated = next[column] + (next[column] - previous) / (factor - 1.0);
                let error = (extrapolated - next[column]).abs().max((extrapolated - previous).abs()) + noise;
                best[i] = best[i].better(Estimate { slope: extrapolated, error, stairs: false });
                next.push(extrapolated);
            }
            *row = next;
        }
    }
    best
}

/// The slope of a function that is flat at the point but climbs evenly over larger steps, where it carries the derivative 0 as well: beside
/// a flat part that ends it does not.
fn staircase(step: f64, at: &dyn Fn(f64) -> Side) -> Option<Estimate> {
    let mut slopes = Vec::new();
    for level in 0..STAIRS {
        let h = step / f64::powi(2.0, level as i32);
        let (right, left) = (at(h), at(-h));
        if right.slope != 0.0 || left.slope != 0.0 {
            return None;
        }
        slopes.push((right.value - left.value) / (right.place - left.place));
    }
    let here = at(0.0).value;
    let tiny = step / f64::powi(2.0, 30);
    let flat = at(tiny).value == here && at(-tiny).value == here;
    let slope = slopes[STAIRS - 1];
    let spread = slopes.iter().map(|other| (other - slope).abs()).fold(0.0, f64::max);
    let steady = slope != 0.0 && spread <= 0.2 * slope.abs();
    // Not an estimate for the limit, only one of which the sign and the size are known.
    (flat && steady).then_some(Estimate { slope, error: 1e-4 * slope.abs(), stairs: true })
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    fn slope(f: impl Fn(f64) -> f64, x: f64) -> Estimate {
        ridders(&[f(x)], 0.125, Precision::Double, &|t| (x + t, vec![f(x + t)]))[0]
    }

    #[test]
    fn the_estimate_holds_the_derivative() {
        type Function = fn(f64) -> f64;
        let cases: [(Function, Function); 4] =
            [(f64::sin, f64::cos), (f64::exp, f64::exp), (|x| x.powi(5), |x| 5.0 * x.powi(4)), (|x| 1.0 + x * 1e-6, |_| 1e-6)];
        for (f, df) in cases {
            for x in [0.0, 0.3, 1.0, 2.5] {
                let Estimate { slope, error, .. } = slope(f, x);
                assert!((slope - df(x)).abs() <= error && error < 1e-8, "{slope} +- {error} at {x}");
            }
        }
    }

    /// As of an iteration that ends early.
    #[test]
    fn the_estimate_of_a_noisy_function_is_uncertain() {
        for (seed, x) in (0..100).flat_map(|seed| [0.0, 0.3].map(|x| (seed, x))) {
            let noise = |x: f64| 1e-6 * Random::new(x.to_bits() ^ seed).unit();
            let estimate = slope(|x| x + noise(x), x);
            assert!(estimate.allows(1.0, Precision::Double, 0.0), "seed {seed} at {x}: {estimate:?}");
        }
    }

    #[test]
    fn a_function_without_a_derivative_has_no_certain_one() {
        let jump = slope(f64::signum, 0.0);
        assert!(jump.error > 0.1 * jump.slope);
        assert!(slope(f64::sqrt, 0.0).error.is_infinite());
    }

    #[test]
    fn one_stair_is_no_staircase() {
        let climbs = |f: fn(f64) -> f64, x: f64| {
            let at = |step: f64| Side { place: x + step, value: f(x + step), slope: 0.0 };
            staircase(0.125, &at).map(|estimate| estimate.slope)
        };
        for x in [0.30005, 0.50005, -2.50005] {
            assert!(climbs(|x| (x * 1e4).floor() * 1e-4, x).is_some_and(|slope| (slope - 1.0).abs() < 0.1), "{x}");
            assert_eq!(climbs(|x| f64::from(x > 0.5) * 3.0, x), None, "{x}");
        }
    }
}
