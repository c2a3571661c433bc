//! Other people's floating-point numbers at the bottom of ours.

use dual_numbers::{Dual, DualNum, Foreign, ForeignFloat, HyperDual, derivative, second_derivative};
use half::{bf16, f16};
use num_traits::{Float, FloatConst, ToPrimitive};
use ordered_float::OrderedFloat;
use twofloat::TwoFloat;

type Function<D> = fn(D) -> D;

/// Functions of an argument between 0 and 1, each with its own rule.
fn functions<D: DualNum>() -> Vec<(&'static str, Function<D>)> {
    vec![
        ("recip", |x| x.recip()),
        ("sqrt", |x| x.sqrt()),
        ("cbrt", |x| x.cbrt()),
        ("exp", |x| x.exp()),
        ("exp2", |x| x.exp2()),
        ("exp_m1", |x| x.exp_m1()),
        ("ln", |x| x.ln()),
        ("log2", |x| x.log2()),
        ("log10", |x| x.log10()),
        ("ln_1p", |x| x.ln_1p()),
        ("sin", |x| x.sin()),
        ("cos", |x| x.cos()),
        ("tan", |x| x.tan()),
        ("asin", |x| x.asin()),
        ("acos", |x| x.acos()),
        ("atan", |x| x.atan()),
        ("sinh", |x| x.sinh()),
        ("cosh", |x| x.cosh()),
        ("tanh", |x| x.tanh()),
        ("asinh", |x| x.asinh()),
        ("acosh", |x| (x + D::one()).acosh()),
        ("atanh", |x| x.atanh()),
        ("powi", |x| x.powi(3)),
        ("powf", |x| x.powf(x)),
        ("hypot", |x| x.hypot(D::one())),
        ("atan2", |x| x.atan2(D::one())),
        ("log", |x| x.log(x + D::one())),
    ]
}

/// `[f, f', f'']` of each function at `x`, as `f64`.
fn jets<D: ForeignFloat>(x: f64) -> Vec<[f64; 3]> {
    jets_of::<D>(functions(), x).into_iter().map(|(_, jet)| jet).collect()
}

fn jets_of<D: ForeignFloat>(
    functions: impl IntoIterator<Item = (&'static str, Function<HyperDual<Foreign<D>>>)>,
    x: f64,
) -> Vec<(&'static str, [f64; 3])> {
    let x = Foreign(D::from(x).unwrap());
    let jet = |f: Function<HyperDual<Foreign<D>>>| {
        let (value, d1, d2) = second_derivative(f, x);
        [value, d1, d2].map(|part| part.to_f64().unwrap())
    };
    functions.into_iter().map(|(name, f)| (name, jet(f))).collect()
}

/// The largest error of any part, in units of the type's own precision.
fn worst<D: ForeignFloat>(x: f64) -> f64 {
    let errors = jets::<D>(x).into_iter().zip(jets::<f64>(x)).flat_map(|(found, exact)| {
        let size = exact.iter().fold(0f64, |size, part| size.max(part.abs()));
        found.into_iter().zip(exact).map(move |(found, exact)| (found - exact).abs() / size)
    });
    errors.fold(0.0, f64::max) / D::epsilon().to_f64().unwrap()
}

#[test]
fn half_precision_derivatives_have_the_digits_of_half_precision() {
    for x in [0.125, 0.3125, 0.5, 0.75, 0.875] {
        assert!(worst::<f16>(x) < 8.0 && worst::<bf16>(x) < 8.0, "at {x}");
    }
}

/// Functions whose slopes bring their arguments to scale, over all positive numbers.
fn scaled<D: DualNum>() -> [Function<D>; 6] {
    [
        |x| x.cbrt(),
        |x| x.pow(D::literal(0.75).value()),
        |x| x.pow(D::literal(1.5).value()),
        |x| x.hypot(D::literal(500.0)),
        |x| x.atan2(D::literal(500.0)),
        |x| D::literal(0.001).atan2(x),
    ]
}

/// f' and f'' within some ulps of those of `f64`, over the whole range.
fn hold_over_the_range<D: ForeignFloat>(numbers: impl Iterator<Item = D>) {
    let [largest, smallest, epsilon] =
        [D::max_value(), D::min_positive_value() * D::epsilon(), D::epsilon()].map(|limit| limit.to_f64().unwrap());
    for x in numbers.filter(|x| x.is_normal() && x.is_sign_positive()) {
        let exact_x = x.to_f64().unwrap();
        for (k, (f, exact)) in scaled().into_iter().zip(scaled()).enumerate() {
            let (_, d1, d2) = second_derivative(f, Foreign(x));
            let (_, exact1, exact2) = second_derivative(exact, exact_x);
            for (found, exact, ulps) in [(d1, exact1, 4.0), (d2, exact2, 8.0)] {
                let ulp = (exact.abs() * epsilon).max(smallest);
                let is_right = (found.to_f64().unwrap() - exact).abs() <= ulps * ulp;
                assert!(is_right || exact.abs() > largest, "function {k} at {exact_x:e}: {found:?} for {exact:e}");
            }
        }
    }
}

#[test]
fn half_precision_derivatives_hold_over_the_whole_range() {
    hold_over_the_range((0..=u16::MAX).map(f16::from_bits));
    hold_over_the_range((0..=u16::MAX).map(bf16::from_bits));
}

/// What asks whether a value is NaN.
fn quotients<D: DualNum>() -> Vec<(&'static str, Function<D>)> {
    vec![
        ("div", |x| x / (x + D::one())),
        ("div by itself", |x| x / x),
        ("rem", |x| D::one() % x),
        ("rem_euclid", |x| x.rem_euclid(&D::literal(0.7))),
        ("fract", |x| x.fract()),
        ("max", |x| x.max(D::one())),
        ("clamp", |x| x.clamp(D::zero(), D::one())),
    ]
}

#[test]
fn ordered_floats_give_what_floats_give() {
    // Equal to itself as an ordered float alone.
    assert!(OrderedFloat(f64::NAN) == OrderedFloat(f64::NAN) && Foreign(OrderedFloat(f64::NAN)) != Foreign(OrderedFloat(f64::NAN)));
    for x in [0.1, 0.3, 0.5, 0.7, 0.9, 0.0, -0.0, -1.0, -2.5, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        let found = jets_of::<OrderedFloat<f64>>(functions().into_iter().chain(quotients()), x);
        let expected = jets_of::<f64>(functions().into_iter().chain(quotients()), x);
        assert_eq!(format!("{found:?}"), format!("{expected:?}"), "at {x}");
    }
}

/// Of functions that this crate has to full accuracy.
#[test]
fn double_double_derivatives_have_twice_the_digits() {
    let x = Foreign(TwoFloat::from(2.0)) / 3.0;
    let ln_2 = Foreign::<TwoFloat>::LN_2();
    let slopes: [(Function<Dual<Foreign<TwoFloat>>>, _); 5] = [
        (|x| x.ln(), x.recip()),
        (|x| x.log2(), Foreign::<TwoFloat>::LOG2_E() / x),
        (|x| x.exp2(), x.exp2() * ln_2),
        (|x| x.tan(), x.tan() * x.tan() + 1.0),
        (|x| x.cbrt(), x.cbrt() / x / 3.0),
    ];
    for (f, slope) in slopes {
        let (_, found) = derivative(f, x);
        assert!(((found - slope) / slope).abs() < 1e-29, "{found} for {slope}");
    }
}

#[test]
fn double_double_slopes_far_from_1_are_scaled() {
    let x = Foreign(TwoFloat::from(1e-160));
    let (root, slope) = derivative(|x| x.cbrt(), x);
    assert!((slope * 3.0 * x / root - 1.0).abs() < 1e-15, "{slope}");
    let tiny = Foreign(TwoFloat::from(1e-200));
    let (_, slope) = derivative(|x| x.atan2(Dual::constant(tiny * 2.0)), tiny); // x / (x^2 + y^2)
    assert!((slope * tiny / 0.4 - 1.0).abs() < 1e-15, "{slope}");
    assert_eq!(derivative(|x| x.powf(Foreign(TwoFloat::from(0.75))), Foreign(TwoFloat::from(0.0))).0, Foreign(TwoFloat::from(0.0)));
}
