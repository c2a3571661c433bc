//! What a tolerance lets pass, and how errors of rounding are told from wrong derivatives.

use dual_numbers::oracle::{Oracle, Scalar, Tolerance, boxed, log_uniform};
use dual_numbers::{Dual, HyperDual};

use super::{fault, hint};

#[test]
fn a_report_says_what_tolerance_is_needed() {
    // 1e10 swallows digits of x that no step of an ulp brings back.
    let f = |x: Dual<f64>| ((x + 1e10) - 1e10).powi(2);
    let oracle = || Oracle::new(boxed(1.0..=2.0)).cases(10_000);
    let mismatch = oracle().check_derivative(f, |x| 2.0 * x).unwrap_err();
    let needed = mismatch.entry().unwrap().relative;
    assert!(needed > 1e-10 && needed < 1e-5, "{needed}");
    let report = oracle().tolerance(Tolerance::relative(1e-5)).check_derivative(f, |x| 2.0 * x).unwrap();
    let (_, worst) = report.worst.unwrap();
    assert!(
        worst.relative < 1e-5 && oracle().tolerance(Tolerance::relative(worst.relative * 1.001)).check_derivative(f, |x| 2.0 * x).is_ok()
    );
    assert!(oracle().tolerance(Tolerance::relative(worst.relative * 0.999)).check_derivative(f, |x| 2.0 * x).is_err());
}

/// The relative tolerance that a hint names.
fn needed(text: &str) -> Tolerance {
    Tolerance::relative(advised(text, "relative"))
}

/// The size of the tolerance of this kind that a hint names.
fn advised(text: &str, kind: &str) -> f64 {
    let number = text.split(&format!("`Tolerance::{kind}(")).nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    number.parse().unwrap()
}

#[test]
fn a_derivative_that_cancels_is_told_from_a_wrong_one() {
    let (f, df) = (|x: Dual<f64>| (x.sin() - x) / x.powi(3), |x: f64| x.cos() / x.powi(3) - 3.0 * x.sin() / x.powi(4) + 2.0 / x.powi(3));
    let oracle = || Oracle::new(boxed(0.05..=1.0)).cases(10_000);
    let mismatch = oracle().check_derivative(f, df).unwrap_err();
    assert!(mismatch.to_string().contains("it loses digits here; `Tolerance::relative("), "{mismatch}");
    assert!(oracle().tolerance(Tolerance::relative(1e-8)).check_derivative(f, df).is_ok());
    // What is said to let it pass does.
    let text = mismatch.to_string();
    assert!(Oracle::at(mismatch.point[0]).tolerance(needed(&text)).check_derivative(f, df).is_ok(), "{text}");
    // Where no digit is left, none that would let everything pass.
    let expanded = |x: f64| [9.0, -72.0, 252.0, -504.0, 630.0, -504.0, 252.0, -72.0, 9.0].into_iter().fold(0.0, |sum, c| sum * x + c);
    let mismatch = Oracle::new(dual_numbers::oracle::near(1.0)).check_derivative(|x| (x - 1.0).powi(9), expanded).unwrap_err().to_string();
    assert!(mismatch.contains("`Tolerance::absolute("), "{mismatch}");
}

/// Beside an entry that rounding spoils, one that passes by its ulps, with a larger part of the gradient.
fn others_keep_their_allowances<T: Scalar>() {
    let [small, half] = [T::epsilon().cbrt(), T::literal(0.5)];
    let gradient = |[_, y]: [T; 2]| [T::one() + half * small * small, (y + T::literal(64.0)) - T::literal(64.0)];
    let check = |tolerance| {
        Oracle::at([T::one(), T::literal(1.2345) * small]).tolerance(tolerance).check_gradient(|[x, y]| x + y * y * half, gradient)
    };
    let text = hint(check(Tolerance::default_for::<T>()));
    assert!(text.contains("joined to the tolerance of this check by `or`, lets it pass"), "{text}");
    assert!(check(Tolerance::default_for::<T>().or(needed(&text))).is_ok() && check(needed(&text)).is_err(), "{text}");
}

#[test]
fn what_lets_an_entry_pass_leaves_the_others_their_allowances() {
    others_keep_their_allowances::<f64>();
    others_keep_their_allowances::<f32>();
}

/// `1 / (1 + x^2)`, the slope of the arctangent, is 0 where the square overflows. What lets that pass finds the same loss in `1 / sqrt(1 + x^2)`.
fn far_out_an_allowance_is_small<T: Scalar>() {
    let (x, one) = (T::max_value().sqrt() * T::literal(1.5), T::one());
    let check = |tolerance: Tolerance| Oracle::at(x).tolerance(tolerance).check_derivative(|x| x.atan(), |x| one / (one + x * x));
    let text = hint(check(Tolerance::ulps(64)));
    let tolerance = Tolerance::ulps(64).or(Tolerance::absolute(advised(&text, "absolute")));
    assert!(check(tolerance).is_ok(), "{text}");
    let root = Oracle::at(x).tolerance(tolerance).check_derivative(|x| x.asinh(), |x| one / (one + x * x).sqrt());
    assert!(root.is_err(), "{text}");
}

#[test]
fn far_out_what_lets_an_entry_pass_is_no_rounding_of_1() {
    far_out_an_allowance_is_small::<f64>();
    far_out_an_allowance_is_small::<f32>();
}

/// `df` as a power series for small `x`, where the derivative of `f` cancels.
#[test]
fn a_value_that_loses_its_digits_unseen_is_told_from_a_wrong_derivative() {
    let cosine = |x: Dual<f64>| (1.0 - x.cos()) / (x * x);
    let slope = |x: f64| -x / 12.0 * (1.0 - x * x / 15.0 * (1.0 - x * x / 37.333333333333336 * (1.0 - x * x / 67.5)));
    for x in [0.06, 0.01] {
        let text = hint(Oracle::at(x).check_derivative(cosine, slope));
        assert!(text.contains("the error has either sign, as rounding has"), "{x}: {text}");
        assert!(Oracle::at(x).tolerance(needed(&text)).check_derivative(cosine, slope).is_ok());
        // A wrong formula errs to one side.
        for error in [1e-2, 1e-5] {
            let text = hint(Oracle::at(x).check_derivative(cosine, move |x| slope(x) * (1.0 + error)));
            assert!(!text.contains("either sign"), "{x}: {text}");
        }
    }
    // All digits of the exact derivative are lost.
    let text = hint(Oracle::at(1e-8).check_derivative(|x| x - x.sin(), |x: f64| 2.0 * (x / 2.0).sin().powi(2)));
    assert_eq!(
        text,
        "differs by 5e-17: does the formula cancel here? `Tolerance::absolute(1e-15)`, joined to the tolerance of this check by `or`, lets it pass"
    );
}

#[test]
fn a_formula_that_goes_through_a_larger_number_is_told_what_allows_it() {
    let logistic = |x: f64| {
        let s = 1.0 / (1.0 + (-x).exp());
        s * (1.0 - s)
    };
    let oracle = |x: f64| Oracle::at(x);
    let says = |result, text: &str| assert_eq!(hint(result), text);
    let logistic = |oracle: Oracle<_>| oracle.check_derivative(|x| (1.0 + (-x).exp()).recip(), logistic);
    let tanh = |oracle: Oracle<_>| oracle.check_derivative(|x| x.tanh(), |x: f64| 1.0 - x.tanh().powi(2));
    says(
        logistic(oracle(20.0)),
        "agrees to 7 digits: does the formula cancel here? `Tolerance::absolute(1e-15)`, joined to the tolerance of this check by `or`, lets it pass",
    );
    says(
        tanh(oracle(10.0)),
        "agrees to 7 digits: does the formula cancel here? `Tolerance::absolute(1e-15)`, joined to the tolerance of this check by `or`, lets it pass",
    );
    assert!(
        logistic(oracle(20.0).tolerance(Tolerance::absolute(1e-15))).is_ok()
            && tanh(oracle(10.0).tolerance(Tolerance::absolute(1e-15))).is_ok()
    );
    // Fewer digits are left, the further out.
    for x in [22.0, 25.0, 27.0] {
        assert!(hint(logistic(oracle(x))).contains("digits: does the formula cancel here?"), "{x}");
    }
    // No digit is left, and the entry is 0.
    says(
        logistic(oracle(40.0)),
        "every wrong entry is 0: a derivative lost on the way?\n  differs by 4.2e-18: does the formula cancel here? \
         `Tolerance::absolute(1e-15)`, joined to the tolerance of this check by `or`, lets it pass",
    );
    // The size of the value counts, and a larger error is none of rounding.
    let offset = |x: f64| (1e6 + x.sin()) - 1e6 - x.sin() + x.cos();
    let shifted = |error: f64| oracle(1.0).check_derivative(|x| x.sin() + 1e6, move |x: f64| x.cos() + error);
    assert!(shifted(offset(1.0) - 1f64.cos()).is_err_and(|mismatch| mismatch.to_string().contains("does the formula cancel")));
    assert!(!hint(shifted(1e-8)).contains("cancel"));
}

#[test]
fn single_precision_has_its_own_tolerance() {
    let f = |[x, y]: [Dual<f32, 2>; 2]| x.sin() * y.exp();
    let g = |[x, y]: [f32; 2]| [(x + std::f32::consts::FRAC_PI_2).sin() * y.exp(), x.sin() / (-y).exp()];
    assert_eq!(Tolerance::default_for::<f32>().absolute, f64::from(f32::MIN_POSITIVE));
    let report = Oracle::new(boxed([(-3.0f32, 3.0); 2])).cases(10_000).check_gradient(f, g).unwrap();
    assert!(report.worst.unwrap().1.relative < 1e-6);
}

#[test]
fn each_allowance_lets_pass_what_it_says() {
    let off_by =
        |error: f64, tolerance| Oracle::at([1.0]).tolerance(tolerance).check_gradient(|[x]| x * 2.0, move |_| [2.0 + error]).is_ok();
    let ulp = f64::EPSILON * 2.0;
    assert_eq!(Tolerance::ulps(0).to_string(), "0 ulps");
    assert!(off_by(0.0, Tolerance::ulps(0)) && !off_by(ulp, Tolerance::ulps(0)));
    assert!(off_by(4.0 * ulp, Tolerance::ulps(4)) && !off_by(5.0 * ulp, Tolerance::ulps(4)));
    assert!(off_by(1e-3, Tolerance::absolute(1.1e-3)) && !off_by(1e-3, Tolerance::absolute(0.9e-3)));
    assert!(off_by(1e-3, Tolerance::relative(0.6e-3)) && !off_by(1e-3, Tolerance::relative(0.4e-3)));
    assert!(off_by(1e-3, Tolerance::ulps(1).or(Tolerance::absolute(1.0))));
    assert!(off_by(0.5, Tolerance::absolute(0.5)));
    let single = |ulps: u8| {
        let wrong = 2.0 + f32::from(ulps) * 2.0 * f32::EPSILON;
        Oracle::at([1f32]).tolerance(Tolerance::ulps(4)).check_gradient(|[x]| x * 2.0, move |_| [wrong]).is_ok()
    };
    assert!(single(4) && !single(5));
}

#[test]
fn a_cancelled_entry_need_not_be_exact_to_its_last_digit() {
    // The second entry is 1e-17 or so, in place of 0; relative to the first one that is nothing.
    let f = |[x, y]: [Dual<f64, 2>; 2]| x + y * 0.0;
    let g = |_| [1.0, 0.1 + 0.2 - 0.3];
    assert!(Oracle::at([1.0, 1.0]).check_gradient(f, g).is_ok());
    assert!(Oracle::at([1.0, 1.0]).tolerance(Tolerance::ulps(1000)).check_gradient(f, g).is_err());
}

#[test]
fn outputs_of_different_size_have_their_own_scale() {
    let steep = |[x, y]: [Dual<f32, 2>; 2]| [x * 1e5, y.sin()];
    let oracle = || Oracle::new(boxed([(-3f32, 3.0); 2]));
    assert!(oracle().check_jacobian(steep, |[_, y]: [f32; 2]| [[1e5, 0.0], [0.0, y.cos()]]).is_ok());
    assert_eq!(fault(oracle().check_jacobian(steep, |[_, y]: [f32; 2]| [[1e5, 0.0], [0.0, -y.cos()]])).1, (1, 1));
    assert_eq!(fault(oracle().check_jacobian(steep, |_| [[1e5, 0.0], [0.0, 0.0]])).1, (1, 1));
    let along = |[x, y]: [Dual<f32>; 2]| [x * 1e5, y.sin()];
    assert!(oracle().check_directional(along, |[_, y]: [f32; 2], [u, v]: [f32; 2]| [1e5 * u, v * y.cos()]).is_ok());
    assert_eq!(fault(oracle().check_directional(along, |_, [u, _]: [f32; 2]| [1e5 * u, 0.0])).1, (0, 1));
    let small = Oracle::at([1.0, 1.0]).check_directional(|[x, y]| [x * 1e12, y], |_, [u, v]| [1e12 * u, v * 1.0001]);
    assert_eq!(fault(small).1, (0, 1));
    // Differences too: the second row is one of many digits.
    let lossy = |[x, y]: [Dual<f64, 2>; 2]| [x * 1e12, Dual::constant(y.re.sin())];
    assert_eq!(fault(Oracle::new(boxed([(-3.0, 3.0); 2])).check_self(lossy)).1, (1, 1));
}

#[test]
fn an_entry_is_exact_to_two_thirds_of_its_own_digits() {
    let oracle = || Oracle::new(boxed([(-3.0, 3.0); 2]));
    let steep = |[x, y]: [Dual<f64, 2>; 2]| x * 1e11 + y.sin();
    assert!(oracle().check_gradient(steep, |[_, y]| [1e11, y.cos()]).is_ok());
    assert_eq!(fault(oracle().check_gradient(steep, |[_, y]| [1e11, -y.cos()])).1, (0, 1));
    let steep = |[x, y]: [HyperDual<f64>; 2]| x * x * 1e12 + y.powi(3);
    assert!(oracle().check_hessian(steep, |[_, y]| [[2e12, 0.0], [0.0, 6.0 * y]]).is_ok());
    assert_eq!(fault(oracle().check_hessian(steep, |[_, y]| [[2e12, 0.0], [0.0, 3.0 * y]])).1, (1, 1));
}

#[test]
fn an_error_that_is_none_of_rounding_is_not_said_to_cancel() {
    let says = |result| assert!(!hint(result).contains("cancel"));
    let at = |x: f64| Oracle::at(x);
    says(at(1.0).check_derivative(|x| x * x * 1e-20, |x| 3e-20 * x));
    says(at(1.0).check_derivative(|x| x * x * 1e-20, |x| 2.001e-20 * x));
    says(at(1.0).check_derivative(|x| x * x * 1e-20, |_| 0.0));
    for slope in [2.1, 2.0001, 0.0] {
        says(at(-6e113).check_derivative(|x| x * x, move |x| slope * x));
    }
}

#[test]
fn a_removable_singularity_is_not_blamed_on_the_derivative() {
    fn removable(name: &str, f: fn(Dual<f64>) -> Dual<f64>, series: [f64; 6], df: fn(f64) -> f64) {
        let right = move |x: f64| if x < 0.01 { series.into_iter().rev().fold(0.0, |sum, term| sum * x + term) } else { df(x) };
        let oracle = || Oracle::new(log_uniform(0.0..=10.0));
        let report = oracle().check_derivative(f, right).unwrap_or_else(|alarm| panic!("{name}: {alarm}"));
        assert!(report.inconclusive > 200 && report.inconclusive < report.cases, "{name}: {report}");
        assert!(oracle().check_derivative(f, move |x| -right(x)).is_err(), "{name}");
        assert!(oracle().check_derivative(f, move |x| if x < 1e-9 { 1.0 } else { right(x) }).is_err(), "{name}");
    }
    let [a, b, c, d, e] = [2.0 / 3.0, -0.75, 0.8, -5.0 / 6.0, 6.0 / 7.0];
    removable("ln(1 + x) / x", |x| x.ln_1p() / x, [-0.5, a, b, c, d, e], |x| (x / (1.0 + x) - x.ln_1p()) / (x * x));
    let [a, b, c, d, e] = [1.0 / 3.0, 1.0 / 8.0, 1.0 / 30.0, 1.0 / 144.0, 1.0 / 840.0];
    removable("(e^x - 1) / x", |x| x.exp_m1() / x, [0.5, a, b, c, d, e], |x| (x * x.exp() - x.exp_m1()) / (x * x));
    let [a, b, c] = [-1.0 / 3.0, 1.0 / 30.0, -1.0 / 840.0];
    removable("sin(x) / x", |x| x.sin() / x, [0.0, a, 0.0, b, 0.0, c], |x| (x * x.cos() - x.sin()) / (x * x));
    // As one output of several, by its own value.
    let outputs = |[x]: [Dual<f64, 1>; 1]| [x, x.ln_1p() / x];
    assert_eq!(Oracle::at([1e-17]).check_jacobian(outputs, |_| [[1.0], [-0.5]]).unwrap().inconclusive, 1);
}

/// Between its neighbours a bent derivative is off the line through them, and an error on the way there is one.
#[test]
fn an_error_is_not_hidden_by_how_the_derivative_bends() {
    let (x, off_the_line) = (1e-5, 2.0 * f64::EPSILON.cbrt().powi(2));
    for part in [0.0, 0.5, 1.0] {
        let slope = move |x: f64| 1e-3 + 2.0 * x * x + part * off_the_line;
        let checked = Oracle::at(x).check_derivative(|x| 1.0 + x * 1e-3 + x.powi(3) * (2.0 / 3.0), slope);
        // On the line itself it cannot be told from a derivative that has cancelled.
        assert_eq!(checked.is_err(), part == 0.5, "{part}");
    }
}

/// Differences have an uncertainty of their own, and measure no error.
#[test]
fn a_tolerance_counts_in_checks_against_differences_too() {
    let oracle = || Oracle::new(boxed(0.5..=2.0));
    let rough = |x: Dual<f64>| Dual::new(x.re.exp(), [1.01 * x.re.exp()]);
    assert!(oracle().check_self(rough).is_err());
    assert!(oracle().tolerance(Tolerance::relative(1e-3)).check_self(rough).is_err());
    let told = oracle().tolerance(Tolerance::relative(0.02)).check_self(rough).unwrap().to_string();
    assert!(told.ends_with("\n  tolerance    0.02 of the largest entry") && !told.contains("worst"), "{told}");
    assert_eq!(oracle().check_self(|x: Dual<f64>| x.exp()).unwrap().to_string(), "the Jacobian agrees in 256 cases");
}

#[test]
fn where_no_digit_is_left_nothing_is_said_to_agree() {
    assert_eq!(Oracle::at(1e300).check_derivative(|x| x.sin(), |_| 0.123).unwrap().inconclusive, 1);
    // Beside an output with large derivatives too.
    let beside = Oracle::at([1e300, 1.0]).check_jacobian(|[x, y]| [x.sin(), y * 1e9], |_| [[0.123, 0.0], [0.0, 1e9]]);
    assert_eq!(beside.unwrap().inconclusive, 1);
    let report = Oracle::new(log_uniform(1.0..=1e20)).check_derivative(|x| x.sin(), |x: f64| if x > 1e17 { 0.7 } else { x.cos() }).unwrap();
    assert!(report.inconclusive > 20 && report.worst.is_none(), "{report}");
}

/// Equal shifts of two points leave their distance: the derivative along them is 0, and its terms are not.
#[test]
fn terms_that_cancel_along_a_direction_are_no_error() {
    let distance = |[a, b, c, d]: [Dual<f64>; 4]| ((c - a).powi(2) + (d - b).powi(2)).sqrt();
    for seed in 0..20 {
        let jvp = |[a, b, c, d]: [f64; 4], [da, db, dc, dd]: [f64; 4]| {
            let r = (c - a).hypot(d - b);
            (a - c) / r * da + (b - d) / r * db + (c - a) / r * dc + (d - b) / r * dd
        };
        let oracle = Oracle::new(boxed([(-5.0, 5.0); 4])).seed(seed);
        oracle.check_directional(distance, jvp).unwrap_or_else(|alarm| panic!("seed {seed}: {alarm}"));
    }
}

#[test]
fn what_is_wrong_at_tiny_points_alone_is_found() {
    let oracle = || Oracle::new(log_uniform(0.0..=10.0));
    for wrong in [-1.0, 0.0, 2.0, 1.0 + 1e-8] {
        assert!(oracle().check_derivative(|x| x.exp(), move |x: f64| if x < 1e-18 { wrong } else { x.exp() }).is_err(), "{wrong}");
    }
    let guarded = |x: f64| if x < 1e-12 { 0.0 } else { f64::midpoint(0.5, 0.5 + x * 2.0 / 3.0) };
    assert!(Oracle::new(log_uniform(0.0..=1e-9)).check_derivative(|x| x.exp_m1() / x, guarded).is_err());
    assert!(Oracle::new(boxed(0.0..=1e-11)).check_derivative(|x| (x * 1e12).tanh(), |_| 0.0).is_err());
}
