//! The Brusselator in one dimension, for the tests, the examples and the measurements.

use dual_numbers::DualNum;

/// The right-hand side of the Brusselator in one dimension, `u' = 1 + u^2 v - 4 u + u_xx / 50`, `v' = 3 u - u^2 v + v_xx / 50` on [0, 1],
/// by differences; `x` holds `u` and `v` of one cell after the other. At both ends u = 1, v = 3.
///
/// E. Hairer, G. Wanner, "Solving Ordinary Differential Equations II", section IV.1.
pub fn brusselator<D: DualNum<Primitive = f64>>(x: &[D], rate: &mut [D]) {
    let cells = x.len() / 2;
    let diffusion = (cells as f64 + 1.0).powi(2) / 50.0;
    let end = [1.0, 3.0].map(D::from_value);
    for i in 0..cells {
        let (u, v) = (x[2 * i], x[2 * i + 1]);
        let left = if i > 0 { &x[2 * i - 2..2 * i] } else { &end };
        let right = if i + 1 < cells { &x[2 * i + 2..2 * i + 4] } else { &end };
        let reaction = u * u * v;
        rate[2 * i] = reaction - u * 4.0 + 1.0 + (left[0] - u * 2.0 + right[0]) * diffusion;
        rate[2 * i + 1] = u * 3.0 - reaction + (left[1] - v * 2.0 + right[1]) * diffusion;
    }
}
