//! One point: the exact answer against the one that was found.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::kink::find_kink;
use super::report::{Discrepancy, Fault, Kink, Quantity};
use super::tolerance::{SPREAD, Tolerance, Width, short};
use super::{Point, random::Random};

pub(super) type Rows = Vec<Vec<f64>>;

/// The values of a function and the derivatives that it gives.
pub(super) type ValuesAndDerivatives = (Vec<f64>, Rows);

/// One part of an answer: a value, or a table of derivatives.
pub(super) type Section = (Quantity, Rows);

/// The values of a function, and what is compared.
pub(super) type Exact = (Vec<f64>, Vec<Section>);

/// What is known beside the entries where the code under test is the user's.
pub(super) struct UnderTest<'a> {
    /// The values of the function.
    values: &'a [f64],
    /// The spread of the derivative under test.
    noise: &'a dyn Fn() -> Rows,
}

/// What a point shows.
pub(super) enum Verdict {
    /// They agree, with this worst error.
    Agrees(Option<Discrepancy>),
    /// They differ, at a point without a derivative.
    Kink(Kink),
    /// Nothing can be said.
    Inconclusive,
    /// There is no entry to compare.
    Empty,
    /// They differ; along this direction, if there is one.
    Wrong(Fault, Option<Vec<f64>>),
}

/// Runs user code.
pub(super) fn guarded<R>(whose: &'static str, code: impl FnOnce() -> R) -> Result<R, Fault> {
    catch_unwind(AssertUnwindSafe(code)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_string());
        let message = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        Fault::Panic { whose, message }
    })
}

/// Holds `answer` against `exact` at `x`. `exact` seeds its directions with a factor, and takes it out of the derivatives again.
pub(super) fn judge<P: Point>(
    tolerance: &Tolerance,
    x: &P,
    exact: &dyn Fn(&P, f64) -> Exact,
    answer: &dyn Fn(&P) -> Vec<Rows>,
) -> Result<Verdict, Fault> {
    let width = Width::of::<P::Scalar>();
    let (values, sections) = guarded("the function", || exact(x, 1.0))?;
    let answers = guarded("the derivative under test", || answer(x))?;
    let mut worst: Option<Discrepancy> = None;
    for (part, ((quantity, expected), found)) in sections.iter().zip(&answers).enumerate() {
        let scaled = |x: &P, factor: f64| exact(x, factor).1.swap_remove(part).1;
        let derivative = |x: &P| scaled(x, 1.0);
        let mut entries = compare(tolerance, width, *quantity, expected, found)?;
        if entries.iter().any(|entry| entry.wrong) {
            // At a tie the spread is the jump: it would let everything between the two sides pass.
            let kink = if *quantity == Quantity::Value { None } else { guarded("the function", || find_kink(x, *quantity, &derivative))? };
            if let Some(kink) = kink {
                return Ok(Verdict::Kink(kink));
            }
            if tolerance.spread > 0.0 {
                let noise = guarded("the function", || spread(x, width, expected, &scaled))?;
                for entry in entries.iter_mut().filter(|entry| entry.wrong) {
                    let within = (entry.found - entry.expected).abs() <= tolerance.spread * noise[entry.row][entry.column];
                    entry.wrong = !within;
                }
            }
        }
        if entries.iter().any(|entry| entry.wrong) {
            let noise = || spread(x, width, found, &|x, _| answer(x).swap_remove(part));
            let under_test = UnderTest { values: &values, noise: &noise };
            return Ok(Verdict::Wrong(entries_fault(entries, expected, found, Some(&under_test)), None));
        }
        worst = worse(worst, entries);
    }
    let empty = sections.iter().flat_map(|(_, expected)| expected).all(Vec::is_empty);
    Ok(if empty { Verdict::Empty } else { Verdict::Agrees(worst) })
}

/// The entry with the largest relative error, of those that are not exact.
fn worse(worst: Option<Discrepancy>, entries: Vec<Discrepancy>) -> Option<Discrepancy> {
    worst.into_iter().chain(entries.into_iter().filter(|entry| entry.relative > 0.0)).max_by(|a, b| a.relative.total_cmp(&b.relative))
}

/// The largest finite entry.
pub(super) fn largest(rows: &Rows) -> f64 {
    rows.iter().flatten().filter(|entry| entry.is_finite()).fold(0.0, |largest, entry| entry.abs().max(largest))
}

/// Entry by entry. Wrong is what no allowance but the spread lets pass.
fn compare(tolerance: &Tolerance, width: Width, quantity: Quantity, expected: &Rows, found: &Rows) -> Result<Vec<Discrepancy>, Fault> {
    let shape = |rows: &Rows| (rows.len(), rows.first().map_or(0, Vec::len));
    let ragged = found.iter().map(Vec::len).find(|&length| length != shape(found).1);
    if shape(expected) != shape(found) || ragged.is_some() {
        let (rows, columns) = shape(found);
        return Err(Fault::Shape { quantity, expected: shape(expected), found: (rows, ragged.unwrap_or(columns)) });
    }
    let largest = largest(expected);
    let mut entries = Vec::new();
    for (row, (expected, found)) in expected.iter().zip(found).enumerate() {
        for (column, (&expected, &found)) in expected.iter().zip(found).enumerate() {
            let mut entry = Discrepancy::new(width, quantity, (row, column), expected, found, largest);
            let error = (found - expected).abs();
            entry.wrong =
                entry.relative > 0.0 && !(error <= tolerance.absolute.max(tolerance.relative * largest) || entry.ulps <= tolerance.ulps);
            entries.push(entry);
        }
    }
    Ok(entries)
}

impl Discrepancy {
    /// The relative error is 0 if and only if the two are the same, NaN with NaN included, and infinite where one is not finite.
    pub(super) fn new(width: Width, quantity: Quantity, (row, column): (usize, usize), expected: f64, found: f64, largest: f64) -> Self {
        let same = expected == found || expected.is_nan() && found.is_nan();
        let finite = expected.is_finite() && found.is_finite();
        let relative = match (same, finite) {
            (true, _) => 0.0,
            (false, false) => f64::INFINITY,
            (false, true) => (found - expected).abs() / largest,
        };
        Self { quantity, row, column, expected, found, relative, ulps: width.ulps(expected, found), width, wrong: false }
    }
}

/// Evaluations from which the spread is measured.
const NEIGHBOURS: u64 = 32;

/// How far each entry moves by rounding: when the coordinates move by up to 8 ulps, and when the directions are multiplied by a factor,
/// which rounds every derivative on the way in another manner.
///
/// Without the factor nothing would move where two terms of a difference are rounded alike.
fn spread<P: Point>(x: &P, width: Width, centre: &Rows, exact: &dyn Fn(&P, f64) -> Rows) -> Rows {
    let mut random = Random::new(0);
    let mut spread: Rows = centre.iter().map(|row| vec![0.0; row.len()]).collect();
    for _ in 0..NEIGHBOURS {
        let moved: Vec<f64> = x.coordinates().into_iter().map(|x| width.step(x, random.below(17) as i8 - 8)).collect();
        let factor = width.round(1.0 + random.unit());
        for ((spread, neighbour), centre) in spread.iter_mut().zip(exact(&x.with_coordinates(&moved), factor)).zip(centre) {
            for ((spread, neighbour), centre) in spread.iter_mut().zip(neighbour).zip(centre) {
                *spread = spread.max((neighbour - centre).abs());
            }
        }
    }
    spread
}

/// The entries as a fault, with the mistake that they look like.
pub(super) fn entries_fault(entries: Vec<Discrepancy>, expected: &Rows, found: &Rows, under_test: Option<&UnderTest>) -> Fault {
    let wrong: Vec<Discrepancy> = entries.iter().filter(|entry| entry.wrong).copied().collect();
    // A NaN or infinity outweighs every finite error.
    let worst = *wrong.iter().max_by(|a, b| a.relative.total_cmp(&b.relative)).expect("a fault has a wrong entry");
    let hint = if worst.is_finite() {
        let kind = kind_of_mistake(&wrong, expected);
        let rounding = under_test.and_then(|test| below_rounding(&wrong, &worst, test.values));
        let lost = || under_test.and_then(|test| cancellation(&wrong, &worst, test.noise));
        let hints: Vec<String> = kind.into_iter().chain(rounding).collect();
        if hints.is_empty() { lost() } else { Some(hints.join("\n  ")) }
    } else {
        undefined(&worst, found, under_test.map_or(&[], |test| test.values))
    };
    Fault::Entries { worst, entries, hint }
}

/// What to say of NaN and infinity.
fn undefined(worst: &Discrepancy, found: &Rows, values: &[f64]) -> Option<String> {
    let defined = !values.is_empty() && values.iter().all(|value| value.is_finite());
    if !worst.expected.is_finite() && defined {
        let kind = if worst.expected.is_nan() { "NaN" } else { "infinite" };
        Some(format!(
            "the exact derivative is {kind} where the function is finite: it has none (a vertical tangent), or overflows on the way, and the number found may be right; \
             `skip_where` leaves such points out"
        ))
    } else if worst.expected.is_nan() {
        Some("the exact derivative is NaN: the function is not defined here; `skip_where` leaves such points out".into())
    } else {
        found.iter().flatten().all(|entry| entry.is_nan()).then(|| "every entry found is NaN".into())
    }
}

/// What kind of mistake would look like this.
fn kind_of_mistake(wrong: &[Discrepancy], expected: &Rows) -> Option<String> {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
    let all = |p: &dyn Fn(&Discrepancy) -> bool| wrong.iter().all(p);
    let square = expected.len() > 1 && expected.iter().all(|row| row.len() == expected.len());
    if all(&|entry| close(entry.found, -entry.expected)) {
        Some("every wrong entry has the wrong sign".into())
    } else if square && all(&|entry| close(entry.found, expected[entry.column][entry.row]) && !close(entry.found, entry.expected)) {
        Some("every wrong entry is the one across the diagonal: transposed?".into())
    } else if all(&|entry| entry.found == 0.0) {
        Some("every wrong entry is 0: a derivative lost on the way?".into())
    } else {
        let ratio = wrong[0].found / wrong[0].expected;
        let same = wrong.len() > 1 && !close(ratio, 1.0) && all(&|entry| close(entry.found, ratio * entry.expected));
        same.then(|| format!("every wrong entry is {ratio:.6} times the exact one: a factor of the chain rule?"))
    }
}

/// Whether the derivative under test has lost these digits itself: the formula may be right, and cancel here.
fn cancellation(wrong: &[Discrepancy], worst: &Discrepancy, noise: &dyn Fn() -> Rows) -> Option<String> {
    let noise = guarded("the derivative under test", noise).ok()?;
    let lost = wrong.iter().all(|entry| (entry.found - entry.expected).abs() <= SPREAD * noise[entry.row][entry.column]);
    let (kind, error) =
        if worst.relative.is_finite() { ("relative", worst.relative) } else { ("absolute", (worst.found - worst.expected).abs()) };
    let needed = short(error * 1.05);
    lost.then(|| format!("the derivative under test itself moves as much when the point moves by a few ulps: it loses digits here; `Tolerance::{kind}({needed})` lets it pass"))
}

/// A few roundings of the largest number that a formula for the derivative goes through: 1, or the value of the function.
const ROUNDINGS: f64 = 4.0;

/// Whether the errors are those of a formula that goes through a larger number, as `s (1 - s)` does where `s` is almost 1: the spread does not show them, since `s` does not move.
fn below_rounding(wrong: &[Discrepancy], worst: &Discrepancy, values: &[f64]) -> Option<String> {
    let size = values.iter().filter(|value| value.is_finite()).fold(1.0, |size: f64, value| size.max(value.abs()));
    let rounding = ROUNDINGS * worst.width.epsilon() * size;
    let error = wrong.iter().fold(0.0, |error: f64, entry| error.max((entry.found - entry.expected).abs()));
    let digits = -worst.relative.log10();
    let agrees = if digits >= 1.0 { format!("agrees to {} digits", digits as u32) } else { format!("differs by {}", short(error)) };
    let allowance = short(10f64.powf(rounding.log10().ceil()));
    (error <= rounding).then(|| format!("{agrees}: does the formula cancel here? `Tolerance::absolute({allowance})` allows it"))
}
