//! Where points are drawn, and how they shrink.

use std::cell::Cell;
use std::sync::{Arc, Mutex};

use dual_numbers::Dual;
use dual_numbers::oracle::{Oracle, Tolerance, boxed, log_uniform, near, programs, special};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{fault, space, wave, wave_gradient};

#[test]
fn an_error_far_out_only() {
    let wrong = |x: f64| if x > 1e3 { 2.0 * x + 1.0 } else { 2.0 * x };
    assert_eq!(fault(Oracle::new(log_uniform(1e-6..=1e6)).check_derivative(|x| x * x, wrong)).0, [2000.0]);
    assert_eq!(fault(Oracle::new(boxed(-1e6..=1e6)).check_derivative(|x| x * x, wrong)).0, [2000.0]);
    // Another strategy shrinks by its own means: proptest's ranges of floats try 0 alone.
    let (point, _) = fault(Oracle::new(-1e6..1e6).check_derivative(|x| x * x, wrong));
    assert!(point[0] > 1e3, "{point:?}");
}

#[test]
fn the_same_seed_gives_the_same_points() {
    let points = |seed| {
        let seen = std::cell::RefCell::new(Vec::new());
        space()
            .seed(seed)
            .cases(5)
            .check_gradient(wave, |x| {
                seen.borrow_mut().push(x);
                wave_gradient(x)
            })
            .unwrap();
        seen.into_inner()
    };
    assert_eq!(points(7), points(7));
    assert_ne!(points(7), points(8));
    assert_eq!(points(7)[1..], points(8)[..4], "case by case, so that a failing case is the first one of its seed");
}

/// The limit of proptest on what a filter rejects is one for each case.
#[test]
fn a_domain_with_a_filter_gives_all_cases() {
    let report = Oracle::new((0.0..1.0f64).prop_filter("above 0.9", |&x| x > 0.9)).cases(8000).check_derivative(|x| x.exp(), f64::exp);
    assert_eq!(report.unwrap().cases, 8000);
}

#[test]
fn an_error_on_the_boundary_alone() {
    for at in [0.0, 1.0, -7.5] {
        let wrong = move |x: f64| if x == at { 777.0 } else { 2.0 * x };
        assert_eq!(fault(Oracle::new(near(at)).check_derivative(|x| x * x, wrong)).0, [at]);
    }
}

#[test]
fn near_a_boundary() {
    let (point, _) = fault(
        Oracle::new(near(1.0))
            .skip_where(|&x| x >= 1.0)
            .cases(1000)
            .check_derivative(|x| x.acos(), |x: f64| if x > 0.999 { 0.0 } else { -1.0 / ((1.0 - x) * (1.0 + x)).sqrt() }),
    );
    assert!(point[0] > 0.999 && point[0] < 1.0, "{point:?}");
}

/// The points that a domain draws.
fn drawn(domain: impl Strategy<Value = f64>) -> Vec<f64> {
    let points = std::cell::RefCell::new(Vec::new());
    let slope = |x| {
        points.borrow_mut().push(x);
        1.0
    };
    Oracle::new(domain).check_derivative(|x| x, slope).unwrap();
    points.into_inner()
}

#[test]
fn domains_draw_all_of_their_points() {
    for (side, points) in [(1.0, drawn(log_uniform(1e-3..=1e3))), (-1.0, drawn(log_uniform(-1e3..=-1e-3)))] {
        for decade in -3..3 {
            let size = 10f64.powi(decade)..10f64.powi(decade + 1);
            assert!(points.iter().any(|x| size.contains(&(side * x))), "{side} 1e{decade}");
        }
    }
    let both = drawn(log_uniform(-1.0..=1.0));
    assert!(both.iter().any(|&x| x < 0.0) && both.iter().any(|&x| x > 0.0));
    let palette = drawn(special(-3.0..=5.0));
    let signed = [0.0, 1.0, 2.0, 0.5, f64::EPSILON, f64::MIN_POSITIVE, 5e-324].into_iter().flat_map(|x| [x, -x]);
    for x in signed.chain([-3.0, 5.0]) {
        assert!(palette.iter().any(|drawn| drawn.to_bits() == x.to_bits()), "{x:?}");
    }
}

#[test]
fn an_interval_of_one_number_gives_that_number() {
    for x in [0.0, 0.1, -0.3, 7e5, 5e-324, f64::MAX] {
        for drawn in drawn(boxed(x..=x)).into_iter().chain(drawn(log_uniform(x..=x))) {
            assert_eq!(drawn.to_bits(), x.to_bits(), "{drawn:e} is not {x:e}");
        }
    }
}

#[test]
fn points_near_the_largest_number_are_finite_and_many() {
    let near = [f64::MAX, 1.5e308, -f64::MAX].map(|at| drawn(near(at)));
    for mut points in near.into_iter().chain([drawn(boxed(-f64::MAX..=f64::MAX))]) {
        points.sort_by(f64::total_cmp);
        points.dedup();
        assert!(points.len() > 50 && points.iter().all(|x| x.is_finite()), "{points:?}");
    }
}

#[test]
fn functions_are_called_at_finite_points_alone() {
    for x in [5e-324, -1e-323, 1e-323, f64::MAX, -f64::MAX] {
        let finite = Cell::new(true);
        let square = |x: Dual<f64>| {
            finite.set(finite.get() && x.re.is_finite());
            x * x
        };
        Oracle::at(x).tolerance(Tolerance::spread(4.0)).check_derivative(square, |_| 1.0).unwrap_err();
        assert!(finite.get(), "{x}");
    }
}

#[test]
fn a_wrong_domain_is_blamed_on_the_line_that_asks_for_it() {
    let blamed = Arc::new(Mutex::new(Vec::new()));
    let (ours, all) = (std::thread::current().id(), std::panic::take_hook());
    let places = Arc::clone(&blamed);
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == ours {
            places.lock().unwrap().extend(info.location().map(|place| place.file().to_string()));
        }
    }));
    let wrong: [fn(); 5] = [
        || drop(boxed(2.0..=1.0)),
        || drop(log_uniform(2.0..=1.0)),
        || drop(special(2.0..=1.0)),
        || drop(near(f64::NAN)),
        || {
            programs().new_tree(&mut TestRunner::deterministic()).unwrap().current().eval::<f64>(&[]);
        },
    ];
    let panics = wrong.map(|wrong| std::panic::catch_unwind(wrong).is_err());
    std::panic::set_hook(all);
    assert_eq!((panics, &blamed.lock().unwrap()[..]), ([true; 5], &[file!(); 5].map(String::from)[..]));
}

#[test]
fn an_oracle_shows_what_it_asks_for() {
    let oracle = Oracle::new(boxed(0.0..=1.0)).seed(7).skip_where(|&x| x == 0.5);
    let text = format!("{oracle:?}");
    assert!(text.contains("seed: 7") && text.contains("high: 1.0"), "{text}");
}

#[test]
fn points_stay_in_their_domain_while_they_shrink() {
    for (domain, simplest) in [(2.0..=9.0, 2.0), (-9.0..=-2.0, -2.0)] {
        assert_eq!(fault(Oracle::new(boxed(domain)).check_derivative(|x| x * x, |x| 3.0 * x)).0, [simplest]);
    }
}

#[test]
fn coordinates_that_fail_together_shrink_together() {
    let close = |[x, y]: [f64; 2]| if (x - y).abs() < 0.01 { [0.0, 1.0] } else { [1.0, 1.0] };
    let oracle = |low| Oracle::new(boxed([(low, 10.0); 2])).cases(3000);
    assert_eq!(fault(oracle(-10.0).check_gradient(|[x, y]| x + y, close)).0, [0.0, 0.0]);
    let (point, _) = fault(oracle(1.5).check_gradient(|[x, y]| x + y, close));
    assert!(point[0] == point[1] && point[0].fract() == 0.0, "{point:?}");
}
