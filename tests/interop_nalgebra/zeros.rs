//! Zeros: algorithms that skip on zero keep the derivative, algorithms that guard a division by it behave as documented, and
//! where eigenvalues coincide or a matrix has fallen apart the documented answer is given.

use dual_numbers::interop::nalgebra::{MatrixParts, symmetric_eigen};
use dual_numbers::{Dual, DualNum, HyperDual, Taylor};
use nalgebra::{DMatrix, Matrix2, Matrix3, Rotation3, RowVector3, Vector2, Vector3};
use num_traits::{Float, One, Zero};

use crate::numbers::{Number, beyond_first_order};

/// 0 + 1 e: zero in value, not in its derivative.
fn small() -> Dual<f64> {
    Dual::variable(0.0)
}

#[test]
fn a_zero_with_a_derivative_is_not_zero() {
    assert!(!small().is_zero() && small() == Dual::zero());
    assert!(!(small() + 1.0).is_one() && small() + 1.0 == Dual::one());
    let nested = Dual::variable(Dual::<f64>::constant(0.0));
    assert!(!nested.is_zero());
    assert!(!Zero::is_zero(&Matrix2::from_element(small())));
}

#[test]
fn products_that_skip_zeros_keep_the_derivative() {
    // gemv and ger skip a column whose factor is zero.
    let a = Matrix2::new(1.0, 2.0, 3.0, 4.0);
    let x = Vector2::new(small(), Dual::zero());
    assert_eq!((a.cast::<Dual<f64>>() * x).parts().derivative(), Vector2::new(1.0, 3.0));
    let mut outer = Matrix2::<Dual<f64>>::zeros();
    outer.ger(Dual::one(), &x, &Vector2::new(Dual::one(), Dual::one()), Dual::one());
    assert_eq!(outer.parts().derivative(), Matrix2::new(1.0, 1.0, 0.0, 0.0));
    // LU keeps the multiplier of a row that is zero below the pivot.
    let lu = Matrix2::new(Dual::one(), Dual::one(), small(), Dual::one()).lu();
    assert_eq!((lu.l() * lu.u()).parts().derivative(), Matrix2::new(0.0, 0.0, 1.0, 0.0));
    // A Householder reflection of a column that is zero below the diagonal.
    let qr = Matrix3::new(Dual::one(), small(), small(), small(), Dual::one(), small(), small() * 2.0, small(), Dual::one()).qr();
    assert_eq!((qr.q() * qr.r()).parts().derivative(), Matrix3::new(0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 2.0, 1.0, 0.0));
}

#[test]
fn a_singular_matrix_passes_the_guard_if_its_determinant_has_a_derivative() {
    let one = Dual::one();
    assert!(Matrix2::new(one, one, one, one).try_inverse().is_none());
    // On f64 this is `None` too. Here `is_zero` is false and the division happens: infinities, never a finite wrong number.
    let inverse = Matrix2::new(one + small(), one, one, one).try_inverse().expect("the guard sees the derivative");
    assert!(inverse.iter().all(|x| !x.re.is_finite() && !x.derivative().is_finite()));
}

#[test]
fn eigenvalues_of_a_matrix_that_is_diagonal_in_value() {
    // nalgebra stops where off-diagonal *values* vanish; first derivatives of the eigenvalues are right all the same.
    let a = Matrix3::new(1.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 4.0).cast::<Dual<f64>>();
    let e = Matrix3::new(0.5, 1.0, 2.0, 1.0, -1.0, 3.0, 2.0, 3.0, 7.0).map(|x| small() * x);
    let values = (a + e).symmetric_eigenvalues();
    assert_eq!(values.map(|x| x.derivative()).as_slice(), [0.5, -1.0, 7.0]);
    // Second derivatives are not, `(-2, 2)`: nalgebra drops them; `symmetric_eigen` of ours has them.
    let t = HyperDual::<f64>::variable(0.0);
    let one = HyperDual::one();
    let second = Matrix2::new(one, t, t, one * 2.0).symmetric_eigenvalues();
    assert_eq!(second.map(|x| x.eps12[0][0]), Vector2::new(0.0, 0.0));
}

/// The derivatives that the product of the factors has not.
fn missing(a: &DMatrix<Dual<f64>>, product: DMatrix<Dual<f64>>) -> DMatrix<f64> {
    (a - product).parts().derivative()
}

#[test]
fn forms_drop_the_derivatives_of_a_column_that_is_zero() {
    let a = Matrix3::new(1.0, 0.0, 0.0, 0.0, 2.0, 3.0, 0.0, 4.0, 5.0).cast::<Dual<f64>>();
    let at = |entries: &[(usize, usize)]| {
        let mut a = a;
        entries.iter().for_each(|&at| a[at] = small() * (at.0 + at.1) as f64);
        DMatrix::from_iterator(3, 3, a.iter().copied())
    };
    let below = at(&[(1, 0), (2, 0)]);
    let (q, h) = below.clone().hessenberg().unpack();
    assert_eq!(missing(&below, &q * h * q.transpose()).column(0), Vector3::new(0.0, 1.0, 2.0));
    let whole = at(&[(0, 0), (1, 0), (2, 0)]);
    let (u, d, v) = whole.clone().bidiagonalize().unpack();
    assert_eq!(missing(&whole, u * d * v).column(0), Vector3::new(0.0, 1.0, 2.0));
    let (q, r) = whole.clone().qr().unpack();
    assert_eq!(missing(&whole, q * r).column(0), Vector3::new(0.0, 1.0, 2.0));
    let row = at(&[(1, 0), (2, 0)]).transpose();
    let (u, d, v) = row.clone().bidiagonalize().unpack();
    assert_eq!(missing(&row, u * d * v).row(0), RowVector3::new(0.0, 1.0, 2.0));
}

/// diag(1, ..., n), and `t` everywhere else.
fn diagonal_in_value<D: Number>(n: usize, t: D) -> DMatrix<D> {
    DMatrix::from_fn(n, n, |i, j| if i == j { D::from_subset(&(i as f64 + 1.0)) } else { t })
}

fn singular_values<D: Number + DualNum<Primitive = f64>>(t: D) {
    for n in 2..=4 {
        let a = diagonal_in_value(n, t);
        // The singular values, as the roots of the eigenvalues of A'A, are the eigenvalues of A: d_i + sum_j t^2 / (d_i - d_j) + ...
        let values = symmetric_eigen(&(a.transpose() * &a)).expect("distinct").eigenvalues.map(|x| Float::sqrt(x));
        let eigenvalues = symmetric_eigen(&a).expect("distinct").eigenvalues;
        for (i, (x, y)) in values.iter().zip(&eigenvalues).enumerate() {
            let second = (0..n).filter(|&j| j != i).map(|j| 1.0 / (i as f64 - j as f64)).sum::<f64>();
            let expected = t * t * D::from_value(second) + D::from_value(i as f64 + 1.0);
            let order = |x: D| x.parts().into_iter().filter(|(order, _)| *order <= 2).collect::<Vec<_>>();
            assert!(
                order(*x - expected).into_iter().chain(order(*y - expected)).all(|(_, part)| part.abs() < 1e-14),
                "{x} and {y} are not {expected}"
            );
        }
    }
}

#[test]
fn singular_values_where_a_matrix_is_diagonal() {
    beyond_first_order!(singular_values);
}

#[test]
fn a_matrix_that_is_not_definite_passes_the_guard() {
    let a = |derivative: f64| Matrix2::from_fn(|i, j| Dual::new(1.0, [if i + j == 2 { derivative } else { 0.0 }]));
    assert!(a(0.0).cholesky().is_none());
    for derivative in [1.0, -1.0] {
        assert_eq!(a(derivative).cholesky().expect("is_zero is false").l()[(1, 1)].derivative(), derivative * f64::INFINITY);
    }
}

#[test]
fn near_eigenvalues_leave_the_eigenvectors_orthogonal() {
    for (k, gap) in [1e-3, 1e-6, 1e-9, 1e-12].into_iter().enumerate() {
        let turn = Rotation3::from_euler_angles(0.3 + k as f64, -0.5, 0.8).into_inner();
        let a = turn * Matrix3::from_diagonal(&Vector3::new(1.0, 1.0 + gap, 3.0)) * turn.transpose();
        let a = (a + a.transpose()) * 0.5;
        let da = Matrix3::new(0.5, 1.0, 2.0, 1.0, -1.0, 3.0, 2.0, 3.0, 7.0);
        let eigen = symmetric_eigen(&(a.cast() + da.map(|d| small() * d))).unwrap();
        let v = eigen.eigenvectors;
        let (product, rebuilt) = ((v.transpose() * v).parts(), (v * Matrix3::from_diagonal(&eigen.eigenvalues) * v.transpose()).parts());
        let off = |found: Matrix3<f64>, expected: Matrix3<f64>| (found - expected).abs().max();
        assert!(off(product.re, Matrix3::identity()) < 1e-14 && off(rebuilt.re, a) < 2e-14, "gap {gap}: {v}");
        // An eigenvector turns by about 1/gap times the change of the matrix, and so does an error of rounding.
        let rounding = 100.0 * f64::EPSILON / gap;
        assert!(off(product.eps[0], Matrix3::zeros()) < rounding && off(rebuilt.eps[0], da) < rounding, "gap {gap}: {v}");
    }
}

#[test]
fn eigenvalues_have_derivatives_of_every_order_that_is_stated() {
    // [[1, t], [t, 2]]: (3 -+ sqrt(1 + 4 t^2)) / 2
    let (t, one) = (Taylor::<f64, 31>::variable(0.0), Taylor::constant(1.0));
    let eigen = symmetric_eigen(&Matrix2::new(one, t, t, one * 2.0)).unwrap();
    let root = (t * t * 4.0 + 1.0).sqrt();
    for (found, expected) in eigen.eigenvalues.iter().zip([(-root + 3.0) / 2.0, (root + 3.0) / 2.0]) {
        for (k, (a, b)) in found.coefficients.iter().zip(&expected.coefficients).enumerate() {
            assert!((a - b).abs() <= 1e-14 * b.abs(), "order {}: {a} is not {b}", k + 1);
        }
    }
}

#[test]
fn eigenvalues_coincide_relative_to_the_largest() {
    let diagonal = |scale: f64, gap: f64| {
        let at = |x: f64| Dual::<f64>::constant(x * scale);
        symmetric_eigen(&Matrix2::from_diagonal(&Vector2::new(at(1.0), at(1.0 + gap))))
    };
    for scale in [1e-30, 1.0, 1e30, -1.0] {
        assert!(diagonal(scale, 1e-3).is_ok(), "{scale:e}");
        assert!(diagonal(scale, f64::EPSILON).is_err(), "{scale:e}");
    }
}

/// `t` times a symmetric matrix at `t = 0`: all eigenvalues coincide, whatever they are beside it.
fn nothing_but_derivatives<D: Number + DualNum<Primitive = f64>>(t: D) {
    for n in 1..=5 {
        let a = DMatrix::from_fn(n, n, |i, j| t * D::from_value((1 + i * j + i + j) as f64));
        match symmetric_eigen(&a) {
            Ok(eigen) => assert!(n == 1 && eigen.eigenvalues[0].parts() == t.parts(), "{}", eigen.eigenvalues),
            Err(error) => assert_eq!((n > 1, error.indices, error.values), (true, [0, 1], [0.0; 2])),
        }
    }
}

#[test]
fn eigenvalues_of_a_matrix_that_is_zero() {
    nothing_but_derivatives(Dual::<f64>::variable(0.0));
    beyond_first_order!(nothing_but_derivatives);
}

#[test]
fn repeated_eigenvalues_are_an_error() {
    // Turned out of its axes, diag(1, 1, 3) repeats an eigenvalue up to rounding, and no entry is zero.
    let turn = Rotation3::from_euler_angles(0.3, -0.5, 0.8).into_inner();
    let a = turn * Matrix3::from_diagonal(&Vector3::new(1.0, 1.0, 3.0)) * turn.transpose();
    let da = Matrix3::new(0.5, 1.0, 2.0, 1.0, -1.0, 3.0, 2.0, 3.0, 7.0);
    let error = symmetric_eigen(&(a.cast() + da.map(|d| small() * d))).unwrap_err();
    assert!(error.values.iter().all(|value| (value - 1.0).abs() < 1e-14), "{error}");
    // nalgebra's own have the right sum alone.
    let values = (a.cast() + da.map(|d| small() * d)).symmetric_eigenvalues();
    assert!((values.sum().derivative() - da.trace()).abs() < 1e-13);
}
