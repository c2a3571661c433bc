//! Points without a derivative: what a kink excuses, and how it is reported.

use dual_numbers::Dual;
use dual_numbers::oracle::{Oracle, boxed, special};
use proptest::strategy::Just;

use super::fault;

#[test]
fn kinks_are_reported() {
    let f = |[x, y]: [Dual<f64, 2>; 2]| x.max(y) + x.abs();
    let other_choice = |[x, y]: [f64; 2]| [if x > y { 1.0 } else { 0.0 } + x.signum() * f64::from(x != 0.0), if x > y { 0.0 } else { 1.0 }];
    let report = Oracle::new(special([(-1.0, 1.0); 2])).check_gradient(f, other_choice).unwrap();
    assert!(report.kinks > 0);
    let kink = report.kink.unwrap();
    assert!(kink.point[0] == kink.point[1] || kink.point[0] == 0.0);
    assert_ne!(kink.left, kink.right);
    // A right derivative off the kinks, a wrong one there, is not wrong; a wrong one anywhere else is.
    assert!(Oracle::new(boxed(-1.0..=1.0)).check_derivative(|x| x.abs(), |x: f64| x.signum() + if x > 0.5 { 1.0 } else { 0.0 }).is_err());
    // A cusp.
    for slope in [0.0, 1e300, f64::NEG_INFINITY] {
        assert_eq!(Oracle::at(0.0).check_derivative(|x| x.abs().sqrt(), |_| slope).unwrap().kinks, 1);
    }
}

/// A slope that jumps by one part in fifty has two sides as any other, and no derivative.
#[test]
fn a_small_jump_is_a_kink_too() {
    let bent = |x: Dual<f64>| x + x.abs() * 0.01;
    for found in [0.99, 1.0] {
        let report = Oracle::at(0.0).check_derivative(bent, |_| found).unwrap_or_else(|alarm| panic!("{found}: {alarm}"));
        assert_eq!(report.kinks, 1, "{found}: {report}");
    }
    assert!(Oracle::at(0.0).check_derivative(bent, |_| 0.98).is_err());
}

/// How large the other coordinates are says nothing of where the sides of a kink at 0 settle.
#[test]
fn a_kink_at_0_is_seen_beside_a_large_coordinate() {
    for far in [1.0, 1e7, 1e300] {
        let slope = |[x, _]: [f64; 2]| [if x > 0.0 { x.cosh().powi(2).recip() } else { 0.0 }, 1.0];
        let report = Oracle::at([0.0, far]).check_gradient(|[x, y]| x.max(0.0).tanh() + y, slope).unwrap_or_else(|alarm| panic!("{alarm}"));
        assert_eq!(report.kinks, 1, "{report}");
    }
}

#[test]
fn the_kink_of_a_report_is_the_first() {
    let either = |x: f64| if x == 0.0 || x == 1.0 { x - 0.5 } else { x.signum() - 1.0 };
    let kink = |cases| {
        let report = Oracle::new(special(-1.0..=1.0)).cases(cases).check_derivative(|x| x.abs() + (x - 1.0).abs(), either);
        report.unwrap().kink
    };
    let first = (1..).find_map(kink).unwrap();
    assert!((1..256).all(|cases| kink(cases).is_none_or(|kink| kink == first)));
}

#[test]
fn a_kink_has_a_place_and_two_sides() {
    let report = Oracle::at([3.0, 0.0]).check_gradient(|[x, y]| x + y.abs() * 2.0, |_| [1.0, 0.0]).unwrap();
    let kink = report.kink.unwrap();
    assert_eq!((&kink.point[..], kink.axis, kink.row, kink.column, kink.left, kink.right), (&[3.0, 0.0][..], 1, 0, 1, -2.0, 2.0));
    assert_eq!(kink.to_string(), "df/dx1 jumps from -2 to 2 along x1 at x = [3.0, 0.0]");
    let kink = Oracle::at(0.0).check_derivative(|x| x.max(0.0), |_| 0.5).unwrap().kink.unwrap();
    assert_eq!(kink.to_string(), "df/dx jumps from 0 to 1 along x0 at x = 0.0");
}

#[test]
fn a_tie_is_a_kink_wherever_it_is() {
    let either = |[x, y]: [f64; 2]| [f64::from(x > y), f64::from(x <= y)];
    for tie in [0.0, 1.0, -2.0, 1e6, 1e-9] {
        let report = Oracle::at([tie, tie]).check_gradient(|[x, y]| x.max(y), either).unwrap();
        assert_eq!((report.kinks, &report.worst), (1, &None), "{report}");
    }
}

#[test]
fn a_kink_excuses_no_more_than_what_is_between_its_sides() {
    for found in [77.0, -1.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(Oracle::at(0.0).check_derivative(|x| x.abs(), |_| found).is_err(), "{found}");
        assert!(Oracle::at([1.0, 1.0]).check_gradient(|[x, y]| x.max(y) * 2.0 - x, |_| [found, 1.0]).is_err(), "{found}");
    }
    for found in [-1.0, -0.3, 0.0, 1.0] {
        assert_eq!(Oracle::at(0.0).check_derivative(|x| x.abs(), |_| found).unwrap().kinks, u64::from(found != 1.0), "{found}");
    }
    // The sides are seen at a distance, where a bent function has other slopes.
    assert_eq!(Oracle::at(0.0).check_derivative(|x| x.abs() * x.exp(), |_| -1.0).unwrap().kinks, 1);
    // Where the formula of the function has no number itself, too.
    assert_eq!(Oracle::at(0.0).check_derivative(|x| (x * x).sqrt(), |_| -1.0).unwrap().kinks, 1);
    assert!(Oracle::at(0.0).check_derivative(|x| (x * x).sqrt(), |_| -2.0).is_err());
}

#[test]
fn a_kink_excuses_its_own_entry_alone() {
    let corner = |[x, y]: [Dual<f64, 2>; 2]| x.abs() + y * y;
    assert_eq!(fault(Oracle::at([0.0, 2.0]).check_gradient(corner, |_| [-1.0, 777.0])), (vec![0.0, 2.0], (0, 1)));
    assert_eq!(Oracle::at([0.0, 2.0]).check_gradient(corner, |_| [-1.0, 4.0]).unwrap().kinks, 1);
    let rows = |[x, y]: [Dual<f64, 2>; 2]| [x.abs(), y.sin()];
    assert_eq!(fault(Oracle::at([0.0, 0.0]).check_jacobian(rows, |_| [[-1.0, 0.0], [0.0, 0.5]])).1, (1, 1));
}

#[test]
fn kinks_along_several_coordinates_add() {
    let taxicab = |[x, y]: [Dual<f64>; 2]| x.abs() + y.abs();
    // Along directions of every sign.
    let oracle = || Oracle::new(Just([0.0, 0.0]));
    let along = |slope: f64| oracle().check_directional(taxicab, move |_, [u, v]: [f64; 2]| slope * (u.abs() + v.abs()));
    assert!([-1.0, 0.0, 1.0].into_iter().all(|slope| along(slope).is_ok()) && along(1.5).is_err());
}

#[test]
fn a_kink_is_seen_in_the_scale_of_its_point() {
    // Beside the kink at x0 = 0 is another one, at x0 = 1e-9.
    let close = |[x, y]: [Dual<f64, 2>; 2]| x.abs() + (x - y).abs();
    assert_eq!(Oracle::at([0.0, 1e-9]).check_gradient(close, |_| [-1.5, 1.0]).unwrap().kinks, 1);
}

/// Where the slope of one side alone has settled, it bends on the other.
#[test]
fn a_sharp_bend_is_no_kink() {
    for sign in [-1.0, 1.0] {
        let bend = |x: Dual<f64>| (x * sign).max(0.0).hypot(1e-13);
        assert!(Oracle::at(0.0).check_derivative(bend, |_| 0.0).is_ok());
        assert!(Oracle::at(0.0).check_derivative(bend, |_| 0.02 * sign).is_err());
    }
}

#[test]
fn a_step_of_rounding_is_no_kink() {
    // Here x + 1e10 is half way between two numbers, 2^-19 apart.
    let oracle = || Oracle::at(1.0 + 2f64.powi(-20));
    for error in [0.0, 1.5 * 2f64.powi(-18)] {
        let report = oracle().check_derivative(|x| ((x + 1e10) - 1e10).powi(2), move |x| 2.0 * x + error).unwrap();
        assert_eq!(report.kinks, 0, "{report}");
    }
}

#[test]
fn a_kink_of_one_point_is_none() {
    let identity = |x: Dual<f64>| x.max(0.0) + x.min(0.0);
    let report = Oracle::new(special(-1.0..=1.0)).check_derivative(identity, |_| 1.0).unwrap();
    assert!(report.to_string().contains("df/dx is 1 on both sides along x0, and 2 at x = "), "{report}");
    assert_eq!(Oracle::at(1.0).check_derivative(|x| identity(x - 1.0), |_| 1.0).unwrap().kinks, 1);
    assert!(Oracle::at(0.0).check_derivative(identity, |_| 1.1).is_err());
    assert!(Oracle::at(0.0).check_derivative(|x| x.cbrt(), |_| 77.0).is_err());
    assert!(Oracle::at(0.0).check_derivative(|x| if x > 0.0 { x.cbrt() * 2.0 } else { x.cbrt() }, |_| 77.0).is_err());
    assert!(Oracle::at(0.0).check_derivative(|x| x.abs().powf(0.9), |_| 0.0).is_err());
}
