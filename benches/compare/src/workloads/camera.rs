//! The reprojection residual of bundle adjustment (Snavely's camera): 2 residuals, 12 parameters.
//!
//! Parameters: angle-axis `w`, translation `t`, focal length, `k1`, `k2`, point `X`.

use std::array::from_fn;

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Function, Jacobian};
use crate::workloads::points_in;

const OBSERVED: [f64; 2] = [-0.35, 0.21];

#[derive(Clone, Copy)]
struct Reprojection;

impl Function<12, 2> for Reprojection {
    #[inline(always)]
    fn call<D: Number>(self, x: &[D; 12]) -> [D; 2] {
        let &[w0, w1, w2, t0, t1, t2, focal, k1, k2, x0, x1, x2] = x;
        let [p0, p1, p2] = rotate([w0, w1, w2], [x0, x1, x2]);
        let (p0, p1, p2) = (p0 + t0, p1 + t1, p2 + t2);
        let (u, v) = (-p0 / p2, -p1 / p2);
        let r2 = u * u + v * v;
        let scale = focal * (r2 * (k1 + k2 * r2) + 1.0);
        [scale * u - OBSERVED[0], scale * v - OBSERVED[1]]
    }
}

// Written out, without closures: an instance of `map` or `from_fn` may be compiled apart from its caller, and which library that slows down
// is chance.

/// Rodrigues: `X cos a + (e x X) sin a + e (e . X) (1 - cos a)`, with `a = |w|` and `e = w / a`.
#[inline(always)]
fn rotate<D: Number>([w0, w1, w2]: [D; 3], [x0, x1, x2]: [D; 3]) -> [D; 3] {
    let square = w0 * w0 + w1 * w1 + w2 * w2;
    if square > D::constant(f64::EPSILON) {
        let angle = square.sqrt();
        let (sin, cos) = angle.sin_cos();
        let [e0, e1, e2] = [w0 / angle, w1 / angle, w2 / angle];
        let along = (e0 * x0 + e1 * x1 + e2 * x2) * (-cos + 1.0);
        let [t0, t1, t2] = cross([e0, e1, e2], [x0, x1, x2]);
        [x0 * cos + t0 * sin + e0 * along, x1 * cos + t1 * sin + e1 * along, x2 * cos + t2 * sin + e2 * along]
    } else {
        let [t0, t1, t2] = cross([w0, w1, w2], [x0, x1, x2]);
        [x0 + t0, x1 + t1, x2 + t2]
    }
}

#[inline(always)]
fn cross<D: Number>(a: [D; 3], b: [D; 3]) -> [D; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[inline(always)]
fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Each residual's gradient `g` in the camera frame is drawn back through the rotation.
///
/// With `a = sin|w| / |w|` and `b = (1 - cos|w|) / |w|^2`, so that `P = X cos|w| + a w x X + b (w . X) w`:
/// `a' = (cos|w| - a) / |w|^2` and `b' = (a - 2 b) / |w|^2` are their derivatives along `w_j`, divided by `w_j`;
/// `g . dP/dw_j = w_j (g . V) + a (X x g)_j + b (X_j (w . g) + (w . X) g_j)`, `V = -a X + a' w x X + b' (w . X) w`;
/// `g . dP/dX = g cos|w| - a w x g + b (w . g) w`.
#[inline(always)]
fn reprojection(p: &[f64; 12], out: &mut Jacobian<12, 2>) {
    let &[w0, w1, w2, t0, t1, t2, focal, k1, k2, x0, x1, x2] = p;
    let (w, x) = ([w0, w1, w2], [x0, x1, x2]);
    let square = dot(w, w);
    let (cos, a, b, da, db) = if square > f64::EPSILON {
        let angle = square.sqrt();
        let (sin, cos) = angle.sin_cos();
        let inverse = 1.0 / square;
        let (a, b) = (sin / angle, (1.0 - cos) * inverse);
        (cos, a, b, (cos - a) * inverse, (a - 2.0 * b) * inverse)
    } else {
        (1.0, 1.0, 0.5, -1.0 / 3.0, -1.0 / 12.0)
    };
    let wx = dot(w, x);
    let turned = cross(w, x);
    let camera: [f64; 3] = from_fn(|i| x[i] * cos + a * turned[i] + b * wx * w[i]);
    let bend: [f64; 3] = from_fn(|i| -a * x[i] + da * turned[i] + db * wx * w[i]);

    let depth = 1.0 / (camera[2] + t2);
    let (u, v) = (-(camera[0] + t0) * depth, -(camera[1] + t1) * depth);
    let r2 = u * u + v * v;
    let distortion = 1.0 + r2 * (k1 + k2 * r2);
    let slope = 2.0 * focal * (k1 + 2.0 * k2 * r2);
    let scale = focal * distortion;
    out.value = [scale * u - OBSERVED[0], scale * v - OBSERVED[1]];

    // d residual / d (u, v) is symmetric; du/dP = (-1, 0, -u) / depth, dv/dP = (0, -1, -v) / depth.
    let (uu, uv, vv) = (scale + slope * u * u, slope * u * v, scale + slope * v * v);
    for (row, (du, dv), image) in [(0, (uu, uv), u), (1, (uv, vv), v)] {
        let g = [-du * depth, -dv * depth, -(du * u + dv * v) * depth];
        let (wg, vg) = (dot(w, g), dot(bend, g));
        let (xg, wxg) = (cross(x, g), cross(w, g));
        let turn = |j: usize| w[j] * vg + a * xg[j] + b * (x[j] * wg + wx * g[j]);
        let point = |j: usize| g[j] * cos - a * wxg[j] + b * wg * w[j];
        out.rows[row] = [
            turn(0),
            turn(1),
            turn(2),
            g[0],
            g[1],
            g[2],
            distortion * image,
            focal * r2 * image,
            focal * r2 * r2 * image,
            point(0),
            point(1),
            point(2),
        ];
    }
}

pub fn reprojection_12() -> Row<[f64; 12], Jacobian<12, 2>> {
    let ranges = [
        (-0.5, 0.5),
        (-0.5, 0.5),
        (-0.5, 0.5),
        (-1.0, 1.0),
        (-1.0, 1.0),
        (-6.0, -4.0),
        (400.0, 600.0),
        (-0.3, 0.0),
        (0.0, 0.1),
        (-1.0, 1.0),
        (-1.0, 1.0),
        (-1.0, 1.0),
    ];
    let mut row = Row::new(points_in(ranges), Jacobian::default);
    row.hand_written(reprojection);
    peers::plain(&mut row, Reprojection);
    peers::jacobian::<12, 13, _, 12, 2>(&mut row, Reprojection);
    peers::jacobian::<6, 7, _, 12, 2>(&mut row, Reprojection);
    peers::jacobian::<4, 5, _, 12, 2>(&mut row, Reprojection);
    row
}
