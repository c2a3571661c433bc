//! Rotations at angle 0, near it and elsewhere: generators, the matrix exponential, and what nalgebra's own calls do there.

use std::f64::consts::PI;

use dual_numbers::interop::nalgebra::{
    MatrixParts, derivative, exp, quaternion_from_scaled_axis, rotation_from_matrix, rotation_from_scaled_axis, scaled_axis,
};
use dual_numbers::sparse::{Tracer, jacobian_pattern};
use dual_numbers::{Dual, DualNum, HyperDual, Taylor};
use nalgebra::allocator::Allocator;
use nalgebra::{
    DMatrix, DefaultAllocator, Dim, Isometry3, IsometryMatrix3, Matrix2, Matrix3, Matrix4, OMatrix, Point3, Quaternion, Rotation2,
    Rotation3, Similarity3, Translation3, Unit, UnitComplex, UnitQuaternion, Vector3, Vector4,
};

use crate::numbers::{DIRECT, Number, Tolerance, product};
use crate::parts::Parts;

#[track_caller]
fn assert_same<D: Number, R: Dim, C: Dim>(what: &str, a: &OMatrix<D, R, C>, b: &OMatrix<D, R, C>, tolerance: Tolerance)
where
    DefaultAllocator: Allocator<R, C>,
{
    let [a, b] = [a, b].map(|m| DMatrix::from_iterator(m.nrows(), m.ncols(), m.iter().copied()));
    product(&[&a]).assert_is(what, &b, tolerance);
}

/// A vector of variables of each kind, with derivatives to third order.
macro_rules! for_every_number {
    ($($test:ident)*) => { $(
        mod $test {
            use super::*;
            #[test]
            fn dual() {
                super::$test(|w| Dual::<f64, 3>::variables(w).into());
            }
            #[test]
            fn hyper_dual() {
                super::$test(|w| HyperDual::<f64, 3, 3>::variables(w).into());
            }
            #[test]
            fn nested_to_second_order() {
                super::$test(|w| Dual::<Dual<f64, 3>, 3>::variables(Dual::variables(w)).into());
            }
            #[test]
            fn nested_to_third_order() {
                super::$test(|w| Dual::<HyperDual<f64, 3, 3>, 3>::variables(HyperDual::variables(w)).into());
            }
        }
    )* };
}

for_every_number! { exponential logarithm nalgebras_own polar where_an_iteration_does_not_end }

/// Rotation vectors of these lengths, along an axis and along none.
fn vectors(lengths: &[f64]) -> impl Iterator<Item = [f64; 3]> {
    lengths.iter().flat_map(|angle| [[1.0, 0.0, 0.0], [2.0 / 7.0, -3.0 / 7.0, 6.0 / 7.0]].map(|axis| axis.map(|x| x * angle)))
}

const LENGTHS: [f64; 11] = [0.0, 1e-12, 1e-9, 1e-4, 0.1, 0.8, 1.999, 2.001, 3.0, 4.001, 7.0];

fn exponential<D: Number + DualNum<Primitive = f64>>(variables: fn([f64; 3]) -> Vector3<D>) {
    for w in vectors(&LENGTHS).map(variables) {
        let r = rotation_from_scaled_axis(w).into_inner();
        assert_same("exp of the cross matrix", &r, &exp(&w.cross_matrix()), DIRECT);
        assert_same("R' R", &(r.transpose() * r), &Matrix3::identity(), DIRECT);
        let q = quaternion_from_scaled_axis(w);
        assert_same("the quaternion as a matrix", &q.to_rotation_matrix().into_inner(), &r, DIRECT);
        assert_same("the conjugate", &(q * q.inverse()).coords, &Quaternion::identity().coords, DIRECT);
    }
}

fn logarithm<D: Number + DualNum<Primitive = f64>>(variables: fn([f64; 3]) -> Vector3<D>) {
    for w in vectors(&[0.0, 1e-12, 1e-9, 1e-4, 0.8, 1.999, 2.001, 3.0]).map(variables) {
        let q = quaternion_from_scaled_axis(w);
        assert_same("log exp w", &scaled_axis(&q), &w, DIRECT);
        assert_same("the quaternion of the other sign", &scaled_axis(&UnitQuaternion::new_unchecked(-*q)), &w, DIRECT);
        assert_same("by the matrix", &scaled_axis(&UnitQuaternion::from_rotation_matrix(&rotation_from_scaled_axis(w))), &w, DIRECT);
    }
}

/// The rotation nearest to `R P` is `R`, for a symmetric positive definite `P`.
fn polar<D: Number + DualNum<Primitive = f64>>(variables: fn([f64; 3]) -> Vector3<D>) {
    for w in vectors(&LENGTHS).map(variables) {
        let r = rotation_from_scaled_axis(w).into_inner();
        let stretch =
            Matrix3::new(1.5, 0.2, -0.1, 0.2, 0.8, 0.3, -0.1, 0.3, 1.1).cast::<D>() + w * w.transpose() / (w.norm_squared() + D::one());
        let nearest = rotation_from_matrix(&(r * stretch)).into_inner();
        assert_same("the nearest rotation", &nearest, &r, DIRECT);
        let values = |m: Matrix3<D>| m.map(|entry| entry.value());
        assert_eq!(values(nearest), rotation_from_matrix(&values(r * stretch)).into_inner());
        for scale in [2f64.powi(-900), 2f64.powi(900)] {
            assert_same("of a scaled matrix", &rotation_from_matrix(&(r * stretch * D::literal(scale))).into_inner(), &r, DIRECT);
        }
    }
}

/// Of this matrix, of rank 2, the nearest rotation is unique; that of `R M` is `R` times it. On its way there nalgebra's iteration goes in
/// circles.
fn where_an_iteration_does_not_end<D: Number + DualNum<Primitive = f64>>(variables: fn([f64; 3]) -> Vector3<D>) {
    let m = Matrix3::new(-1.0, -1.0, 0.0, -1.0, -1.0, 0.0, 1.0, -1.0, -1.0);
    let c = 1.0 / 3f64.sqrt();
    let (a, b) = ((1.0 - c) / 2.0, (1.0 + c) / 2.0);
    let nearest = Matrix3::new(-a, -b, c, -b, -a, -c, c, -c, -c);
    for w in vectors(&LENGTHS).map(variables) {
        let r = rotation_from_scaled_axis(w).into_inner();
        assert_same("the nearest rotation", &rotation_from_matrix(&(r * m.cast())).into_inner(), &(r * nearest.cast()), DIRECT);
    }
}

/// Ours and nalgebra's own, away from angle 0.
#[track_caller]
fn assert_as_nalgebra<D: Number + DualNum<Primitive = f64>>(w: Vector3<D>) {
    let q = quaternion_from_scaled_axis(w);
    assert_same("Rotation3", &rotation_from_scaled_axis(w).into_inner(), &Rotation3::from_scaled_axis(w).into_inner(), DIRECT);
    assert_same("UnitQuaternion", &q.coords, &UnitQuaternion::from_scaled_axis(w).coords, DIRECT);
    assert_same("scaled_axis", &scaled_axis(&q), &q.scaled_axis(), DIRECT);
}

fn nalgebras_own<D: Number + DualNum<Primitive = f64>>(variables: fn([f64; 3]) -> Vector3<D>) {
    for w in vectors(&[1.5, 2.2, 3.0, 4.001, 5.0]).map(variables) {
        assert_as_nalgebra(w);
    }
}

#[test]
fn the_values_are_nalgebras() {
    for w in vectors(&LENGTHS[1..]).map(Vector3::from) {
        assert_as_nalgebra(w);
    }
}

#[test]
fn the_derivatives_at_zero_are_the_generators() {
    let generators = [Vector3::x(), Vector3::y(), Vector3::z()].map(|axis| axis.cross_matrix());
    let w = Vector3::from(HyperDual::<f64, 3, 3>::variables([0.0; 3]));
    let (r, q) = (rotation_from_scaled_axis(w).into_inner().parts(), quaternion_from_scaled_axis(w).coords.parts());
    assert_eq!((r.re, q.re), (Matrix3::identity(), Vector4::w()));
    for (i, a) in generators.iter().enumerate() {
        assert_eq!((r.eps1[i], r.eps2[i]), (*a, *a));
        assert_eq!(q.eps1[i], Vector4::ith(i, 0.5));
        for (j, b) in generators.iter().enumerate() {
            assert_eq!(r.eps12[i][j], (a * b + b * a) * 0.5);
            assert_eq!(q.eps12[i][j], Vector4::w() * if i == j { -0.25 } else { 0.0 });
        }
    }
}

/// In the plane the nearest rotation is known; nalgebra's iteration stops by the value, before the second derivative is there.
#[test]
fn the_nearest_rotation_in_the_plane() {
    let mut m = rotation_from_scaled_axis(Vector3::z() * HyperDual::constant(2.3)).into_inner();
    m[(0, 1)] += HyperDual::<f64>::variable(0.0);
    let angle = (m[(1, 0)] - m[(0, 1)]).atan2(m[(0, 0)] + m[(1, 1)]);
    let expected = rotation_from_scaled_axis(Vector3::z() * angle).into_inner();
    assert_same("the nearest rotation", &rotation_from_matrix(&m).into_inner(), &expected, DIRECT);
    let iterated = Rotation3::from_matrix(&m).into_inner() - expected;
    assert!(iterated.iter().all(|entry| entry.re.abs() < 1e-15) && iterated.iter().any(|entry| entry.eps12[0][0].abs() > 1e-5));
}

/// Where two singular values add to 0 every turn in their plane is as near.
#[test]
fn a_nearest_rotation_that_is_not_unique_is_nan() {
    let diagonals =
        [[2.0, 1.0, -1.0], [0.0; 3], [1.0, f64::NAN, 1.0], [f64::INFINITY, 1.0, 1.0]].map(|d| Matrix3::from_diagonal(&d.into()));
    let normals = [[1.0, 0.0, 0.0], [0.6, 0.8, 0.0], [1.0 / 3.0, 2.0 / 3.0, -2.0 / 3.0]].map(Vector3::from);
    let mirrors = normals.map(|n| Matrix3::identity() - n * n.transpose() * 2.0);
    let turned = vectors(&LENGTHS).map(|w| -rotation_from_scaled_axis(w.into()).into_inner());
    for m in diagonals.into_iter().chain(mirrors).chain(turned) {
        assert!(rotation_from_matrix(&m.map(Dual::variable)).matrix().iter().all(|entry| entry.re.is_nan()), "{m}");
        assert!(rotation_from_matrix(&m).matrix().iter().all(|entry| entry.is_nan()), "{m}");
    }
}

/// Near such matrices numbers with and without derivatives have a nearest rotation in the same places.
#[test]
fn a_nearest_rotation_needs_no_derivatives_to_be_unique() {
    let nearly = (8..16).flat_map(|ulps| vectors(&[0.8, 3.0]).map(move |w| (ulps, w))).map(|(ulps, w)| {
        let turn = rotation_from_scaled_axis(w.into()).into_inner();
        turn * Matrix3::from_diagonal(&[1.0, f64::from(ulps) * f64::EPSILON, 0.0].into()) * turn
    });
    // Of singular values 1, 2.5e-15 and 2.5e-17.
    let other = Matrix3::from_columns(&[
        [-0.21644352383583396, 0.5428342542720593, 0.10083321118983875].into(),
        [0.1988844167859639, -0.49879650894164973, -0.092653058149975].into(),
        [-0.2163493754335222, 0.542598132733972, 0.100789350853594].into(),
    ]);
    for m in nearly.chain([other]) {
        let (value, number) = (rotation_from_matrix(&m), rotation_from_matrix(&m.map(Dual::variable)));
        assert_eq!(value[(0, 0)].is_nan(), number[(0, 0)].re.is_nan(), "{m}");
    }
}

/// The rotation about z by `t`, and the way back, against sine and cosine: every coefficient within `digits` of itself.
#[track_caller]
fn assert_turns<const K: usize>(t: Taylor<f64, K>, digits: f64) {
    type D<const K: usize> = Taylor<f64, K>;
    let half = t * 0.5;
    let axis = |z| Vector3::new(D::<K>::from(0.0), D::from(0.0), z);
    let (r, q) = (rotation_from_scaled_axis(axis(t)), quaternion_from_scaled_axis(axis(t)));
    let turned = UnitQuaternion::new_unchecked(Quaternion::from_parts(half.cos(), axis(half.sin())));
    for (found, expected) in
        [(r[(0, 0)], t.cos()), (r[(1, 0)], t.sin()), (q.w, half.cos()), (q.k, half.sin()), (scaled_axis(&turned)[2], t)]
    {
        for ((order, a), (_, b)) in found.parts().into_iter().zip(expected.parts()) {
            // What vanishes, vanishes beside what a series of radius 1 has.
            let scale = if b == 0.0 { 1.0 } else { b.abs() };
            assert!((a - b).abs() <= digits * scale, "order {order}: {a:e} is not {b:e}\n{found}\n{expected}");
        }
    }
}

#[test]
fn higher_orders() {
    assert_turns(Taylor::<f64, 28>::variable(0.0), 1e-15);
    for angle in [1e-4, 0.1, 0.25, 0.5, 0.7, 1.9, 2.1, 3.1] {
        assert_turns(Taylor::<f64, 6>::variable(angle), 1e-13);
    }
}

/// `dR/ds = W R` and `dq/ds = w q / 2` along `s w`, also where the square of `w` overflows.
#[test]
fn vectors_of_any_length() {
    for k in [0, 100, 253, 254, 300, 508, 509, 512, 700, 1020] {
        let w = Vector3::new(2.0, -3.0, 6.0) * f64::from(k).exp2();
        let (angle, axis) = (7.0 * f64::from(k).exp2(), Unit::new_unchecked(Vector3::new(2.0, -3.0, 6.0) / 7.0));
        let (r, q) = (Rotation3::from_axis_angle(&axis, angle).into_inner(), UnitQuaternion::from_axis_angle(&axis, angle));
        let (found, slope) = derivative(|s| rotation_from_scaled_axis(w.cast() * s).into_inner(), 1.0);
        assert!((found - r).amax() < 1e-15, "2^{k}: {found} is not {r}");
        assert!((slope - w.cross_matrix() * r).amax() < 1e-15 * angle, "2^{k}: {slope}");
        let (found, slope) = derivative(|s| quaternion_from_scaled_axis(w.cast() * s).into_inner().coords, 1.0);
        assert!((found - q.coords).amax() < 1e-15, "2^{k}: {found} is not {q}");
        let expected = Quaternion::from_imag(w * 0.5) * q.into_inner();
        assert!((slope - expected.coords).amax() < 1e-15 * angle, "2^{k}: {slope}");
    }
}

/// About an axis of the coordinates, the second derivative along another one: `R_ij`, and the quaternion's real part `-sin(z/2) / (2 z)`.
#[test]
fn long_rotation_vectors_bend() {
    for k in [0, 100, 253, 254, 300, 500] {
        let z = 1.25 * f64::from(k).exp2();
        for axis in 0..3 {
            let w = |axis: usize| {
                Vector3::from_fn(|i, _| {
                    if i == axis {
                        z.into()
                    } else if i == (axis + 1) % 3 {
                        HyperDual::variable(0.0)
                    } else {
                        0.0.into()
                    }
                })
            };
            let q = quaternion_from_scaled_axis(w(axis));
            let expected = -(z / 2.0).sin() / (2.0 * z);
            assert!(
                (q.w.eps12[0][0] - expected).abs() < 1e-14 * expected.abs(),
                "2^{k}, {axis}: {:e} is not {expected:e}",
                q.w.eps12[0][0]
            );
            let (i, j) = ((axis + 1) % 3, (axis + 2) % 3);
            // d2/du2 of the angle is 1/z: R_ji = sin a + ..., whose axis part u^2/z^2 (1 - cos a) touches R_ii alone.
            let r = rotation_from_scaled_axis(w(axis)).into_inner();
            let expected = -z.sin() / z + 2.0 * (1.0 - z.cos()) / (z * z);
            assert!(
                (r[(i, i)].eps12[0][0] - expected).abs() < 1e-14 * expected.abs(),
                "2^{k}, {axis}: {:e} is not {expected:e}",
                r[(i, i)].eps12[0][0]
            );
            let expected = z.cos() / z - z.sin() / (z * z);
            assert!((r[(j, i)].eps12[0][0] - expected).abs() < 1e-14 / z, "2^{k}, {axis}: {:e} is not {expected:e}", r[(j, i)].eps12[0][0]);
        }
    }
}

#[test]
fn half_a_turn_has_the_logarithm_of_one_side() {
    let [i, j, k, w] = Dual::variables([0.0, 0.0, 1.0, 0.0]);
    let q = UnitQuaternion::new_unchecked(Quaternion::new(w, i, j, k));
    let (ours, theirs) = (scaled_axis(&q), q.scaled_axis());
    assert_eq!(ours.parts().re, Vector3::z() * PI);
    assert_same("scaled_axis", &ours, &theirs, DIRECT);
    assert_same("-0", &scaled_axis(&UnitQuaternion::new_unchecked(Quaternion::new(w * -0.0 + w, i, j, k))), &theirs, DIRECT);
}

/// The rotation vector of a turn about z.
fn about(t: Dual<f64>) -> Vector3<Dual<f64>> {
    Vector3::z() * t
}

/// The derivative of a function of a variable that is zero.
fn slope<R: Dim, C: Dim>(f: impl FnOnce(Dual<f64>) -> OMatrix<Dual<f64>, R, C>) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    derivative(f, 0.0).1
}

#[test]
fn nalgebras_own_stand_still_at_angle_zero() {
    let (one, zero, tiny) = (Dual::from(1.0), Dual::from(0.0), Dual::from(1e-9));
    let quaternion = |t| quaternion_from_scaled_axis(about(t));
    let matrix = |t| rotation_from_scaled_axis(about(t));
    let to = |t| Vector3::new(one, t, zero);
    macro_rules! zero {
        ($($f:expr;)*) => { $( {
            let slope = slope($f);
            assert!(slope.amax() == 0.0, "nalgebra has mended {}: {slope}; the documentation of interop::nalgebra names it", stringify!($f));
        } )* };
    }
    zero! {
        |t| Rotation3::new(about(t)).into_inner();
        |t| Rotation3::from_scaled_axis(about(t)).into_inner();
        |t| Rotation3::from_axis_angle(&Vector3::z_axis(), t).into_inner();
        |t| UnitQuaternion::new(about(t)).coords;
        |t| UnitQuaternion::from_scaled_axis(about(t)).coords;
        |t| Quaternion::from_imag(about(t)).exp().coords;
        |t| Isometry3::new(Vector3::zeros(), about(t)).to_homogeneous();
        |t| Isometry3::rotation(about(t)).to_homogeneous();
        |t| Similarity3::new(Vector3::zeros(), about(t), one).to_homogeneous();
        |t| Matrix4::from_scaled_axis(about(t));
        |t| Matrix4::new_rotation(about(t));
        |t| Matrix4::from_axis_angle(&Vector3::z_axis(), t);
        |t| Matrix4::new_rotation_wrt_point(about(t), Point3::origin());
        |t| IsometryMatrix3::new(Vector3::zeros(), about(t)).to_homogeneous();
        |t| UnitQuaternion::new_eps(about(t), tiny).coords;
        |t| UnitQuaternion::from_scaled_axis_eps(about(t), tiny).coords;
        |t| Quaternion::from_imag(about(t)).exp_eps(tiny).coords;
        |t| UnitQuaternion::mean_of([UnitQuaternion::identity(), quaternion(t)]).coords;
        |t| UnitQuaternion::identity().try_slerp(&quaternion(t), one, tiny).expect("near").coords;
        |t| to(zero).normalize().slerp(&to(t).normalize(), one);
        |t| Unit::new_normalize(to(zero)).try_slerp(&Unit::new_normalize(to(t)), one, tiny).expect("near").into_inner();
        |t| Isometry3::identity().try_lerp_slerp(&Isometry3::from_parts(Translation3::identity(), quaternion(t)), one, tiny).expect("near").to_homogeneous();
        |t| Rotation3::scaled_rotation_between(&to(zero), &to(t), one).expect("parallel").into_inner();
        |t| UnitQuaternion::scaled_rotation_between(&to(zero), &to(t), one).expect("parallel").coords;
        |t| UnitQuaternion::rotation_between_axis(&Unit::new_normalize(to(zero)), &Unit::new_normalize(to(t))).expect("parallel").coords;
        |t| Rotation3::from_matrix_eps(matrix(t).matrix(), tiny, 0, Rotation3::identity()).into_inner();
        |t| quaternion(t).scaled_axis();
        |t| quaternion(t).ln().coords;
        |t| quaternion(t).powf(one).coords;
        |t| UnitQuaternion::identity().slerp(&quaternion(t), one).coords;
        |t| matrix(t).scaled_axis();
        |t| matrix(t).powf(one).into_inner();
        |t| Rotation3::identity().slerp(&matrix(t), one).into_inner();
        |t| Rotation3::rotation_between(&to(zero), &to(t)).expect("parallel").into_inner();
        |t| UnitQuaternion::rotation_between(&to(zero), &to(t)).expect("parallel").coords;
        |t| to(zero).slerp(&to(t), one);
        |t| Rotation3::from_matrix(matrix(t).matrix()).into_inner();
        |t| Rotation2::from_matrix(Rotation2::new(t).matrix()).into_inner();
        |t| UnitQuaternion::from_matrix(matrix(t).matrix()).coords;
        |t| UnitComplex::from_matrix(Rotation2::new(t).matrix()).to_rotation_matrix().into_inner();
        |t| Quaternion::from_imag(about(t)).sinh().coords;
        |t| Quaternion::from_imag(about(t)).tanh().coords;
        |t| Quaternion::from_real(t).cosh().coords + Quaternion::from_real(t).sinh().coords;
    }
    // A quaternion that is real in value: first derivatives are right.
    let t = HyperDual::<f64>::variable(0.0);
    for (name, f) in [("sin", Quaternion::sin as fn(&_) -> _), ("cos", Quaternion::cos), ("tan", Quaternion::tan)] {
        let second = f(&Quaternion::from_parts(HyperDual::from(0.3), Vector3::z() * t)).w.eps12[0][0];
        assert!(second.is_nan(), "nalgebra has mended {name}: {second}");
    }
    for (name, f) in [
        ("powf", (|q| q.powf(0.5.into())) as fn(Quaternion<Dual<f64>>) -> _),
        ("sqrt", |q| q.sqrt()),
        ("asin", |q| q.asin()),
        ("acos", |q| q.acos()),
        ("asinh", |q| q.asinh()),
    ] {
        let first = slope(|t| f(Quaternion::from_parts(0.3.into(), about(t))).coords);
        assert!(first.iter().any(|part| part.is_nan()), "nalgebra has mended {name}: {first}");
    }
    // Near 0 the inverse cosine of a trace is divided by an angle: not a number, rather than wrong.
    let near = derivative(|t| rotation_from_scaled_axis(about(t)).scaled_axis(), 1e-9).1;
    assert!(!near[2].is_finite(), "nalgebra has mended scaled_axis: {near}");
}

#[test]
fn nalgebras_own_that_move_at_angle_zero() {
    let (plane, space) = (Matrix2::new(0.0, -1.0, 1.0, 0.0), Vector3::z().cross_matrix());
    assert_eq!(slope(|t| Rotation2::new(t).into_inner()), plane);
    assert_eq!(slope(|t| UnitComplex::new(t).to_rotation_matrix().into_inner()), plane);
    let by_matrix = |t| UnitComplex::from_rotation_matrix(&Rotation2::from_matrix_unchecked(Rotation2::new(t).into_inner()));
    assert_eq!(slope(|t| by_matrix(t).to_rotation_matrix().into_inner()), plane);
    assert_eq!(slope(|t| Rotation3::from_euler_angles(t * 0.0, t * 0.0, t).into_inner()), space);
    assert_eq!(slope(|t| UnitQuaternion::from_axis_angle(&Vector3::z_axis(), t).to_rotation_matrix().into_inner()), space);
    assert_eq!(slope(|t| exp(&about(t).cross_matrix())), space);
    let there_and_back = |t| UnitQuaternion::from_rotation_matrix(&rotation_from_scaled_axis(about(t))).to_rotation_matrix().into_inner();
    assert_eq!(slope(there_and_back), space);
    assert_eq!(slope(|t| UnitQuaternion::identity().nlerp(&quaternion_from_scaled_axis(about(t)), 1.0.into()).coords), Vector4::z() * 0.5);
}

#[test]
fn what_to_write_instead() {
    let q = |t| quaternion_from_scaled_axis(about(t));
    let half = Dual::from(0.5);
    // powf, slerp
    assert_eq!(slope(|t| quaternion_from_scaled_axis(scaled_axis(&q(t)) * half).coords), Vector4::z() * 0.25);
    let slerp = |t| q(t) * quaternion_from_scaled_axis(scaled_axis(&(q(t).inverse() * q(t * 3.0))) * half);
    assert_eq!(slope(|t| slerp(t).coords), Vector4::z());
    // rotation_between, of unit vectors
    let (a, b) = (Vector3::<Dual<f64>>::x(), |t: Dual<f64>| Vector3::new(t.cos(), t.sin(), 0.0.into()));
    let between = |t| UnitQuaternion::from_quaternion(Quaternion::from_parts(a.dot(&b(t)) + 1.0, a.cross(&b(t))));
    assert_eq!(slope(|t| between(t).coords), Vector4::z() * 0.5);
    // exp of a quaternion, and what stands on it
    let exp = |w: Dual<f64>, v: Vector3<Dual<f64>>| *quaternion_from_scaled_axis(v * Dual::from(2.0)) * w.exp();
    let sinh = |w, v| (exp(w, v) - exp(-w, -v)).half();
    assert_eq!(slope(|t| sinh(t * 0.0, about(t)).coords), Vector4::z());
    assert_eq!(slope(|t| sinh(t, about(t) * Dual::from(0.0)).coords), Vector4::w());
    let (w, k) = (Dual::from(0.3), Dual::variable(0.4));
    assert_same("sinh", &sinh(w, about(k)).coords, &Quaternion::from_parts(w, about(k)).sinh().coords, DIRECT);
    // Isometry3::new
    let motion = |t| Isometry3::from_parts(Translation3::identity(), q(t)).to_homogeneous();
    assert_eq!(slope(motion), Vector3::z().cross_matrix().to_homogeneous() - Matrix4::from_diagonal(&Vector4::w()));
}

#[test]
fn the_pattern_of_a_rotation_is_full_and_holds_everywhere() {
    fn matrix<D: DualNum + nalgebra::RealField>(w: Vector3<D>) -> Vec<D> {
        rotation_from_scaled_axis(w).matrix().iter().copied().collect()
    }
    fn there_and_back<D: DualNum + nalgebra::RealField>(w: Vector3<D>) -> Vec<D> {
        scaled_axis(&quaternion_from_scaled_axis(w)).iter().copied().collect()
    }
    fn nearest(w: Vector3<Tracer>) -> Vec<Tracer> {
        let m = Matrix3::identity() + w.cross_matrix();
        rotation_from_matrix(&m).matrix().iter().copied().collect()
    }
    for x in [[0.0; 3], [0.1, -0.2, 0.3]] {
        for (f, outputs) in [(matrix as fn(Vector3<Tracer>) -> Vec<Tracer>, 9), (there_and_back, 3), (nearest, 9)] {
            let pattern = jacobian_pattern(|w, y| y.copy_from_slice(&f(Vector3::from_column_slice(w))), &x, outputs).unwrap();
            assert_eq!(pattern.nonzeros(), 3 * outputs, "at {x:?}");
        }
    }
}
