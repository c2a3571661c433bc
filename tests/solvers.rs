//! Roots and their derivatives: laws over generated equations, closed forms, and every failure.

#[path = "support/parts.rs"]
mod parts;

use dual_numbers::*;
use parts::Parts;

#[track_caller]
fn assert_close<D: DualNum<Primitive = f64> + Parts<Part = f64>>(found: D, expected: D, tolerance: f64) {
    for ((_, a), (_, b)) in found.parts().into_iter().zip(expected.parts()) {
        assert!((a - b).abs() <= tolerance * (1.0 + b.abs()), "{found} is not {expected}: {a} and {b} differ by {}", a - b);
    }
}

/// Points of the unit cube, spread by the square roots of primes.
fn cube<const K: usize>() -> impl Iterator<Item = [f64; K]> {
    const ROOTS: [f64; 8] = [
        std::f64::consts::SQRT_2,
        1.7320508075688772,
        2.23606797749979,
        2.6457513110645907,
        3.3166247903554,
        3.605551275463989,
        4.123105625617661,
        4.358898943540674,
    ];
    (1..=200).map(|i| std::array::from_fn(|k| (f64::from(i) * ROOTS[k]).fract()))
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

// ----------------------------------------------------------------------------------------------- implicit derivatives

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

// -------------------------------------------------------------------------------------------------------------- roots

#[test]
fn simple_roots_are_found_to_the_last_ulps() {
    for [u, v] in cube() {
        let a = 0.01 + 100.0 * u;
        let r = root(|x| x * x - a, 1.0 + 20.0 * v).unwrap();
        assert!((r.x - a.sqrt()).abs() <= 2.0 * f64::EPSILON * a.sqrt(), "sqrt({a}) is not {r:?}");
        assert_eq!(r.residual, (r.x * r.x - a).abs());
        assert!(r.iterations <= 16, "{r:?}");

        let r = root(|x| x * x - a as f32, 1.0 + 20.0 * v as f32).unwrap();
        assert!((r.x - (a as f32).sqrt()).abs() <= 2.0 * f32::EPSILON * r.x, "sqrt({a}) is not {r:?}");
    }
}

#[test]
fn a_linear_system_is_solved_whatever_the_scales_of_its_rows_and_columns() {
    for (i, [a, b, c, d, e, f, g, h]) in cube().enumerate() {
        let matrix = [[a, b, c], [d, e, f], [g, h, a - e]];
        let determinant = a * (e * (a - e) - f * h) - b * (d * (a - e) - f * g) + c * (d * h - e * g);
        if determinant.abs() < 0.1 {
            continue;
        }
        let (rows, columns) = ([1.0, 1e12, 1e-9], [1e-8, 1e10, 1.0]);
        let x = [a - 0.5, 1.0, c + 0.1];
        let scaled = |x: [Dual<f64, 3>; 3]| -> [Dual<f64, 3>; 3] {
            let y = std::array::from_fn::<_, 3, _>(|k| x[k] * columns[k]);
            std::array::from_fn(|i| (matrix[i][0] * y[0] + matrix[i][1] * y[1] + matrix[i][2] * y[2]) * rows[i])
        };
        let right = scaled(std::array::from_fn(|k| Dual::constant(x[k] / columns[k])));
        let r =
            root(|x| std::array::from_fn(|i| scaled(x)[i] - right[i].re), [0.0; 3]).unwrap_or_else(|error| panic!("system {i}: {error}"));
        assert!(r.iterations <= 5, "one step, and corrections of its rounding; system {i}: {r:?}");
        for k in 0..3 {
            assert!((r.x[k] * columns[k] - x[k]).abs() < 1e-13, "system {i}: {r:?} is not {x:?}");
        }
    }
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

#[test]
fn a_singular_jacobian_is_found_whatever_the_scales_of_its_rows_and_columns() {
    let mut signs = std::iter::repeat_with(cube::<1>).flatten();
    for [a, b, c, d, e, f, g, h] in cube() {
        let (rows, columns) = ([1.0, 1e12, 1e-9], [1e-8, 1e10, 1.0]);
        // The third row is a combination of the others, but for some roundings of every entry.
        let first = [a + 0.1, b, c];
        let second = [d, e + 0.1, f];
        let matrix: [[f64; 3]; 3] = [first, second, std::array::from_fn(|k| (g + 0.1) * first[k] - (h + 0.1) * second[k])];
        let mut signs = signs.by_ref().map(|[sign]| (sign - 0.5).signum());
        let matrix = matrix.map(|row| row.map(|entry| entry * (1.0 + 2.0 * f64::EPSILON * signs.next().unwrap())));
        let error = root(
            |x: [Dual<f64, 3>; 3]| {
                std::array::from_fn(|i| (0..3).map(|k| x[k] * (matrix[i][k] * columns[k])).sum::<Dual<f64, 3>>() * rows[i] + 1.0)
            },
            [0.0; 3],
        )
        .unwrap_err();
        assert_eq!((error.kind, error.iterations), (RootErrorKind::Singular, 0), "{matrix:?}: {error}");
    }
}

#[test]
fn multiple_roots_are_found_as_well_as_they_are_determined() {
    let double = root(|x| (x - 1.0).powi(2), 3f64).unwrap();
    assert!((double.x - 1.0).abs() < 1e-7, "{double:?}");
    let triple = root(|x| ((x - 6.0) * x + 12.0) * x - 8.0, 3f64).unwrap();
    assert!((triple.x - 2.0).abs() < 1e-4, "{triple:?}");
    for found in [root(|x| x * x, 3f64).unwrap(), root(|x| x.powi(3), -3f64).unwrap()] {
        assert!(found.x.abs() < 2e-7, "{found:?}");
    }
    // A component that is 0 has no ulps to converge to.
    let r = root(|[x, y]| [x + y - 0.3, x * 3.0 - y * y - 0.9], [1f64, 1.0]).unwrap();
    assert!((r.x[0] - 0.3).abs() < 1e-15 && r.x[1].abs() < 1e-15, "{r:?}");
}

#[test]
fn unknowns_of_other_scales_and_far_starts_do_not_end_it_early() {
    fn hold<const M: usize>(g: impl Fn([Dual<f64, M>; M]) -> [Dual<f64, M>; M], start: [f64; M], expected: [f64; M]) {
        let found = root(g, start).unwrap_or_else(|error| panic!("{error}"));
        let close = |i: usize| (found.x[i] - expected[i]).abs() <= (1e-14 * expected[i].abs()).max(1e-16);
        assert!((0..M).all(close), "{found:?} from {start:?}, not {expected:?}");
    }
    // An equation that holds at the start, and not on the way.
    hold(|[x, y]| [x * x + y * y - 1.0, x - y], [1.0, 0.0], [0.5f64.sqrt(); 2]);
    // Seconds since 1970: beside them steps of a whole second are small, also one that overshoots.
    hold(|[t]| [((t - 1.7e9) / 3.0).powi(3) + (t - 1.7e9) / 3.0 - 2.0], [1.7e9], [1.7e9 + 3.0]);
    hold(|[t, y]| [(t - 1.7e9).exp() - 2.0, (y - 1.0) * t], [1.7e9 - 1.0, 0.0], [1.7e9 + std::f64::consts::LN_2, 1.0]);
    // A pressure beside a fraction: far from the root Newton's steps shrink slowly, or grow.
    for pressure in [1.0, 1e8, 1e-8] {
        hold(|[p, y]| [p - pressure, y.exp() - 2.0], [pressure, -1.0], [pressure, std::f64::consts::LN_2]);
        hold(|[p, y]| [p - pressure, y.powi(3) - 1e-3], [pressure, 1.0], [pressure, 0.1]);
        hold(|[p, y]| [p - pressure, y.recip() - 1e3], [pressure, 1e-6], [pressure, 1e-3]);
        hold(|[p, y]| [p - pressure, y * y - 1e-20], [1.0, 1.0], [pressure, 1e-10]);
    }
    hold(|[x]| [x.powi(3) - 1e-6], [1e8], [1e-2]);
    hold(|[x]| [x * x - 1e-20], [1e10], [1e-10]);
    let single = root(|x| x * x - 1e-6, 1e4f32).unwrap();
    assert!((single.x - 1e-3).abs() < 1e-9, "{single:?}");
}

/// Far from a root and at a multiple one each step takes a fixed part of the way; nothing but the end of the way ends it.
#[test]
fn long_ways_are_gone_to_their_end() {
    for (k, [u, v]) in cube().enumerate() {
        let (a, start) = (10f64.powf(-1.5 * k as f64 - u), 10f64.powf(300.0 * v - 150.0));
        let r = root(|x| x * x - a, start).unwrap_or_else(|error| panic!("sqrt({a:e}) from {start:e}: {error}"));
        assert!((r.x - a.sqrt()).abs() <= 2.0 * f64::EPSILON * a.sqrt(), "sqrt({a:e}) from {start:e} is not {r:?}");
    }
    for start in [1e-3, 1.0, -3.0, 1e20_f64] {
        for (m, bound) in [(2, 1e-161), (3, 1e-107), (5, 1e-64)] {
            let r = root(|x| x.powi(m), start).unwrap_or_else(|error| panic!("x^{m} from {start}: {error}"));
            assert!(r.x.abs() < bound && r.residual <= f64::from_bits(1), "x^{m} from {start}: {r:?}");
        }
        // Beside an equation that is rounding at its root.
        let r = root(|[x, y]| [x * x, y * y - 2.0 + x], [start, 1.0]).unwrap();
        assert!(r.x[0].abs() < 1e-161 && (r.x[1].abs() - 2f64.sqrt()).abs() < 4e-16, "from {start}: {r:?}");
    }
}

/// A start far away does not make a point good enough that is no root.
#[test]
fn what_is_found_is_a_root_however_far_the_start() {
    let mut found = 0;
    for [u, v, w, s, t, ..] in cube::<8>() {
        // (x - a)((x - b)^2 + c^2) has the one real root a
        let (a, b, c) = (6.0 * u - 3.0, 6.0 * v - 3.0, 0.1 + w);
        let start = 10f64.powf(14.0 * s - 2.0) * (t - 0.5).signum();
        let cubic = |x: Dual<f64>| (x - a) * ((x - b).powi(2) + c * c);
        match root(cubic, start) {
            Ok(r) => {
                assert!((r.x - a).abs() < 1e-14, "{a}, {b}, {c} from {start:e}: {r:?}");
                found += 1;
            }
            Err(error) => assert_eq!(error.kind, RootErrorKind::NoConvergence, "{a}, {b}, {c} from {start:e}: {error}"),
        }
    }
    assert!(found > 100, "{found}");
    let none = root(|x| x * x + 1.0, 1e9).unwrap_err();
    assert_eq!(none.kind, RootErrorKind::NoConvergence, "{none}");
}

/// A cycle far from 0, whose steps are beside its coordinate a few dozen times too large for rounding.
#[test]
fn a_cycle_beside_a_large_coordinate_is_no_root() {
    fn hold<T: PrimitiveFloat>(far: f64) {
        let (far, width) = (T::literal(far), T::literal(far.abs() * T::epsilon().to_f64().unwrap().sqrt().log2().round().exp2() * 32.0));
        let cycle = root(
            |t: Dual<T>| {
                let u = (t - far) / width; // 0 -> 1 -> 0 -> ...
                u.powi(3) - u * T::literal(2.0) + T::literal(2.0)
            },
            far,
        );
        assert_eq!(cycle.map_err(|error| error.kind).unwrap_err(), RootErrorKind::NoConvergence, "{far:?}");
    }
    for far in [1.0, -1024.0, 2f64.powi(30)] {
        hold::<f64>(far);
        hold::<f32>(far);
    }
}

#[test]
fn a_captured_number_of_an_outer_derivative_is_an_error() {
    gradient(
        |p: [Dual<f64, 2>; 2]| {
            let mixed = root(|[a, b]| [a + b - p[0], a * b - p[1]], [1.5, 4.0]).unwrap_err();
            assert_eq!((mixed.kind, mixed.iterations), (RootErrorKind::OuterDerivative, 0));
            assert!(
                mixed.to_string().starts_with("g captures a number of an outer derivative, which should enter by its value"),
                "{mixed}"
            );
            let [s, q] = p.map(|p| p.value());
            let second = root(|[a, b]| [a + b - s, a * b - p[1]], [1.5, 4.0]).unwrap_err();
            assert_eq!(second.kind, RootErrorKind::OuterDerivative, "captured by one equation alone");
            assert!(root(|[a, b]| [a + b - s, a * b - q], [1.5, 4.0]).unwrap().residual < 1e-14);
            p[0]
        },
        [5.0, 6.0],
    );
}

/// Where its derivative vanishes at the start, a captured number shows at the end.
#[test]
fn a_captured_number_is_an_error_where_its_derivative_vanishes_at_the_start() {
    for p in [-2.0, 2.0] {
        let p = Dual::variable(p);
        for captured in [root(|x| x * p + x.powi(3) + 1.0, 0.0), root(|x| x * p + x.exp() - 3.0, 0.0)] {
            assert_eq!(captured.map_err(|error| error.kind), Err(RootErrorKind::OuterDerivative));
        }
    }
}

/// Steps that are rounding beside one unknown are not for another.
#[test]
fn beside_a_large_unknown_the_others_go_to_their_end() {
    let none = |big: f64, g: fn(Dual<f64, 2>) -> Dual<f64, 2>, y: f64| {
        for start in [big, 1.0] {
            let found = root(|[x, y]| [x - big, g(y)], [start, y]);
            assert!(found.is_err_and(|error| error.kind != RootErrorKind::NotFinite), "from {start}: {found:?}");
        }
    };
    for big in [1e5, 1e8, 1e9] {
        none(big, |y| y * y + 1.0, 0.5);
        none(big, |y| y * y + 1e-7, 1e-3);
        none(big, |y| y.powi(3) - y * 2.0 + 2.0, 0.0);
        let steep = root(|[x, y]| [x - big, (x - big + y * y + 1.0) * 1e301], [big, 0.5]);
        assert!(steep.is_err(), "{steep:?}");
        let found = root(|[x, y]| [x - big, y.atan()], [big, 1.39]).unwrap_or_else(|error| panic!("{error}"));
        assert!(found.x[1].abs() < 1e-15, "{found:?}");
    }
    // 16 epsilon of 1e14 is less than the 1 that is missing.
    let lifted = root(|[x, y]| [x - 1e14, x - 1e14 + y * y + 1.0], [1e14, 0.5]);
    assert!(lifted.is_err(), "{lifted:?}");
}

#[test]
fn the_residual_is_that_of_the_worst_equation() {
    let found = root(|[x, y]| [(x * x - 2.0) * 1e3, (y * y - 3.0) * 1e5], [1.0, 1.0]).unwrap();
    let [x, y] = found.x;
    let g = [(x * x - 2.0) * 1e3, (y * y - 3.0) * 1e5].map(f64::abs);
    assert!(g.iter().all(|&g| g > 0.0) && found.residual == g[0].max(g[1]), "{g:?} {found:?}");
}

/// The rounding of a large unknown that another one hangs on steeply is that one's too.
#[test]
fn an_unknown_is_found_as_well_as_the_one_that_it_hangs_on() {
    let big = 1e8;
    for a in [31, 37, 44, 54, 71, 75].map(|k| 1.0 + 0.37 * f64::from(k)) {
        for gain in [1e4 / 3.0, 1e6 / 3.0] {
            let steep = |x: Dual<f64, 2>| (x - a.sqrt() * big) * gain;
            let found = root(|[x, y]| [x * x / big - a * big + (x / big).sin() * 0.3, y * y + y - 2.0 - steep(x)], [2.0 * big, 1.5]);
            let found = found.unwrap_or_else(|error| panic!("{a}, {gain}: {error}"));
            assert!(found.iterations < 100 && found.residual < 1e-15 * big * (a + gain), "{a}, {gain}: {found:?}");
        }
    }
}

/// Coordinates that start at their root 0 are rounding alone from there on, and have no size of their own.
#[test]
fn zero_coordinates_do_not_keep_it_from_ending() {
    for (k, point) in cube::<8>().enumerate() {
        let entry = |i: usize, j: usize| (point[i] - 0.5) * (point[(3 * i + j) % 8] + 0.1 * j as f64) + if i == j { 2.0 } else { 0.0 };
        let solution: [f64; 6] = std::array::from_fn(|i| if i % 2 == 0 { 0.0 } else { point[i] });
        let right: [f64; 6] = std::array::from_fn(|i| (0..6).map(|j| entry(i, j) * solution[j]).sum());
        let equations =
            |x: [Dual<f64, 6>; 6]| std::array::from_fn(|i| (0..6).map(|j| x[j].sinh() * entry(i, j)).sum::<Dual<f64, 6>>() - right[i]);
        let found = root(equations, [0.0; 6]).unwrap_or_else(|error| panic!("system {k}: {error}"));
        let close = |i: usize| (found.x[i].sinh() - solution[i]).abs() < 1e-14;
        assert!((0..6).all(close) && found.iterations < 30, "system {k}: {found:?}, not {solution:?}");
    }
}

/// Near a root at 0 a step is as large as the coordinate, where rounding keeps `g` from ever being 0: small beside those before.
#[test]
fn a_root_at_0_is_found_through_rounding() {
    for (hidden, offset) in [(1.0, 1e-17), (1.0, -3e-17), (1e3, 2e-14), (1e-3, 1e-20)] {
        for start in [1.0, -0.3, 20.0] {
            let r = root(|x: Dual<f64>| ((x + hidden) - hidden) + offset, start * hidden).unwrap_or_else(|error| panic!("{error}"));
            assert!(r.x.abs() <= 4.0 * f64::EPSILON * hidden && r.iterations < 20, "from {start}: {r:?}");
        }
    }
}

#[test]
fn a_root_at_the_start_takes_no_step() {
    let r = root(|x| x * x, 0.0).unwrap();
    assert_eq!((r.x, r.residual, r.iterations), (0.0, 0.0, 0));
    let r = root(|[]: [Dual<f64, 0>; 0]| [], []).unwrap();
    assert_eq!(r.iterations, 0);
}

#[test]
fn failures_say_where() {
    // 0 -> 1 -> 0 -> ...
    let cycle = root(|x| x.powi(3) - 2.0 * x + 2.0, 0.0).unwrap_err();
    assert_eq!((cycle.kind, cycle.iterations, cycle.point, cycle.value), (RootErrorKind::NoConvergence, 100, 0.0, 2.0));
    assert_eq!(cycle.to_string(), "no convergence at x = 0.0 (iteration 100), where g = 2.0");

    // Steps of 1e-10, and values that fall 700 times between any two that grow.
    let mut calls = 0;
    let restless = root(
        |x| {
            calls += 1;
            ((x - x.re) * 1e10 + 1.0) * (4.0 * f64::from(calls / 700) - f64::from(calls % 700)).exp()
        },
        1.0,
    );
    assert_eq!(restless.map_err(|error| (error.kind, error.iterations)).unwrap_err(), (RootErrorKind::NoConvergence, 2100));

    let flat = root(|x| x * x + 1.0, 1.0).unwrap_err();
    assert_eq!((flat.kind, flat.iterations, flat.point, flat.value), (RootErrorKind::Singular, 1, 0.0, 1.0));
    assert_eq!(flat.to_string(), "the derivative of g is singular at x = 0.0 (iteration 1), where g = 1.0");

    let outside = root(|x| x.sqrt() + 1.0, 1.0).unwrap_err(); // 1 -> -3
    assert_eq!(outside.to_string(), "g or its derivative is not finite at x = -3.0 (iteration 1), where g = NaN");
    let infinite = root(|x| x + f64::INFINITY, 1.0).unwrap_err();
    assert_eq!(infinite.to_string(), "g or its derivative is not finite at x = 1.0 (iteration 0), where g = inf");

    let far = root(|x| x.atan(), 2f64).unwrap_err(); // overshoots further each time
    assert!(far.kind == RootErrorKind::Singular && far.point.abs() > 1e100, "{far}");

    let parallel = |[x, y]: [Dual<f64, 2>; 2]| [x * x + y * y, 2.0 * x * x + 2.0 * y * y - 1.0];
    let [one, nan] = [[1.0, 1.0], [1.0, f64::NAN]].map(|start| root(parallel, start).unwrap_err().to_string());
    assert_eq!(one, "the derivative of g is singular at x = [1.0, 1.0] (iteration 0), where g = [2.0, 3.0]");
    assert_eq!(nan, "g or its derivative is not finite at x = [1.0, NaN] (iteration 0), where g = [NaN, NaN]");
}
