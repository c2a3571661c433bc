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
    let x = Foreign(D::from(x).unwrap());
    let jet = |f: Function<HyperDual<Foreign<D>>>| {
        let (value, d1, d2) = second_derivative(f, x);
        [value, d1, d2].map(|part| part.to_f64().unwrap())
    };
    functions().into_iter().map(|(_, f)| jet(f)).collect()
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

#[test]
fn ordered_floats_give_what_floats_give() {
    for x in [0.1, 0.3, 0.5, 0.7, 0.9] {
        assert_eq!(jets::<OrderedFloat<f64>>(x), jets::<f64>(x));
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
