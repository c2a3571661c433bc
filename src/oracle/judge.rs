//! One point: the exact answer against the one that was found.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::hints::{UnderTest, entries_fault};
use super::kink::Sides;
use super::noise::{around, hides, spread};
use super::report::{Discrepancy, Fault, Kink, Quantity};
use super::tolerance::{Precision, Tolerance};
use super::{Point, Scalar};

pub(super) type Rows = Vec<Vec<f64>>;

/// The values of a function and the derivatives that it gives.
pub(super) type ValuesAndDerivatives = (Vec<f64>, Rows);

/// The values of a function, and what is compared: values, or tables of derivatives.
pub(super) type Exact = (Vec<f64>, Vec<(Quantity, Rows)>);

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

/// What user code gives beside the point that is judged; nothing if it panics there or gives another shape than `like`: it need not be
/// defined outside of the domain.
pub(super) fn beside(like: &Rows, code: impl FnOnce() -> Rows) -> Option<Rows> {
    let rows = guarded("the function", code).ok()?;
    rows.iter().map(Vec::len).eq(like.iter().map(Vec::len)).then_some(rows)
}

/// Checks `answer` against `exact` at `x`. `exact` seeds its directions with a factor, and takes it out of the derivatives again.
pub(super) fn judge<P: Point>(
    tolerance: &Tolerance,
    x: &P,
    exact: &dyn Fn(&P, f64) -> Exact,
    answer: &dyn Fn(&P) -> Vec<Rows>,
) -> Result<Verdict, Fault> {
    let precision = <P::Scalar>::PRECISION;
    let (values, sections) = guarded("the function", || exact(x, 1.0))?;
    let answers = guarded("the derivative under test", || answer(x))?;
    let (mut worst, mut kink, mut hidden) = (None, None, false);
    for (part, ((quantity, expected), found)) in sections.iter().zip(&answers).enumerate() {
        let mut entries = compare(tolerance, precision, *quantity, expected, found)?;
        let scaled = |x: &P, factor: f64| exact(x, factor).1.swap_remove(part).1;
        let answered = |x: &P| answer(x).swap_remove(part);
        if entries.iter().any(|entry| entry.wrong) {
            let (explained, rounded) = excuse(&mut entries, tolerance, x, &values, expected, &scaled);
            (kink, hidden) = (kink.or(explained), hidden || rounded);
        }
        if entries.iter().any(|entry| entry.wrong) {
            let noise = || spread(x, found, &|x, _| answered(x));
            let errors = || around(x, &|x| Some(minus(&beside(expected, || answered(x))?, &beside(expected, || scaled(x, 1.0))?)));
            let bits = |answers: &[Rows]| answers.iter().flatten().flatten().map(|entry| entry.to_bits()).collect::<Vec<_>>();
            let repeats = guarded("the derivative under test", || answer(x)).is_ok_and(|again| bits(&again) == bits(&answers));
            let under_test = UnderTest { point: &x.coordinates(), values: &values, noise: &noise, errors: &errors, repeats };
            return Ok(Verdict::Wrong(entries_fault(entries, expected, found, Some(&under_test)), None));
        }
        worst = worse(worst, entries);
    }
    let mut exact = sections.iter().flat_map(|(_, expected)| expected).flatten().peekable();
    let empty = exact.peek().is_none();
    // Outside of its domain a function has no derivative that another could agree with.
    let undefined = !empty && exact.all(|entry| entry.is_nan());
    Ok(match kink {
        Some(kink) => Verdict::Kink(kink),
        None if hidden || undefined => Verdict::Inconclusive,
        None if empty => Verdict::Empty,
        None => Verdict::Agrees(worst),
    })
}

/// Takes the charge from every wrong entry that a kink or rounding explains. The first of these kinks, and whether rounding hides a derivative.
///
/// `scaled` are the `expected` derivatives at a point, their directions seeded with a factor.
fn excuse<P: Point>(
    entries: &mut [Discrepancy],
    tolerance: &Tolerance,
    x: &P,
    values: &[f64],
    expected: &Rows,
    scaled: &dyn Fn(&P, f64) -> Rows,
) -> (Option<Kink>, bool) {
    let quantity = entries[0].quantity;
    let derivative = |x: &P| scaled(x, 1.0);
    let sides = Sides::new(x, expected, &derivative);
    let noise = (tolerance.spread > 0.0).then(|| spread(x, expected, scaled));
    let sizes = scales(quantity, expected);
    let (mut kink, mut hidden) = (None, false);
    for entry in entries.iter_mut().filter(|entry| entry.wrong) {
        let excuse = if quantity == Quantity::Value { None } else { sides.kink(entry).or_else(|| sides.isolated(entry)) };
        let allowed = noise.as_ref().map_or(0.0, |noise| tolerance.spread * noise[entry.row][entry.column]);
        if excuse.is_some() {
            (kink, entry.wrong) = (kink.or(excuse), false);
        } else if (entry.found - entry.expected).abs() <= allowed && !sides.refuses(entry) {
            // An allowance as large as the derivatives themselves lets anything pass.
            hidden |= allowed >= sizes[entry.row][entry.column];
            entry.wrong = false;
        } else if hides(x, values, entry, expected, &derivative) {
            (hidden, entry.wrong) = (true, false);
        }
    }
    (kink, hidden)
}

/// `found - expected`, entry by entry.
fn minus(found: &Rows, expected: &Rows) -> Rows {
    let of_row = |(found, expected): (&Vec<f64>, &Vec<f64>)| found.iter().zip(expected).map(|(found, expected)| found - expected).collect();
    found.iter().zip(expected).map(of_row).collect()
}

/// The entry with the largest relative error, of those that are not exact.
fn worse(worst: Option<Discrepancy>, entries: Vec<Discrepancy>) -> Option<Discrepancy> {
    worst.into_iter().chain(entries.into_iter().filter(|entry| entry.relative > 0.0)).max_by(|a, b| a.relative.total_cmp(&b.relative))
}

/// For each entry the largest finite one of the same output.
pub(super) fn scales(quantity: Quantity, rows: &Rows) -> Rows {
    let size = |entry: &f64| if entry.is_finite() { entry.abs() } else { 0.0 };
    let of_row = |row: &Vec<f64>| row.iter().map(size).fold(0.0, f64::max);
    let whole = rows.iter().map(of_row).fold(0.0, f64::max);
    let scale = |row: &Vec<f64>| match quantity {
        Quantity::Directional => row.iter().map(size).collect(),
        Quantity::Jacobian => vec![of_row(row); row.len()],
        _ => vec![whole; row.len()],
    };
    rows.iter().map(scale).collect()
}

/// Entry by entry. Wrong is what no allowance but the spread lets pass.
fn compare(
    tolerance: &Tolerance,
    precision: Precision,
    quantity: Quantity,
    expected: &Rows,
    found: &Rows,
) -> Result<Vec<Discrepancy>, Fault> {
    let shape = |rows: &Rows| (rows.len(), rows.first().map_or(0, Vec::len));
    let ragged = found.iter().map(Vec::len).find(|&length| length != shape(found).1);
    if shape(expected) != shape(found) || ragged.is_some() {
        let (rows, columns) = shape(found);
        return Err(Fault::Shape { quantity, expected: shape(expected), found: (rows, ragged.unwrap_or(columns)) });
    }
    let scales = scales(quantity, expected);
    let mut entries = Vec::new();
    for (row, (exact, found)) in expected.iter().zip(found).enumerate() {
        for (column, (&exact, &found)) in exact.iter().zip(found).enumerate() {
            let largest = scales[row][column];
            let mut entry = Discrepancy::new(precision, quantity, (row, column), exact, found, largest);
            entry.wrong = !tolerance.lets_pass(&entry, largest);
            entries.push(entry);
        }
    }
    Ok(entries)
}

impl Discrepancy {
    /// The relative error is 0 if and only if the two are the same, NaN with NaN included, and infinite where one is not finite.
    pub(super) fn new(
        precision: Precision,
        quantity: Quantity,
        (row, column): (usize, usize),
        expected: f64,
        found: f64,
        largest: f64,
    ) -> Self {
        let same = expected == found || expected.is_nan() && found.is_nan();
        let finite = expected.is_finite() && found.is_finite();
        let relative = match (same, finite) {
            (true, _) => 0.0,
            (false, false) => f64::INFINITY,
            (false, true) => (found - expected).abs() / largest,
        };
        Self { quantity, row, column, expected, found, relative, ulps: precision.ulps(expected, found), precision, wrong: false }
    }
}
