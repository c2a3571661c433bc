//! The laws of our numbers, over generated numbers and generated programs.

#[path = "support/known_values.rs"]
mod known_values;
#[path = "support/parts.rs"]
mod parts;

use std::array::from_fn;

use dual_numbers::oracle::{Oracle, Program, Tolerance, boxed, programs};
use dual_numbers::{
    Dual, HyperDual, Taylor, assert_derivative, assert_directional, assert_gradient, assert_hessian, gradient, second_derivative,
};
use known_values::{Sine, Times};
use num_rational::Ratio;
use num_traits::{Num, Zero};
use parts::Parts;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

// -------------------------------------------------------------------------------------------------- rings, exactly

fn ring_laws<R: Num + Parts + std::ops::Neg<Output = R>>(a: R, b: R, c: R) -> Result<(), TestCaseError> {
    let [a, b, c] = [&a, &b, &c].map(|x| move || x.clone());
    let same = |left: R, right: R, law: &str| {
        prop_assert_eq!(left.parts(), right.parts(), "{}", law);
        Ok(())
    };
    same(a() + b(), b() + a(), "a + b = b + a")?;
    same((a() + b()) + c(), a() + (b() + c()), "(a + b) + c = a + (b + c)")?;
    same(a() + R::zero(), a(), "a + 0 = a")?;
    same(a() + (-a()), R::zero(), "a - a = 0")?;
    same(a() - b(), a() + (-b()), "a - b = a + (-b)")?;
    same(a() * b(), b() * a(), "a b = b a")?;
    same((a() * b()) * c(), a() * (b() * c()), "(a b) c = a (b c)")?;
    same(a() * R::one(), a(), "a 1 = a")?;
    same(a() * (b() + c()), a() * b() + a() * c(), "a (b + c) = a b + a c")?;
    prop_assert_eq!((a() - a()).is_zero(), true);
    prop_assert_eq!(R::one().is_one(), true);
    Ok(())
}

/// Small enough that no product of three overflows an `i64`.
fn small() -> impl Strategy<Value = i64> + Clone {
    -9..10_i64
}

/// The same as floats.
fn whole() -> impl Strategy<Value = f64> + Clone {
    small().prop_map(|n| n as f64)
}

fn ratio() -> impl Strategy<Value = Ratio<i64>> + Clone {
    (-9..10_i64, 1..5_i64).prop_map(|(n, d)| Ratio::new(n, d))
}

fn dual<T: std::fmt::Debug + Clone, const N: usize>(part: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Dual<T, N>> + Clone {
    (part.clone(), prop::array::uniform(part)).prop_map(|(re, eps)| Dual::new(re, eps))
}

fn hyper<T: std::fmt::Debug + Clone, const M: usize, const N: usize>(
    part: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = HyperDual<T, M, N>> + Clone {
    let row = || prop::array::uniform(part.clone());
    (part.clone(), prop::array::uniform(part.clone()), row(), prop::array::uniform(row()))
        .prop_map(|(re, eps1, eps2, eps12)| HyperDual::new(re, eps1, eps2, eps12))
}

fn taylor<T: std::fmt::Debug, const K: usize>(part: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Taylor<T, K>> {
    (part.clone(), prop::array::uniform(part)).prop_map(|(re, coefficients)| Taylor::new(re, coefficients))
}

/// `a / b b = a`, and `a / a = 1`, where the value of `b` is not zero.
fn division_laws<R: Num + Parts>(a: R, b: R) -> Result<(), TestCaseError> {
    prop_assert_eq!((a.clone() / b.clone() * b.clone()).parts(), a.parts());
    prop_assert_eq!((b.clone() / b).parts(), R::one().parts());
    Ok(())
}

proptest! {
    #[test]
    fn dual_integers_are_a_ring(a in dual::<_, 3>(small()), b in dual::<_, 3>(small()), c in dual::<_, 3>(small())) {
        ring_laws(a, b, c)?;
    }

    #[test]
    fn dual_rationals_are_a_ring(a in dual::<_, 2>(ratio()), b in dual::<_, 2>(ratio()), c in dual::<_, 2>(ratio())) {
        ring_laws(a, b, c)?;
        prop_assume!(!b.re.is_zero());
        division_laws(a, b)?;
    }

    #[test]
    fn hyper_dual_integers_are_a_ring(a in hyper::<_, 2, 3>(small()), b in hyper::<_, 2, 3>(small()), c in hyper::<_, 2, 3>(small())) {
        ring_laws(a, b, c)?;
    }

    #[test]
    fn hyper_dual_rationals_are_a_ring(a in hyper::<_, 1, 2>(ratio()), b in hyper::<_, 1, 2>(ratio())) {
        ring_laws(a, b, a)?;
        prop_assume!(!b.re.is_zero());
        division_laws(a, b)?;
    }

    #[test]
    fn taylor_series_are_a_ring(a in taylor::<_, 4>(small()), b in taylor::<_, 4>(small()), c in taylor::<_, 4>(small()), d in taylor::<_, 3>(ratio()), e in taylor::<_, 3>(ratio())) {
        ring_laws(a, b, c)?;
        prop_assume!(!e.re.is_zero());
        division_laws(d, e)?;
    }

    #[test]
    fn nested_duals_are_a_ring(a in dual::<_, 2>(dual::<_, 2>(ratio())), b in dual::<_, 2>(dual::<_, 2>(ratio())), c in dual::<_, 2>(dual::<_, 2>(ratio()))) {
        ring_laws(a, b, c)?;
        prop_assume!(!b.re.re.is_zero());
        division_laws(a, b)?;
    }

    /// `(f g)' = f' g + f g'`, and for second derivatives `(f g)'' = f'' g + 2 f' g' + f g''`, exactly.
    #[test]
    fn leibniz(f in hyper::<_, 1, 1>(small()), g in hyper::<_, 1, 1>(small())) {
        let fg = f * g;
        prop_assert_eq!(fg.eps1[0], f.eps1[0] * g.re + f.re * g.eps1[0]);
        prop_assert_eq!(fg.eps2[0], f.eps2[0] * g.re + f.re * g.eps2[0]);
        let mixed = f.eps12[0][0] * g.re + f.eps1[0] * g.eps2[0] + f.eps2[0] * g.eps1[0] + f.re * g.eps12[0][0];
        prop_assert_eq!(fg.eps12[0][0], mixed);
    }

    /// The derivatives of the cube, given to the chain rule, cube.
    #[test]
    fn chains_of_known_derivatives(x in hyper::<_, 2, 3>(whole()), y in dual::<_, 3>(whole()), z in taylor::<_, 4>(whole())) {
        prop_assert_eq!(x.chain(x.re.powi(3), 3.0 * x.re * x.re, 6.0 * x.re).parts(), (x * x * x).parts());
        prop_assert_eq!(y.chain(y.re.powi(3), 3.0 * y.re * y.re).parts(), (y * y * y).parts());
        prop_assert_eq!(z.chain(z.re.powi(3), [3.0 * z.re * z.re, 3.0 * z.re, 1.0, 0.0]).parts(), (z * z * z).parts());
    }

    /// Of a rule's answer the value and the slope are enough, however deep the numbers are nested.
    #[test]
    fn rules_of_known_values(x in hyper::<_, 2, 1>(dual::<_, 2>(whole())), y in dual::<_, 1>(hyper::<_, 1, 2>(whole())), z in taylor::<_, 3>(dual::<_, 1>(whole()))) {
        prop_assert_eq!(x.apply(Sine).parts(), x.sin().parts());
        prop_assert_eq!(x.apply2(x + 1.0, Times).parts(), (x * (x + 1.0)).parts());
        prop_assert_eq!(y.apply(Sine).parts(), y.sin().parts());
        prop_assert_eq!(y.apply2(y + 1.0, Times).parts(), (y * (y + 1.0)).parts());
        prop_assert_eq!(z.apply2(z + 1.0, Times).parts(), (z * (z + 1.0)).parts());
        let deep = Dual::<_>::new(Dual::<_>::new(y.re, [y.re]), [Dual::constant(y.re)]);
        prop_assert_eq!(deep.apply(Sine).parts(), deep.sin().parts());
    }

    /// Over integers a remainder is `x - n y`, in every part.
    #[test]
    fn remainders_subtract_a_whole_multiple(x in dual::<_, 2>(-99..100_i64), y in dual::<_, 2>(1..10_i64)) {
        let n = x.re / y.re;
        prop_assert_eq!((x % y).parts(), (x - y * Dual::constant(n)).parts());
    }
}

// ------------------------------------------------------------------------------------------------ generated programs

/// The same number, or both NaN.
fn same(a: f64, b: f64) -> bool {
    a == b || a.is_nan() && b.is_nan()
}

fn points() -> impl Strategy<Value = [f64; 2]> {
    boxed([(-4.0, 4.0); 2])
}

/// One direction for each part of `eps`.
fn seeded<const N: usize>(x: [f64; 2], v: [[f64; N]; 2]) -> [Dual<f64, N>; 2] {
    from_fn(|k| Dual::new(x[k], v[k]))
}

/// The default, and what the sum of `parts` loses where they cancel.
fn up_to_cancellation<const N: usize>(parts: [f64; N]) -> Tolerance {
    Tolerance::default_for::<f64>().or(Tolerance::absolute(1e-12 * parts.iter().map(|part| part.abs()).sum::<f64>().max(1e-3)))
}

/// Without `max` and `min`, whose sign of zero std leaves open at a tie, and which other functions can turn into any number.
fn determined() -> impl Strategy<Value = Program> {
    programs()
        .prop_filter("the sign of zero of max and min", |program| !["max(", "min("].iter().any(|name| program.to_string().contains(name)))
}

proptest! {
    // Many a random program is not defined where it is evaluated. The seed is fixed: of a million programs some fifty cancel beyond any
    // tolerance, as `x0 * x0.recip()` does at second order. A file of failures would bring these back at every seed.
    #![proptest_config(ProptestConfig {
        cases: 4096,
        max_global_rejects: 1 << 20,
        rng_seed: RngSeed::Fixed(0),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_value_is_that_of_the_primitive_program_bit_for_bit(program in determined(), x in points()) {
        let expected = program.eval(&x);
        let values = [
            program.eval(&Dual::<f64, 2>::variables(x)).re,
            program.eval(&HyperDual::<f64, 2, 2>::variables(x)).re,
            program.eval(&x.map(Dual::<f64>::constant)).re,
            program.eval(&x.map(|x| Dual::variable(Dual::variable(x)))).re.re,
            program.eval(&x.map(|x| Dual::<_, 2>::constant(HyperDual::variable(x)))).re.re,
            program.eval(&x.map(Taylor::<f64, 3>::variable)).re,
            program.eval(&x.map(|x| Taylor::<_, 2>::variable(Dual::<f64>::variable(x)))).re.re,
        ];
        for value in values {
            prop_assert!(value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan(), "{program} is {expected:?} on f64, {value:?} on duals");
        }
    }

    #[test]
    fn in_single_precision_too(program in determined(), x in boxed([(-4.0f32, 4.0); 2])) {
        let (expected, value) = (program.eval(&x), program.eval(&Dual::<f32, 2>::variables(x)).re);
        prop_assert!(value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan(), "{program} is {expected:?} on f32, {value:?} on duals");
    }

    /// Two directions at once are two runs with one, bit for bit.
    #[test]
    fn directions_do_not_mix(program in programs(), x in points(), v in boxed([(-2.0, 2.0); 4])) {
        let [a, b, c, d] = v;
        let both = program.eval(&seeded(x, [[a, b], [c, d]])).eps;
        for (i, one) in [[[a], [c]], [[b], [d]]].map(|v| program.eval(&seeded(x, v)).derivative()).into_iter().enumerate() {
            prop_assert!(same(both[i], one), "{program}: {} among two, {one} alone", both[i]);
        }
    }

    /// The derivative is linear in the seed; a factor of 2 is exact while nothing underflows.
    #[test]
    fn linear_in_the_seed(program in programs(), x in points(), v in boxed([(-2.0, 2.0); 2])) {
        let along = |factor: f64| program.eval(&seeded(x, v.map(|v| [v * factor]))).derivative();
        let (one, two) = (along(1.0), along(2.0));
        prop_assume!(one.abs() > 1e-200 && one.abs() < 1e200);
        prop_assert_eq!(two, 2.0 * one, "{}", program);
    }

    /// Along a sum of directions, the sum of the derivatives along each.
    #[test]
    fn additive_in_the_seed(program in programs().smooth(), x in points()) {
        let along = |x: [f64; 2], v: [f64; 2]| program.eval(&seeded(x, v.map(|v| [v]))).derivative();
        let sum = |x: [f64; 2], [v, w]: [f64; 2]| along(x, [v, 0.0]) + along(x, [0.0, w]);
        let parts = [along(x, [2.0, 0.0]), along(x, [0.0, 2.0])];
        prop_assume!(parts.iter().all(|part| part.is_finite()) && along(x, [2.0, 2.0]).is_finite());
        assert_directional!(|x| program.eval(&x), sum, x, up_to_cancellation(parts));
    }

    /// `p(q(x), r(x))' = p_1 q' + p_2 r'`.
    #[test]
    fn chain_rule(p in programs().operations(4).smooth(), q in programs().operations(4).variables(1).smooth(), r in programs().operations(4).variables(1).smooth(), x in boxed(-4.0..=4.0)) {
        let (q_at, r_at) = (q.eval(&[Dual::<f64>::variable(x)]), r.eval(&[Dual::<f64>::variable(x)]));
        let (_, [p1, p2]) = gradient(|y: [Dual<f64, 2>; 2]| p.eval(&y), [q_at.re, r_at.re]);
        let parts = [p1 * q_at.derivative(), p2 * r_at.derivative()];
        prop_assume!([p.eval(&[q_at.re, r_at.re]), p1, p2, q_at.derivative(), r_at.derivative()].iter().all(|part| part.is_finite()));
        assert_derivative!(|x| p.eval(&[q.eval(&[x]), r.eval(&[x])]), |_| parts.iter().sum(), x, up_to_cancellation(parts));
    }

    /// `HyperDual`, `Dual<Dual>` and `Taylor` know the same second derivative.
    #[test]
    fn second_derivatives_agree_between_the_types(program in programs().variables(1), x in boxed(-2.0..=2.0)) {
        let nested = |x: f64| program.eval(&[Dual::variable(Dual::variable(x))]).derivative().derivative();
        let series = |x: f64| program.eval(&[Taylor::<f64, 2>::variable(x)]).derivatives()[1];
        let hyper: f64 = second_derivative(|x| program.eval(&[x]), x).2;
        // Where a second derivative is this small, one on the way may have underflowed in one type and not in the other.
        prop_assume!([hyper, nested(x), series(x)].iter().all(|d2| d2.is_finite() && (*d2 == 0.0 || d2.abs() > 1e-100)));
        assert_hessian!(|[x]| program.eval(&[x]), |[x]: [f64; 1]| [[nested(x)]], [x]);
        assert_hessian!(|[x]| program.eval(&[x]), |[x]: [f64; 1]| [[series(x)]], [x]);
    }

    #[test]
    fn mixed_second_derivatives_agree_between_the_types(program in programs(), x in points()) {
        let nested = |x: [f64; 2]| {
            let y = program.eval(&Dual::<_, 2>::variables(Dual::<f64, 2>::variables(x)));
            [y.eps[0].eps, y.eps[1].eps]
        };
        let block = |x: [f64; 2]| program.eval(&HyperDual::<f64, 2, 2>::variables(x)).eps12;
        prop_assume!(nested(x).into_iter().chain(block(x)).flatten().all(f64::is_finite));
        assert_hessian!(|x| program.eval(&x), nested, x);
        assert_hessian!(|x| program.eval(&x), block, x);
    }

    #[test]
    fn second_derivatives_are_symmetric(program in programs(), x in points()) {
        let transposed = |x: [f64; 2]| {
            let [[a, b], [c, d]] = program.eval(&HyperDual::<f64, 2, 2>::variables(x)).eps12;
            [[a, c], [b, d]]
        };
        prop_assume!(transposed(x).into_iter().flatten().all(f64::is_finite));
        assert_hessian!(|x| program.eval(&x), transposed, x);
    }

    /// `(f g)' = f' g + f g'`, for programs.
    #[test]
    fn products_of_programs(f in programs().smooth(), g in programs().smooth(), x in points()) {
        let gradients = |x: [f64; 2]| [&f, &g].map(|p| gradient(|x: [Dual<f64, 2>; 2]| p.eval(&x), x));
        let product = |x: [f64; 2]| {
            let [(f, df), (g, dg)] = gradients(x);
            [0, 1].map(|i| df[i] * g + f * dg[i])
        };
        prop_assume!(product(x).iter().all(|part| part.is_finite()));
        let [(f_at, df), (g_at, dg)] = gradients(x);
        assert_gradient!(|x| f.eval(&x) * g.eval(&x), product, x, up_to_cancellation([df[0] * g_at, f_at * dg[0], df[1] * g_at, f_at * dg[1]]));
    }
}

// ------------------------------------------------------------------------------------------------- inverse functions

/// A function, its inverse, and the interval on which the inverse undoes it.
type Inverse = (&'static str, fn(Dual<f64>) -> Dual<f64>, [f64; 2]);

/// The derivative of `x -> x` is 1, however it is written.
#[test]
fn inverse_functions() {
    let pairs: [Inverse; 15] = [
        ("ln exp", |x| x.exp().ln(), [0.1, 9.0]),
        ("exp ln", |x| x.ln().exp(), [0.1, 9.0]),
        ("log2 exp2", |x| x.exp2().log2(), [0.1, 9.0]),
        ("10^log10", |x| Dual::constant(10.0).powf(x.log10()), [0.1, 9.0]),
        ("ln_1p exp_m1", |x| x.exp_m1().ln_1p(), [-3.0, 9.0]),
        ("asin sin", |x| x.sin().asin(), [-1.5, 1.5]),
        ("acos cos", |x| x.cos().acos(), [0.1, 3.0]),
        ("atan tan", |x| x.tan().atan(), [-1.5, 1.5]),
        ("asinh sinh", |x| x.sinh().asinh(), [-3.0, 3.0]),
        ("acosh cosh", |x| x.cosh().acosh(), [0.1, 3.0]),
        ("atanh tanh", |x| x.tanh().atanh(), [-3.0, 3.0]),
        ("square of sqrt", |x| x.sqrt().powi(2), [0.1, 9.0]),
        ("cube of cbrt", |x| x.cbrt().powi(3), [-9.0, 9.0]),
        ("recip recip", |x| x.recip().recip(), [0.1, 9.0]),
        ("power and its root", |x| x.powf(2.5).powf(0.4), [0.1, 9.0]),
    ];
    for (name, identity, [low, high]) in pairs {
        let report = Oracle::new(boxed(low..=high)).cases(1000).check_derivative(identity, |_| 1.0);
        assert!(report.is_ok(), "{name}: {}", report.unwrap_err());
    }
}
