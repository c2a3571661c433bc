//! Floating-point numbers of other crates inside of ours: the floats of the language, taken for foreign ones, give what they give by themselves.

mod support;

use dual_numbers::{Dual, DualNum, Foreign, HyperDual, Taylor, derivative};
use num_traits::{NumCast, ToPrimitive};
use support::functions::{Function, functions};
use support::jet::{Jet, Orders};
use support::reference::{Real, reference};

/// Every part of `f(x, y)` with its orders, as bits; NaN is one.
fn parts<D: Jet>(f: Function<D>, arguments: [D::Primitive; 2]) -> Vec<(Orders, u64)> {
    let mut parts = Vec::new();
    let [x, y] = arguments;
    f([D::variable(x, 0), D::variable(y, 1)]).parts([0; 3], &mut |orders, part| {
        let part = part.to_f64().unwrap();
        parts.push((orders, if part.is_nan() { f64::NAN.to_bits() } else { part.to_bits() }));
    });
    parts
}

/// Every function of the reference at every point of it, over a float and over the same float taken for a foreign one.
fn agree<R, D, F>()
where
    R: Real + DualNum<Primitive = R>,
    D: Jet<Primitive = R>,
    F: Jet<Primitive = Foreign<R>>,
{
    let reference = reference::<R>();
    let mut compared = 0;
    for ((name, ours), (_, foreign)) in functions::<D>().into_iter().zip(functions::<F>()) {
        for point in &reference[name] {
            let [x, y] = point.arguments;
            assert_eq!(parts(foreign, [Foreign(x), Foreign(y)]), parts(ours, [x, y]), "{name} at ({x}, {y})");
            compared += 1;
        }
    }
    assert!(compared > 1000);
}

#[test]
fn a_float_taken_for_a_foreign_one_gives_the_same_derivatives() {
    agree::<f64, Dual<f64, 2>, Dual<Foreign<f64>, 2>>();
    agree::<f64, HyperDual<f64, 2, 2>, HyperDual<Foreign<f64>, 2, 2>>();
    agree::<f64, Taylor<f64, 3>, Taylor<Foreign<f64>, 3>>();
    agree::<f64, Dual<Dual<f64>>, Dual<Dual<Foreign<f64>>>>();
    agree::<f32, HyperDual<f32>, HyperDual<Foreign<f32>>>();
}

/// What the reference has not, of the bound of generic code, and some of what it has.
#[rustfmt::skip]
fn bound<D: DualNum>() -> Vec<(&'static str, Function<D>)> {
    vec![
        ("+ - * /", |[x, y]| (x + y) * (x - y) / x),
        ("+= -= *= /= %=", |[x, y]| { let mut z = x; z += y; z *= &y; z -= x; z /= y; z %= x; z }),
        ("neg", |[x, _]| -x),
        ("rem_euclid", |[x, y]| x.rem_euclid(&y)),
        ("div_euclid", |[x, y]| x.div_euclid(&y)),
        ("midpoint", |[x, y]| x.midpoint(y)),
        ("round_ties_even", |[x, _]| x.round_ties_even()),
        ("sum", |[x, y]| [x, y].iter().sum::<D>() + [x, y].into_iter().sum::<D>()),
        ("empty sum", |_| no_numbers().iter().sum()),
        ("product", |[x, y]| [x, y].iter().product::<D>() + [x, y].into_iter().product::<D>() + no_numbers().iter().product::<D>()),
        ("total_cmp", |[x, y]| D::from_i32(x.total_cmp(&y) as i32).unwrap()),
        ("partial_cmp", |[x, y]| D::from_i32(x.partial_cmp(&y).map_or(2, |order| order as i32)).unwrap()),
        ("clamp", |[x, y]| x.clamp(-y.abs(), y.abs())),
        ("integer_decode", |[x, _]| D::from_u64(x.integer_decode().0).unwrap()),
        ("limits", |[x, _]| x * D::epsilon() + D::min_positive_value()),
        ("constants", |[x, _]| x * D::PI() + D::LN_2()),
        ("casts", |[x, _]| <D as NumCast>::from(x.to_f32().unwrap()).unwrap()),
        ("default", |_| D::default()),
        ("from_str_radix", |_| D::from_str_radix("-12.5", 10).ok().unwrap() * D::from_str_radix("101.1", 2).ok().unwrap()),
    ]
}

fn no_numbers<D: DualNum>() -> [D; 0] {
    []
}

/// Arguments with ties, signed zeros, the ends of the range, and no payload of a NaN.
#[rustfmt::skip]
const ARGUMENTS: [f64; 17] = [
    0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.0, -7.25, 1e-310, 1e300, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN,
];

#[test]
fn the_bound_of_generic_code_means_the_same() {
    for ((name, ours), (_, foreign)) in bound::<f64>().into_iter().zip(bound::<Foreign<f64>>()) {
        for x in ARGUMENTS {
            for y in ARGUMENTS {
                if name == "clamp" && y.is_nan() {
                    continue; // a panic
                }
                assert_eq!(parts(foreign, [Foreign(x), Foreign(y)]), parts(ours, [x, y]), "{name} of ({x}, {y})");
            }
        }
    }
}

#[test]
fn literals_stand_on_both_sides() {
    let f = |x: Dual<Foreign<f32>>| 2.0 * x + x * 3.0 - 1.0 / x + (1.0 - x) % 4.0;
    assert_eq!(derivative(f, Foreign(0.5)), (Foreign(1.0), Foreign(8.0)));
    let mut x = Dual::variable(Foreign(2f32));
    x *= 1.5;
    assert!(x == 3.0 && x != 2.5 && x != 3.5 && x > 2.5 && x < 3.5 && x.derivative() == Foreign(1.5));
}

#[test]
fn text_is_that_of_the_foreign_number() {
    let x = Dual::new(Foreign(1.5), [Foreign(-0.25)]);
    assert_eq!(format!("{x} {x:+.3} {x:e} {x:E}"), "1.5 + -0.25ε +1.500 + -0.250ε 1.5e0 + -2.5e-1ε 1.5E0 + -2.5E-1ε");
    assert_eq!(format!("{:?} {:>6}", Foreign(1.5), Foreign(2.0)), "1.5      2");
    let read: Dual<Foreign<f64>> = "1.5 + -0.25ε".parse().unwrap();
    assert_eq!((read.re, read.eps), (x.re, x.eps));
}
