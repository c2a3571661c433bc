//! The Brusselator in two dimensions, for the examples.

use dual_numbers::DualNum;

/// The right-hand side, `u' = 1 + u^2 v - 4.4 u + (u_xx + u_yy) / 10`, `v' = 3.4 u - u^2 v + (v_xx + v_yy) / 10`, by differences on a
/// periodic unit square; `x` holds `u` and `v` of one cell after the other, row by row.
///
/// E. Hairer, G. Wanner, "Solving Ordinary Differential Equations II", section IV.10.
pub fn brusselator_plane<D: DualNum<Primitive = f64>>(x: &[D], rate: &mut [D]) {
    let side = (x.len() / 2).isqrt();
    let diffusion = (side * side) as f64 / 10.0;
    for (row, column) in (0..side * side).map(|cell| (cell / side, cell % side)) {
        let cell = |row: usize, column: usize| &x[2 * (row % side * side + column % side)..][..2];
        let here = cell(row, column);
        let (up, down) = (cell(row + side - 1, column), cell(row + 1, column));
        let (left, right) = (cell(row, column + side - 1), cell(row, column + 1));
        let flow = |k: usize| (up[k] + down[k] + left[k] + right[k] - here[k] * 4.0) * diffusion;
        let (u, v) = (here[0], here[1]);
        let reaction = u * u * v;
        let out = &mut rate[2 * (row * side + column)..];
        out[0] = reaction - u * 4.4 + 1.0 + flow(0);
        out[1] = u * 3.4 - reaction + flow(1);
    }
}
