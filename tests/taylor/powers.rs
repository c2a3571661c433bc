//! Powers, logarithms and roots of series: near whole exponents, at the ends of the range, to an exponent that varies.

use dual_numbers::{Dual, DualNum, HyperDual, PrimitiveFloat, Taylor, nth_derivative, second_derivative, taylor, third_derivative};

use super::{Series, agree, close, coefficients, polynomial};

/// The terms of the differential equation are larger than the coefficients, and overflow before them.
#[test]
fn powers_of_a_small_base_keep_their_digits() {
    for (x, c) in [(0.0271, 1.04), (0.3, 2.0), (1e-12, 0.94), (1e-30, -2.3), (1e-70, 0.5), (1e-70, 2.4)] {
        let variable = polynomial(Series::variable(x));
        let nested = coefficients(variable.powf(variable + c));
        let (_, series) = taylor::<4, _>(|x| x.powf(x + c), x);
        for (found, expected) in series.iter().zip(nested.coefficients) {
            assert!((found - expected).abs() <= 32.0 * f64::EPSILON * expected.abs(), "{x}^({x} + {c}): {series:?}, nested {nested}");
        }
    }
}

/// `(9 - x^2)^(1 + d)`: beyond the second its coefficients are as small as `d`, and each is a sum of terms of one sign. That of number 4 is a
/// quarter of the derivative of number 3.
#[test]
fn powers_near_a_whole_exponent_keep_the_digits_of_the_difference() {
    fn f<D: DualNum<Primitive = f64>>(x: D, exponent: f64) -> D {
        (-(x * x) + 9.0).pow(exponent)
    }
    for d in [0.12, -0.1, 1e-3, -1e-6, 1e-9, -1e-14] {
        for x in [0.3, 1.7, 2.9] {
            let [_, _, third, fourth] = coefficients(f(polynomial(Series::variable(x)), 1.0 + d)).coefficients;
            let (_, series) = taylor::<4, _>(|x| f(x, 1.0 + d), x);
            let over_numbers = f(Taylor::<_, 3>::variable(Dual::variable(x)), 1.0 + d).coefficients[2];
            let found = [series[2], over_numbers.re, series[3], over_numbers.derivative() / 4.0];
            for (found, expected) in found.into_iter().zip([third, third, fourth, fourth]) {
                assert!(agree(found, expected, 16.0), "(9 - {x}^2)^(1 + {d:e}): {found:e}, nested {expected:e}");
            }
        }
    }
}

/// The same of an exponent that varies: `x^(n + d (x - a))` at `a`.
#[test]
fn powers_to_a_variable_exponent_near_a_whole_one_keep_the_digits_of_the_difference() {
    for d in [1e-3, -1e-6, 1e-9] {
        for (a, n) in [(1.0, 1.0), (2.5, 1.0), (2.5, 2.0), (40.0, 3.0)] {
            let nested = polynomial(Series::variable(a));
            let expected = coefficients(nested.powf((nested - a) * d + n));
            let (_, found) = taylor::<4, _>(|x| x.powf((x - a) * d + n), a);
            for (found, expected) in found.into_iter().zip(expected.coefficients) {
                assert!(agree(found, expected, 64.0), "x^({n} + {d:e} (x - {a})): {found:e}, nested {expected:e}");
            }
        }
    }
}

/// `c (c - 1) (c - 2) (c - 3) x^(c-4)`, as the second coefficient of a series over numbers of second order.
#[test]
fn powers_over_numbers_keep_their_digits_to_the_fourth_order() {
    for c in [0.9, 1.1, 1.8, 2.001, 2.13, 2.2, 2.7, 3.3] {
        for x in [0.3f64, 3.7, 20.0] {
            let second = Taylor::<_, 2>::variable(HyperDual::variable(x)).powf(c).coefficients[1] * 2.0;
            let (found, expected) = (second.second_derivative(), c * (c - 1.0) * (c - 2.0) * (c - 3.0) * x.powf(c - 4.0));
            assert!(agree(found, expected, 32.0), "{x}^{c}: {found:e} is not {expected:e}");
        }
    }
}

/// `(x + x^2)^c` at a small base: `c x^(c-1) (x + x^2)'` and so on, where powers below order -c would leave the range.
#[test]
fn powers_near_a_whole_exponent_of_a_small_base_do_not_overflow() {
    let x = 1e-80;
    for c in [1.88, 1.12] {
        let found = Taylor::<f64, 4>::new(x, [1.0, 1.0, 0.0, 0.0]).powf(c).coefficients;
        let expected = Taylor::<f64, 4>::variable(x).powf(c).coefficients; // beside (1/x)^k the curvature is nothing
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(agree(found, expected, 16.0), "{c}: {found:e}, of the line {expected:e}");
        }
    }
}

/// `x^n` by itself, or a coefficient over `x`, may leave the range of normal numbers where `x^c` does not.
#[test]
fn powers_near_a_whole_exponent_hold_at_the_ends_of_the_range() {
    let close = |found: f64, expected: f64| assert!(agree(found, expected, 16.0), "{found:e} is not {expected:e}");
    let (x, c) = (1e-160f64, 1.9);
    let [first, second, third] = Taylor::<f64, 3>::new(x, [1.0, 1.0, 0.0]).powf(c).coefficients;
    close(first, c * x.powf(c - 1.0));
    close(second, c * (c - 1.0) / 2.0 * x.powf(c - 2.0)); // beside 1/x the curvature is nothing
    close(third, c * (c - 1.0) * (c - 2.0) / 6.0 * x.powf(c - 3.0));
    let (x, c) = (1e-300f64, 1.01);
    close(Taylor::<f64, 2>::new(x, [1e10, 0.0]).powf(c).coefficients[0], c * x.powf(c - 1.0) * 1e10);
    let x = 1e170f64;
    close(Taylor::<f64, 3>::variable(x).powf(Taylor::new(1.8, [1e-3, 0.0, 0.0])).coefficients[0], x.powf(1.8) * (x.ln() * 1e-3 + 1.8 / x));
}

/// Of `x^n`, whose ratios `x_k / x_0` are powers of `1/x`: `ln x^n = n ln x` and `(x^n)^c = x^(nc)`. No power of a ratio leaves the range before a
/// coefficient does; powers of `1/x_0`, and of `x_0^c` over `x_0`, would.
#[test]
fn curves_far_out_have_the_coefficients_of_their_closed_forms() {
    fn holds<D: PrimitiveFloat + DualNum<Primitive = D>>(decades: i32) {
        let mut compared = 0;
        for (n, e) in [2, 3].into_iter().flat_map(|n| (-decades..decades).map(move |e| (n, e))) {
            let x = D::literal(1.25 * 10f64.powi(e));
            let curve = Taylor::<D, 6>::variable(x).powi(n);
            if !(curve.re.is_normal() && curve.coefficients.iter().take(n as usize).all(|part| part.is_normal())) {
                continue;
            }
            // A power x^p, or for `None` the logarithm.
            for (name, found, p) in [
                ("ln", curve.ln(), None),
                ("log2", curve.log2() * D::LN_2(), None),
                ("log10", curve.log10() * D::LN_10(), None),
                ("cbrt", curve.cbrt(), Some(f64::from(n) / 3.0)),
                ("powf", curve.powf(D::literal(0.375)), Some(f64::from(n) * 0.375)),
            ] {
                let (mut factor, at) = (if p.is_some() { 1.0 } else { f64::from(n) }, 1.25 * 10f64.powi(e));
                for (i, &found) in found.coefficients.iter().enumerate() {
                    let k = (i + 1) as f64;
                    factor *= p.map_or(if i == 0 { 1.0 } else { -(k - 1.0) / k }, |p| (p - k + 1.0) / k);
                    let expected = D::literal(factor * at.powf(p.unwrap_or(0.0) - k));
                    // The terms are up to a thousand times as large.
                    if expected.is_normal() && (expected * D::literal(1e3)).is_finite() && factor.abs() > 1e-6 {
                        let error = ((found - expected) / expected).abs();
                        assert!(
                            error < D::epsilon() * D::literal(1e4),
                            "{name} of x^{n} at {at:e}, order {k}: {found:e}, not {expected:e}"
                        );
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
    holds::<f64>(150);
    holds::<f32>(19);
}

/// A coefficient that overflows leaves those zero that are, and of a plain variable the signs: `c_k = -(-1/x)^k / k`.
#[test]
fn logarithms_keep_zero_coefficients_and_overflow_with_their_sign() {
    let logarithms: [fn(Taylor<f64, 8>) -> Taylor<f64, 8>; 5] =
        [|x| x.ln(), |x| x.log2(), |x| x.log10(), |x| x.log(7.0), |x| (x - 1.0).ln_1p()];
    for (k, f) in logarithms.into_iter().enumerate() {
        for e in if k < 4 { 40..=300 } else { 0..=0 } {
            let found = f(Taylor::variable(10f64.powi(-e))).coefficients;
            assert!(found.iter().enumerate().all(|(i, &c)| (c > 0.0) == (i % 2 == 0)), "{k} at 1e-{e}: {found:?}");
        }
        let even = f(Taylor::new(1.0, [0.0, 1e200, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])).coefficients;
        assert!([0, 2, 4, 6].iter().all(|&i| even[i] == 0.0) && even[3] == f64::NEG_INFINITY, "{k}: {even:?}");
    }
    assert_eq!(Taylor::<f64, 3>::constant(2.0).log(1.0).coefficients, [0.0; 3]);
    assert_eq!(Taylor::<f64, 3>::variable(2.0).log(1.0).coefficients, [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY]);
}

/// A direction whose ratio to the base underflows: `c_1 = p x^(p-1) x_1`.
#[test]
fn a_tiny_direction_of_a_large_base_counts() {
    for (x, slope) in [(1e200, 1e-120), (6e259, 2e-87), (1e300, 1e-50)] {
        let x = Taylor::<f64, 2>::new(x, [slope, 0.0]);
        assert!(agree(x.cbrt().coefficients[0], x.re.cbrt() / 3.0 / x.re * slope, 16.0));
        assert!(agree(x.powf(0.375).coefficients[0], 0.375 * x.re.powf(-0.625) * slope, 16.0));
    }
    // y_0 / x_0 underflows, and a ratio as well: 1e-250 (1 + t/10)^-2.5
    let y = Taylor::<f64, 3>::new(1e100, [1e99, 0.0, 1e-230]).powf(-2.5).coefficients;
    assert!(y.iter().zip([-2.5e-251, 4.375e-252, -6.5625e-253]).all(|(&c, expected)| agree(c, expected, 64.0)), "{y:?}");
}

/// `y_1 = c y_0 x_1/x_0` where `c x_1/x_0` overflows, and beside an `x_2/x_0` that does.
#[test]
fn powers_hold_beside_ratios_that_overflow() {
    let close = |x: Taylor<f64, 2>, c: f64, expected: f64| {
        let found = x.powf(Taylor::constant(c)).coefficients[0];
        assert!(((found - expected) / expected).abs() < 1e-14, "{found:e}, not {expected:e}");
    };
    close(Taylor::new(1e-100, [1.7e208, 0.0]), 2.5, 2.5 * 1.7e58);
    close(Taylor::new(1e-200, [1e-210, 1e150]), -1.5, -1.5e290);
}

/// Whole powers of -0.0 have a sign, and so have their derivatives, to a constant and to a variable exponent: those of nested numbers.
#[test]
fn whole_powers_of_minus_zero_have_the_derivatives_of_nested_numbers() {
    for c in -4..=4 {
        let c = f64::from(c);
        let (x, y) = (Taylor::<f64, 3>::variable(-0.0), Taylor::variable(c));
        let lift = |x: f64| Dual::variable(HyperDual::variable(x));
        let constant = Dual::<HyperDual>::constant(HyperDual::constant(c));
        for (series, nested) in [(x.powf(Taylor::constant(c)), lift(-0.0).powf(constant)), (x.powf(y), lift(-0.0).powf(lift(c)))] {
            let slope = nested.derivative();
            let expected = [slope.re, slope.derivative(), slope.second_derivative()];
            let is_right = series.derivatives().iter().zip(expected).all(|(&found, e)| found == e || found.is_nan() && e.is_nan());
            assert!(is_right, "(-0.0)^{c}: {:?}, not {expected:?}", series.derivatives());
        }
    }
}

/// `(s x)^(1.5 + x / 1024)` for a small `s`, as a series of any length and as nested numbers.
#[test]
fn powers_of_a_small_base_to_a_variable_exponent_are_the_same_at_every_length() {
    for e in 1..=150 {
        let s = 10f64.powi(-e);
        let f = |x: Series| (x * s).powf(x / 1024.0 + 1.5);
        let long = (Taylor::<f64, 8>::variable(1.0) * s).powf(Taylor::variable(1.0) / 1024.0 + 1.5);
        let t = polynomial(Taylor::variable(1.0));
        let nested = coefficients((t * s).powf(t / 1024.0 + 1.5));
        close("4 orders", f(Taylor::variable(1.0)), nested);
        close("8 orders", Taylor::new(long.re, [0, 1, 2, 3].map(|k| long.coefficients[k])), nested);
    }
}

/// `(s x)^y = s^y x^y` where `s x` is subnormal, along directions as small: no power of `1 / s x` but `(s x)^y` itself may be formed.
#[test]
fn powers_of_a_subnormal_base_are_those_of_its_factors() {
    fn holds<D: PrimitiveFloat + DualNum<Primitive = D>>() {
        let s = D::min_positive_value() / D::literal(8.0);
        let x = Taylor::<D, 3>::new(D::literal(1.5), [0.5, -0.25, 0.375].map(D::literal));
        for (value, slope) in [(-0.4, 0.0), (0.3, 0.0), (0.9, 0.0), (-0.4, 0.125), (0.3, -0.5), (0.9, 0.25)] {
            let y = Taylor::new(D::literal(value), [D::literal(slope), D::zero(), D::zero()]);
            let (found, expected) = ((x * s).powf(y), Taylor::constant(s).powf(y) * x.powf(y));
            for (a, b) in found.coefficients.iter().zip(expected.coefficients) {
                assert!((*a - b).abs() <= b.abs() * D::epsilon() * D::literal(64.0), "{y}: {found:e} is not {expected:e}");
            }
        }
    }
    holds::<f64>();
    holds::<f32>();
}

/// `c_1 = y x^y / x` and `c_2 = (y - 1) c_1 / 2x`, up to the order at which the exponent varies: what `y - 1` rounds away of it counts, by
/// a factor of `ln x`.
#[test]
fn the_digits_that_an_exponent_loses_by_subtraction_count() {
    for x in [1e-20, 1e-70, 1e-90] {
        for y in [0.1, 0.3, 0.7, -0.9, -1.1, -0.1, 0.013] {
            let [first, second, _] = Taylor::<f64, 3>::variable(x).powf(Taylor::new(y, [0.0, 0.0, 1.0])).coefficients;
            let expected = y * (x.powf(y) / x);
            for (found, expected) in [(first, expected), (second, (y - 1.0) / 2.0 * (expected / x))] {
                assert!(agree(found, expected, 8.0), "{x:e}^{y}: {found:e} is not {expected:e}");
            }
        }
    }
    for y in [0.1, 0.3, 0.05] {
        let (x, found) = (3e-310f64, Taylor::<f64, 1>::variable(3e-310).powf(y).coefficients[0]);
        assert!(agree(found, y * (x.powf(y) / x), 8.0), "{x:e}^{y}: {found:e}");
    }
}

/// `c_(k+1) / c_k = (n-k) / ((k+1) x)` for `x^n`, also where `n - k` is below every `i32`.
#[test]
fn coefficients_of_the_least_power() {
    let (x, n) = (1.0 + 2f64.powi(-25), f64::from(i32::MIN));
    let [a, b, c] = Taylor::<f64, 3>::variable(x).powi(i32::MIN).coefficients;
    for (found, exact) in [(b / a, (n - 1.0) / 2.0 / x), (c / b, (n - 2.0) / 3.0 / x)] {
        assert!((found / exact - 1.0).abs() < 1e-15, "{found} {exact}");
    }
}

/// A whole exponent is a product, at every order: near 0 nothing cancels beyond it.
#[test]
fn whole_exponents_of_powf_are_those_of_powi() {
    for (x, n) in [1e-12, 1e-8, 1e-5, 1e-2, 0.7, 3.0].into_iter().flat_map(|x| (0..9).map(move |n| (x, n))) {
        let base = |t: Taylor<f64, 7>| t + t * t * 0.5 - t.powi(3);
        let (value, found) = nth_derivative(|t| base(t).powf(f64::from(n)), x);
        let (_, expected) = nth_derivative(|t| base(t).powi(n), x);
        let size = expected.iter().fold(value.abs(), |size, d| size.max(d.abs()));
        for (k, (a, b)) in found.into_iter().zip(expected).enumerate() {
            assert!(
                (a - b).abs() <= 1e-14 * (b.abs() + if x < 0.1 { 0.0 } else { size }),
                "x = {x}, n = {n}, order {}: {a}, not {b}",
                k + 1
            );
        }
        // An exponent that passes near n: the other numbers differentiate twice.
        let (_, _, found, _) = third_derivative(|t| t.powf(t + f64::from(n)), x);
        let (_, _, expected) = second_derivative(|t| t.powf(t + f64::from(n)), x);
        assert!((found - expected).abs() <= 1e-14 * expected.abs(), "x = {x}, n = {n}: {found}, not {expected}");
    }
}

/// A part carries orders of its own: beyond the square's there is nothing.
#[test]
fn a_whole_exponent_is_one_inside_of_a_coefficient_too() {
    for x in [0.1, 1f64.next_down(), -0.1] {
        let square = Taylor::<Dual<f64>, 2>::variable(Dual::variable(x)).powf(2.0);
        assert_eq!((square.coefficients[1].re, square.coefficients[1].eps), (1.0, [0.0]), "at {x}");
    }
}

/// Coefficient k of `x^n` is `binomial(n, k) x^(n-k)`: normal where the power alone, or all but one of its factors, is not.
#[test]
fn powers_keep_their_digits_where_a_factor_underflows() {
    for (x, n) in [(400.0, -100), (2e-5, 100), (-1e3, -90)] {
        let x = Taylor::<f64, 30>::variable(x);
        // A whole exponent beyond the order has a differential equation of its own.
        let (found, expected) = (x.powi(n), x.powf(f64::from(n)));
        for (k, (a, b)) in found.coefficients.iter().zip(&expected.coefficients).enumerate().filter(|(_, (_, b))| b.is_normal()) {
            assert!((a - b).abs() <= 1e-14 * b.abs(), "x^{n} at {}, coefficient {}: {a:e} is not {b:e}", x.re, k + 1);
        }
    }
    let [.., least] = Taylor::<f32, 6>::variable(1e3).powi(-8).coefficients;
    assert!((least - 1.716e-39).abs() <= 1e-45, "{least:e}");
}

/// The compiler knows powers to some constants, and rounds otherwise there: so for the value part.
#[test]
fn the_value_of_a_power_to_a_constant_is_that_of_f64() {
    for k in 1..1000 {
        let x = std::hint::black_box(f64::from(k) * 0.737);
        let (series, number) = (Taylor::<f64, 2>::variable(x), Dual::<f64>::variable(x));
        for (value, re) in [(x.powf(-1.0), series.powf(-1.0).re), (x.powf(0.5), series.powf(0.5).re), (x.powf(0.5), number.powf(0.5).re)] {
            assert_eq!(value.to_bits(), re.to_bits(), "at {x}");
        }
    }
}
