//! Every function at every point of `tests/data`: the value part has the primitive's bits, the derivatives keep within some ulps of
//! the correctly rounded ones, and nothing is wrong. `cargo test --test accuracy -- --nocapture` prints the worst errors;
//! `REFERENCE_DIR` in the environment takes the points from another directory.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use dual_numbers::{Dual, DualNum, HyperDual, Taylor};
use num_traits::{Float, ToPrimitive};
use support::functions::{Function, functions};
use support::jet::Jet;
use support::reference::{Order, Point, Real, Reference, reference, ulps};

/// How many ulps a derivative may err.
fn bound(function: &str, order: usize) -> f64 {
    match (function, order) {
        ("div", 1) => 2.0,
        ("div", 2) => 3.0,
        // Without std x^-4 is (1/x)^4: four times the rounding of 1/x, and those of the three products and of the factor -3.
        ("powi:-3", 1) if !cfg!(feature = "std") => 8.0,
        (_, 1) => 3.0,
        (_, 2) => 8.0,
        _ => 12.0,
    }
}

/// (|a| + |b| + ..) / |a + b + ..| where a derivative is a sum whose terms cancel in any dual number, else 1.
fn cancellation(function: &str, order: Order, [x, y]: [f64; 2]) -> f64 {
    let terms: &[f64] = match (function, order) {
        ("xpowx", [1, 0]) => &[x.ln(), 1.0], // x^x (ln x + 1)
        ("xpowx", [3, 0]) => {
            let a = x.ln() + 1.0;
            &[a.powi(3), 3.0 * a / x, -1.0 / (x * x)] // x^x (a^3 + 3 a / x - 1 / x^2)
        }
        ("powf", [1, 1]) => &[y * x.ln(), 1.0],              // x^(y-1) (y ln x + 1)
        ("log", [0, 2]) => &[y.ln(), 2.0],                   // ln x (ln y + 2) / (y^2 ln^3 y)
        ("atan", [3, 0]) => &[6.0 * x * x, -2.0],            // (6 x^2 - 2) / (1 + x^2)^3
        ("asinh", [3, 0]) => &[2.0 * x * x, -1.0],           // (2 x^2 - 1) / (1 + x^2)^(5/2)
        ("tanh", [3, 0]) => &[6.0 * x.tanh().powi(2), -2.0], // (6 tanh^2 x - 2) / cosh^2 x
        _ => return 1.0,
    };
    let (sum, size): (f64, f64) = (terms.iter().sum(), terms.iter().map(|t| t.abs()).sum());
    size / sum.abs().max(size * f64::EPSILON)
}

/// Where any result will do.
fn excused<R: Real>(function: &str, degree: usize, x: R) -> bool {
    match function {
        // of all f64 the nearest, in proportion, to a multiple of pi/2: glibc's own cos is 8 ulps off, its tan 14
        "sin" | "cos" | "tan" => x.to_f64() == Some(6381956970095103.0 * 2f64.powi(797)),
        // the partials of x^y that add up, 3/x^2 and the like, overflow with both signs; the third ones for large x as well
        "xpowx" => (x / R::literal(3.0)).powi(1 - degree as i32).is_infinite() || degree == 3 && x.powf(x / R::literal(2.0)).is_infinite(),
        _ => false,
    }
}

/// The error in ulps, infinite if the result is wrong; divided by the cancellation, and then measured in ulps of what is expected.
fn error<R: Real>(found: R, expected: R, cancellation: f64) -> f64 {
    match ulps(found, expected) {
        None => f64::INFINITY,
        Some(n) if n == 0 || cancellation == 1.0 => n as f64,
        Some(_) => (found.to_f64().unwrap_or(f64::NAN) - expected.to_f64().unwrap_or(f64::NAN)).abs() / expected.ulp() / cancellation,
    }
}

/// What one number type made of one function.
#[derive(Default)]
struct Findings {
    /// The largest error in ulps of each order that the type carries; infinite if a result is wrong.
    worst: Vec<f64>,
    compared: usize,
    failed: usize,
    /// The first of the failed ones.
    failures: Vec<String>,
}

impl Findings {
    /// How many failures are told: a rule that is wrong everywhere would fill a disk.
    const TOLD: usize = 5;

    fn record(&mut self, error: f64, order: usize, bound: f64, failure: impl FnOnce() -> String) {
        self.worst.resize(self.worst.len().max(order + 1), 0.0);
        self.worst[order] = self.worst[order].max(error);
        self.compared += 1;
        if error.is_nan() || error > bound {
            self.failed += 1;
            if self.failed <= Self::TOLD {
                self.failures.push(failure());
            }
        }
    }
}

/// The findings by function, then by number type.
type Report = BTreeMap<&'static str, BTreeMap<&'static str, Findings>>;

/// Checks a number type against the reference. Argument `k` is variable number `variables[k]`.
fn examine<J: Jet<Primitive: Real>>(kind: &'static str, variables: [usize; 2], reference: &Reference<J::Primitive>, report: &mut Report) {
    for ((name, ours), (_, own)) in functions::<J>().into_iter().zip(functions::<J::Primitive>()) {
        let findings = report.entry(name).or_default().entry(kind).or_default();
        for point in reference.get(name).into_iter().flatten() {
            examine_point(name, (ours, own), variables, point, findings);
        }
    }
}

fn examine_point<J: Jet<Primitive: Real>>(
    name: &str,
    (ours, own): (Function<J>, Function<J::Primitive>),
    variables: [usize; 2],
    point: &Point<J::Primitive>,
    findings: &mut Findings,
) {
    let [x, y] = point.arguments;
    let value = own([x, y]);
    let at = [x, y].map(|x| x.to_f64().unwrap_or(f64::NAN));
    let result = ours([J::variable(x, variables[0]), J::variable(y, variables[1])]);
    result.parts([0; 3], &mut |along, found| {
        let order = variables.map(|i| along[i]);
        let degree = order[0] + order[1];
        if degree == 0 {
            let same = found.bits() == value.bits() || found.is_nan() && value.is_nan();
            let error = if same { 0.0 } else { f64::INFINITY };
            findings.record(error, 0, 0.0, || format!("{name} at {x:e}, {y:e}: the value is {found:e}, not {value:e}"));
        } else if let Some(&expected) = point.partials.get(&order).filter(|_| !excused(name, degree, x)) {
            let error = error(found, expected, cancellation(name, order, at));
            let bound = bound(name, degree);
            findings.record(error, degree, bound, || {
                format!("{name} at {x:e}, {y:e}: the derivative {order:?} is {found:e}, not {expected:e}: {error:.1} ulps, not {bound}")
            });
        }
    });
}

/// The worst errors in ulps from the first order on, rounded up to tenths.
fn errors<'a>(findings: impl Iterator<Item = &'a Findings> + Clone) -> String {
    let worst = |order: usize| findings.clone().filter_map(|found| found.worst.get(order).copied()).reduce(f64::max);
    let shown: Vec<_> = (1..).map_while(worst).map(|ulps| ((ulps * 10.0).ceil() / 10.0).to_string()).collect();
    shown.join(", ")
}

/// One line per function; a column for all types and one for each.
fn table(report: &Report) -> String {
    let kinds: BTreeSet<_> = report.values().flat_map(|kinds| kinds.keys().copied()).collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = ["function", "all types"].into_iter().chain(kinds.iter().copied());
    let mut text = line(heads.map(str::to_owned).collect()) + &line(vec!["---".to_owned(); kinds.len() + 2]);
    for (name, kinds) in report {
        let each = kinds.values().map(|found| errors([found].into_iter()));
        text += &line([name.to_string(), errors(kinds.values())].into_iter().chain(each).collect());
    }
    text
}

/// Prints the table; fails if anything is out of bounds.
fn conclude(report: &Report) {
    println!("\n{}", table(report));
    let all = || report.values().flat_map(BTreeMap::values);
    let (compared, failed): (usize, usize) = (all().map(|found| found.compared).sum(), all().map(|found| found.failed).sum());
    assert!(all().all(|found| found.compared > 0), "functions without a point");
    let failures: Vec<_> =
        report.values().flatten().flat_map(|(kind, found)| found.failures.iter().map(move |f| format!("{kind}: {f}"))).collect();
    assert!(failed == 0, "{failed} of {compared} results are out of bounds, among them:\n{}", failures.join("\n"));
}

/// The logarithm to a primitive base, which no bound for generic code has: at the points of `log`, by number types with one direction.
macro_rules! examine_primitive_base {
    ($reference:ident, $report:ident, $R:ident: $($kind:literal $J:ty;)*) => { $(
        let log: (Function<$J>, Function<$R>) = (|[x, b]| x.log(b.value()), |[x, b]| x.log(b));
        let findings = $report.entry("log").or_default().entry($kind).or_default();
        for point in &$reference["log"] {
            examine_point("log", log, [0, 1], point, findings);
        }
    )* };
}

/// Every number type over a primitive; those with one direction take each argument in turn.
fn examine_all<R: Real + Jet<Primitive = R>>() {
    let (reference, report) = (&reference::<R>(), &mut Report::new());
    examine::<Dual<R, 2>>("Dual", [0, 1], reference, report);
    examine::<Dual<Dual<R, 2>, 2>>("Dual^2", [0, 1], reference, report);
    examine::<HyperDual<R, 2, 2>>("HyperDual", [0, 1], reference, report);
    for variables in [[0, 1], [1, 0]] {
        examine::<Dual<Dual<Dual<R>>>>("Dual^3", variables, reference, report);
        examine::<Dual<HyperDual<R>>>("Dual<HyperDual>", variables, reference, report);
        examine::<HyperDual<Dual<R>>>("HyperDual<Dual>", variables, reference, report);
        examine::<Taylor<R, 3>>("Taylor", variables, reference, report);
    }
    examine_primitive_base! { reference, report, R:
        "Dual" Dual<R>;
        "HyperDual" HyperDual<R>;
        "Dual^3" Dual<Dual<Dual<R>>>;
        "Dual<HyperDual>" Dual<HyperDual<R>>;
        "HyperDual<Dual>" HyperDual<Dual<R>>;
        "Taylor" Taylor<R, 3>;
    }
    conclude(report);
}

#[test]
fn every_derivative_over_f64_is_within_its_bound() {
    examine_all::<f64>();
}

#[test]
fn every_derivative_over_f32_is_within_its_bound() {
    examine_all::<f32>();
}

#[test]
fn functions_and_references_match() {
    let listed: BTreeSet<_> = functions::<f64>().into_iter().map(|(name, _)| name.to_string()).collect();
    for referenced in [reference::<f64>().into_keys().collect(), reference::<f32>().into_keys().collect::<BTreeSet<_>>()] {
        let alone: Vec<_> = listed.symmetric_difference(&referenced).collect();
        assert!(alone.is_empty(), "a function without a reference, or a reference without a function: {alone:?}");
    }
}
