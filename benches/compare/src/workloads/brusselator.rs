//! A Jacobian-vector product of a one-dimensional Brusselator with diffusion, 1000 cells (2000 unknowns).

use std::array::from_fn;

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Map, Product};
use crate::workloads::uniform;

const CELLS: usize = 1000;
/// `alpha / dx^2`
const DIFFUSION: f64 = 20.0;
const EDGE: (f64, f64) = (1.0, 3.0);

/// `u' = 1 + u^2 v - 4.4 u + D u_xx`, `v' = 3.4 u - u^2 v + D v_xx`; first all u, then all v; fixed edges.
#[derive(Clone, Copy)]
struct Brusselator;

/// The rates of one cell's `(u, v)` between its neighbours.
#[inline(always)]
fn rates<D: Number>((u, v): (D, D), left: (D, D), right: (D, D)) -> (D, D) {
    let reaction = u * u * v;
    let spread_u = (left.0 - u * 2.0 + right.0) * DIFFUSION;
    let spread_v = (left.1 - v * 2.0 + right.1) * DIFFUSION;
    (reaction - u * 4.4 + spread_u + 1.0, u * 3.4 - reaction + spread_v)
}

impl Map for Brusselator {
    #[inline(always)]
    fn call<D: Number>(self, x: &[D], out: &mut [D]) {
        let n = x.len() / 2;
        let (u, v) = (&x[..n], &x[n..][..n]);
        let (du, dv) = out.split_at_mut(n);
        let dv = &mut dv[..n];
        let at = |i: usize| (u[i], v[i]);
        for i in 1..n - 1 {
            (du[i], dv[i]) = rates(at(i), at(i - 1), at(i + 1));
        }
        let edge = (D::constant(EDGE.0), D::constant(EDGE.1));
        (du[0], dv[0]) = rates(at(0), edge, at(1));
        (du[n - 1], dv[n - 1]) = rates(at(n - 1), at(n - 2), edge);
    }
}

/// A cell's u and v, and their tangents.
type Cell = [f64; 4];

/// Value and tangent of a cell's `(u, v)`: the tangent of the reaction `u^2 v` is `2 u v a + u^2 b`; the rest is linear.
#[inline(always)]
fn cell([u, v, a, b]: Cell, left: Cell, right: Cell) -> Cell {
    let sum: Cell = from_fn(|k| left[k] + right[k]);
    let square = u * u;
    let reaction = square * v;
    let bend = 2.0 * u * v * a + square * b;
    [
        1.0 + reaction - (4.4 + 2.0 * DIFFUSION) * u + DIFFUSION * sum[0],
        3.4 * u - reaction + DIFFUSION * (sum[1] - 2.0 * v),
        bend - (4.4 + 2.0 * DIFFUSION) * a + DIFFUSION * sum[2],
        3.4 * a - bend + DIFFUSION * (sum[3] - 2.0 * b),
    ]
}

/// The interior in one loop over slices of one length, which carries no index check and vectorises.
fn product(x: &[f64], t: &[f64], value: &mut [f64], tangent: &mut [f64]) {
    let n = x.len() / 2;
    let (u, v, a, b) = (&x[..n], &x[n..][..n], &t[..n], &t[n..][..n]);
    let (du, dv) = value.split_at_mut(n);
    let (da, db) = tangent.split_at_mut(n);
    let (dv, da, db) = (&mut dv[..n], &mut da[..n], &mut db[..n]);
    let at = |i: usize| [u[i], v[i], a[i], b[i]];
    for i in 1..n - 1 {
        [du[i], dv[i], da[i], db[i]] = cell(at(i), at(i - 1), at(i + 1));
    }
    let edge = [EDGE.0, EDGE.1, 0.0, 0.0];
    [du[0], dv[0], da[0], db[0]] = cell(at(0), edge, at(1));
    [du[n - 1], dv[n - 1], da[n - 1], db[n - 1]] = cell(at(n - 1), at(n - 2), edge);
}

pub fn jacobian_vector_product() -> Row<(Vec<f64>, Vec<f64>), Product> {
    let mut random = uniform();
    let mut vector = |low, high| (0..2 * CELLS).map(|_| random(low, high)).collect::<Vec<f64>>();
    let points = (0..4).map(|_| (vector(0.5, 3.5), vector(-1.0, 1.0))).collect();
    let empty = || Product { value: vec![0.0; 2 * CELLS], tangent: vec![0.0; 2 * CELLS] };
    let mut row = Row::new(points, empty);
    row.hand_written(|(x, t), out| product(x, t, &mut out.value, &mut out.tangent));
    row.values_only(peers::PLAIN, |(x, _), out| Brusselator.call(x, &mut out.value));
    peers::product(&mut row, Brusselator, 2 * CELLS);
    row
}
