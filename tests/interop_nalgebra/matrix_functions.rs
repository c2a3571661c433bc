//! The determinant at every rank, the exponential beside zero: what nalgebra's own lose there.

use std::fmt::Display;

use dual_numbers::interop::nalgebra::{determinant, exp, symmetric_eigen};
use dual_numbers::{Dual, DualNum, HyperDual, Taylor};
use nalgebra::{DMatrix, Matrix1, Matrix2, Matrix3, Matrix4, RealField, SMatrix};

use crate::numbers::{Number, beyond_first_order, product, random_bits};

/// Small whole numbers.
fn whole(n: usize, m: usize, seed: u32) -> DMatrix<f64> {
    let mut next = random_bits(seed);
    DMatrix::from_fn(n, m, |_, _| f64::from(next() >> 24) % 7.0 - 3.0)
}

/// The expansion by minors along the first column, with the factors `sign^i`: the determinant for -1, the sum of its terms for 1.
fn by_minors<D: Number>(a: &DMatrix<D>, sign: f64) -> D {
    let term = |i: usize| a[(i, 0)] * D::from_subset(&sign.powi(i as i32)) * by_minors(&a.clone().remove_row(i).remove_column(0), sign);
    if a.is_empty() { D::one() } else { (0..a.nrows()).fold(D::zero(), |sum, i| sum + term(i)) }
}

/// In every part, within so much of the sum of the absolute terms of `a`'s determinant, by orders.
#[track_caller]
fn assert_determinant<D: Number>(found: D, expected: D, a: &DMatrix<D>, tolerances: [f64; 5], case: impl Display) {
    let terms = by_minors(&a.map(D::magnitude), 1.0).parts();
    for (((order, x), (_, y)), (_, terms)) in found.parts().into_iter().zip(expected.parts()).zip(terms) {
        assert!((x - y).abs() <= tolerances[order] * terms, "{case}, order {order}: {x:e} is not {y:e}\n{a}");
    }
}

/// At every rank, and off it by `gap`; what is added to the matrix has the rank `n` in every derivative.
fn determinants<D: Number + DualNum<Primitive = f64>>(t: D) {
    let gaps = |rank: usize| [0.0, 1e-300, 1e-14, 1e-9, 1e-5, 1e-3].into_iter().take(if rank == 0 { 1 } else { 6 });
    let cases = (0..=6).flat_map(|n| (0..=n).flat_map(move |rank| gaps(rank).map(move |gap| (n, rank, gap))));
    for (n, rank, gap) in cases {
        let constant = |a: DMatrix<f64>| a.map(D::from_value);
        let a = constant(whole(n, rank, 1) * whole(rank, n, 2) + whole(n, n, 3) * gap);
        let a = a + constant(whole(n, n, 4)) * t + constant(whole(n, n, 5)) * (t * t);
        let case = format_args!("{n} rows, rank {rank}, gap {gap:e}");
        assert_determinant(determinant(&a), by_minors(&a, -1.0), &a, [1e-15, 1e-15, 1e-15, 1e-14, 1e-11], case);
    }
}

#[test]
fn determinants_at_every_rank() {
    determinants(Dual::<f64>::variable(0.0));
    beyond_first_order!(determinants);
}

/// Rows multiplied by powers of two whose product is 1 leave the determinant as it is, though the product of the large ones overflows.
fn scaled_determinants<D: Number + DualNum<Primitive = f64>>(t: D) {
    for (n, large) in (2..=6).flat_map(|n| (1..n).map(move |large| (n, large))) {
        let constant = |seed| whole(n, n, seed).map(D::from_value);
        let a = constant(3) + constant(4) * t + constant(5) * (t * t);
        let unit = 1000 / n;
        let power = |i: usize| if i < large { unit * (n - large) } else { unit * large } as f64 * if i < large { 1.0 } else { -1.0 };
        let scaled = DMatrix::from_fn(n, n, |i, j| a[(i, j)] * D::from_value(power(i).exp2()));
        let own = scaled.map(|x| x.value()).determinant();
        for (what, scaled) in [("rows", scaled.clone()), ("columns", scaled.transpose())] {
            // Where nalgebra's value underflows on the way, that is the value.
            let tolerances = [if own == 0.0 { 1.0 } else { 1e-15 }, 1e-15, 1e-15, 1e-14, 1e-13];
            assert_determinant(determinant(&scaled), determinant(&a), &a, tolerances, format_args!("{large} of {n} {what} scaled"));
        }
    }
}

#[test]
fn determinants_whose_pivots_overflow() {
    scaled_determinants(Dual::<f64>::variable(0.0));
    beyond_first_order!(scaled_determinants);
    let diagonal = |x: [f64; 4]| Matrix4::from_diagonal(&x.map(Dual::variable).into());
    let det = determinant(&diagonal([1e200, 1e200, 1e-300, 1e-300]));
    assert!((det.re - 1e-200).abs() < 1e-214 && (det.derivative() - 2e100).abs() < 1e86, "{det}");
}

/// Rows and columns in other units, as those of a matrix of Vandermonde have, leave the determinant as it is.
fn determinants_in_units<D: Number + DualNum<Primitive = f64>>(t: D) {
    for (n, unit, seed) in (4..=6).flat_map(|n| [5, 20, 60].map(|unit| (n, unit, 3 * n as u32 + unit as u32))) {
        let constant = |seed| whole(n, n, seed).map(D::from_value);
        let a = constant(seed) + constant(seed + 1) * t + constant(seed + 2) * (t * t);
        let power = |i: usize| D::from_value(f64::from(unit * (2 * i as i32 + 1 - n as i32)).exp2());
        let found = determinant(&DMatrix::from_fn(n, n, |i, j| a[(i, j)] * power(i) * power(j)));
        assert_determinant(
            found,
            by_minors(&a, -1.0),
            &a,
            [1e-13, 1e-15, 1e-15, 1e-14, 1e-13],
            format_args!("{n} rows, units of 2^{unit}"),
        );
    }
}

#[test]
fn determinants_of_rows_and_columns_in_other_units() {
    determinants_in_units(Dual::<f64>::variable(0.0));
    beyond_first_order!(determinants_in_units);
    let det = determinant(&Matrix4::from_diagonal(&[1e30, 1e-30, 1e30, 1e-30].map(Dual::<f32>::variable).into()));
    assert!((det.re - 1.0).abs() < 1e-6 && (det.derivative() - 2e30).abs() < 1e24, "{det}"); // a product of 1e60 is infinite
}

#[test]
fn first_derivatives_of_determinants_in_other_units_than_the_values() {
    for (n, seed) in (2..=6).flat_map(|n| (1..=8).map(move |seed| (n, seed))) {
        let (values, slopes) = (whole(n, n, seed), whole(n, n, seed + 100));
        let unit = |i: usize| (-6.0 * i as f64).exp2();
        let a = DMatrix::from_fn(n, n, |i, j| Dual::new(values[(i, j)] * unit(i) * unit(j), [slopes[(i, j)] / unit(i)]));
        assert_determinant(determinant(&a), by_minors(&a, -1.0), &a, [1e-13, 1e-14, 0.0, 0.0, 0.0], format_args!("seed {seed}"));
    }
}

/// Of a small value with a large derivative both are kept, though one of size 1 would have an infinite derivative.
fn diagonal_with_large_derivatives<D: DualNum<Primitive: RealField> + RealField>(x: D) {
    let corners = [Matrix2::new(x, D::zero(), D::zero(), D::one()), Matrix2::new(D::one(), D::zero(), x, x)];
    for (n, corner) in [2, 4].into_iter().flat_map(|n| corners.map(|corner| (n, corner))) {
        let mut a = DMatrix::identity(n, n);
        a.fixed_view_mut::<2, 2>(0, 0).copy_from(&corner);
        assert_eq!(format!("{:e}", determinant(&a)), format!("{x:e}"));
    }
}

#[test]
fn derivatives_of_determinants_do_not_overflow_on_the_way() {
    for (value, slope) in [(-1000, 600), (-600, 500), (-300, 800), (-30, 1000)].map(|(value, slope)| (2f64.powi(value), 2f64.powi(slope))) {
        diagonal_with_large_derivatives(Dual::<f64>::new(value, [slope]));
        diagonal_with_large_derivatives(HyperDual::<f64>::new(value, [slope], [1.0], [[slope]]));
        diagonal_with_large_derivatives(Taylor::<f64, 1>::new(value, [slope]));
    }
    diagonal_with_large_derivatives(Dual::<f32>::new(2f32.powi(-3), [2f32.powi(125)]));
    for (x, n) in [(0.3, 1e300), (3e-5, 1e300), (1.5e-10, 7e290)]
        .into_iter()
        .flat_map(|(x, slope)| (4..7).map(move |n| (Dual::<f64>::new(x, [slope]), n)))
    {
        let (found, expected) = (determinant(&DMatrix::from_diagonal_element(n, n, x)).derivative(), x.powi(n as i32).derivative());
        assert!((found / expected - 1.0).abs() < 1e-14, "{x} on {n} rows: {found:e}, not {expected:e}");
    }
}

/// Of `diag(x, s, s)`, where `s^2` underflows and the derivatives of `x s^2` do not.
fn small_beside_large<D: DualNum<Primitive: RealField> + RealField>(x: D, s: f64) {
    let s = D::literal(s);
    let expected = (x - D::from_value(x.value())) * s * s;
    for places in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let diagonal = places.map(|k| [x, s, s][k]);
        let found = determinant(&Matrix3::from_diagonal(&diagonal.into()));
        assert_eq!(format!("{:e}", found - D::from_value(found.value())), format!("{expected:e}"));
    }
}

#[test]
fn derivatives_of_determinants_do_not_underflow_on_the_way() {
    for s in [2f64.powi(-520), 2f64.powi(-540), 2f64.powi(-600)] {
        small_beside_large(Dual::<f64>::new(2f64.powi(900), [2f64.powi(901)]), s);
        small_beside_large(HyperDual::<f64>::new(2f64.powi(900), [2f64.powi(901)], [2f64.powi(901)], [[2f64.powi(902)]]), s);
        small_beside_large(Taylor::<f64, 2>::new(2f64.powi(900), [2f64.powi(901), 2f64.powi(902)]), s);
    }
    small_beside_large(Dual::<f32>::new(2f32.powi(60), [2f32.powi(61)]), 2f64.powi(-80));
}

/// Of pivots that fall to `p` of the largest entry elimination loses the digits of `1 / p`, and no more: `det L D U = det D` for unit
/// triangular `L` and `U`.
fn graded_determinants<D: Number + DualNum<Primitive = f64>>(t: D) {
    for (n, seed) in (2..=6).flat_map(|n| (1..=8).map(move |seed| (n, seed))) {
        let unit = |seed, lower: bool| {
            let numbers = whole(n, n, seed).map(f64::signum);
            DMatrix::from_fn(n, n, |i, j| if i == j { 1.0 } else { numbers[(i, j)] * f64::from((i > j) == lower) })
        };
        let size = |i: usize| if i == 0 { 1.0 } else { (-4.0 - 3.0 * i as f64).exp2() };
        let pivot = |i: usize| (D::one() + t * D::from_value((i + 1) as f64)) * D::from_value(size(i));
        let diagonal = DMatrix::from_fn(n, n, |i, j| if i == j { pivot(i) } else { D::zero() });
        let a = unit(seed, true).map(D::from_value) * diagonal * unit(seed + 100, false).map(D::from_value);
        let (found, expected) = (determinant(&a), (0..n).fold(D::one(), |product, i| product * pivot(i)));
        let tolerance = 100.0 * f64::EPSILON / size(n - 1);
        let largest = expected.parts().into_iter().fold(0.0, |largest: f64, (_, part)| largest.max(part.abs()));
        for ((order, x), (_, y)) in found.parts().into_iter().zip(expected.parts()) {
            assert!((x - y).abs() <= tolerance * largest, "{n} rows, seed {seed}, order {order}: {x:e} is not {y:e}\n{a:e}");
        }
    }
}

#[test]
fn determinants_of_graded_matrices_keep_the_digits_of_elimination() {
    graded_determinants(Dual::<f64>::variable(0.0));
    beyond_first_order!(graded_determinants);
}

#[test]
fn the_value_of_a_determinant_is_nalgebras() {
    let a = |n: usize| DMatrix::from_fn(n, n, |i, j| ((1 + i * i + 3 * j) as f64).sin() * 10f64.powi(-(i as i32) * 3));
    let others = [DMatrix::zeros(5, 5), DMatrix::from_element(4, 4, 0.1), DMatrix::from_element(4, 4, f64::INFINITY)];
    let zeros_of_both_signs = (0..40).map(|seed| whole(3, 3, seed).map(f64::signum));
    for a in (0..=8).map(a).chain(others).chain(zeros_of_both_signs) {
        let (ours, own) = (determinant(&a.map(|x| Dual::new(x, [1.0]))), a.determinant());
        assert!(ours.re.to_bits() == own.to_bits() || ours.re.is_nan() && own.is_nan(), "{ours} is not {own}:{a}");
    }
}

/// Of derivative `order`, as the page of `exp` has it.
fn exponential_tolerance(order: usize) -> f64 {
    match order {
        0..=6 => 2e-14,
        7..=8 => 7e-14,
        _ => 3e-13,
    }
}

/// `d^k/dt^k e^t = e^t`, between the points of the test below.
#[test]
fn the_exponential_of_one_number() {
    for t in (1..=6000).map(|k| f64::from(k) / 200.0).chain((1..=1000).map(|k| f64::from(k) / 2000.0)) {
        let found = exp(&Matrix1::new(Taylor::<f64, 10>::variable(t)))[0];
        for (order, derivative) in std::iter::once(found.re).chain(found.derivatives()).enumerate() {
            let error = (derivative / t.exp() - 1.0).abs();
            assert!(error <= exponential_tolerance(order), "t = {t}, order {order}: off by {error:e}");
        }
    }
}

/// `d^k/dt^k exp(t B) = B^k exp(t B)`, for `|t B|` on both sides of where nalgebra takes another approximant.
#[test]
fn exponentials_have_the_derivatives_of_every_order() {
    type D = Taylor<f64, 10>;
    for n in 1..=4 {
        for seed in 1..=3 {
            let b = whole(n, n, seed) + DMatrix::from_element(n, n, 0.5);
            let norm = b.column_iter().map(|column| column.lp_norm(1)).fold(0.0, f64::max);
            for size in [0.0, 1e-3, 0.0149, 0.0151, 0.25, 0.94, 1.999, 2.001, 3.9, 30.0] {
                let t = D::variable(size / norm);
                let found = exp(&b.map(|x| t * x));
                let mut expected = (&b * t.re).exp();
                for order in 0..=10 {
                    let derivative = found.map(|x| if order == 0 { x.re } else { x.derivatives()[order - 1] });
                    let error = (derivative - &expected).amax();
                    let largest = norm.powi(order as i32) * (&b * t.re).exp().amax();
                    let tolerance = exponential_tolerance(order);
                    assert!(error <= tolerance * largest, "{n} rows, |t B| = {size}, order {order}: off by {:e}", error / largest);
                    expected = &b * expected;
                }
            }
        }
    }
}

/// Rows in other units, with columns in their inverse ones, leave the exponential as it is, in these units; so it is for triangular matrices.
fn exponentials_in_units<D: Number + DualNum<Primitive = f64>>(t: D) {
    let units = [5, 20, 60, -5, -20, -60];
    for (n, unit, last) in (2..=5).flat_map(|n| units.map(|unit| (n, unit))).flat_map(|(n, unit)| [0, n].map(|last| (n, unit, last))) {
        let constant = |seed| whole(n, n, seed).map(D::from_value);
        let a = constant(6) + constant(7) * t + constant(8) * (t * t);
        let a = DMatrix::from_fn(n, n, |i, j| if i > j + last { D::zero() } else { a[(i, j)] });
        let power = |i: usize, j: usize| D::from_value(f64::from(unit * (j as i32 - i as i32)).exp2());
        let found = exp(&DMatrix::from_fn(n, n, |i, j| a[(i, j)] * power(i, j)));
        let found = DMatrix::from_fn(n, n, |i, j| found[(i, j)] * power(j, i));
        product(&[&found]).assert_is(&format!("units of 2^{unit}"), &exp(&a), [1e-13; 4]);
    }
}

/// Of a chain, large entries beside the diagonal, which change the diagonal of the exponential by nothing.
fn exponential_of_a_chain<D: Number + DualNum<Primitive = f64>>(t: D) {
    let own = t - D::literal(0.7);
    for (n, link) in [5, 15, 25].into_iter().flat_map(|n| [2f64.powi(10), 2f64.powi(30)].map(|link| (n, link))) {
        let chain = DMatrix::from_fn(n, n, |i, j| if i == j { own } else { D::literal(if i == j + 1 { link } else { 0.0 }) });
        let expected = DMatrix::from_diagonal_element(n, n, exp(&Matrix1::new(own))[0]);
        for found in [exp(&chain), exp(&chain.transpose())] {
            product(&[&DMatrix::from_diagonal(&found.diagonal())]).assert_is(&format!("{n} rows, links of {link}"), &expected, [1e-14; 4]);
        }
    }
}

#[test]
fn exponentials_of_chains() {
    exponential_of_a_chain(Dual::<f64>::variable(0.0));
    exponential_of_a_chain(Taylor::<f64, 3>::variable(0.0));
}

#[test]
fn exponentials_of_rows_and_columns_in_other_units() {
    exponentials_in_units(Dual::<f64>::variable(0.0));
    exponentials_in_units(HyperDual::<f64>::variable(0.0));
    exponentials_in_units(Dual::variable(HyperDual::<f64>::variable(0.0)));
    exponentials_in_units(Taylor::<f64, 3>::variable(0.0));
    // A screw: a turn by 0.7 and a shift that is large in its unit.
    let screw = Matrix4::new(0.0, -0.7, 0.0, 1e9, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    let turn = exp(&screw.map(|x| Dual::<f64>::new(x, [x]))).fixed_view::<2, 1>(0, 0).map(|x| (x.re, x.derivative()));
    for ((value, slope), (x, y)) in turn.iter().zip([(0.7f64.cos(), -0.7 * 0.7f64.sin()), (0.7f64.sin(), 0.7 * 0.7f64.cos())]) {
        assert!((value - x).abs() < 1e-15 && (slope - y).abs() < 1e-15, "{value}, {slope}");
    }
}

/// The coefficients of `exp(A + t E)` are the first row of blocks of the exponential of the matrix of blocks `A`, and `E` beside them.
#[test]
fn exponentials_along_other_directions() {
    const K: usize = 3;
    for (n, seed) in (2..=4).flat_map(|n| (0..100).map(move |seed| (n, 10 * seed))) {
        let uneven = |seed| whole(n, n, seed).zip_map(&whole(n, n, seed + 1), |x, power| x * (2.0 * power).exp2() / 16.0);
        let (a, e) = (uneven(seed), uneven(seed + 2));
        let found = exp(&a.zip_map(&e, |a, e| Taylor::<f64, K>::new(a, [e, 0.0, 0.0])));
        let mut blocks = DMatrix::zeros((K + 1) * n, (K + 1) * n);
        for k in 0..=K {
            blocks.view_mut((k * n, k * n), (n, n)).copy_from(&a);
            if k < K {
                blocks.view_mut((k * n, (k + 1) * n), (n, n)).copy_from(&e);
            }
        }
        let expected = exp(&blocks);
        for k in 0..=K {
            let expected = expected.view((0, k * n), (n, n)).into_owned();
            let error = (found.map(|x| if k == 0 { x.re } else { x.coefficients[k - 1] }) - &expected).amax();
            assert!(error <= 1e-13 * expected.amax(), "{n} rows, seed {seed}, coefficient {k}: off by {:e}", error / expected.amax());
        }
    }
}

#[test]
fn exponentials_of_what_is_not_finite_or_large() {
    for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
        let y = exp(&Matrix2::new(x, 1.0, 0.0, -1.0).map(Dual::<f64>::constant))[(0, 0)].re;
        assert!(!y.is_finite(), "{x}: {y}");
    }
    assert_eq!(exp(&DMatrix::<Dual<f64>>::zeros(0, 0)).len(), 0);
}

#[test]
fn a_determinant_of_the_largest_entries() {
    let a = Matrix2::new(f64::MAX, f64::MAX, -f64::MAX, f64::MAX);
    assert_eq!(determinant(&a.map(Dual::variable)).re.to_bits(), a.determinant().to_bits());
}

#[test]
fn a_determinant_that_overflows() {
    let a = Matrix2::from_diagonal_element(Dual::<f64>::constant(1e200));
    assert_eq!((determinant(&a).re, determinant(&-a).re), (f64::INFINITY, f64::INFINITY));
}

#[test]
fn over_f32() {
    let t = HyperDual::<f32>::variable(0.0);
    assert_eq!(determinant(&Matrix4::from_diagonal_element(t)).eps12, [[0.0]]);
    let a = SMatrix::<_, 4, 4>::from_fn(|i, j| if i == j && i < 2 { t + 1.0 } else { t * (1 + i * j) as f32 });
    assert_eq!(determinant(&a).eps12, [[2.0 * (5.0 * 10.0 - 7.0 * 7.0)]]);
    let turn = exp(&Matrix3::new(t * 0.0, -t, t * 0.0, t, t * 0.0, t * 0.0, t * 0.0, t * 0.0, t * 0.0));
    assert_eq!(turn.map(|x| x.eps12[0][0]), Matrix3::from_diagonal(&[-1.0, -1.0, 0.0].into()));
}

#[test]
#[should_panic(expected = "a matrix of 2 rows and 3 columns is not square")]
fn a_determinant_is_that_of_a_square_matrix() {
    determinant(&DMatrix::<Dual<f64>>::zeros(2, 3));
}

#[test]
#[should_panic(expected = "a matrix of 3 rows and 2 columns is not square")]
fn eigenvalues_are_those_of_a_square_matrix() {
    let _ = symmetric_eigen(&DMatrix::<Dual<f64>>::zeros(3, 2));
}

#[test]
#[should_panic(expected = "a matrix of 1 row and 2 columns is not square")]
fn an_exponential_is_that_of_a_square_matrix() {
    let _ = exp(&DMatrix::<Dual<f64>>::zeros(1, 2));
}
