//! Third derivatives of functions of two numbers, types nested in one another, powers at the ends: what the reference does not show.

use dual_numbers::*;

type Third = Dual<HyperDual<f64, 2, 2>, 2>;

/// Third derivatives of a function of two variables, `[xxx, xxy, xyy, yyy]`, each in two orders of its directions.
fn thirds(f: fn(Third, Third) -> Third, at: [f64; 2]) -> [[f64; 2]; 4] {
    let [x, y] = HyperDual::variables(at);
    let [zero, one] = [0.0, 1.0].map(HyperDual::constant);
    let [dx, dy] = f(Dual::new(x, [one, zero]), Dual::new(y, [zero, one])).eps.map(|slope| slope.eps12);
    [[dx[0][0], dx[0][0]], [dx[0][1], dy[0][0]], [dy[0][1], dx[1][1]], [dy[1][1], dy[1][1]]]
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-14 * expected.abs()
}

/// `d3 atan2(y, x)` are the parts of `2 / (x + i y)^3`, whatever the ratio of the legs.
#[test]
fn angles_have_their_third_derivatives_at_any_ratio_of_the_legs() {
    for exponent in -60..=60 {
        for (x, y) in [(1.3, 0.9), (-1.1, 1.7), (0.7, -1.3)].map(|(x, y)| (x, y * 10f64.powf(f64::from(exponent) / 4.0))) {
            let r = f64::hypot(x, y);
            let (c, s) = (x / r, y / r);
            // Where the expected number itself cancels it is none to compare with.
            if (c * c - 3.0 * s * s).abs().min((s * s - 3.0 * c * c).abs()) < 0.3 {
                continue;
            }
            let (re, im) = (2.0 * c * (c * c - 3.0 * s * s) / r.powi(3), 2.0 * s * (s * s - 3.0 * c * c) / r.powi(3));
            let expected = [im, re, -im, -re];
            for (found, expected) in thirds(|x, y| y.atan2(x), [x, y]).iter().zip(expected) {
                assert!(found.iter().all(|&found| close(found, expected)), "({x}, {y}): {found:?}, not {expected}");
            }
        }
    }
}

/// A power of `e^t` is `e^(c t)`, with the coefficients `c^k / k!`.
#[test]
fn a_taylor_of_dual_numbers_errs_by_rounding_of_its_terms() {
    for c in [0.3, -0.5, -0.1, 1.7] {
        let power = Taylor::<Dual<f64>, 8>::variable(Dual::constant(0.0)).exp().powf(c);
        let (mut expected, mut size) = (1.0, 1.0); // of the coefficient, and of the terms that it is the sum of
        for (k, coefficient) in power.coefficients.iter().enumerate() {
            expected *= c / (k + 1) as f64;
            size *= c.abs().max(1.0) / (k + 1) as f64;
            assert!(
                (coefficient.re - expected).abs() <= 16.0 * f64::EPSILON * size,
                "{c}: coefficient {}: {coefficient}, not {expected}",
                k + 1
            );
        }
    }
}

/// `c x^(c-1)` is `c x^c / x`, also where `c - 1` is rounded: the exponent as a primitive and as a number.
#[test]
fn powers_of_huge_exponents_keep_their_digits() {
    for c in [1.2e16, 2f64.powi(53), 2f64.powi(53) + 2.0, 3e17, -1.2e16] {
        for x in [-12.3, -0.5, 0.3, 9.7].map(|power| 1.0 + power / c) {
            let expected = c * x.powf(c) / x;
            let found = [derivative(|x| x.powf(c), x).1, derivative(|x| x.powf(Dual::constant(c)), x).1];
            assert!(found.iter().all(|&found| close(found, expected)), "{x}^{c}: {found:?}, not {expected}");
        }
    }
}

/// Where the power overflows, so do its derivatives.
#[test]
fn powers_of_huge_exponents_overflow_with_their_derivatives() {
    for c in [1e15, 9.1e15, 1e16, 1e300] {
        for x in [1.01, 1.5, 1.9, 2.0, 2.5] {
            assert_eq!(second_derivative(|x| x.powf(c), x), (f64::INFINITY, f64::INFINITY, f64::INFINITY), "{x}^{c}");
        }
    }
}

/// `is_zero` overlooks a part that is NaN; division does not.
#[test]
fn a_direction_that_is_zero_and_has_a_nan_inside_keeps_it() {
    let y = |b: f64| Dual::<Dual<f64>>::new(Dual::constant(b), [Dual::new(0.0, [f64::NAN])]);
    let constant = |x: f64| Dual::<Dual<f64>>::constant(Dual::constant(x));
    for z in [constant(7.0) % y(2.0), constant(7.0) / y(1e-310), y(7.0) / constant(1e-310)] {
        assert!(z.derivative().derivative().is_nan(), "{z}");
    }
}

/// An infinite exponent has the same derivatives as a primitive and as a number.
#[test]
fn infinite_exponents_are_the_same_as_a_primitive_and_as_a_number() {
    for (x, c) in [0.0, 0.5, 1.0, 2.0, f64::INFINITY].into_iter().flat_map(|x| [(x, f64::INFINITY), (x, f64::NEG_INFINITY)]) {
        let found = [derivative(|x| x.powf(c), x), derivative(|x| x.powf(Dual::constant(c)), x)];
        assert_eq!(found[0].1.to_bits(), found[1].1.to_bits(), "{x}^{c}: {found:?}");
    }
    assert_eq!(derivative(|x| x.powf(f64::INFINITY), 0.0), (0.0, 0.0));
}

/// The derivative of a `Taylor`'s first coefficient is the second derivative, as `HyperDual` has it.
#[test]
fn a_taylor_of_dual_numbers_agrees_with_a_hyper_dual_number() {
    let second = |f: fn(Taylor<Dual<f64>, 1>, f64) -> Taylor<Dual<f64>, 1>, p: f64, x: f64| {
        f(Taylor::variable(Dual::variable(x)), p).coefficients[0].derivative()
    };
    for step in 0..60 {
        let near = 2f64.powi(-step);
        for x in [0.3, 2.3, 17.0] {
            for c in [1.0 - 0.5 * near, 1.0 + near, 2.0 + near, 3.0 - near] {
                let expected = HyperDual::variable(x).powf(c).second_derivative();
                let found = second(|x, c| x.powf(c), c, x);
                assert!(close(found, expected), "{x}^{c}: {found}, not {expected}");
            }
            let y = x * (1.0 + near);
            let expected = HyperDual::variable(x).atan2(HyperDual::constant(y)).second_derivative();
            let found = second(|x, y| x.atan2(Taylor::constant(Dual::constant(y))), y, x);
            assert!(close(found, expected), "atan2({x}, {y}): {found}, not {expected}");
        }
    }
}

/// At the origin every derivative of a length and an angle is 0, however different the legs.
#[test]
fn lengths_and_angles_are_flat_at_the_origin() {
    for s in [1.0, 1e-160, 1e160, 1e300] {
        let origin = HyperDual::variable(0.0);
        for (_, slope) in [derivative(|x| x.hypot(x * s), origin), derivative(|x| x.atan2(x * s), origin)] {
            assert_eq!([slope.re, slope.derivative(), slope.second_derivative()], [0.0; 3], "{s:e}");
        }
    }
}

/// At 0 the first three derivatives of `x^c` for `c > 3` are 0.
#[test]
fn powers_are_flat_at_zero() {
    for (x, c) in [0.0, -0.0].into_iter().flat_map(|x| [3.1, 3.5, 4.0, 4.5, 5.5, 20.5].map(|c| (x, c))) {
        let (_, slope) = derivative(|x| x.powf(c), HyperDual::<f64>::variable(x));
        assert_eq!([slope.re, slope.derivative(), slope.second_derivative()], [0.0; 3], "{x}^{c}");
    }
}

/// To an exponent of which 1 less is no number, which is even: `y x^y / x`, odd in `x`.
#[test]
fn slopes_of_huge_powers_are_odd_and_keep_their_digits() {
    for y in [9.1e15, 1e16, 1.5e17, 1e20] {
        let slope = |x: f64| derivative(|x| x.powf(y), x).1;
        for x in [1e-300, 0.5, 0.9, 1.5, 1e300, f64::INFINITY] {
            assert_eq!(slope(-x), -slope(x), "{x}^{y}");
        }
        for x in (-700..=600).step_by(13).map(|t| (f64::from(t) / y).exp()) {
            let expected = y * x.powf(y) / x;
            assert!((slope(x) - expected).abs() <= 4.0 * f64::EPSILON * expected, "{x}^{y}: {:e}, not {expected:e}", slope(x));
            assert_eq!(slope(-x), -slope(x), "{x}^{y}");
        }
    }
}

/// To an exponent that is not whole, -0.0 has the power of 0.0, and its derivatives in base and exponent.
#[test]
fn minus_zero_counts_as_zero_under_an_exponent_that_is_not_whole() {
    for c in [-1.5, -0.5, -0.3, 0.3, 0.5, 1.5, 2.5] {
        let lift = |x: f64| Dual::<HyperDual>::variable(HyperDual::variable(x));
        let parts = |x: f64| {
            let y = lift(x).powf(lift(c));
            let slope = y.derivative();
            [y.re.re, y.re.derivative(), y.re.second_derivative(), slope.re, slope.derivative(), slope.second_derivative()]
        };
        assert_eq!(parts(-0.0).map(f64::to_bits), parts(0.0).map(f64::to_bits), "0^{c}");
    }
}

/// `x^c` has the derivatives `c x^(c-1)`, `c (c-1) x^(c-2)`, ...: also where the power itself, or what is on the way to a derivative, leaves the
/// range.
#[test]
fn powers_keep_their_digits_at_the_ends_of_the_range() {
    // Few digits, so that `c - 1` and so on are exact.
    let exponents = [0.75, 1.0 + 2f64.powi(-30), 1.0625, 1.5, 1.9375, 2.0625, 2.5, 3.125, 3.5, 4.5, 4.9375, 5.5, -40.0, -1000.0];
    let mut compared = 0;
    for (c, e) in exponents.into_iter().flat_map(|c| (-307..=307).map(move |e| (c, e))) {
        // To where x^-1000 is subnormal, or 1 over a power that overflows, and its slope is not.
        let x = 10f64.powf(f64::from(e) / if c < -100.0 { 990.0 } else { 1.0 });
        let times_power = |factor: f64, exponent: f64| factor * x.powf(exponent / 2.0) * x.powf(exponent / 2.0);
        let expected = [times_power(c, c - 1.0), times_power(c * (c - 1.0), c - 2.0), times_power(c * (c - 1.0) * (c - 2.0), c - 3.0)];
        let nested = |f: &dyn Fn(Dual<HyperDual>) -> Dual<HyperDual>| {
            let (_, slope) = derivative(f, HyperDual::variable(x));
            [slope.re, slope.derivative(), slope.second_derivative()]
        };
        let series = |f: &dyn Fn(Taylor<f64, 3>) -> Taylor<f64, 3>| nth_derivative::<3, f64>(f, x).1;
        let found = if c.fract() == 0.0 {
            [nested(&|x| x.powi(c as i32)), series(&|x| x.powi(c as i32))]
        } else {
            [nested(&|x| x.powf(c)), series(&|x| x.powf(c))]
        };
        // A whole power is a product of roundings.
        let allowed = if c.fract() == 0.0 { c.abs() * f64::EPSILON } else { 1e-14 };
        for (order, expected) in expected.into_iter().enumerate().filter(|(_, expected)| expected.is_normal()) {
            for found in found {
                let is_right = (found[order] - expected).abs() <= allowed * expected.abs();
                assert!(is_right, "x^{c} at {x:e}, order {}: {:e}, not {expected:e}", order + 1, found[order]);
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000);
}

/// `Taylor<Dual>` and `Dual<Taylor>` of `x^y` with a small base, both varying, hold the same parts.
#[test]
fn powers_of_a_small_base_to_a_variable_exponent_do_not_cancel() {
    for (e, y) in (1..=75).flat_map(|e| [1.0, 2.0, 3.0, 1.5].map(|y| (e, y))) {
        let x = 10f64.powi(-e);
        let [base, exponent] = [Taylor::new(x, [1.0, 0.0]), Taylor::new(y, [0.25, 0.0])];
        let inside = Dual::new(base, [Taylor::constant(1.0)]).powf(Dual::new(exponent, [Taylor::constant(0.5)]));
        let of = |series: Taylor<f64, 2>, direction: f64| Taylor {
            re: Dual::<f64>::new(series.re, [direction]),
            coefficients: series.coefficients.map(Dual::constant),
        };
        let outside = of(base, 1.0).powf(of(exponent, 0.5));
        for k in 0..2 {
            let (found, expected) = (outside.coefficients[k].derivative(), inside.derivative().coefficients[k]);
            assert!(close(found, expected), "{x:e}^{y}, order {}: {found:e}, not {expected:e}", k + 1);
        }
    }
}

/// The steps of Newton's method for `x^2 = a`, from a root that a float has found, against the series of `sqrt`.
#[test]
fn as_many_steps_as_the_order_bring_every_derivative_of_a_root() {
    fn root<D: DualNum<Primitive = f64>>(a: D) -> D {
        (0..D::ORDER).fold(D::from_value(a.value().sqrt()), |x, _| x - (x * x - a) / (x * 2.0))
    }
    let a = Taylor::<f64, 6>::variable(1.7);
    for (found, expected) in root(a).coefficients.into_iter().zip(a.sqrt().coefficients) {
        assert!(close(found, expected), "{found:e}, not {expected:e}");
    }
    let nested = derivative(|a| third_derivative(root, a).3, 1.7).1;
    let expected = -15.0 / 16.0 * 1.7f64.powf(-3.5);
    assert!(close(nested, expected), "{nested:e}, not {expected:e}");
    assert_eq!([f64::ORDER, Dual::<f64, 3>::ORDER, HyperDual::<f32>::ORDER, Third::ORDER, Taylor::<Third, 4>::ORDER], [0, 1, 2, 3, 7]);
}
