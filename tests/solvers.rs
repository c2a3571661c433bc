//! Roots and their derivatives: laws over generated equations, closed forms, and every failure.

#[path = "solvers/implicit.rs"]
mod implicit;
#[path = "support/parts.rs"]
mod parts;

use dual_numbers::*;

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
