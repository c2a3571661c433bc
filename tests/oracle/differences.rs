//! What is held against differences: functions that lose their derivative are found, and right ones are let pass.

use std::cell::Cell;

use dual_numbers::oracle::{Oracle, Point, Quantity, Table, Variables, boxed, log_uniform, near, special};
use dual_numbers::{BinaryRule, Dual, DualNum, Rule};
use proptest::prelude::*;

use super::{fault, space, wave};

#[test]
fn functions_that_lose_their_derivative_are_found() {
    let oracle = || Oracle::new(prop_oneof![boxed(0.0..=10.0), special(0.0..=10.0)]).cases(1000);
    let cast = |x: Dual<f64>| x * 2.0 + Dual::constant(x.re.sin());
    assert!(oracle().check_self(cast).is_err());
    let branch = |x: Dual<f64>| if x == 2.0 { Dual::constant(5.0) } else { x * x + 1.0 };
    assert_eq!(fault(oracle().check_self(branch)).0, [2.0]);
    let table = |x: Dual<f64>| {
        let (whole, rest) = (x.re.floor(), x.re.fract()); // the weights have lost their derivative
        Dual::constant(whole.powi(2) * (1.0 - rest) + (whole + 1.0).powi(2) * rest)
    };
    assert!(oracle().check_self(table).is_err());
    let nearest = |x: Dual<f64>| Dual::constant(((x.re * 1e4).round() / 1e4).sin() + 3.0 * x.re.floor().min(0.0));
    assert!(oracle().check_self(nearest).is_err());
    assert_eq!(fault(oracle().check_self(|x: Dual<f64>| Dual::new(x.re.powi(2) + 1.0, [f64::NAN]))).1, (0, 0));
}

/// Differences have no more.
#[test]
fn half_of_the_digits_are_enough() {
    let report = Oracle::new(boxed(0.5..=2.0)).check_self(|x: Dual<f64>| Dual::new(x.re.exp(), [x.re.exp() * (1.0 + 1e-9)])).unwrap();
    assert_eq!(report.inconclusive, 0, "{report}");
}

#[test]
fn the_derivative_that_was_lost_is_shown() {
    let cast = |x: Dual<f64>| Dual::constant(x.re.exp());
    let expected = Oracle::at(1.0).check_self(cast).unwrap_err().entry().unwrap().expected;
    assert!((expected - 1f64.exp()).abs() < 1e-9, "{expected}");
}

/// The finest steps lie where the function is left out.
#[test]
fn a_point_by_itself_is_inconclusive() {
    let oracle = Oracle::at(0.0).skip_where(|&x: &f64| x != 0.0 && x.abs() < 1e-6);
    let nothing = oracle.check_self(|x: Dual<f64>| if x == 0.0 { Dual::constant(0.0) } else { x }).unwrap_err().to_string();
    assert!(nothing.starts_with("nothing was checked: none of 1 case is conclusive"), "{nothing}");
}

/// Where the estimates contradict the derivative, and one another too, it is open.
#[test]
fn a_derivative_lost_in_a_table_or_a_cast_does_not_pass() {
    let agrees = |f: fn(Dual<f64>) -> Dual<f64>| {
        Oracle::new(boxed(0.0..=1.0)).check_self(f).map_or(0, |report| report.cases - report.inconclusive - report.kinks)
    };
    for entries in [256.0, 1000.0, 3000.0, 5000.0] {
        let table = Oracle::new(boxed(0.0..=1.0)).check_self(move |x: Dual<f64>| Dual::constant((x.re * entries).round() / entries));
        assert!(table.is_err(), "{table:?}");
    }
    assert_eq!(agrees(|x| x * 2.0 + Dual::constant(f64::from(x.re as f32)).sin() * 100.0), 0);
    assert_eq!(agrees(|x| (x + 1.0) * Dual::constant(f64::from(x.re as f32)).sin()), 0);
    assert!(agrees(|x| x + Dual::constant((x.re * 65536.0).round() / 65536.0).sin()) < 8);
}

#[test]
fn an_output_that_is_0_is_held_too() {
    let oracle = || Oracle::new(boxed([(-3.0, 3.0); 2]));
    let report = oracle().check_self(|[x, y]: [Dual<f64, 2>; 2]| [x * y, Dual::constant(0.0), x - x]).unwrap();
    assert_eq!(report.inconclusive, 0, "{report}");
    assert!(oracle().check_self(|[x, _]: [Dual<f64, 2>; 2]| Dual::new(0.0, [1.0 + x.re, 0.0])).is_err());
}

/// A right function is called wrong from no seed; `decided`: the least part of the cases that is not inconclusive.
fn no_alarm<S, Y>(name: &str, domain: impl Fn() -> S, decided: f64, f: impl Fn(Variables<S::Value>) -> Y)
where
    S: Strategy,
    S::Value: Point,
    Y: Table<<S::Value as Point>::Number>,
{
    for seed in 0..8 {
        let report = Oracle::new(domain()).seed(seed * 1000).check_self(&f).unwrap_or_else(|alarm| panic!("{name}, seed {seed}: {alarm}"));
        assert!((report.cases - report.inconclusive) as f64 >= decided * report.cases as f64, "{name}: {report}");
    }
}

#[test]
fn a_kink_nearby_is_no_lost_derivative() {
    no_alarm("ReLU", || near(0.0), 0.1, |x| x.max(0.0));
    no_alarm("ReLU in a small box", || boxed(-0.01..=0.01), 0.3, |x| x.max(0.0));
    no_alarm("mirrored ReLU", || near(1.0), 0.1, |x| (1.0 - x).max(0.0));
    no_alarm("two ReLUs", || boxed([(-1.0, 1.0); 4]), 0.5, |[x, y, z, w]: [Dual<f64, 4>; 4]| (x + y).max(0.0) * z + (z - w).max(0.0));
    no_alarm("rounded corner", || near(0.0), 0.1, |x| x.hypot(1e-5));
}

#[test]
fn jumps_and_waves_within_a_step_are_no_lost_derivative() {
    no_alarm("remainder", || boxed(-1e3..=1e3), 0.2, |x| x % 1.0);
    no_alarm("remainder in single precision", || boxed(-1e3f32..=1e3), 0.0, |x| x % 1.0);
    no_alarm("remainder nearby in single precision", || boxed(-2f32..=2.0), 0.3, |x| x % 1.0);
    no_alarm("fraction", || boxed(-1e3..=1e3), 0.2, |x| x.fract());
    no_alarm("chirp", || boxed(-1e3..=1e3), 0.0, |x| (x * x).sin());
}

#[test]
fn rounding_inside_a_function_is_no_lost_derivative() {
    no_alarm("cosine of a small number", || near(0.0), 0.1, |x| x.cosh().ln());
    no_alarm("large constant", || boxed(-3.0..=3.0), 0.3, |x| (x + 1e8) - 1e8);
    no_alarm("log-sum-exp", || boxed([(-100.0, 100.0); 3]), 0.3, |[x, y, z]: [Dual<f64, 3>; 3]| (x.exp() + y.exp() + z.exp()).ln());
    no_alarm("balance that is 0 but for rounding", || boxed([(-2.0, 2.0); 2]), 0.5, |[x, y]: [Dual<f64, 2>; 2]| x * y / y - x);
    no_alarm("subnormal slope in single precision", || log_uniform(1e15f32..=1e25), 0.3, |x| x.atan());
    no_alarm("subnormal slope", || log_uniform(1e-300..=1e300), 0.3, |x| x.recip());
    no_alarm("subnormal slope of a quotient", || log_uniform(1e-300..=1e300), 0.3, |x| 1.0 / (1.0 + x * x));
}

#[test]
fn a_branch_on_equality_is_found_where_no_point_is_drawn() {
    let oracle = || Oracle::new(boxed([(-10.0, 10.0); 2]));
    let when = |hit: fn(&[Dual<f64, 2>; 2]) -> bool| {
        oracle().check_self(move |x| if hit(&x) { Dual::constant((x[0].re + 1.0) * x[1].re.exp()) } else { (x[0] + 1.0) * x[1].exp() })
    };
    assert_eq!(fault(when(|[x, _]| *x == 0.0)).0[0], 0.0);
    assert_eq!(fault(when(|[_, y]| y.re == -0.0)).0[1], 0.0);
    assert_eq!(fault(when(|[_, y]| *y == 1.0)).0[1], 1.0);
    assert_eq!(fault(when(|[x, y]| x == y)).0, [0.0, 0.0]);
    assert!(when(|_| false).is_ok());
}

#[test]
fn right_functions_pass_against_differences() {
    let pass = |f: fn(Dual<f64>) -> Dual<f64>, low: f64, high: f64| {
        let report = Oracle::new(boxed(low..=high)).cases(3000).check_self(f).unwrap();
        assert!(report.inconclusive * 10 < report.cases, "{report}");
    };
    pass(|x| x.sin() * x.exp(), -3.0, 3.0);
    pass(|x| x.abs() + (x - 1.0).max(0.0), -3.0, 3.0);
    pass(|x| (x * 30.0).sin() / (x.powi(2) + 1.0), -3.0, 3.0);
    pass(|x| (1.0 - x.cos()) / (x * x), 1e-2, 1.0);
    pass(|x| x.sqrt() + x.ln(), 1e-6, 3.0);
    pass(|x| x * 1e-6 + 1.0, -1.0, 1.0);
    assert!(space().check_self(wave).is_ok());
    assert!(Oracle::new(boxed([(-3.0f32, 3.0); 2])).check_self(|[x, y]: [Dual<f32, 2>; 2]| [x.sin() * y, y.exp()]).is_ok());
    assert!(Oracle::at(7.854).check_self(|x: Dual<f64>| x.tan()).unwrap_err().entry().is_none()); // 2e-5 beside a pole
    Oracle::new(special([(-1e9, 1e9); 2])).check_self(|[x, y]: [Dual<f64, 2>; 2]| [x * y, x.tanh() + y.atan()]).unwrap();
}

/// `ln(1 + e^x)`, with a derivative that is wrong by `error`.
struct Softplus {
    error: f64,
}

impl Rule for Softplus {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (x.exp().ln_1p(), ((-x).exp() + D::one()).recip() + x * D::literal(self.error))
    }
}

/// `x ln y`, right or with its partial derivatives swapped.
struct XLogY {
    swapped: bool,
}

impl BinaryRule for XLogY {
    fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
        let (dx, dy) = (y.ln(), x / y);
        if self.swapped { (x * y.ln(), dy, dx) } else { (x * y.ln(), dx, dy) }
    }
}

/// `e^x`, with a derivative that has lost its own.
struct Lossy;

impl Rule for Lossy {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (x.exp(), D::from_value(x.exp().value()))
    }
}

struct Ln;

impl Rule for Ln {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (x.ln(), x.recip())
    }
}

#[test]
fn rules_are_held_against_differences() {
    let oracle = || Oracle::new(boxed(-20.0..=20.0)).cases(1000);
    assert!(oracle().check_rule(Softplus { error: 0.0 }).is_ok());
    assert!(oracle().check_rule(Softplus { error: 1e-6 }).is_err());
    assert_eq!(oracle().check_rule(Lossy).unwrap_err().entry().unwrap().quantity, Quantity::SecondDerivative);
    // In single precision a second derivative may be subnormal, and an ulp of it large.
    assert!(Oracle::new(log_uniform(1e15f32..=1e25)).check_rule(Ln).is_ok());
    let oracle = || Oracle::new(boxed([(-9.0, 9.0), (0.1, 9.0)])).cases(1000);
    assert!(oracle().check_binary_rule(XLogY { swapped: false }).is_ok());
    assert!(oracle().check_binary_rule(XLogY { swapped: true }).is_err());
}

#[test]
fn an_infinite_derivative_is_none() {
    let oracle = || Oracle::new(boxed(0.5..=3.0));
    for slope in [f64::INFINITY, f64::NEG_INFINITY] {
        assert!(oracle().check_self(|x: Dual<f64>| Dual::new(x.re * x.re, [slope])).is_err(), "{slope}");
        assert!(oracle().check_rule(Steep { slope }).is_err(), "{slope}");
    }
}

/// `x^2` with a constant for its derivative.
struct Steep {
    slope: f64,
}

impl Rule for Steep {
    fn eval<D: DualNum>(&self, x: D) -> (D, D) {
        (x * x, D::literal(self.slope))
    }
}

#[test]
fn a_function_need_not_be_defined_beside_its_domain() {
    let square = |x: Dual<f64>| {
        assert!(x.re >= 0.1, "outside");
        x * x
    };
    let report = Oracle::new(boxed(0.1..=1.0)).check_self(square).unwrap();
    assert!(report.inconclusive < 26, "{report}");
    let lossy = |x: Dual<f64>| Dual::constant(square(x).re);
    assert!(fault(Oracle::new(boxed(0.1..=1.0)).check_self(lossy)).0[0] > 0.1);
    // Where a domain is given by what is left out, the function is not even called there.
    let outside = Cell::new(0);
    let root = |x: Dual<f64>| {
        outside.set(outside.get() + u32::from(x.re < 0.0));
        x.sqrt()
    };
    Oracle::new(boxed(-1.0..=1.0)).skip_where(|&x| x < 0.0).check_self(root).unwrap();
    assert_eq!(outside.get(), 0);
    // The neighbours of a point of the other checks.
    let bounded = |x: Dual<f64>| {
        assert!(x.re <= 1.0, "outside");
        x * x
    };
    assert_eq!(fault(Oracle::at(1.0).check_derivative(bounded, |x| 3.0 * x)).0, [1.0]);
    assert!(Oracle::at(1.0).check_derivative(bounded, |x| 2.0 * x).is_ok());
    // At the point itself a panic is one.
    let mismatch = Oracle::at(0.0).check_self(square).unwrap_err().to_string();
    assert!(mismatch.starts_with("the function panicked: outside\n  at x = 0.0"), "{mismatch}");
}

#[test]
fn outputs_whose_number_depends_on_the_point_are_named() {
    let outputs = |x: Dual<f64>| vec![x; if x.re > 1.0 { 3 } else { 1 }];
    let mismatch = Oracle::at(1.0).check_self(outputs).unwrap_err().to_string();
    assert!(mismatch.starts_with("the function has 1 output at the point, but 3 beside it"), "{mismatch}");
    assert!(Oracle::at(0.5).check_self(outputs).is_ok());
}

#[test]
fn a_loss_beside_a_kink_is_found() {
    let oracle = || Oracle::at([0.0, 2.0]);
    let lossy = |[x, y]: [Dual<f64, 2>; 2]| x.abs() + y.re * y.re;
    assert_eq!(fault(oracle().check_self(lossy)).1, (0, 1));
    // The kink itself is none.
    assert_eq!(oracle().check_self(|[x, y]: [Dual<f64, 2>; 2]| x.abs() + y * y).unwrap().kinks, 1);
}
