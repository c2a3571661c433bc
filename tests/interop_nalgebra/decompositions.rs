//! Decompositions: multiplied together again they give the matrix, in every part of every number.

use dual_numbers::{Dual, DualNum, HyperDual, Taylor};
use nalgebra::{DMatrix, Dyn, SymmetricEigen};

use crate::numbers::{DIRECT, ITERATED, Number, REFINED, Tolerance, product, random};

/// A number of each kind, at the point t = 0.3, nested ones included.
macro_rules! for_every_number {
    ($($test:ident)*) => { $(
        mod $test {
            use super::*;
            #[test]
            fn dual() {
                super::$test(Dual::variable(0.3));
            }
            #[test]
            fn taylor() {
                super::$test(Taylor::<f64, 3>::variable(0.3));
            }
            #[test]
            fn nested_to_third_order() {
                super::$test(Dual::variable(HyperDual::<f64>::variable(0.3)));
            }
        }
    )* };
}

for_every_number! { lu full_piv_lu cholesky qr col_piv_qr hessenberg bidiagonal udu inverse determinant solve symmetric_eigen refined_symmetric_eigen svd schur exponential power }

fn sizes() -> impl Iterator<Item = usize> {
    1..=8
}

/// A matrix of the given size whose entries are quadratic polynomials in `t`, well away from symmetry and singularity.
fn matrix<D: Number>(n: usize, t: D) -> DMatrix<D> {
    let mut random = random(12345);
    let mut next = || D::from_subset(&random());
    DMatrix::from_fn(n, n, |i, j| next() + next() * t + next() * t * t + if i == j { D::from_subset(&3.0) } else { D::zero() })
}

fn symmetric<D: Number>(n: usize, t: D) -> DMatrix<D> {
    let a = matrix(n, t);
    &a + a.transpose() + DMatrix::from_fn(n, n, |i, j| if i == j { D::from_subset(&(2.0 * i as f64)) } else { D::zero() })
}

fn positive<D: Number>(n: usize, t: D) -> DMatrix<D> {
    let a = matrix(n, t);
    a.transpose() * &a
}

#[track_caller]
fn assert_orthogonal<D: Number>(what: &str, q: &DMatrix<D>, tolerance: Tolerance) {
    product(&[&q.transpose(), q]).assert_is_identity(what, tolerance);
}

fn one_by_one<D: Number>(x: D) -> DMatrix<D> {
    DMatrix::from_element(1, 1, x)
}

fn lu<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let lu = a.clone().lu();
        let mut permuted = a;
        lu.p().permute_rows(&mut permuted);
        product(&[&lu.l(), &lu.u()]).assert_is("L U", &permuted, DIRECT);
    }
}

fn full_piv_lu<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let lu = a.clone().full_piv_lu();
        let mut permuted = a;
        lu.p().permute_rows(&mut permuted);
        lu.q().permute_columns(&mut permuted);
        product(&[&lu.l(), &lu.u()]).assert_is("L U", &permuted, DIRECT);
    }
}

fn cholesky<D: Number>(t: D) {
    for n in sizes() {
        let a = positive(n, t);
        let l = a.clone().cholesky().expect("positive definite").l();
        product(&[&l, &l.transpose()]).assert_is("L L'", &a, DIRECT);
    }
}

fn udu<D: Number>(t: D) {
    for n in sizes() {
        let a = positive(n, t);
        let udu = a.clone().udu().expect("positive definite");
        product(&[&udu.u, &udu.d_matrix(), &udu.u.transpose()]).assert_is("U D U'", &a, DIRECT);
    }
}

fn qr<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let (q, r) = a.clone().qr().unpack();
        product(&[&q, &r]).assert_is("Q R", &a, DIRECT);
        assert_orthogonal("Q' Q", &q, DIRECT);
    }
}

fn col_piv_qr<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let (q, r, p) = a.clone().col_piv_qr().unpack();
        let mut permuted = a;
        p.permute_columns(&mut permuted);
        product(&[&q, &r]).assert_is("Q R", &permuted, DIRECT);
        assert_orthogonal("Q' Q", &q, DIRECT);
    }
}

fn hessenberg<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let (q, h) = a.clone().hessenberg().unpack();
        product(&[&q, &h, &q.transpose()]).assert_is("Q H Q'", &a, DIRECT);
        assert_orthogonal("Q' Q", &q, DIRECT);
    }
}

fn bidiagonal<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let (u, d, v) = a.clone().bidiagonalize().unpack();
        product(&[&u, &d, &v]).assert_is("U D V'", &a, DIRECT);
        assert_orthogonal("U' U", &u, DIRECT);
        assert_orthogonal("V' V", &v.transpose(), DIRECT);
    }
}

fn inverse<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let inverse = a.clone().try_inverse().expect("regular");
        product(&[&a, &inverse]).assert_is_identity("A A^-1", DIRECT);
        let determinants = [one_by_one(a.determinant()), one_by_one(inverse.determinant())];
        product(&[&determinants[0], &determinants[1]]).assert_is_identity("det A det A^-1", DIRECT);
    }
}

fn determinant<D: Number + DualNum<Primitive = f64>>(t: D) {
    for n in sizes().chain([20]) {
        let a = matrix(n, t);
        let ours = one_by_one(dual_numbers::interop::nalgebra::determinant(&a));
        product(&[&ours]).assert_is("det A", &one_by_one(a.determinant()), DIRECT);
    }
}

fn solve<D: Number>(t: D) {
    for n in sizes() {
        let (a, b) = (matrix(n, t), DMatrix::from_fn(n, 2, |i, j| t * D::from_subset(&((i + j) as f64)) + D::one()));
        product(&[&a, &a.clone().lu().solve(&b).expect("regular")]).assert_is("A x by LU", &b, DIRECT);
        product(&[&a, &a.clone().full_piv_lu().solve(&b).expect("regular")]).assert_is("A x by full LU", &b, DIRECT);
        product(&[&a, &a.clone().qr().solve(&b).expect("regular")]).assert_is("A x by QR", &b, DIRECT);
        let p = positive(n, t);
        product(&[&p, &p.clone().cholesky().expect("positive definite").solve(&b)]).assert_is("A x by Cholesky", &b, DIRECT);
        let l = a.lower_triangle();
        product(&[&l, &l.solve_lower_triangular(&b).expect("regular")]).assert_is("L x", &b, DIRECT);
    }
}

fn symmetric_eigen<D: Number>(t: D) {
    for n in sizes() {
        let a = symmetric(n, t);
        let eigen = a.clone().symmetric_eigen();
        let v = &eigen.eigenvectors;
        assert_orthogonal("V' V", v, ITERATED);
        product(&[v, &DMatrix::from_diagonal(&eigen.eigenvalues), &v.transpose()]).assert_is("V L V'", &a, ITERATED);
        let values = a.symmetric_eigenvalues();
        let sum = one_by_one(values.sum());
        product(&[&sum]).assert_is("sum of the eigenvalues", &one_by_one(a.trace()), ITERATED);
    }
}

fn refined_symmetric_eigen<D: Number + DualNum<Primitive = f64>>(t: D) {
    for n in sizes() {
        let a = symmetric(n, t);
        let eigen = dual_numbers::interop::nalgebra::symmetric_eigen(&a).expect("distinct eigenvalues");
        let v = &eigen.eigenvectors;
        assert_orthogonal("V' V", v, REFINED);
        product(&[v, &DMatrix::from_diagonal(&eigen.eigenvalues), &v.transpose()]).assert_is("V L V'", &a, REFINED);
        // The upper triangle is not read.
        let lower = DMatrix::from_fn(n, n, |i, j| if i < j { D::nan() } else { a[(i, j)] });
        let from_lower = dual_numbers::interop::nalgebra::symmetric_eigen(&lower).expect("distinct eigenvalues");
        let parts =
            |eigen: &SymmetricEigen<D, Dyn>| eigen.eigenvectors.iter().chain(&eigen.eigenvalues).map(|x| x.parts()).collect::<Vec<_>>();
        assert_eq!(parts(&from_lower), parts(&eigen));
        // Off-diagonal entries that are zero in their values, at t = 0.3.
        let t = t - D::from_value(0.3);
        let a =
            DMatrix::from_fn(n, n, |i, j| t * D::from_value((i + j + 1) as f64) + D::from_value(if i == j { (i + 1) as f64 } else { 0.0 }));
        let eigen = dual_numbers::interop::nalgebra::symmetric_eigen(&a).expect("distinct eigenvalues");
        let v = &eigen.eigenvectors;
        assert_orthogonal("V' V", v, REFINED);
        product(&[v, &DMatrix::from_diagonal(&eigen.eigenvalues), &v.transpose()]).assert_is("V L V'", &a, REFINED);
    }
}

/// To order 31; the series converge up to |t| = 1/2, so their coefficients grow as 2^k.
#[test]
fn eigenvectors_of_the_highest_order() {
    let t = Taylor::<f64, 31>::variable(0.0);
    let a = DMatrix::from_row_slice(2, 2, &[Taylor::constant(1.0), t, t, Taylor::constant(2.0)]);
    let eigen = dual_numbers::interop::nalgebra::symmetric_eigen(&a).expect("distinct eigenvalues");
    let v = &eigen.eigenvectors;
    let errors = [v.transpose() * v - DMatrix::identity(2, 2), &a * v - v * DMatrix::from_diagonal(&eigen.eigenvalues)];
    for (k, error) in errors.iter().flatten().flat_map(|entry| entry.coefficients.into_iter().enumerate()) {
        assert!(error.abs() <= 1e-14 * 2f64.powi(k as i32), "coefficient {}: {error:e}", k + 1);
    }
}

fn svd<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let svd = a.clone().svd(true, true);
        let (u, v) = (svd.u.as_ref().unwrap(), svd.v_t.as_ref().unwrap());
        assert_orthogonal("U' U", u, ITERATED);
        assert_orthogonal("V' V", &v.transpose(), ITERATED);
        product(&[u, &DMatrix::from_diagonal(&svd.singular_values), v]).assert_is("U S V'", &a, ITERATED);
    }
}

fn schur<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        let (q, u) = a.clone().schur().unpack();
        assert_orthogonal("Q' Q", &q, ITERATED);
        product(&[&q, &u, &q.transpose()]).assert_is("Q U Q'", &a, ITERATED);
    }
}

fn exponential<D: Number>(t: D) {
    for n in sizes() {
        for scale in [0.01, 0.2, 1.0] {
            let a = matrix(n, t) * D::from_subset(&scale);
            product(&[&a.exp(), &(-&a).exp()]).assert_is_identity("exp(A) exp(-A)", DIRECT);
        }
    }
}

fn power<D: Number>(t: D) {
    for n in sizes() {
        let a = matrix(n, t);
        product(&[&a, &a, &a, &a, &a]).assert_is("A^5", &a.pow(5), DIRECT);
        product(&[&a.pow(0)]).assert_is_identity("A^0", DIRECT);
    }
}
