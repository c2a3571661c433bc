//! Rotations from rotation vectors and back, and from matrices, by functions that have derivatives at angle 0.

use core::array::from_fn;

use nalgebra::{Matrix3, Matrix4, Quaternion, RealField, Rotation3, Unit, UnitQuaternion, Vector3};
use num_traits::{Float, Zero};

use super::cardinal::SincRoot;
use crate::drivers::linear::largest;
use crate::rules::power_of_two;
use crate::{Dual, DualNum, implicit_derivative};

/// The rotation by the angle `|w|` about the axis `w`, differentiable at `w = 0`, unlike `Rotation3::from_scaled_axis`.
///
/// Rodrigues' formula, `R = I + s(t) W + s(t/4)^2/2 W^2` with `W` the cross matrix of `w`, `W^2 = w w' - t I`, `t = |w|^2`, and the entire
/// function `s(t) = sin(sqrt t)/sqrt t`.
///
/// ```
/// use dual_numbers::interop::nalgebra::{derivative, rotation_from_scaled_axis};
/// use nalgebra::{Matrix3, Vector3};
/// let (r, slope) = derivative(|q| rotation_from_scaled_axis(Vector3::z() * q).into_inner(), 0.0);
/// assert_eq!((r, slope), (Matrix3::identity(), Vector3::z().cross_matrix()));
/// ```
pub fn rotation_from_scaled_axis<D: DualNum + RealField>(w: Vector3<D>) -> Rotation3<D> {
    let t = w.dot(&w);
    if is_long(t) {
        let (axis, angle) = axis_and_angle(w);
        return Rotation3::from_axis_angle(&axis, angle);
    }
    let half = t.times(0.25).apply(SincRoot);
    let (u, v) = (w * t.apply(SincRoot), w * (half * half).times(0.5));
    let [x, y, z] = from_fn(|i| w[i] * v[i]);
    let [yz, xz, xy] = [(1, 2), (0, 2), (0, 1)].map(|(i, j)| w[i] * v[j]);
    Rotation3::from_matrix_unchecked(Matrix3::new(
        D::one() - (y + z),
        xy - u.z,
        xz + u.y,
        xy + u.z,
        D::one() - (x + z),
        yz - u.x,
        xz - u.y,
        yz + u.x,
        D::one() - (x + y),
    ))
}

/// The unit quaternion of the rotation by the angle `|w|` about the axis `w`, differentiable at `w = 0`, unlike `UnitQuaternion::from_scaled_axis`.
///
/// `1 - t/8 s(t/16)^2 + s(t/4)/2 w`, which is `cos(|w|/2) + sin(|w|/2) w/|w|`, with `s` and `t` as in [`rotation_from_scaled_axis`].
///
/// ```
/// use dual_numbers::interop::nalgebra::{derivative, quaternion_from_scaled_axis};
/// use nalgebra::{Vector3, Vector4};
/// let (q, slope) = derivative(|q| quaternion_from_scaled_axis(Vector3::z() * q).into_inner().coords, 0.0);
/// assert_eq!((q, slope), (Vector4::w(), Vector4::z() * 0.5));
/// ```
pub fn quaternion_from_scaled_axis<D: DualNum + RealField>(w: Vector3<D>) -> UnitQuaternion<D> {
    let t = w.dot(&w);
    if is_long(t) {
        let (axis, angle) = axis_and_angle(w);
        return UnitQuaternion::from_axis_angle(&axis, angle);
    }
    let quarter = t.times(1.0 / 16.0).apply(SincRoot);
    let cos = D::one() - (t * quarter * quarter).times(0.125);
    UnitQuaternion::new_unchecked(Quaternion::from_parts(cos, w * t.times(0.25).apply(SincRoot).times(0.5)))
}

/// Whether the square `t` of a rotation vector, or a derivative of it, might overflow.
fn is_long<D: DualNum>(t: D) -> bool {
    t.value() > Float::sqrt(D::Primitive::max_value())
}

/// The axis and the angle of a long rotation vector, by the norm of one that a power of two makes shorter.
fn axis_and_angle<D: DualNum + RealField>(w: Vector3<D>) -> (Unit<Vector3<D>>, D) {
    let k = power_of_two(largest(w.iter().map(|x| x.value())));
    let short = w.map(|x| x * k);
    let norm = Float::sqrt(short.dot(&short));
    (Unit::new_unchecked(short / norm), norm / k)
}

/// The rotation vector of a unit quaternion, of length at most pi: the inverse of [`quaternion_from_scaled_axis`], differentiable at `q = 1`,
/// unlike `UnitQuaternion::scaled_axis`.
///
/// `2 atan(|v|/q_0) v/|v|` for `q = q_0 + v` with `q_0 >= 0`, else that of `-q`. The angle is halved by
/// `atan(y/x) = 2 atan(y / (x + hypot(x, y)))`, to at most pi/16, and `atan(y)/y` summed as a series in `y^2`. For a rotation by pi, where
/// `q_0 = 0`, the derivatives are those of one side.
///
/// ```
/// use dual_numbers::interop::nalgebra::{jacobian, quaternion_from_scaled_axis, scaled_axis};
/// use nalgebra::{Matrix3, Vector3};
/// let (w, j) = jacobian(|w| scaled_axis(&quaternion_from_scaled_axis(w)), &Vector3::<f64>::zeros());
/// assert_eq!((w, j), (Vector3::zeros(), Matrix3::identity()));
/// ```
pub fn scaled_axis<D: DualNum + RealField>(q: &UnitQuaternion<D>) -> Vector3<D> {
    let q = if q.w.value() >= D::Primitive::zero() { **q } else { -**q };
    let v = q.imag();
    let (square, mut x) = (v.dot(&v), q.w);
    for _ in 0..3 {
        x += Float::sqrt(x * x + square);
    }
    let minus = -square / (x * x);
    // tan(pi/16)^30 / 31 < 1e-22
    let series = (0..15).rev().fold(D::zero(), |sum, k| sum * minus + D::literal(f64::from(2 * k + 1).recip()));
    v * (series / x).times(16.0)
}

/// The rotation nearest to a matrix, which maximises `tr(R' M)`, with derivatives of every order, unlike `Rotation3::from_matrix`.
///
/// The value is the rotation of the quaternion `q` that maximises the quadratic form `q' K q = tr(R' M)`, an eigenvector: B. K. P. Horn,
/// "Closed-form solution of absolute orientation using unit quaternions", J. Opt. Soc. Am. A 4 (1987); the iteration of
/// `Rotation3::from_matrix` never ends at many matrices, as at `-I`. The derivatives are those of the root of the equation that `R' M` is
/// symmetric ([`implicit_derivative`]). Value and derivatives are NaN where an entry is not finite, and where the nearest rotation is, to
/// rounding, not unique: where the two smaller singular values of `M` add to 0, the smallest one with the sign of `det M`.
///
/// ```
/// use dual_numbers::interop::nalgebra::{derivative, rotation_from_matrix};
/// use nalgebra::{Matrix3, Vector3};
/// let turn = Vector3::z().cross_matrix();
/// // Of I + t (turn + stretch) the symmetric part turns nothing.
/// let (r, slope) = derivative(|t| rotation_from_matrix(&(Matrix3::identity() + (turn + Matrix3::repeat(2.0)).cast() * t)).into_inner(), 0.0);
/// assert_eq!((r, slope), (Matrix3::identity(), turn));
/// ```
pub fn rotation_from_matrix<D: DualNum<Primitive: RealField> + RealField>(m: &Matrix3<D>) -> Rotation3<D> {
    let undefined = || Rotation3::from_matrix_unchecked(Matrix3::repeat(D::nan()));
    let size = largest(m.iter().map(|entry| entry.value()));
    let m = m * D::from_value(power_of_two(size));
    if !m.iter().all(|entry| Float::is_finite(entry.value())) {
        return undefined();
    }
    let Some(nearest) = nearest_quaternion(&m.map(|entry| entry.value())) else { return undefined() };
    let nearest = nearest.to_rotation_matrix().into_inner().map(D::from_value);
    // The axial vector of what is not symmetric in `exp(-w) R' M`.
    let asymmetry = |w: [Dual<D, 3>; 3], turned: [Dual<D, 3>; 9]| {
        let s = rotation_from_scaled_axis(-Vector3::from(w)).into_inner() * Matrix3::from_column_slice(&turned);
        [s[(2, 1)] - s[(1, 2)], s[(0, 2)] - s[(2, 0)], s[(1, 0)] - s[(0, 1)]]
    };
    let turned = nearest.transpose() * m; // by columns
    match implicit_derivative(asymmetry, [D::Primitive::zero(); 3], from_fn(|k| turned[k])) {
        Ok(w) => Rotation3::from_matrix_unchecked(nearest) * rotation_from_scaled_axis(Vector3::from(w)),
        _ => undefined(),
    }
}

/// The unit quaternion `q` of the largest `q' K q = tr(R' M)`, the eigenvector of the largest eigenvalue of `K`; none if that is a double one,
/// to rounding: the next one is smaller by twice the sum of the two smaller singular values.
fn nearest_quaternion<P: DualNum + RealField>(m: &Matrix3<P>) -> Option<UnitQuaternion<P>> {
    let (odd, even) = (|i, j| m[(i, j)] - m[(j, i)], |i, j| m[(i, j)] + m[(j, i)]);
    let [xx, yy, zz] = from_fn(|i| m[(i, i)]);
    let above = P::zero(); // the decomposition reads the lower triangle
    let k = Matrix4::from_rows(&[
        [xx + yy + zz, above, above, above].into(),
        [odd(2, 1), xx - yy - zz, above, above].into(),
        [odd(0, 2), even(1, 0), yy - xx - zz, above].into(),
        [odd(1, 0), even(2, 0), even(2, 1), zz - xx - yy].into(),
    ]);
    let eigen = k.symmetric_eigen();
    let (values, first) = (eigen.eigenvalues, eigen.eigenvalues.imax());
    let rounding = values[first] * P::epsilon() * P::literal(32.0);
    let is_simple = (0..4).all(|i| i == first || values[first] - values[i] > rounding);
    let [w, x, y, z] = eigen.eigenvectors.column(first).into_owned().into();
    is_simple.then(|| UnitQuaternion::from_quaternion(Quaternion::new(w, x, y, z)))
}
