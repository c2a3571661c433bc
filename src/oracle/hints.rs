//! What kind of mistake a wrong derivative looks like.

use super::judge::Rows;
use super::noise::ROUNDINGS;
use super::report::{Discrepancy, Fault};
use super::tolerance::{SPREAD, short};

/// What is known beside the entries where the code under test is the user's.
pub(super) struct UnderTest<'a> {
    pub point: &'a [f64],
    /// The values of the function.
    pub values: &'a [f64],
    /// The spread of the derivative under test.
    pub noise: &'a dyn Fn() -> Rows,
    /// Its errors at points around.
    pub errors: &'a dyn Fn() -> Vec<Rows>,
    /// Whether it gives the same answer when it is called again.
    pub repeats: bool,
}

/// The entries as a fault, with the mistake that they look like.
pub(super) fn entries_fault(entries: Vec<Discrepancy>, expected: &Rows, found: &Rows, under_test: Option<&UnderTest>) -> Fault {
    let wrong: Vec<Discrepancy> = entries.iter().filter(|entry| entry.wrong).copied().collect();
    // A NaN or infinity outweighs every finite error.
    let worst = *wrong.iter().max_by(|a, b| a.relative.total_cmp(&b.relative)).expect("a fault has a wrong entry");
    let hint = if under_test.is_some_and(|test| !test.repeats) {
        Some(
            "the derivative under test gives another answer when it is called again at this point: does it depend on an earlier call?"
                .into(),
        )
    } else if worst.is_finite() {
        let kind = kind_of_mistake(&wrong, expected);
        let rounding = under_test.and_then(|test| below_rounding(&wrong, &worst, test));
        let lost = || under_test.and_then(|test| cancellation(&wrong, &worst, test.noise).or_else(|| scatter(&wrong, &worst, test.errors)));
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
    let square = expected.iter().all(|row| row.len() == expected.len());
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

/// What lets the wrong entries pass, and leaves to the others the allowances by which they passed.
fn allowance(kind: &str, size: f64) -> String {
    format!("`Tolerance::{kind}({})`, joined to the tolerance of this check by `or`, lets it pass", short(size))
}

/// Whether the derivative under test has lost these digits itself: the formula may be right, and cancel here.
fn cancellation(wrong: &[Discrepancy], worst: &Discrepancy, noise: &dyn Fn() -> Rows) -> Option<String> {
    let noise = noise();
    let lost = wrong.iter().all(|entry| (entry.found - entry.expected).abs() <= SPREAD * noise[entry.row][entry.column]);
    // A relative tolerance near 1 would let 0 pass.
    let (kind, error) =
        if worst.relative < 0.5 { ("relative", worst.relative) } else { ("absolute", (worst.found - worst.expected).abs()) };
    let allowance = allowance(kind, error * 1.05);
    lost.then(|| {
        format!("the derivative under test itself moves as much when the point moves by a few ulps: it loses digits here; {allowance}")
    })
}

/// Whether the errors have either sign around the point, as those of rounding do and those of a wrong formula do not: a derivative cancels where
/// its value does not move among neighbours, and the spread shows nothing, as `1 - cos x` does at 0.01.
fn scatter(wrong: &[Discrepancy], worst: &Discrepancy, errors: &dyn Fn() -> Vec<Rows>) -> Option<String> {
    let digits = -worst.relative.log10();
    if digits < DIGITS {
        return None;
    }
    let errors = errors();
    // An eighth of the errors on either side, of an eighth of this one's size or more.
    let scatters = wrong.iter().all(|entry| {
        let size = (entry.found - entry.expected).abs() / 8.0;
        let count = |sign: f64| errors.iter().filter(|error| sign * error[entry.row][entry.column] > size).count();
        count(1.0).min(count(-1.0)) * 8 >= errors.len().max(1)
    });
    let allowance = allowance("relative", worst.relative * 1.05);
    scatters.then(|| {
        let digits = digits as u32;
        format!("agrees to {digits} digits, and around this point the error has either sign, as rounding has: does a formula cancel here? {allowance}")
    })
}

/// Digits that agree, from which on an error may be one of rounding.
const DIGITS: f64 = 3.0;

/// An error of less than this part of a rounding is none of it: the numbers that the formula goes through are smaller.
const LEAST: f64 = 1e-3;

/// Whether the errors are those of a formula that goes through a larger number, as `s (1 - s)` does where `s` is almost 1: the spread does
/// not show them, since `s` does not move.
///
/// That number is 1 or, as the size of a derivative that does not cancel, `f / x`. Some digits are left, or the formula gives 0, or
/// the exact derivative has cancelled to 0.
fn below_rounding(wrong: &[Discrepancy], worst: &Discrepancy, test: &UnderTest) -> Option<String> {
    let largest = |numbers: &[f64]| numbers.iter().filter(|x| x.is_finite()).fold(0.0, |largest: f64, x| largest.max(x.abs()));
    let place = largest(test.point).max(1.0);
    let slope = largest(test.values) / place;
    let rounding = |size: f64| ROUNDINGS * worst.precision.epsilon() * size;
    // Beside a coordinate to which 1 adds nothing no formula goes through 1.
    let allowed = rounding(if place * worst.precision.epsilon() < 1.0 { slope.max(1.0) } else { slope });
    let error = wrong.iter().fold(0.0, |error: f64, entry| error.max((entry.found - entry.expected).abs()));
    let digits = -worst.relative.log10();
    let (likely, agrees) = if digits >= DIGITS {
        ((LEAST * allowed..=allowed).contains(&error), format!("agrees to {} digits", digits as u32))
    } else {
        let is_lost = wrong.iter().all(|entry| entry.expected == 0.0) && (LEAST * allowed..=allowed).contains(&error);
        let vanishes = wrong.iter().all(|entry| entry.found == 0.0) && error <= rounding(slope);
        (is_lost || vanishes, format!("differs by {}", short(error)))
    };
    let allowance = allowance("absolute", 10f64.powf(allowed.log10().ceil()));
    likely.then(|| format!("{agrees}: does the formula cancel here? {allowance}"))
}
