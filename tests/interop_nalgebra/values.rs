//! The values of decompositions are those on `f64`, also where they are zero and derivatives are not: in columns, in rows, outside of a
//! diagonal, outside of blocks.

use dual_numbers::{Dual, DualNum, HyperDual, Taylor};
use nalgebra::{DMatrix, Dyn, Matrix3, Matrix4, OMatrix, Quaternion, UnitQuaternion, Vector3};

use crate::numbers::{Number, beyond_first_order};

/// Iterations after which a decomposition is given up.
const ENOUGH: usize = 300;

/// Values with zeros, of a size.
fn with_zeros(n: usize) -> impl Iterator<Item = DMatrix<f64>> {
    let entry = |i: usize, j: usize| (1 + i * i + j) as f64;
    let patterns: [fn(usize, usize) -> bool; 10] = [
        |i, j| i == j,
        |i, j| i / 2 == j / 2,
        |i, j| i % 2 == j % 2,
        |_, j| j > 0,
        |i, _| i > 0,
        |i, j| i >= j,
        |i, j| i <= j,
        |i, j| i == j && i > 0,
        |i, j| i < 2 && j < 2,
        |i, j| i.abs_diff(j) == 1,
    ];
    let identity = DMatrix::identity(n, n);
    patterns.into_iter().map(move |keeps| DMatrix::from_fn(n, n, |i, j| if keeps(i, j) { entry(i, j) } else { 0.0 })).chain([identity])
}

/// The values of what the decompositions give, with names.
fn decompositions<D: Number + DualNum<Primitive = f64>>(a: DMatrix<D>) -> Vec<(&'static str, Option<Vec<f64>>)> {
    fn values<D: DualNum<Primitive = f64>>(matrices: &[&DMatrix<D>]) -> Vec<f64> {
        matrices.iter().flat_map(|a| a.iter()).map(|x| x.value()).collect()
    }
    let column = |x: &nalgebra::DVector<D>| OMatrix::<D, Dyn, Dyn>::from_column_slice(x.len(), 1, x.as_slice());
    let epsilon = D::from_value(f64::EPSILON);
    let symmetric = &a + a.transpose();
    let svd = a.clone().try_svd_unordered(true, true, epsilon * D::from_value(5.0), ENOUGH);
    let (hessenberg, bidiagonal, qr, pivoted) =
        (a.clone().hessenberg().unpack(), a.clone().bidiagonalize().unpack(), a.clone().qr().unpack(), a.clone().col_piv_qr());
    vec![
        ("hessenberg", Some(values(&[&hessenberg.0, &hessenberg.1]))),
        ("bidiagonal", Some(values(&[&bidiagonal.0, &bidiagonal.1, &bidiagonal.2]))),
        ("qr", Some(values(&[&qr.0, &qr.1]))),
        ("col_piv_qr", Some(values(&[&pivoted.q(), &pivoted.r()]))),
        ("schur", a.clone().try_schur(epsilon, ENOUGH).map(|schur| schur.unpack()).map(|(q, t)| values(&[&q, &t]))),
        (
            "symmetric_eigen",
            symmetric.try_symmetric_eigen(epsilon, ENOUGH).map(|eigen| values(&[&eigen.eigenvectors, &column(&eigen.eigenvalues)])),
        ),
        ("rank", svd.as_ref().map(|svd| vec![svd.rank(D::from_value(1e-9)) as f64])),
        ("pseudo_inverse", svd.clone().map(|svd| values(&[&svd.pseudo_inverse(D::from_value(1e-9)).expect("both sides")]))),
        ("svd", svd.map(|svd| values(&[&column(&svd.singular_values), &svd.u.expect("asked for"), &svd.v_t.expect("asked for")]))),
    ]
}

fn agree<D: Number + DualNum<Primitive = f64>>(t: D) {
    for n in 2..=5 {
        for (k, values) in with_zeros(n).enumerate() {
            let on_f64 = decompositions(values.clone());
            let own_directions = DMatrix::from_fn(n, n, |i, j| D::from_value(values[(i, j)]) + t * D::from_value((1 + 3 * i + j) as f64));
            let one_direction = values.map(|x| if x == 0.0 { t } else { D::from_value(x) });
            for a in [own_directions, one_direction] {
                for ((name, found), (_, expected)) in decompositions(a).into_iter().zip(&on_f64) {
                    assert!(
                        found == *expected && found.is_some(),
                        "{name} of {n} rows, pattern {k}: {found:?} is not {expected:?}\n{values}"
                    );
                }
            }
        }
    }
    let a = Matrix3::from_fn(|i, j| if i == j { D::from_value((i + 1) as f64) } else { t });
    assert_eq!(a.symmetric_eigen().eigenvalues.map(|x| x.value()), Vector3::new(1.0, 2.0, 3.0));
    assert_eq!(
        Matrix4::from_fn(|i, j| if i == j { D::one() } else { t }).singular_values().map(|x| x.value()),
        nalgebra::Vector4::repeat(1.0)
    );
    let turn = |x: f64| UnitQuaternion::new_unchecked(Quaternion::new(D::one(), t * D::from_value(x), t, t));
    let on_f64 = UnitQuaternion::mean_of([UnitQuaternion::<f64>::identity(); 2]).coords;
    assert_eq!(UnitQuaternion::mean_of([turn(1.0), turn(2.0)]).coords.map(|x| x.value()), on_f64);
}

#[test]
fn first_order() {
    agree(Dual::<f64>::variable(0.0));
}

#[test]
fn higher_orders() {
    beyond_first_order!(agree);
}

/// Only a matrix that is zero throughout its values is divided by its largest entry, which `f64` is not.
#[test]
fn a_matrix_that_is_zero() {
    let a = DMatrix::from_element(3, 3, Dual::<f64>::variable(0.0));
    assert!(
        a.clone().try_svd_unordered(true, true, f64::EPSILON.into(), ENOUGH).is_none(),
        "nalgebra has mended `svd`; the documentation names it"
    );
    assert!(a.try_schur(f64::EPSILON.into(), ENOUGH).is_none(), "nalgebra has mended `schur`; the documentation names it");
}
