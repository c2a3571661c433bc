//! The oracle finds planted faults and lets right derivatives pass.

#[path = "oracle/differences.rs"]
mod differences;
#[path = "oracle/domains.rs"]
mod domains;
#[path = "oracle/kinks.rs"]
mod kinks;
#[path = "support/parts.rs"]
mod parts;
#[path = "oracle/programs.rs"]
mod programs;
#[path = "oracle/rounding.rs"]
mod rounding;

use std::any::type_name;

use dual_numbers::oracle::{Fault, Mismatch, Oracle, Quantity, Report, Tolerance, boxed, log_uniform, special};
use dual_numbers::{Dual, DualNum, HyperDual, Taylor, assert_derivative, assert_gradient, assert_hessian};
use parts::Parts;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestError, TestRunner};

/// The point and the place of the wrong entry.
fn fault(result: Result<Report, Mismatch>) -> (Vec<f64>, (usize, usize)) {
    let mismatch = result.expect_err("the planted fault was not found");
    let entry = *mismatch.entry().unwrap_or_else(|| panic!("not an entry: {mismatch}"));
    (mismatch.point, (entry.row, entry.column))
}

fn hint(result: Result<Report, Mismatch>) -> String {
    match result.expect_err("the planted fault was not found").fault {
        Fault::Entries { hint, .. } => hint.unwrap_or_default(),
        other => panic!("{other:?}"),
    }
}

// ---------------------------------------------------------------------------------------------------- planted faults

fn wave<D: DualNum<Primitive = f64>>([x, y, z]: [D; 3]) -> D {
    (x * 2.0).sin() * y.exp() + z.powi(2) * y
}

fn wave_gradient([x, y, z]: [f64; 3]) -> [f64; 3] {
    let (s, c) = (2.0 * x).sin_cos();
    [2.0 * c * y.exp(), s * y.exp() + z * z, 2.0 * z * y]
}

fn space() -> Oracle<impl Strategy<Value = [f64; 3]>> {
    Oracle::new(boxed([(-3.0, 3.0); 3]))
}

#[test]
fn a_sign_error() {
    let wrong = |x| {
        let [a, b, c] = wave_gradient(x);
        [a, -b, c]
    };
    assert_eq!(fault(space().check_gradient(wave, wrong)), (vec![0.0, 0.0, 1.0], (0, 1)));
    assert!(hint(space().check_gradient(wave, wrong)).contains("sign"));
}

#[test]
fn a_missing_factor_of_the_chain_rule() {
    let wrong = |x| {
        let [a, b, c] = wave_gradient(x);
        [a / 2.0, b, c]
    };
    assert_eq!(fault(space().check_gradient(wave, wrong)), (vec![0.0, 0.0, 0.0], (0, 0)));
    let missing_everywhere = |x| wave_gradient(x).map(|entry| entry / 2.0);
    assert!(hint(space().seed(1).check_gradient(wave, missing_everywhere)).is_empty(), "one entry alone has no ratio in common");
    let linear = Oracle::at([1.0, 1.0]).check_gradient(|[x, y]| x * 3.0 + y * 5.0, |_| [1.5, 2.5]);
    assert!(hint(linear).contains("0.500000 times"));
}

#[test]
fn a_transposed_jacobian() {
    let f = |[x, y]: [Dual<f64, 2>; 2]| [x * x * y, x + y];
    let transposed = |[x, y]: [f64; 2]| [[2.0 * x * y, 1.0], [x * x, 1.0]];
    let oracle = || Oracle::new(boxed([(-3.0, 3.0); 2]));
    assert_eq!(fault(oracle().check_jacobian(f, transposed)), (vec![0.0, 0.0], (0, 1)));
    assert!(hint(oracle().check_jacobian(f, transposed)).contains("transposed"));
    // Not square: a wrong shape.
    let f = |[x, y]: [Dual<f64, 2>; 2]| [x * y, x, y];
    let mismatch = oracle().check_jacobian(f, |[x, y]: [f64; 2]| [[y, 1.0, 0.0], [x, 0.0, 1.0]]).unwrap_err();
    assert!(
        mismatch.to_string().starts_with("the Jacobian has the wrong shape: 3 x 2 expected, 2 x 3 found\n  at x = [0.0, 0.0]"),
        "{mismatch}"
    );
    // The last row is too short.
    let ragged = oracle().check_jacobian(|[x, y]| [x * y, x + y], |[x, y]| vec![vec![y, x], vec![1.0]]).unwrap_err();
    assert!(matches!(ragged.fault, Fault::Shape { expected: (2, 2), found: (2, 1), .. }), "{ragged}");
}

#[test]
fn swapped_entries_of_a_hessian() {
    let f = |[x, y, z]: [HyperDual<f64>; 3]| x * x * y + y * z * z;
    // The entries (0, 1) and (1, 2), 2 x and 2 z, are swapped.
    let swapped = |[x, y, z]: [f64; 3]| [[2.0 * y, 2.0 * z, 0.0], [2.0 * z, 0.0, 2.0 * x], [0.0, 2.0 * x, 2.0 * y]];
    let (point, (row, column)) = fault(space().check_hessian(f, swapped));
    assert_eq!(point[1], 0.0);
    assert!([1, 3].contains(&(row + column)));
    assert!(point[0] == 0.0 || point[2] == 0.0, "{point:?}");
}

#[test]
fn an_error_of_one_in_1e9() {
    let wrong = |x: f64| x.cos() * (1.0 + 1e-9);
    assert_eq!(fault(Oracle::new(boxed(-9.0..=9.0)).check_derivative(|x| x.sin(), wrong)).0, [0.0]);
    let single = |x: f32| x.cos() * (1.0 + 1e-4);
    assert_eq!(fault(Oracle::new(boxed(-9.0f32..=9.0)).check_derivative(|x| x.sin(), single)).0, [0.0]);
}

#[test]
fn nan_and_infinity_on_one_side_only() {
    let nan = |x: f64| if x > 0.3 { f64::NAN } else { 1.0 };
    let mismatch = Oracle::new(boxed(-1.0..=1.0)).check_derivative(|x| x + 1.0, nan).unwrap_err();
    assert_eq!(mismatch.point, [1.0]);
    assert!(mismatch.to_string().contains("NaN on one side only  -  <- wrong\n"), "{mismatch}");
    let infinite = |x: f64| if x > 0.3 { f64::INFINITY } else { 1.0 };
    let mismatch = Oracle::new(boxed(-1.0..=1.0)).check_derivative(|x| x + 1.0, infinite).unwrap_err();
    assert!(mismatch.to_string().contains("infinity on one side only  -  <- wrong\n"), "{mismatch}");
    // On both sides there is no difference.
    let slope = |x: f64| if x < 0.0 { f64::NAN } else { 1.0 / x.abs() };
    let report = Oracle::new(boxed(-1.0..=1.0)).check_derivative(|x| x.ln(), slope).unwrap();
    assert!(report.inconclusive > 0 && report.inconclusive < report.cases, "{report}");
    // Outside of the domain alone nothing is shown, by NaN no more than by another number.
    let outside = Oracle::new(boxed(-2.0..=-1.0)).check_derivative(|x| x.ln(), slope).unwrap_err();
    assert!(outside.to_string().contains("is conclusive: the derivative is too uncertain to tell, or NaN"), "{outside}");
}

#[test]
fn nan_on_both_sides_is_no_error() {
    let text = Oracle::at([1.0, 1.0]).check_gradient(|[x, y]| (x - 2.0).sqrt() + y, |_| [f64::NAN, 2.0]).unwrap_err().to_string();
    let row: Vec<_> = text.lines().find(|line| line.contains("df/dx0 ")).unwrap().split_whitespace().collect();
    assert_eq!(row, ["df/dx0", "NaN", "NaN", "0", "-"], "{text}");
}

#[test]
fn a_wrong_number_does_not_turn_into_a_nan_while_it_shrinks() {
    // x / x is NaN at 0, the simplest point of all.
    let (point, _) = fault(Oracle::new(boxed(-9.0..=9.0)).check_derivative(|x| x * 3.0, |x| 2.0 * x / x));
    assert_eq!(point, [1.0]);
}

#[test]
fn a_panic_of_the_code_under_test() {
    let mismatch = Oracle::new(boxed(-9.0..=9.0))
        .cases(2000)
        .check_derivative(|x| x * x, |x| if x > 8.0 { panic!("out of range: {x}") } else { 2.0 * x });
    let mismatch = mismatch.unwrap_err();
    assert_eq!(mismatch.point, [8.1]);
    assert!(mismatch.to_string().starts_with("the derivative under test panicked: out of range: 8.1\n  at x = 8.1\n"), "{mismatch}");
}

#[test]
fn a_wrong_value() {
    let mismatch = space().check_value_and_gradient(wave, |x| (wave(x) + 1.0, wave_gradient(x))).unwrap_err();
    let entry = mismatch.entry().unwrap();
    assert_eq!((entry.quantity, entry.expected, entry.found, &mismatch.point[..]), (Quantity::Value, 0.0, 1.0, &[0.0; 3][..]));
    assert!(space().check_value_and_gradient(wave, |x| (wave(x), wave_gradient(x))).is_ok());
    // Where a value jumps, rounding may have led to the other side, and not between the two.
    let floor = |found: f64| Oracle::at([1.0]).check_value_and_gradient(|[x]| x.floor(), move |_| (found, [0.0]));
    assert_eq!(floor(0.5).unwrap_err().entry().unwrap().quantity, Quantity::Value);
    assert!([0.0, 1.0].into_iter().all(|side| floor(side).is_ok()));
    let floors =
        |found: f64| Oracle::at([1.0; 2]).check_value_and_gradient(|[x, y]| x.floor() + y.floor() * 10.0, move |_| (found, [0.0; 2]));
    assert!([1.0, 10.0, 11.0].into_iter().all(|side| floors(side).is_ok()) && floors(5.0).is_err());
}

/// Beside the point there may be fewer of them.
#[test]
fn outputs_of_the_point_alone() {
    let f = |[x]: [Dual<f64, 1>; 1]| if x.re == 0.5 { vec![x, x * x] } else { vec![x] };
    assert_eq!(fault(Oracle::at([0.5]).check_jacobian(f, |_| [[1.0], [2.0]])), (vec![0.5], (1, 0)));
}

#[test]
fn sizes_known_at_run_time() {
    let f = |x: &[Dual<f64, 4>]| x.windows(2).map(|w| w[0] * w[1]).sum::<Dual<f64, 4>>();
    let g = |x: Vec<f64>| -> Vec<f64> {
        let at = |k: usize| x.get(k).copied().unwrap_or(0.0);
        (0..x.len()).map(|k| at(k.wrapping_sub(1)) + at(k + 1)).collect()
    };
    let oracle = || Oracle::new(boxed(vec![-3.0..=3.0; 10]));
    assert!(oracle().check_gradient(|x| f(&x), g).is_ok());
    let wrong = |x: Vec<f64>| {
        let mut g = g(x);
        g[6] += 1e-3;
        g
    };
    assert_eq!(fault(oracle().check_gradient(|x| f(&x), wrong)), (vec![0.0; 10], (0, 6)));
    let hessian = |x: Vec<f64>| {
        (0..x.len()).map(|i| (0..x.len()).map(|j| if i.abs_diff(j) == 1 { 1.0 } else { 0.0 }).collect()).collect::<Vec<Vec<f64>>>()
    };
    assert!(oracle().check_hessian(|x| x.windows(2).map(|w| w[0] * w[1]).sum(), hessian).is_ok());
    // Any length.
    let lengths = prop::collection::vec(-3.0..3.0, 0..9);
    assert!(Oracle::new(lengths).check_gradient(|x| f(&x), g).is_ok());
}

// ------------------------------------------------------------------------------------------- what is shown and counted

#[cfg(feature = "nalgebra")]
#[test]
fn derivatives_as_matrices() {
    use nalgebra::{DMatrix, Matrix2, RowVector2, Vector2};
    let oracle = || Oracle::new(boxed([(-9.0, 9.0); 2]));
    let polar = |[r, t]: [Dual<f64, 2>; 2]| Vector2::new(r * t.cos(), r * t.sin());
    let j = |[r, t]: [f64; 2]| Matrix2::new(t.cos(), -r * t.sin(), t.sin(), r * t.cos());
    assert!(
        oracle().check_jacobian(polar, j).is_ok()
            && oracle().check_jacobian(polar, |x| DMatrix::from_iterator(2, 2, j(x).iter().copied())).is_ok()
    );
    assert!(oracle().check_jacobian(polar, |x| j(x).transpose()).is_err());
    // One row of derivatives may be a column, but not that of a Jacobian.
    assert!(oracle().check_gradient(|[x, y]| x * y, |[x, y]| RowVector2::new(y, x)).is_ok());
    assert!(oracle().check_gradient(|[x, y]| x * y, |[x, y]| Vector2::new(y, x)).is_ok());
    assert!(oracle().check_value_and_gradient(|[x, y]| x * y, |[x, y]| (x * y, Vector2::new(y, x))).is_ok());
    assert!(oracle().check_directional(|[r, t]| Vector2::new(r * t.cos(), r * t.sin()), |x, v| j(x) * Vector2::from(v)).is_ok());
    assert!(oracle().check_jacobian(|[x, y]| [x * y], |[x, y]| Vector2::new(y, x)).is_err());
}

/// However many entries it has.
#[test]
fn a_table_is_no_list() {
    let pairs = Oracle::at([1.0, 2.0, 3.0, 4.0]).check_gradient(|[a, b, c, d]| a * b + c * d, |[a, b, c, d]| [[b, a], [d, c]]);
    assert!(matches!(pairs.unwrap_err().fault, Fault::Shape { expected: (1, 4), found: (2, 2), .. }));
}

#[test]
fn directions_have_every_order_and_every_sign() {
    let seen = std::cell::RefCell::new(std::collections::BTreeSet::new());
    let jvp = |_: [f64; 2], v: [f64; 2]| {
        seen.borrow_mut().insert(v.map(|component| component as i32));
        v[0] + v[1]
    };
    Oracle::new(boxed([(-1.0, 1.0); 2])).check_directional(|[x, y]| x + y, jvp).unwrap();
    let every = [2, -2].into_iter().flat_map(|a| [3, -3].into_iter().flat_map(move |b| [[a, b], [b, a]]));
    assert_eq!(seen.into_inner(), every.collect());
}

/// In a property test of the user's own, one point is one of many: some meet a fault that only some directions show.
#[test]
fn points_one_by_one_take_every_direction() {
    let signs = [(true, true), (true, false), (false, true), (false, false)];
    for (a, b) in signs {
        let wrong_along = |dx: bool, dy: bool| (dx, dy) == (a, b);
        let jvp = |_, [dx, dy]: [f64; 2]| if wrong_along(dx > 0.0, dy > 0.0) { 0.0 } else { dx + dy };
        assert!((0..64).any(|i| Oracle::at([f64::from(i), 1.0]).check_directional(|[x, y]| x + y, jvp).is_err()), "{a} {b}");
        let jvp = |_, [dx, dy]: [f32; 2]| if wrong_along(dx > 0.0, dy > 0.0) { 0.0 } else { dx + dy };
        assert!((0..64_u8).any(|i| Oracle::at([f32::from(i), 1.0]).check_directional(|[x, y]| x + y, jvp).is_err()), "{a} {b}");
    }
}

/// No seed leads to a point that was given.
#[test]
fn a_seed_is_told_of_drawn_points_alone() {
    let text = |of_one: Mismatch| of_one.to_string();
    let drawn = text(Oracle::new(boxed(1.0..=2.0)).check_derivative(|x| x * x, |x| x).unwrap_err());
    assert!(drawn.ends_with("\n  0 cases passed before; .seed(0) starts with this one"), "{drawn}");
    let given = text(Oracle::at(1.0).check_derivative(|x| x * x, |x| x).unwrap_err());
    assert!(given.ends_with("<- wrong") && !given.contains("seed"), "{given}");
}

#[test]
fn a_direction_is_shown() {
    let lost = |_: [f64; 2], [v, _]: [f64; 2]| [v];
    let mismatch = Oracle::at([1.0, 2.0]).check_directional(|[x, y]| [x + y], lost).unwrap_err().to_string();
    assert!(mismatch.contains("\n  at x = [1.0, 2.0]\n     v = [0.0, 1.0]\n"), "{mismatch}");
}

/// One coordinate leaves no direction but its own, of whatever length.
#[test]
fn a_direction_of_one_coordinate_has_a_length() {
    let of_one = || Oracle::new(boxed(-1.0..=1.0));
    assert!(of_one().check_directional(|x| x * 3.0, |_, v: f64| 3.0 * v.powi(3)).is_err());
    assert!(of_one().check_directional(|x| x * 3.0, |_, v: f64| 3.0 * v.signum()).is_err());
    assert!(of_one().check_directional(|x| x * 3.0, |_, v: f64| 3.0 * v).is_ok());
}

#[test]
fn entries_are_named_by_row_and_column() {
    let f = |[x, y]: [HyperDual<f64>; 2]| x * y;
    let hessian = Oracle::at([1.0, 1.0]).check_hessian(f, |_| [[0.0, 2.0], [1.0, 0.0]]).unwrap_err();
    assert!(hessian.to_string().starts_with("the Hessian is wrong: d2f/dx0dx1\n"), "{hessian}");
    let jacobian = Oracle::at([1.0, 1.0]).check_jacobian(|[x, y]| [x, y], |_| [[1.0, 2.0], [0.0, 1.0]]).unwrap_err();
    assert!(jacobian.to_string().starts_with("the Jacobian is wrong: df0/dx1\n"), "{jacobian}");
}

#[test]
fn points_are_left_out_and_counted() {
    // Right from 0 to 1.
    let slope = |x: f64| if x > 1.0 { 0.0 } else { 0.5 / x.sqrt() };
    let oracle = Oracle::new(boxed(-0.5..=1.5)).skip_where(|&x| x < 0.0).skip_where(|&x| x > 1.0);
    let report = oracle.check_derivative(|x| x.sqrt(), slope).unwrap();
    assert_eq!(report.cases, 256);
    assert!(report.skipped > 100 && report.skipped < 400);
    assert!(report.to_string().contains(&format!("skipped      {}", report.skipped)), "{report}");
}

#[test]
fn threads_share_an_oracle() {
    let positive = Oracle::new(boxed(-1.0..=1.0)).skip_where(|&x| x <= 0.0);
    let positive_f32 = Oracle::new(boxed([(-1.0_f32, 1.0); 2])).skip_where(|&[x, _]| x <= 0.0);
    std::thread::scope(|scope| {
        scope.spawn(|| positive.check_derivative(|x| x.ln(), |x| 1.0 / x).unwrap());
        scope.spawn(|| positive.check_self(|x: Dual| x.sqrt()).unwrap());
        scope.spawn(|| positive_f32.check_gradient(|[x, y]| y * x.ln(), |[x, y]: [f32; 2]| [y / x, x.ln()]).unwrap());
    });
}

#[test]
fn a_check_that_checks_nothing_does_not_pass() {
    let sine = |oracle: Oracle<_>| oracle.check_derivative(|x| x.sin(), f64::cos).unwrap_err().to_string();
    assert!(sine(Oracle::new(boxed(-1.0..=1.0)).skip_where(|_| true)).starts_with("nothing was checked: 25601 points were left out"));
    assert!(sine(Oracle::new(boxed(-1.0..=1.0)).cases(0)).starts_with("nothing was checked"));
    let root = Oracle::new(boxed(-1.0..=-0.5)).check_self(|x: Dual<f64>| x.sqrt()).unwrap_err();
    assert!(root.to_string().starts_with("nothing was checked: none of 256 cases is conclusive"), "{root}");
    let corner = |[x, y]: [Dual<f64, 2>; 2]| if x.re < -0.5 { x.sqrt() } else { x.abs() + y * y };
    let kinks = Oracle::new(prop_oneof![Just([0.0, 2.0]), Just([-1.0, 2.0])]).check_self(corner).unwrap_err();
    assert!(kinks.to_string().starts_with("nothing was checked: none of 256 cases is conclusive"), "{kinks}");
    let hidden = |oracle: Oracle<_>| oracle.check_derivative(|x| x.ln_1p() / x, |_| -0.5);
    assert!(hidden(Oracle::new(log_uniform(1e-30..=1e-20))).unwrap_err().to_string().contains("is conclusive"));
    assert_derivative!(|x| x.ln_1p() / x, |_| -0.5, 1e-17);
}

#[test]
fn a_check_of_fewer_cases_than_were_asked_for_says_what_to_do() {
    let mismatch = Oracle::new(boxed(0.0..=1.0)).skip_where(|&x| x > 1e-3).check_derivative(|x| x.sin(), f64::cos).unwrap_err();
    assert!(mismatch.passed > 1);
    let text =
        format!("only {} cases were checked, without a fault: 25601 points were left out; narrow the domain, or ask", mismatch.passed);
    assert!(mismatch.to_string().starts_with(&text), "{mismatch}");
}

#[test]
fn a_check_without_an_entry_does_not_pass() {
    let says = |result: Result<Report, Mismatch>, what: &str| {
        let text = result.unwrap_err().to_string();
        assert_eq!(text, format!("nothing was checked: the {what} has no entry: the function has no variable, or no output"));
    };
    let nothing = || Oracle::new(boxed(Vec::<(f64, f64)>::new()));
    says(nothing().check_gradient(|_| Dual::constant(1.0), |_| Vec::<f64>::new()), "gradient");
    says(nothing().check_hessian(|_| HyperDual::constant(1.0), |_| Vec::<Vec<f64>>::new()), "Hessian");
    says(nothing().check_self(|_| Dual::constant(1.0)), "Jacobian");
    says(space().check_jacobian(|_| Vec::<Dual<f64, 3>>::new(), |_| Vec::<Vec<f64>>::new()), "Jacobian");
    says(space().check_directional(|_| Vec::<Dual<f64>>::new(), |_, _| Vec::<f64>::new()), "directional derivative");
    says(space().check_self(|_| Vec::<Dual<f64, 3>>::new()), "Jacobian");
    // One case of many in a property test may be empty.
    assert!(Oracle::at(Vec::<f64>::new()).check_gradient(|_| Dual::constant(1.0), |_| Vec::<f64>::new()).is_ok());
    // The value is an entry.
    assert!(nothing().check_value_and_gradient(|_| Dual::constant(1.0), |_| (1.0, Vec::<f64>::new())).is_ok());
}

#[test]
fn one_is_singular() {
    assert!(Oracle::at(1.0).check_derivative(|x| x.sin(), f64::cos).unwrap().to_string().starts_with("the derivative agrees in 1 case\n"));
    assert_eq!([1, 999_999, 1_000_000].map(|n| Tolerance::ulps(n).to_string()), ["1 ulp", "999999 ulps", "1e6 ulps"]);
    let text = Oracle::at([1.0; 13]).check_gradient(
        |x| x.into_iter().sum(),
        |mut x| {
            x[3] = 2.0;
            x
        },
    );
    let text = text.unwrap_err().to_string();
    assert!(text.contains("\n  1 of 13 entries is wrong"), "{text}");
    assert!(text.contains("df/dx3 ") && !text.contains("df/dx2 "), "a long table has the wrong entries alone: {text}");
    let points = std::cell::Cell::new(0);
    let wrong_once = Oracle::new(boxed(0.0..=1.0)).seed(1).check_derivative(
        |x| x * x,
        |x| {
            points.set(points.get() + 1);
            if points.get() == 1 { 2.0 * x } else { 9.0 }
        },
    );
    let text = wrong_once.unwrap_err().to_string();
    assert!(text.ends_with("\n  1 case passed before; .seed(2) starts with this one"), "{text}");
}

// -------------------------------------------------------------------------------------- right derivatives are let pass

/// Each one twice: the formula that is checked, and the derivative written another way.
#[test]
fn right_derivatives_pass_ten_thousand_cases() {
    type Pair = (&'static str, fn(Dual<f64>) -> Dual<f64>, fn(f64) -> f64, [f64; 2]);
    let pairs: [Pair; 12] = [
        ("polynomial", |x| x.powi(5) - x.powi(3) * 4.0 + x * 2.0, |x| (5.0 * x * x - 12.0) * x * x + 2.0, [-3.0, 3.0]),
        ("product", |x| x.sin() * x.exp(), |x| 2f64.sqrt() * x.exp() * (x + std::f64::consts::FRAC_PI_4).sin(), [-9.0, 9.0]),
        ("far from its root", |x| (x * 1e3).cos(), |x| -1e3 * (1e3 * x).sin(), [-9.0, 9.0]),
        ("expanded square", |x| x * x - x * 2.0 + 1.0, |x| 2.0 * (x - 1.0), [0.99999, 1.00001]),
        ("1 - cos", |x| (1.0 - x.cos()) / (x * x), |x| (x * x.sin() - 2.0 * (1.0 - x.cos())) / x.powi(3), [1e-3, 1.0]),
        (
            "sine minus its argument",
            |x| (x.sin() - x) / x.powi(3),
            |x| x.cos() / x.powi(3) - 3.0 * x.sin() / x.powi(4) + 2.0 / x.powi(3),
            [0.5, 1.0],
        ),
        (
            "difference of roots",
            |x| (x + 1.0).sqrt() - x.sqrt(),
            |x| -0.5 / ((x + 1.0).sqrt() * x.sqrt() * ((x + 1.0).sqrt() + x.sqrt())),
            [1.0, 1e6],
        ),
        ("difference of exponentials", |x| (x.exp() - (-x).exp()) / 2.0, f64::cosh, [-1e-3, 700.0]),
        ("logistic", |x| (1.0 + (-x).exp()).recip(), |x| (-x).exp() / (1.0 + (-x).exp()).powi(2), [-30.0, 30.0]),
        ("logarithm near 1", |x| x.ln() / (x - 1.0), |x| (1.0 - x.recip() - x.ln()) / ((x - 1.0) * (x - 1.0)), [1.1, 2.0]),
        ("power of itself", |x| x.powf(x), |x| (x * x.ln()).exp() * (x.ln() + 1.0), [0.01, 9.0]),
        ("square root of a square", |x| (x * x + 1e-6).sqrt(), |x| x / x.hypot(1e-3), [-1.0, 1.0]),
    ];
    for (name, f, df, [low, high]) in pairs {
        let report = Oracle::new(boxed(low..=high)).cases(10_000).check_derivative(f, df);
        let report = report.unwrap_or_else(|alarm| panic!("{name}: {alarm}"));
        // What the spread lets pass agrees, but where it lets anything pass.
        assert_eq!(report.inconclusive, 0, "{name}: {report}");
    }
    let report = space().cases(10_000).check_gradient(wave, wave_gradient).unwrap();
    assert_eq!((report.cases, report.kinks), (10_000, 0));
}

#[test]
fn a_right_number_where_the_exact_one_overflows_is_not_blamed() {
    let log = Oracle::new(special(0.0..=10.0)).skip_where(|&x| x == 0.0).check_derivative(|x| x * x.ln(), |x: f64| x.ln() + 1.0);
    let log = log.unwrap_err();
    assert!(log.to_string().contains("\n  the exact derivative is infinite where the function is finite"), "{log}");
    let root = Oracle::at(0.0).check_derivative(|x| x.sqrt(), |_| 1.0);
    assert!(hint(root).contains("a vertical tangent"));
    let undefined = Oracle::at(-1.0).check_derivative(|x| x.ln(), |_| 1.0);
    assert!(undefined.as_ref().unwrap_err().to_string().contains("  NaN on one side only"));
    assert!(hint(undefined).contains("the function is not defined here"));
}

#[test]
fn a_derivative_that_depends_on_an_earlier_call_is_told_so() {
    let last = std::cell::Cell::new(0.0);
    let stale = |x: f64| last.replace(x.cos());
    let told = hint(Oracle::new(boxed(-3.0..=3.0)).check_derivative(|x| x.sin(), stale));
    assert!(told.ends_with("does it depend on an earlier call?"), "{told}");
}

#[test]
fn hints_say_no_more_than_is_so() {
    let plane = |gradient: [f64; 2]| hint(Oracle::at([1.0, 1.0]).check_gradient(|[x, y]| x * 3.0 + y * 5.0, move |_| gradient));
    assert_eq!(plane([f64::NAN, 5.0]), "");
    assert_eq!(plane([f64::NAN; 2]), "every entry found is NaN");
    assert_eq!(plane([3.0, 5.0].map(|slope| slope * (1.0 + 1e-8))), ""); // a factor of 1 is none
    let exactly = |x: f64| Oracle::at(x).tolerance(Tolerance::ulps(0));
    assert_eq!(hint(exactly(0.01).check_derivative(|x| x + 1.0, |_| 1.0 + 5e-14)), ""); // nor is 1 / x a number on the way
    let product = |[x, y]: [HyperDual<f64>; 2]| x * y;
    assert_eq!(hint(Oracle::at([1.0, 1.0]).check_hessian(product, |_| [[0.0, 1.0 + 1e-8], [1.0, 0.0]])), ""); // nor is a mirror image
}

#[test]
fn second_derivatives_of_one_variable() {
    let oracle = || Oracle::new(boxed(-3.0..=3.0)).cases(1000);
    let (sine, second) = (|x: HyperDual<f64>| (x * x).sin(), |x: f64| 2.0 * (x * x).cos() - 4.0 * x * x * (x * x).sin());
    assert!(oracle().check_second_derivative(sine, second).is_ok());
    let mismatch = oracle().check_second_derivative(sine, |x| second(x) - 2.0 * (x * x).cos()).unwrap_err();
    assert_eq!(mismatch.point, [0.0]);
    assert!(mismatch.to_string().starts_with("the second derivative is wrong: d2f/dx2\n"), "{mismatch}");
    assert!(Oracle::new(boxed(-3.0f32..=3.0)).check_second_derivative(|x| x.exp(), f32::exp).is_ok());
    assert_eq!(Oracle::at(0.0).check_second_derivative(|x| x.abs() * x, |_| 1.0).unwrap().kinks, 1);
}

#[test]
fn an_error_beside_zeros_alone_is_absolute() {
    let flat = |[x, _]: [Dual<f64, 2>; 2]| x * 0.0 + 1.0;
    let mismatch = Oracle::at([1.0, 2.0]).check_gradient(flat, |_| [0.0, -1e-3]).unwrap_err().to_string();
    assert!(mismatch.contains("0.0  -0.001  0.001 absolute  4.6e18  <- wrong"), "{mismatch}");
    let report = Oracle::at([1.0, 2.0]).tolerance(Tolerance::absolute(0.01)).check_gradient(flat, |_| [0.0, -1e-3]).unwrap().to_string();
    assert!(report.contains("worst error  0.001 absolute (4.6e18 ulps): df/dx1"), "{report}");
}

#[test]
fn a_report_tells_the_cases_that_agree_from_the_others() {
    let report = Oracle::at(0.0).check_derivative(|x| x.abs(), |_| 0.0).unwrap().to_string();
    assert!(report.starts_with("the derivative agrees in 0 of 1 cases\n  kinks        1, the first"), "{report}");
    let beside_a_pole = Oracle::new(prop_oneof![Just(7.854), Just(1.0)]).cases(9);
    let report = beside_a_pole.check_self(|x: Dual<f64>| x.tan()).unwrap();
    let told = format!("the Jacobian agrees in {} of 9 cases\n  inconclusive {}", 9 - report.inconclusive, report.inconclusive);
    assert!(report.inconclusive > 0 && report.to_string() == told, "{report}");
}

// ----------------------------------------------------------------------------------------- inside the user's own tests

proptest! {
    #[test]
    fn macros_assert_inside_property_tests(x in -3.0..3.0, y in -3.0..3.0) {
        assert_gradient!(|[x, y]| x.sin() * y, |[x, y]: [f64; 2]| [x.cos() * y, x.sin()], [x, y]);
        assert_hessian!(|[x, y]| x.powi(2) * y, |[x, y]: [f64; 2]| [[2.0 * y, 2.0 * x], [2.0 * x, 0.0]], [x, y], Tolerance::ulps(2));
    }
}

/// Over a run no part stands still, and no two go together.
#[test]
fn every_part_of_every_number_type_is_arbitrary() {
    fn hold<D: Parts + Arbitrary>() {
        let mut runner = TestRunner::deterministic();
        let mut drawn = || any::<D>().new_tree(&mut runner).unwrap().current().parts();
        let runs: Vec<_> = (0..16).map(|_| drawn()).collect();
        for i in 0..runs[0].len() {
            assert!(runs.iter().any(|parts| parts[i] != runs[0][i]), "part {i} of {}", type_name::<D>());
            for j in 0..i {
                assert!(runs.iter().any(|parts| parts[i].1 != parts[j].1), "parts {i} and {j} of {}", type_name::<D>());
            }
        }
    }
    hold::<Dual<f64, 3>>();
    hold::<HyperDual<f32, 2, 1>>();
    hold::<Dual<Dual<i64>>>();
    hold::<Taylor<HyperDual<f64>, 2>>();
}

#[test]
fn macros_shrink_by_the_means_of_proptest() {
    let mut runner = TestRunner::deterministic();
    let outcome = runner.run(&boxed(-100.0..=100.0f64), |x| {
        assert_gradient!(|[x]| x * x, |[x]: [f64; 1]| [if x > 10.0 { 0.0 } else { 2.0 * x }], [x]);
        Ok(())
    });
    let Err(TestError::Fail(why, x)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(x, 20.0);
    assert!(why.message().contains("the gradient is wrong: df/dx0"), "{why}");
}

#[test]
fn macros_take_the_tolerance_that_they_are_given() {
    let fails = |tolerance: Tolerance| {
        std::panic::catch_unwind(move || assert_gradient!(|[x]| x * 2.0, |_: [f64; 1]| [2.001], [1.0], tolerance)).is_err()
    };
    assert!(fails(Tolerance::absolute(0.9e-3)) && !fails(Tolerance::absolute(1.1e-3)));
}
