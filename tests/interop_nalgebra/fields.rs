//! Every method of `ComplexField` and `RealField`, at edges too: the value that `f64` has there, the derivatives of the inherent method,
//! and no panic. The derivatives of the inherent methods are held against the reference in `tests/accuracy.rs`; those of `sinc` and its
//! kin, which have none, here.

use std::f64::consts::FRAC_PI_2;

use dual_numbers::{Dual, HyperDual, Taylor};
use nalgebra::{Complex, ComplexField, RealField};
use simba::scalar::{SubsetOf, SupersetOf};

use crate::numbers::Number;

/// Ordinary points, edges, and what no function is defined for.
const POINTS: [f64; 21] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    0.3,
    2.5,
    -2.5,
    7.0,
    1e-300,
    -1e-300,
    5e-324,
    1e8,
    -1e8,
    710.5,
    1e300,
    f64::MAX,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

fn bits<D: Number>(x: D) -> Vec<u64> {
    // A NaN is a NaN, whatever its payload.
    x.parts().into_iter().map(|(_, part)| if part.is_nan() { f64::NAN.to_bits() } else { part.to_bits() }).collect()
}

fn value<D: Number>(x: D) -> u64 {
    bits(x)[0]
}

/// A method, what it should be, and what it is on `f64`.
type Case<D> = (&'static str, fn(D) -> D, fn(D) -> D, fn(f64) -> f64);

/// Each method against the inherent one of the same name.
macro_rules! namesakes {
    ($D:ty: $($Trait:ident::$name:ident($($argument:expr),*))*) => {
        [$((
            stringify!($name($($argument),*)),
            |x| <$D as $Trait>::$name(x $(, <$D>::from($argument))*),
            |x| <$D>::$name(x $(, <$D>::from($argument))*),
            |x| <f64 as $Trait>::$name(x $(, $argument)*),
        )),*]
    };
}

/// Methods without a namesake, against an expression.
macro_rules! defined {
    ($D:ty: $($Trait:ident::$name:ident($($argument:expr),*) = |$x:pat_param| $expected:expr;)*) => {
        [$((
            stringify!($name($($argument),*)),
            |x| <$D as $Trait>::$name(x $(, <$D>::from($argument))*),
            |$x| $expected,
            |x| <f64 as $Trait>::$name(x $(, $argument)*),
        )),*]
    };
}

fn check<D: Number>(cases: &[Case<D>], variable: fn(f64) -> D) {
    for (name, method, expected, on_f64) in cases {
        for v in POINTS {
            let x = variable(v);
            assert_eq!(bits(method(x)), bits(expected(x)), "{name} of {x}");
            assert_eq!(value(method(x)), value(on_f64(v)), "{name} of {x}");
        }
    }
}

macro_rules! methods {
    ($name:ident: $D:ty, |$seed:ident| $variable:expr) => {
        mod $name {
            use super::*;
            type D = $D;

            fn variable($seed: f64) -> D {
                $variable
            }

            #[test]
            fn methods_agree_with_the_inherent_ones_and_with_f64() {
                let namesakes: &[Case<D>] = &namesakes! { D:
                    ComplexField::floor() ComplexField::ceil() ComplexField::round() ComplexField::trunc() ComplexField::fract()
                    ComplexField::abs() ComplexField::recip() ComplexField::sqrt() ComplexField::cbrt()
                    ComplexField::exp() ComplexField::exp2() ComplexField::exp_m1()
                    ComplexField::ln() ComplexField::ln_1p() ComplexField::log2() ComplexField::log10()
                    ComplexField::sin() ComplexField::cos() ComplexField::tan() ComplexField::asin() ComplexField::acos() ComplexField::atan()
                    ComplexField::sinh() ComplexField::cosh() ComplexField::tanh() ComplexField::asinh() ComplexField::acosh() ComplexField::atanh()
                    ComplexField::signum() ComplexField::mul_add(3.0, -1.5) ComplexField::hypot(-2.0) ComplexField::log(3.0)
                    ComplexField::powf(2.5) ComplexField::powf(0.0) ComplexField::powf(1.0)
                    RealField::copysign(-0.0) RealField::copysign(1.0) RealField::atan2(0.5) RealField::atan2(-0.5)
                    RealField::max(0.25) RealField::max(3.0) RealField::min(0.25) RealField::min(-1.0)
                };
                let defined: &[Case<D>] = &defined! { D:
                    ComplexField::from_real() = |x| x;
                    ComplexField::real() = |x| x;
                    ComplexField::conjugate() = |x| x;
                    ComplexField::imaginary() = |_| D::from(0.0);
                    ComplexField::modulus() = |x| D::abs(x);
                    ComplexField::norm1() = |x| D::abs(x);
                    ComplexField::modulus_squared() = |x| x * x;
                    ComplexField::argument() = |x| D::from(if x >= 0.0 { 0.0 } else { std::f64::consts::PI });
                    ComplexField::scale(3.0) = |x| x * D::from(3.0);
                    ComplexField::unscale(3.0) = |x| x / D::from(3.0);
                    ComplexField::powc(2.5) = |x| D::powf(x, D::from(2.5));
                    RealField::clamp(-1.0, 1.0) = |x| if x < -1.0 { D::from(-1.0) } else if x > 1.0 { D::from(1.0) } else { x };
                    RealField::clamp(1.0, -1.0) = |x| if x < 1.0 { D::from(1.0) } else if x > -1.0 { D::from(-1.0) } else { x };
                    RealField::clamp(f64::NAN, f64::NAN) = |x| x;
                };
                check(namesakes, variable);
                check(defined, variable);
            }

            #[test]
            fn pairs_and_questions_agree_with_the_inherent_ones_and_with_f64() {
                for v in POINTS {
                    let x = variable(v);
                    for n in [i32::MIN, -2, -1, 0, 1, 2, 3, i32::MAX] {
                        assert_eq!(bits(ComplexField::powi(x, n)), bits(D::powi(x, n)));
                    }
                    let pairs = [ComplexField::sin_cos(x), ComplexField::sinh_cosh(x), ComplexField::to_polar(x)];
                    let halves = [(D::sin(x), D::cos(x)), (D::sinh(x), D::cosh(x)), (D::abs(x), ComplexField::argument(x))];
                    assert_eq!(pairs.map(|(a, b)| (bits(a), bits(b))), halves.map(|(a, b)| (bits(a), bits(b))));
                    assert_eq!(ComplexField::is_finite(&x), v.is_finite());
                    assert_eq!(RealField::is_sign_positive(&x), v.is_sign_positive());
                    assert_eq!(RealField::is_sign_negative(&x), v.is_sign_negative());
                    let sign = if v >= 0.0 { D::from(1.0) } else { -D::from(1.0) };
                    assert_eq!((bits(ComplexField::to_exp(x).0), bits(ComplexField::to_exp(x).1)), (bits(if v >= 0.0 { x } else { -x }), bits(sign)));
                    assert_eq!(ComplexField::try_sqrt(x).map(bits), (v >= 0.0).then(|| bits(D::sqrt(x))));
                    assert_eq!(value(ComplexField::sinc(x)), value(ComplexField::sinc(v)));
                    assert_eq!(value(ComplexField::sinhc(x)), value(ComplexField::sinhc(v)));
                    assert_eq!(value(ComplexField::cosc(x)), value(ComplexField::cosc(v)));
                    assert_eq!(value(ComplexField::coshc(x)), value(ComplexField::coshc(v)));
                }
            }

            #[test]
            fn constants_are_those_of_f64() {
                macro_rules! constants {
                    ($constant:ident $f64_constant:expr) => {
                        assert_eq!(bits(D::$constant()), bits(D::from($f64_constant)));
                    };
                }
                use std::f64::consts::*;
                constants!(pi PI);
                constants!(two_pi TAU);
                constants!(frac_pi_2 FRAC_PI_2);
                constants!(frac_pi_3 FRAC_PI_3);
                constants!(frac_pi_4 FRAC_PI_4);
                constants!(frac_pi_6 FRAC_PI_6);
                constants!(frac_pi_8 FRAC_PI_8);
                constants!(frac_1_pi FRAC_1_PI);
                constants!(frac_2_pi FRAC_2_PI);
                constants!(frac_2_sqrt_pi FRAC_2_SQRT_PI);
                constants!(e E);
                constants!(log2_e LOG2_E);
                constants!(log10_e LOG10_E);
                constants!(ln_2 LN_2);
                constants!(ln_10 LN_10);
                assert_eq!(<D as RealField>::max_value().map(bits), Some(bits(D::from(f64::MAX))));
                assert_eq!(<D as RealField>::min_value().map(bits), Some(bits(D::from(f64::MIN))));
            }

            #[test]
            fn primitives_are_constants_and_come_back() {
                assert_eq!(bits(D::from_subset(&2.5f64)), bits(D::from(2.5)));
                assert_eq!(bits(D::from_subset(&2.5f32)), bits(D::from(2.5)));
                assert_eq!(bits(D::from_subset(&-7i32)), bits(D::from(-7.0)));
                let x = variable(2.5);
                assert_eq!(SupersetOf::<f64>::to_subset(&x), Some(2.5), "leaving for f64 never fails: algorithms unwrap it");
                assert_eq!(SupersetOf::<usize>::to_subset(&x), Some(2));
                assert_eq!(bits::<D>(x.to_superset()), bits(x));
                let z: Complex<D> = x.to_superset();
                assert_eq!((bits(z.re), bits(z.im)), (bits(x), bits(D::from(0.0))));
                assert_eq!(SupersetOf::<D>::to_subset(&z).map(bits), Some(bits(x)));
                assert!(SupersetOf::<D>::to_subset(&Complex::new(x, x)).is_none());
                let outer: Dual<D> = x.to_superset();
                assert_eq!(bits(outer), bits(Dual::<D>::constant(x)));
                let outer: HyperDual<D> = x.to_superset();
                assert_eq!((bits(outer.re), bits(outer.eps1[0])), (bits(x), bits(D::from(0.0))));
            }
        }
    };
}

methods!(dual: Dual<f64>, |x| Dual::new(x, [1.5]));
methods!(nested: Dual<Dual<f64>>, |x| Dual::new(Dual::new(x, [1.5]), [Dual::new(1.0, [-0.5])]));
methods!(taylor: Taylor<f64, 2>, |x| Taylor::new(x, [1.5, -0.25]));
methods!(hyper: HyperDual<f64>, |x| HyperDual::new(x, [1.5], [1.0], [[-0.5]]));
methods!(hyper_of_dual: HyperDual<Dual<f64>>, |x| {
    let part = |a, d| Dual::new(a, [d]);
    HyperDual::new(part(x, 1.5), [part(1.0, -0.5)], [part(-0.75, 0.0)], [[part(0.0, 2.0)]])
});
methods!(taylor_of_dual: Taylor<Dual<f64>, 2>, |x| Taylor::new(Dual::new(x, [1.5]), [Dual::new(1.0, [-0.5]), Dual::new(-0.25, [0.0])]));

#[test]
fn numbers_over_f32_and_over_f64_become_each_other_part_by_part() {
    fn hold<S: SubsetOf<D> + SupersetOf<D> + Copy, D: SubsetOf<S> + SupersetOf<S> + Number>(x: D) {
        let narrow: S = SupersetOf::<S>::to_subset(&x).expect("every number over f64 has one over f32");
        assert_eq!(bits::<D>(narrow.to_superset()), bits(x));
        let back: D = SupersetOf::<D>::to_subset(&narrow).expect("every number over f32 has one over f64");
        assert_eq!(bits(back), bits(x));
    }
    hold::<Dual<f32, 2>, _>(Dual::new(0.5, [0.25, -3.0]));
    hold::<HyperDual<f32>, _>(HyperDual::new(0.5, [0.25], [-3.0], [[1.5]]));
    hold::<Taylor<f32, 2>, _>(Taylor::new(0.5, [0.25, -3.0]));
}

/// x, f', f'' to the last digit, computed with 60 digits.
type Row = (f64, f64, f64);
const SINC: [Row; 9] = [
    (1e-08, -3.3333333333333334e-09, -0.3333333333333333),
    (0.001, -0.0003333333000000012, -0.3333332333333393),
    (0.125, -0.04160159881993973, -0.3317722859627858),
    (0.5, -0.16253703063606656, -0.3087029546641397),
    (-0.999, 0.3009294567857256, -0.2393106589441143),
    (1.0, -0.3011686789397568, -0.23913362692838294),
    (1.5, -0.39617297071222224, -0.13676603011973995),
    (10.0, -0.07846694179875155, 0.07009549944868729),
    (-700.0, 0.0011998306094691492, -0.000773672660206339),
];
const SINHC: [Row; 9] = [
    (1e-08, 3.3333333333333334e-09, 0.33333333333333337),
    (0.001, 0.00033333336666666784, 0.3333334333333393),
    (0.125, 0.041731807174297635, 0.33489728714016154),
    (0.5, 0.17087070843777213, 0.35870777723640623),
    (-0.999, -0.36744011119096753, 0.43921769566618296),
    (1.0, 0.36787944117144233, 0.4394423113009168),
    (1.5, 0.621926652342246, 0.5902841002735504),
    (10.0, 991.1909632632984, 903.0850948176796),
    (-700.0, -7.234165369997634e+300, 7.223845632764325e+300),
];
const COSC: [Row; 9] = [
    (1e-08, -1e+16, 2e+24),
    (0.001, -1000000.499999875, 2000000000.0002499),
    (0.125, -64.49804856975888, 1024.0311957783074),
    (0.5, -4.469181324769897, 16.121560175298843),
    (-0.999, -1.3839994530630098, -2.229084484048496),
    (1.0, -1.3817732906760363, 2.2232442754839328),
    (1.5, -0.6964354140327932, 0.8814224175985889),
    (10.0, 0.0627928263797015, 0.07134858763170494),
    (-700.0, -0.0007753882898540453, -0.0012009358606577866),
];
const COSHC: [Row; 9] = [
    (1e-08, -1e+16, 2e+24),
    (0.001, -999999.499999875, 2000000000.0002499),
    (0.125, -63.49804517891657, 1024.0313042852708),
    (0.5, -3.4683132498380282, 16.128504929764876),
    (-0.999, -0.3701611153836673, -2.2845129486821314),
    (1.0, -0.36787944117144233, 2.2788395171581284),
    (1.5, 0.37400425217732397, 1.0696007405923995),
    (10.0, 991.1909582693061, 903.0851003564711),
    (-700.0, 7.234165369997634e+300, -7.223845632764325e+300),
];

#[test]
fn cardinal_functions_keep_their_digits() {
    let close = |a: f64, b: f64| (a - b).abs() <= 16.0 * f64::EPSILON * b.abs();
    let check_rows = |rows: [Row; 9], f: fn(HyperDual<f64>) -> HyperDual<f64>, name: &str| {
        for (x, d1, d2) in rows {
            let y = f(HyperDual::variable(x));
            assert!(close(y.eps1[0], d1), "{name}'({x}) = {} is not {d1}", y.eps1[0]);
            assert!(close(y.eps12[0][0], d2), "{name}''({x}) = {} is not {d2}", y.eps12[0][0]);
        }
    };
    check_rows(SINC, ComplexField::sinc, "sinc");
    check_rows(SINHC, ComplexField::sinhc, "sinhc");
    check_rows(COSC, ComplexField::cosc, "cosc");
    check_rows(COSHC, ComplexField::coshc, "coshc");
}

/// `sin(x)/x` is the integral of `cos(s x)` over `s` from 0 to 1, and `sinh(x)/x` that of `cosh(s x)`; so are their derivatives.
#[test]
fn cardinal_functions_keep_the_digits_of_higher_derivatives() {
    const SLICES: usize = 1024;
    // Boole's rule.
    let integral = |f: &dyn Fn(f64) -> f64| {
        let weight = |i: usize| [if i == 0 || i == SLICES { 7.0 } else { 14.0 }, 32.0, 12.0, 32.0][i % 4];
        (0..=SLICES).map(|i| weight(i) * f(i as f64 / SLICES as f64)).sum::<f64>() * 2.0 / (45 * SLICES) as f64
    };
    for x in (0..20).map(|i| f64::from(i) * 0.1) {
        let t = Taylor::<f64, 4>::variable(x);
        let (sinc, sinhc) = (ComplexField::sinc(t).derivatives(), ComplexField::sinhc(t).derivatives());
        for order in 1..=4 {
            let waves = integral(&|s| s.powi(order) * (s * x + f64::from(order) * FRAC_PI_2).cos());
            let grows = integral(&|s| s.powi(order) * if order % 2 == 0 { (s * x).cosh() } else { (s * x).sinh() });
            for (found, expected) in [(sinc[order as usize - 1], waves), (sinhc[order as usize - 1], grows)] {
                assert!((found - expected).abs() < 3e-15 * x.cosh(), "order {order} at {x}: {found} is not {expected}");
            }
        }
    }
}

#[test]
fn cardinal_functions_at_zero_and_beyond_overflow() {
    let at = |f: fn(Dual<f64>) -> Dual<f64>, x| f(Dual::variable(x)).derivative();
    assert_eq!(at(ComplexField::sinc, 0.0), 0.0);
    assert_eq!(at(ComplexField::sinhc, 0.0), 0.0);
    assert_eq!(ComplexField::sinc(HyperDual::variable(0.0)).eps12, [[-1.0 / 3.0]]);
    assert_eq!(ComplexField::sinhc(HyperDual::variable(0.0)).eps12, [[1.0 / 3.0]]);
    assert_eq!(at(ComplexField::cosc, 0.0), f64::NEG_INFINITY);
    assert_eq!(at(ComplexField::coshc, 0.0), f64::NEG_INFINITY);
    for f in [ComplexField::cosc, ComplexField::coshc] {
        let second = |x| f(HyperDual::<f64>::variable(x)).eps12;
        assert_eq!([second(1e-310), second(-1e-310)], [[[f64::INFINITY]], [[f64::NEG_INFINITY]]]);
    }
    for f in [ComplexField::sinhc, ComplexField::coshc] {
        assert_eq!(at(f, 720.0), f64::INFINITY);
    }
}
