//! A Jacobian written by hand, checked: the reprojection of a point by a camera, as a bundle adjuster has it. Then the same with one wrong sign.
//!
//! `cargo run --example check_jacobian --features oracle`

use dual_numbers::DualNum;
use dual_numbers::oracle::{Mismatch, Oracle, boxed};

/// Where a camera sees the point `p`, in pixels: rotation by the angle-axis vector `w` (Rodrigues), translation `t`, perspective, radial
/// distortion `1 + k r^2`, focal length `f`.
fn reproject<D: DualNum<Primitive = f64>>([wx, wy, wz, tx, ty, tz, f, k, px, py, pz]: [D; 11]) -> [D; 2] {
    let angle = (wx * wx + wy * wy + wz * wz).sqrt();
    let (sin, cos) = angle.sin_cos();
    let [ax, ay, az] = [wx / angle, wy / angle, wz / angle];
    let along = (ax * px + ay * py + az * pz) * (D::one() - cos);
    let x = px * cos + (ay * pz - az * py) * sin + ax * along + tx;
    let y = py * cos + (az * px - ax * pz) * sin + ay * along + ty;
    let z = pz * cos + (ax * py - ay * px) * sin + az * along + tz;
    let (u, v) = (x / z, y / z);
    let scale = f * (k * (u * u + v * v) + 1.0);
    [u * scale, v * scale]
}

type Vector = [f64; 3];

fn dot(a: Vector, b: Vector) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn cross([ax, ay, az]: Vector, [bx, by, bz]: Vector) -> Vector {
    [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]
}

fn combine<const N: usize>(terms: [(f64, Vector); N]) -> Vector {
    [0, 1, 2].map(|i| terms.iter().map(|(c, v)| c * v[i]).sum())
}

/// The 2 x 11 Jacobian by hand. `sign` is 1, or -1 for the planted mistake.
fn jacobian([wx, wy, wz, tx, ty, tz, f, k, px, py, pz]: [f64; 11], sign: f64) -> [[f64; 11]; 2] {
    let (w, p) = ([wx, wy, wz], [px, py, pz]);
    let angle = dot(w, w).sqrt();
    let (sin, cos) = angle.sin_cos();
    let a = combine([(1.0 / angle, w)]);
    let along = dot(a, p);
    let rotate = |p: Vector| combine([(cos, p), (sin, cross(a, p)), (dot(a, p) * (1.0 - cos), a)]);
    let [x, y, z] = combine([(1.0, rotate(p)), (1.0, [tx, ty, tz])]);

    // Rotated point by w_i: d(angle) = a_i, d(a) = (e_i - a_i a) / angle.
    let units: [Vector; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    let by_rotation = [0, 1, 2].map(|i| {
        let da = combine([(1.0 / angle, units[i]), (-a[i] / angle, a)]);
        let by_angle = combine([(-sin, p), (cos, cross(a, p)), (sin * along, a)]);
        let by_axis = combine([(sin, cross(da, p)), (sign * (1.0 - cos) * dot(da, p), a), ((1.0 - cos) * along, da)]);
        combine([(a[i], by_angle), (1.0, by_axis)])
    });
    let by_translation = units;
    let by_point = units.map(rotate);

    let (u, v) = (x / z, y / z);
    let r2 = u * u + v * v;
    let distortion = 1.0 + k * r2;
    // (u, v) s by a motion d of the point before the camera, s = f (1 + k r^2).
    let pixel = |[dx, dy, dz]: Vector| {
        let (du, dv) = ((dx - u * dz) / z, (dy - v * dz) / z);
        let dr2 = 2.0 * (u * du + v * dv);
        [f * (distortion * du + u * k * dr2), f * (distortion * dv + v * k * dr2)]
    };
    let [w, t, p] = [by_rotation, by_translation, by_point].map(|motions| motions.map(pixel));
    let by_focal = [u * distortion, v * distortion];
    let by_distortion = [u * f * r2, v * f * r2];
    [0, 1].map(|row| [w[0], w[1], w[2], t[0], t[1], t[2], by_focal, by_distortion, p[0], p[1], p[2]].map(|column| column[row]))
}

fn main() -> Result<(), Mismatch> {
    let (rotation, shift, point) = ((-3.0, 3.0), (-1.0, 1.0), (-2.0, 2.0));
    let oracle = Oracle::new(boxed([
        rotation,
        rotation,
        rotation,
        shift,
        shift,
        (5.0, 9.0), // the camera looks at the points from outside
        (500.0, 1500.0),
        (-0.1, 0.1),
        point,
        point,
        point,
    ]))
    .cases(1000)
    .skip_where(|x| x[..3] == [0.0; 3]); // no axis

    let report = oracle.check_jacobian(reproject, |x| jacobian(x, 1.0))?;
    println!("{report}\n");
    assert_eq!(report.cases, 1000);

    let mismatch = oracle.check_jacobian(reproject, |x| jacobian(x, -1.0)).unwrap_err();
    println!("{mismatch}");
    assert!(mismatch.entry().is_some_and(|entry| entry.column < 3), "the rotation is what is wrong");
    Ok(())
}
