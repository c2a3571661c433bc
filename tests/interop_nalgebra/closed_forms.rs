//! Derivatives through nalgebra against closed forms: determinant, inverse, eigenvalues, exponential, norms, rotations, drivers.

use dual_numbers::interop::nalgebra::{
    self as ad, MatrixParts, directional_derivative, gradient, gradient_by_blocks, hessian, hessian_by_blocks, hessian_vector_product,
    implicit_derivative_by_blocks, jacobian, jacobian_by_blocks, jacobian_vector_product,
};
use dual_numbers::num_traits::{Float, Zero};
use dual_numbers::{Dual, DualNum, HessianBlock, HyperDual, ImplicitErrorKind, PrimitiveFloat};
use nalgebra::{
    DMatrix, DVector, Isometry3, Matrix2, Matrix3, Matrix4, Quaternion, RealField, Rotation2, Rotation3, SMatrix, Translation3,
    UnitQuaternion, Vector2, Vector3, dvector,
};

use crate::numbers::random;

fn fill(n: usize, seed: u32) -> DMatrix<f64> {
    let mut next = random(seed);
    DMatrix::from_fn(n, n, |_, _| next())
}

#[track_caller]
fn close(what: &str, a: &DMatrix<f64>, b: &DMatrix<f64>, tolerance: f64) {
    let error = (a - b).amax() / b.amax().max(1.0);
    assert!(error <= tolerance, "{what}, size {}: off by {error:e}\n{a}{b}", b.nrows());
}

fn scalar(x: f64) -> DMatrix<f64> {
    DMatrix::from_element(1, 1, x)
}

#[test]
fn determinant_and_inverse() {
    for n in 1..=8 {
        let (a, v) = (fill(n, 1) + DMatrix::identity(n, n) * 3.0, fill(n, 2));
        let inverse = a.clone().try_inverse().expect("regular");
        let (det, slope) = directional_derivative(|a: DMatrix<_>| a.determinant(), &a, &v);
        close("det' = det tr(A^-1 dA)", &scalar(slope), &scalar(det * (&inverse * &v).trace()), 1e-13);
        let (_, slope) = jacobian_vector_product(|a: DMatrix<_>| a.try_inverse().expect("regular"), &a, &v);
        close("(A^-1)' = -A^-1 dA A^-1", &slope, &(-&inverse * &v * &inverse), 1e-14);
        let cofactors = gradient_by_blocks(|a: DMatrix<_>| a.determinant(), &a).1;
        close("d det / da = det A^-T", &cofactors, &(inverse.transpose() * det), 1e-14);
    }
}

#[test]
fn simple_eigenvalues_of_symmetric_matrices() {
    for n in 1..=8 {
        let symmetric = |seed| fill(n, seed) + fill(n, seed).transpose();
        let (a, da) = (symmetric(3), symmetric(4));
        let t = Dual::variable(0.0);
        let eigen = (a.clone().cast::<Dual<f64>>() + da.map(|d| t * d)).symmetric_eigen();
        let vectors = eigen.eigenvectors.parts();
        for (i, value) in eigen.eigenvalues.iter().enumerate() {
            let v = vectors.re.column(i);
            close("lambda' = v' dA v", &scalar(value.derivative()), &scalar(v.dot(&(&da * v))), 1e-12);
            let shifted = &a - DMatrix::identity(n, n) * value.re;
            let residual = shifted * vectors.derivative().column(i) + (&da - DMatrix::identity(n, n) * value.derivative()) * v;
            close(
                "(A - lambda) v' + (dA - lambda') v = 0",
                &DMatrix::from_column_slice(n, 1, residual.as_slice()),
                &DMatrix::zeros(n, 1),
                1e-12,
            );
        }
    }
}

#[test]
fn singular_values() {
    for n in 1..=8 {
        let (a, da) = (fill(n, 5), fill(n, 6));
        let svd = DMatrix::from_fn(n, n, |i, j| Dual::new(a[(i, j)], [da[(i, j)]])).svd(true, true);
        let (u, v) = (svd.u.expect("asked for").parts().re, svd.v_t.expect("asked for").parts().re);
        for (i, s) in svd.singular_values.iter().enumerate() {
            let expected = (u.column(i).transpose() * &da * v.row(i).transpose())[(0, 0)];
            close("sigma' = u' dA v", &scalar(s.derivative()), &scalar(expected), 1e-12);
        }
    }
}

#[test]
fn eigenvalues_of_general_matrices() {
    // The companion matrix of (x - 1)(x - 2)(x - t): its eigenvalues are 1, 2 and t.
    let t = Dual::variable(5.0);
    let one = Dual::from(1.0);
    let companion = Matrix3::new(t + 3.0, -(t * 3.0 + 2.0), t * 2.0, one, one * 0.0, one * 0.0, one * 0.0, one, one * 0.0);
    let mut values: Vec<(f64, f64)> = companion.eigenvalues().expect("real").iter().map(|x| (x.re, x.derivative())).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    for ((value, slope), (x, d)) in values.into_iter().zip([(1.0, 0.0), (2.0, 0.0), (5.0, 1.0)]) {
        assert!((value - x).abs() < 1e-13 && (slope - d).abs() < 1e-13, "{value} {slope}, not {x} {d}");
    }
}

#[test]
fn exponential_along_a_direction() {
    for n in 1..=4 {
        for scale in [1e-3, 0.3, 3.0] {
            let (a, v) = (fill(n, 7) * scale, fill(n, 8));
            let (value, slope) = jacobian_vector_product(|a: DMatrix<_>| a.exp(), &a, &v);
            // exp of [[A, V], [0, A]] has the Frechet derivative in its corner (Mathias, "A chain rule for matrix functions", 1996).
            let mut block = DMatrix::zeros(2 * n, 2 * n);
            block.view_mut((0, 0), (n, n)).copy_from(&a);
            block.view_mut((0, n), (n, n)).copy_from(&v);
            block.view_mut((n, n), (n, n)).copy_from(&a);
            let exp = block.exp();
            close("exp", &value, &exp.view((0, 0), (n, n)).into_owned(), 1e-14);
            close("exp'", &slope, &exp.view((0, n), (n, n)).into_owned(), 1e-14);
        }
    }
    // Second derivative of exp(t A) at 0 is A^2, where every norm that the algorithm takes is zero.
    let t = HyperDual::<f64>::variable(0.0);
    let a = Matrix3::new(1.0, -2.0, 0.5, 0.25, 3.0, -1.0, 2.0, 0.0, 1.5);
    let parts = a.map(|x| t * x).exp().parts();
    assert!((parts.re - Matrix3::identity()).amax() < 1e-15 && (parts.eps1[0] - a).amax() < 1e-15);
    assert!((parts.eps12[0][0] - a * a).amax() < 1e-14, "{}", parts.eps12[0][0]);
}

#[test]
fn norms_and_normalisation() {
    let (norm, slope) = gradient(|x| x.norm(), &Vector3::new(2.0, -3.0, 6.0));
    assert!(norm == 7.0 && (slope - Vector3::new(2.0, -3.0, 6.0) / 7.0).amax() < 1e-15);
    assert_eq!(gradient(|x| x.norm(), &Vector3::zeros()), (0.0, Vector3::zeros()), "the zero vector poisons nothing");
    assert_eq!(gradient(|x| x.lp_norm(1), &Vector2::new(2.0, -3.0)), (5.0, Vector2::new(1.0, -1.0)));
    assert_eq!(gradient(|x| x.amax(), &Vector2::new(2.0, -3.0)), (3.0, Vector2::new(0.0, -1.0)));
    // (I - u u') / |x|
    let x = Vector2::new(3.0, 4.0);
    let (u, j) = jacobian(|x| x.normalize(), &x);
    assert!((j - (Matrix2::identity() - u * u.transpose()) / 5.0).amax() < 1e-15);
    let (_, _, h) = hessian(|x| x.norm(), &x);
    assert!((h - (Matrix2::identity() - u * u.transpose()) / 5.0).amax() < 1e-15);
}

#[test]
fn rotations_and_isometries() {
    // d/dt of a rotation by t about a unit axis is (axis x) R.
    let axis = Vector3::new(2.0, -3.0, 6.0) / 7.0;
    let cross = axis.cross_matrix();
    let about = |t: Dual<f64>| Rotation3::from_axis_angle(&nalgebra::Unit::new_unchecked(axis.cast()), t).into_inner();
    let (r, slope) = ad::derivative(about, 0.8);
    assert!((slope - cross * r).amax() < 1e-15);
    let by_quaternion = |t: Dual<f64>| UnitQuaternion::from_scaled_axis(axis.cast::<Dual<f64>>() * t).to_rotation_matrix().into_inner();
    let (r2, slope2) = ad::derivative(by_quaternion, 0.8);
    assert!((r2 - r).amax() < 1e-15 && (slope2 - slope).amax() < 1e-15);
    // slerp turns at a constant rate: half of the angle per unit of t.
    let slerp = |t: Dual<f64>| {
        let end = UnitQuaternion::from_scaled_axis(axis.cast::<Dual<f64>>() * Dual::from(1.6));
        UnitQuaternion::identity().slerp(&end, t).into_inner().coords
    };
    let (q, dq) = ad::derivative(slerp, 0.5);
    let generator = Quaternion::from_imag(axis * 0.8);
    assert!((dq - (generator * Quaternion::from(q)).coords).amax() < 1e-15);
    assert_eq!(ad::derivative(|t| Rotation2::new(t).into_inner(), 0.0).1, Matrix2::new(0.0, -1.0, 1.0, 0.0));
    // An isometry and its inverse cancel in every derivative.
    let moved = |t: Dual<f64>| {
        let p = nalgebra::Point3::new(t, t * t, t + 1.0);
        let motion = Isometry3::from_parts(Translation3::new(t, -t, t * 2.0), UnitQuaternion::from_euler_angles(t, t * 0.5, -t));
        motion.inverse_transform_point(&(motion * p)).coords
    };
    let (p, v) = ad::derivative(moved, 0.7);
    assert!((p - Vector3::new(0.7, 0.49, 1.7)).amax() < 4e-15 && (v - Vector3::new(1.0, 1.4, 1.0)).amax() < 4e-15);
}

#[test]
fn drivers_agree_with_each_other() {
    let f = |x: [HessianBlock<f64>; 3]| (x[0] * x[1]).sin() + x[2].exp() * x[0];
    let x = Vector3::new(0.3, 1.1, -0.4);
    let (value, g, h) = hessian(|x| f([x[0], x[1], x[2]]), &x);
    let (value_d, g_d, h_d) = hessian_by_blocks(|x| f([x[0], x[1], x[2]]), &DVector::from_column_slice(x.as_slice()));
    assert_eq!((value, g.as_slice(), h.as_slice()), (value_d, g_d.as_slice(), h_d.as_slice()));
    let v = Vector3::new(1.0, -2.0, 0.5);
    let (_, _, hv) = hessian_vector_product(|x| (x[0] * x[1]).sin() + x[2].exp() * x[0], &x, &v);
    assert!((hv - h * v).amax() < 1e-15);
    // 20 variables take three blocks.
    let x = DVector::from_fn(20, |i, _| 0.1 * i as f64);
    let (value, j) = jacobian_by_blocks(|x: DVector<_>| DVector::from_fn(19, |i, _| x[i] * x[i + 1]), &x);
    assert_eq!((value[3], j.shape()), (x[3] * x[4], (19, 20)));
    for (k, entry) in j.iter().enumerate() {
        let (row, column) = (k % 19, k / 19);
        let expected = if column == row {
            x[row + 1]
        } else if column == row + 1 {
            x[row]
        } else {
            0.0
        };
        assert_eq!(*entry, expected, "entry ({row}, {column})");
    }
    let (_, g) = gradient_by_blocks(|x| x.norm_squared(), &x);
    assert_eq!(g, x * 2.0);
    let (none, empty) = gradient_by_blocks(|_| Dual::from(3.0), &DVector::zeros(0));
    assert_eq!((none, empty.len()), (3.0, 0));
}

#[test]
fn constants_enter_and_parts_leave() {
    let a = SMatrix::<f64, 2, 3>::new(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    let x = Vector3::from(Dual::variables([1.0, 1.0, 1.0]));
    let parts = (a.cast::<Dual<f64, 3>>() * x).parts();
    assert_eq!(parts.re, Vector2::new(6.0, 15.0));
    assert_eq!(SMatrix::<f64, 2, 3>::from_columns(&parts.eps), a);
    let half = Dual::variable(0.5);
    assert_eq!((half * Matrix2::<Dual<f64>>::identity()).parts().derivative(), Matrix2::identity());
    assert_eq!(half * Matrix2::identity(), Matrix2::identity() * half);
    let three = x * Dual::from(3.0);
    let (t, quaternion) = (x[0], &Quaternion::from_imag(three));
    assert_eq!((t * nalgebra::Point3::from(three)).coords.parts().eps, (three * t).parts().eps);
    assert_eq!((t * quaternion).coords.parts().eps, (quaternion.coords * t).parts().eps);
    assert_eq!((t * nalgebra::DualQuaternion::from_real(*quaternion)).real.coords.parts().eps[0][0], 6.0); // 3 t^2
    let tolerance: Dual<f64> = 1e-9.into();
    approx::assert_relative_eq!(
        Matrix4::<Dual<f64>>::identity(),
        Matrix4::from_diagonal_element(Dual::new(1.0, [1e-12])),
        epsilon = tolerance
    );
    assert!(!approx::relative_eq!(
        Matrix4::<Dual<f64>>::identity(),
        Matrix4::from_diagonal_element(Dual::new(1.0, [1e-3])),
        epsilon = tolerance
    ));
}

#[test]
#[should_panic(expected = "the point has the shape (2, 1), the direction (3, 1)")]
fn a_direction_has_the_shape_of_the_point() {
    directional_derivative(|x| x.sum(), &DVector::<f64>::zeros(2), &DVector::zeros(3));
}

/// `y_0 = b`, `y_i = a y_(i-1)`: 20 unknowns take three blocks.
fn geometric<D: DualNum<Primitive = f64> + nalgebra::Scalar>(y: &DVector<D>, p: &DVector<D>) -> DVector<D> {
    DVector::from_fn(y.len(), |i, _| if i == 0 { y[0] - p[1] } else { y[i] * 2.0 - p[0] * y[i - 1] * 2.0 })
}

#[test]
fn roots_of_any_length_have_the_derivatives_of_their_closed_form() {
    type D = Dual<HyperDual<f64, 2, 2>, 2>;
    let [a, b] = HyperDual::variables([1.25, 3.0]);
    let [zero, one] = [0.0, 1.0].map(HyperDual::constant);
    let p = [D::new(a, [one, zero]), D::new(b, [zero, one])];
    let root = DVector::from_fn(20, |i, _| 3.0 * 1.25f64.powi(i as i32));
    let y = implicit_derivative_by_blocks(|y, p| geometric(&y, p), &root, &DVector::from(p.to_vec())).unwrap();
    for (i, (y, &root)) in y.iter().zip(&root).enumerate() {
        let expected = p[0].powi(i as i32) * p[1];
        assert_eq!(y.value(), root);
        let (y, expected) = ([y.re, y.eps[0], y.eps[1]], [expected.re, expected.eps[0], expected.eps[1]]);
        for (y, expected) in y.into_iter().zip(expected) {
            let parts = |x: HyperDual<f64, 2, 2>| [&x.eps1[..], &x.eps2, x.eps12.as_flattened()].concat();
            for (y, expected) in parts(y).into_iter().zip(parts(expected)) {
                assert!((y - expected).abs() <= 1e-14 * expected.abs().max(1.0), "unknown {i}: {y} for {expected}");
            }
        }
    }
}

#[test]
fn roots_of_any_length_that_have_no_derivative_are_told_why() {
    let solve =
        |y: DVector<f64>, p: f64| implicit_derivative_by_blocks(|y, p| geometric(&y, p), &y, &dvector![Dual::variable(p), 1.0.into()]);
    assert_eq!(solve(DVector::zeros(0), 1.0).unwrap().len(), 0);
    assert!(solve(dvector![-0.0], 1.0).unwrap()[0].value().is_sign_negative());
    assert_eq!(solve(dvector![1.0, f64::NAN], 1.0).unwrap_err().kind, ImplicitErrorKind::NotFinite);
    // Singular in the values, and but for rounding; the derivatives are regular.
    let product = |y: DVector<Dual<Dual<f64>, 8>>, p: &DVector<_>| dvector![y[0] * y[1] - p[0], y[0] * (y[1] * 0.1 + p[0]) - p[0] * 0.1];
    for root in [dvector![0.0, 0.3], dvector![1.0, f64::INFINITY]] {
        let error = implicit_derivative_by_blocks(product, &root, &dvector![Dual::variable(0.0)]).unwrap_err();
        let is_finite = root[1].is_finite();
        assert_eq!(error.kind, if is_finite { ImplicitErrorKind::Singular } else { ImplicitErrorKind::NotFinite });
    }
    let rounded =
        |y: DVector<Dual<Dual<f64>, 8>>, p: &DVector<_>| dvector![y[0] * 0.1 + y[1] * 0.3 - p[0], y[0] * 0.7 + y[1] * (0.3 * 7.0) - p[0]];
    let error = implicit_derivative_by_blocks(rounded, &dvector![0.0, 0.0], &dvector![Dual::variable(0.0)]).unwrap_err();
    assert_eq!(error.to_string(), "dg/dy is singular at y = [0.0, 0.0], where g = [0.0, 0.0]");
}

/// `a + b = s`, `a b = 6`, `c^2 = s`, `d^2 = s`, the first `n` of these, the product in a unit of its own.
fn in_units<T: PrimitiveFloat + DualNum<Primitive = T> + RealField>(n: usize, unit: T, product_unit: T) {
    let [unit, product_unit] = [unit, product_unit].map(Dual::<Dual<T>, 8>::from_value);
    let g = |y: DVector<Dual<Dual<T>, 8>>, s: &DVector<Dual<Dual<T>, 8>>| {
        DVector::from_fn(n, |i, _: usize| match i {
            0 => (y[0] + y[1] - s[0]) * unit,
            1 => (y[0] * y[1] - <Dual<Dual<T>, 8>>::literal(6.0)) * product_unit,
            _ => (y[i] * y[i] - s[0]) * unit,
        })
    };
    let root = 5f64.sqrt();
    let y = DVector::from_fn(n, |i, _| <T as DualNum>::literal([2.0, 3.0, root, root][i]));
    let y = implicit_derivative_by_blocks(g, &y, &dvector![Dual::variable(<T as DualNum>::literal(5.0))]).unwrap();
    let tolerance = <T as Float>::epsilon() * <T as DualNum>::literal(8.0);
    for (y, expected) in y.iter().zip([-2.0, 3.0, 0.1 * root, 0.1 * root]) {
        approx::assert_relative_eq!(y.derivative(), <T as DualNum>::literal(expected), max_relative = tolerance);
    }
}

/// `u a + b = s` in a unit of its own, `a + b = s^2`: beside the rest of its equation the slope `u` is no pivot, in whatever unit.
fn beside_a_small_slope<T: PrimitiveFloat + DualNum<Primitive = T> + RealField>(unit: T) {
    let [u, unit] = [<T as Float>::epsilon(), unit].map(Dual::<Dual<T>, 8>::from_value);
    let g = |y: DVector<Dual<Dual<T>, 8>>, s: &DVector<_>| dvector![(u * y[0] + y[1] - s[0]) * unit, y[0] + y[1] - s[0] * s[0]];
    let zero = <T as Zero>::zero();
    let y = implicit_derivative_by_blocks(g, &dvector![zero, zero], &dvector![Dual::variable(zero)]).unwrap();
    let tolerance = <T as Float>::epsilon() * <T as DualNum>::literal(8.0);
    for (y, expected) in y.iter().zip([-1.0, 1.0]) {
        approx::assert_relative_eq!(y.derivative(), <T as DualNum>::literal(expected), max_relative = tolerance);
    }
}

#[test]
fn units_of_equations_do_not_matter() {
    for (first, second) in [(1e-110, 1e-110), (1e-300, 1e-300), (1e200, 1e200), (1e-200, 1e180), (1e300, 1e-300)] {
        (2..=4).for_each(|n| in_units::<f64>(n, first, second));
    }
    for (first, second) in [(1e-13, 1e-13), (1e-30, 1e-30), (1e30, 1e30), (1e-20, 1e25), (1e-12, 1e-30)] {
        (2..=4).for_each(|n| in_units::<f32>(n, first, second));
    }
    [1e-20, 1.0, 1e8, 1e16, 1e20, 1e100].into_iter().for_each(beside_a_small_slope::<f64>);
    [1e-10, 1.0, 1e4, 1e8, 1e10, 1e30].into_iter().for_each(beside_a_small_slope::<f32>);
}

#[test]
#[should_panic(expected = "the lengths of g and y differ: 1 and 2")]
fn a_root_has_as_many_equations_as_unknowns() {
    let _ = implicit_derivative_by_blocks(|y, _| y.rows(0, 1).into_owned(), &dvector![1.0, 2.0], &dvector![Dual::variable(1.0)]);
}
