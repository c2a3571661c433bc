//! Derivatives of roots with respect to the parameters of their equations.

use dual_numbers::*;

use super::cube;
use super::parts::Parts;

#[track_caller]
fn assert_close<D: DualNum<Primitive = f64> + Parts<Part = f64>>(found: D, expected: D, tolerance: f64) {
    for ((_, a), (_, b)) in found.parts().into_iter().zip(expected.parts()) {
        assert!((a - b).abs() <= tolerance * (1.0 + b.abs()), "{found} is not {expected}: {a} and {b} differ by {}", a - b);
    }
}

type Third = Dual<Dual<Dual<f64>>>;
type Mixed = Dual<HyperDual<f64, 2, 1>, 2>;

/// Two parameters; from the third order on every part is set, at every level.
fn seeded_first([a, b]: [f64; 2]) -> [Dual<f64, 2>; 2] {
    Dual::variables([a, b])
}
fn seeded_second([a, b]: [f64; 2]) -> [HyperDual<f64, 2, 2>; 2] {
    HyperDual::variables([a, b])
}
fn seeded_third([a, b]: [f64; 2]) -> [Third; 2] {
    let level = |x: f64, d: f64| Dual::new(x, [d]);
    let number = |x, d| Dual::new(Dual::new(level(x, d), [level(1.5, 0.25)]), [Dual::new(level(-d, 0.5), [level(0.75, 2.0)])]);
    [number(a, 1.0), number(b, -0.5)]
}
fn seeded_mixed([a, b]: [f64; 2]) -> [Mixed; 2] {
    let level = |x: f64, d: f64| HyperDual::new(x, [d, 0.5], [1.25], [[-d], [0.3]]);
    [Dual::new(level(a, 1.0), [level(0.5, 2.0), level(1.0, -1.0)]), Dual::new(level(b, -0.75), [level(2.0, 0.1), level(-0.2, 0.4)])]
}
fn seeded_fifth([a, b]: [f64; 2]) -> [Taylor<f64, 5>; 2] {
    [Taylor::new(a, [0.3, -0.2, 0.1, 0.2, -0.1]), Taylor::new(b, [-0.5, 0.1, 0.3, -0.1, 0.2])]
}

/// The larger root of y^2 + b y + c
fn quadratic<D: DualNum<Primitive = f64>>(y: D, [b, c]: [D; 2]) -> D {
    y * (y + b) + c
}
fn quadratic_formula<D: DualNum<Primitive = f64>>([b, c]: [D; 2]) -> D {
    ((b * b - c * 4.0).sqrt() - b) / 2.0
}

#[test]
fn one_unknown_has_the_derivatives_of_its_closed_form_at_every_order() {
    for [u, v] in cube() {
        let p = [2.0 + 2.0 * u, v - 0.5];
        let y = quadratic_formula(p);
        let (first, second, third, mixed, fifth) = (seeded_first(p), seeded_second(p), seeded_third(p), seeded_mixed(p), seeded_fifth(p));
        assert_close(implicit_derivative(quadratic, y, fifth).unwrap(), quadratic_formula(fifth), 1e-14);
        assert_close(implicit_derivative(quadratic, y, first).unwrap(), quadratic_formula(first), 1e-14);
        assert_close(implicit_derivative(quadratic, y, second).unwrap(), quadratic_formula(second), 1e-14);
        assert_close(implicit_derivative(quadratic, y, third).unwrap(), quadratic_formula(third), 1e-14);
        assert_close(implicit_derivative(quadratic, y, mixed).unwrap(), quadratic_formula(mixed), 1e-14);
    }
}

/// Polar coordinates (r, t) of the point (x, y).
fn polar<D: DualNum<Primitive = f64>>([r, t]: [D; 2], [x, y]: [D; 2]) -> [D; 2] {
    [r * t.cos() - x, r * t.sin() - y]
}

#[test]
fn several_unknowns_have_the_derivatives_of_their_closed_form_at_every_order() {
    fn check<D: DualNum<Primitive = f64> + Parts<Part = f64>>(root: [f64; 2], p: [D; 2], tolerance: f64) {
        let [r, t] = implicit_derivative(polar, root, p).unwrap();
        assert_close(r, p[0].hypot(p[1]), tolerance);
        assert_close(t, p[1].atan2(p[0]), tolerance);
    }
    for [u, v] in cube() {
        let p = [1.0 + u, 2.0 * v - 1.0];
        let root = [p[0].hypot(p[1]), p[1].atan2(p[0])];
        check(root, seeded_first(p), 1e-14);
        check(root, seeded_second(p), 1e-14);
        check(root, seeded_third(p), 1e-13);
        check(root, seeded_mixed(p), 1e-13);
        check(root, seeded_fifth(p), 1e-14);
    }
}

/// Put back into its equation, the root leaves nothing in any part, whatever the equation.
#[test]
fn the_root_solves_its_equation_in_every_part() {
    fn equations<D: DualNum<Primitive = f64>>([a, b, c]: [D; 3], [p, q]: [D; 2]) -> [D; 3] {
        [a + (b * c).sin() * 0.3 - p, (b + a.powi(2) * 0.2).exp() - q - p * c * 0.1, c * q + a.tanh() * b * 0.5 - 0.25]
    }
    fn check<D: DualNum<Primitive = f64> + Parts<Part = f64>>(p: [D; 2], start: [f64; 3]) {
        let constants = p.map(|p| Dual::constant(p.value()));
        let found = root(|x| equations(x, constants), start).unwrap();
        let y = implicit_derivative(equations, found.x, p).unwrap();
        assert_eq!(y.map(|y| y.value().to_bits()), found.x.map(f64::to_bits), "the values are the root's");
        for g in equations(y, p) {
            assert_close(g, D::zero(), 1e-13);
        }
    }
    for [u, v] in cube() {
        let (p, start) = ([2.0 * u - 1.0, 1.0 + v], [0.0; 3]);
        check(seeded_first(p), start);
        check(seeded_second(p), start);
        check(seeded_third(p), start);
        check(seeded_mixed(p), start);
        check(seeded_fifth(p), start);
    }
}

/// Each call doubles the order that is right, and one more.
#[test]
fn an_implicit_derivative_takes_few_calls() {
    fn calls<D: DualNum<Primitive = f64> + Parts<Part = f64>>(p: D) -> usize {
        let mut calls = 0;
        let y = implicit_derivative(
            |y, p| {
                calls += 1;
                y * y - p
            },
            2.0,
            p,
        );
        assert_close(y.unwrap(), p.sqrt(), 1e-14);
        calls
    }
    let taken = [
        calls(4.0),
        calls(Dual::variable(4.0)),
        calls(HyperDual::variable(4.0)),
        calls(Taylor::<f64, 3>::variable(4.0)),
        calls(Taylor::<f64, 7>::variable(4.0)),
        calls(Taylor::<f64, 8>::variable(4.0)),
    ];
    assert_eq!(taken, [0, 1, 2, 2, 3, 4]);
}

/// E - e sin E = M: dE/dM = 1 / (1 - e cos E), d2E/dM2 = -e sin E / (1 - e cos E)^3, dE/de = sin E / (1 - e cos E)
#[test]
fn a_root_good_to_1e_12_has_derivatives_good_to_1e_10() {
    let kepler = |y: Dual<HyperDual<f64, 2, 2>>, [m, e]: [_; 2]| y - e * y.sin() - m;
    for [u, v] in cube() {
        let (exact, e) = (3.0 * u, 0.9 * v);
        let m = exact - e * exact.sin();
        for error in [-1e-12, 1e-12] {
            let y = implicit_derivative(kepler, exact + error, HyperDual::variables([m, e])).unwrap();
            let slope = 1.0 / (1.0 - e * exact.cos());
            let second = -e * exact.sin() * slope.powi(3);
            for (found, expected) in [(y.eps1[0], slope), (y.eps1[1], exact.sin() * slope), (y.eps12[0][0], second)] {
                assert!((found - expected).abs() <= 1e-10 * (1.0 + expected.abs()), "M = {m}, e = {e}: {found} is not {expected}");
            }
        }
    }
}

#[test]
fn levels_do_not_mix() {
    // y = sqrt(p): d/dq (q d/dp (q y(p))) at p = 4, q = 3 is 2 q y'(p) = 6 / 4
    let (_, mixed) =
        derivative(|q| q * derivative(|p| Dual::constant(q) * implicit_derivative(|y, p| y * y - p, 2.0, p).unwrap(), 4.0.into()).1, 3.0);
    assert_eq!(mixed, 1.5);
    let zero = implicit_derivative(|y, p| -y - p, -0.0, Dual::<f64>::variable(0.0)).unwrap();
    assert!(zero.re.is_sign_negative() && zero.derivative() == -1.0, "{zero}");
    // On plain numbers the root is handed through.
    assert_eq!(implicit_derivative(quadratic, 0.7, [1.0, 2.0]), Ok(0.7));
}

#[test]
fn no_derivative_where_the_jacobian_is_singular() {
    let double = implicit_derivative(|y, p| (y - 1.0).powi(2) - p, 1.0, Dual::variable(0.0)).unwrap_err();
    assert_eq!((double.kind, double.point, double.value), (ImplicitErrorKind::Singular, 1.0, 0.0));
    assert_eq!(double.to_string(), "dg/dy is singular at y = 1.0, where g = 0.0");

    // Rank one, though 0.1 * 0.9 and 0.3 * 0.3 differ by rounding.
    let g = |[a, b]: [_; 2], p| [0.1 * a + 0.3 * b - p, 0.3 * a + 0.9 * b - 3.0 * p];
    let error = implicit_derivative(g, [2.0, 1.0], Dual::variable(0.5)).unwrap_err();
    assert_eq!(error.to_string(), "dg/dy is singular at y = [2.0, 1.0], where g = [0.0, 0.0]");
}

#[test]
fn no_derivative_where_g_is_not_finite() {
    let error = implicit_derivative(|y, p| (y - 2.0).sqrt() - p, 1.0, Dual::variable(1.0)).unwrap_err();
    assert_eq!(error.to_string(), "g or dg/dy is not finite at y = 1.0, where g = NaN");
    let error = implicit_derivative(|y, p| y.sqrt() - p, 0.0, Dual::variable(0.0)).unwrap_err();
    assert_eq!(error.to_string(), "g or dg/dy is not finite at y = 0.0, where g = 0.0");
    let error = implicit_derivative(|y, p| y - p + f64::INFINITY, 1.0, Dual::variable(1.0)).unwrap_err();
    assert_eq!(error.to_string(), "g or dg/dy is not finite at y = 1.0, where g = inf");
}

/// Multiplied by a power of two, down to the subnormal numbers, equations have the same root, and the same derivatives of it.
#[test]
fn equations_of_any_scale_have_the_same_root() {
    for [a, b, c, d, p, q, ..] in cube::<8>() {
        // Whole multiples of 1/1024 stay exact down there.
        let [a, b, c, d, p, q] = [a + 1.0, b, c, d + 1.0, p, q].map(|x| (x * 1024.0).round() / 1024.0);
        let solved = |rows: [f64; 2]| {
            let g =
                |[x, y]: [Dual<HyperDual<f64, 2, 2>, 2>; 2], [p, q]: [_; 2]| [(a * x + b * y - p) * rows[0], (d * y - c * x - q) * rows[1]];
            let determinant = a * d + b * c;
            let root = [(d * p - b * q) / determinant, (a * q + c * p) / determinant];
            implicit_derivative(g, root, HyperDual::variables([p, q])).unwrap_or_else(|error| panic!("{rows:?}: {error}"))
        };
        let expected = solved([1.0, 1.0]);
        for rows in [[-200, -200], [-600, 0], [-1030, -1030], [-1040, 300], [-1060, -500], [1010, 1010], [-500, 530], [-1060, 1010]] {
            for (found, expected) in solved(rows.map(|k| f64::from(k).exp2())).into_iter().zip(expected) {
                // To the last bit, but where products are subnormal.
                assert_close(found, expected, if rows.iter().all(|&k| k > -1000) { 0.0 } else { 1e-14 });
            }
        }
    }
    let single = root(|x| (x - 3.0) * 1e-42, 1f32).unwrap();
    assert_eq!(single.x, 3.0);
}

#[test]
fn a_pivot_of_zero_or_rounding_is_passed_over() {
    assert_eq!(root(|[x, y]| [y - 1.0, x - 2.0], [0.0, 0.0]).unwrap().x, [2.0, 1.0]);
    assert_eq!(root(|[x, y]| [1e-20 * x + y - 1.0, x + y - 2.0], [0.0, 0.0]).unwrap().x, [1.0, 1.0]);
    let [x, y] =
        implicit_derivative(|[x, y], [p, q]: [_; 2]| [1e-20 * x + y - p, x + y - q], [1.0, 1.0], seeded_first([1.0, 2.0])).unwrap();
    assert_eq!((x.eps, y.eps), ([-1.0, 1.0], [1.0, -1e-20])); // y = p - 1e-20 x
}

/// A change of each entry by 8 epsilon moves the determinant of `[1, 1; 1, 1 + d epsilon]`, which is `d epsilon`, by up to 32 epsilon.
#[test]
fn a_jacobian_is_singular_if_rounding_can_make_it_so() {
    let found = |d: f64| {
        let g = |[x, y]: [Dual<Dual<f64>, 2>; 2], p| [x + y - p, x + y * (1.0 + d * f64::EPSILON) - p];
        implicit_derivative(g, [1.0, 0.0], Dual::variable(1.0))
    };
    assert_eq!(found(24.0).unwrap_err().kind, ImplicitErrorKind::Singular);
    assert_eq!(found(40.0).unwrap().map(|x| x.eps), [[1.0], [0.0]]);
}

/// The values of a row may be tiny where its derivatives are not.
#[test]
fn a_row_is_balanced_half_way() {
    let (s, c, k) = (2f64.powi(-600), 2f64.powi(800), 2f64.powi(-300));
    let g = |[y, z]: [Dual<HyperDual<f64>, 2>; 2], p: Dual<HyperDual<f64>, 2>| [y * s + z * z * c - p * s, z - p * k];
    let [y, z] = implicit_derivative(g, [0.0, 0.0], HyperDual::variable(0.0)).unwrap();
    assert_eq!((y.eps12, z.eps1), ([[-2.0 * c * k * k / s]], [k]));
}
