//! A Jacobian-vector product and the sparse Jacobian of a one-dimensional Brusselator with diffusion, 1000 cells (2000 unknowns).

use std::array::from_fn;

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Map, Outputs};
use crate::workloads::uniform;

const CELLS: usize = 1000;
/// `alpha / dx^2`
const DIFFUSION: f64 = 20.0;
const EDGE: (f64, f64) = (1.0, 3.0);
/// Four a row, but for the first and the last cell.
const ENTRIES: usize = 8 * CELLS - 4;

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

/// The entries of the Jacobian, row by row: `d`, `2 u v - 4.4 - 2 d`, `d`, `u^2` in a row of u, `3.4 - 2 u v`, `d`, `-u^2 - 2 d`, `d` in one of v.
fn entries(x: &[f64], entries: &mut [f64]) {
    let n = x.len() / 2;
    let (u, v) = (&x[..n], &x[n..][..n]);
    let (of_u, of_v) = entries.split_at_mut(4 * n - 2);
    let of_u_row = |i: usize| [DIFFUSION, 2.0 * u[i] * v[i] - (4.4 + 2.0 * DIFFUSION), DIFFUSION, u[i] * u[i]];
    let of_v_row = |i: usize| [3.4 - 2.0 * u[i] * v[i], DIFFUSION, -u[i] * u[i] - 2.0 * DIFFUSION, DIFFUSION];
    let inner = 3..4 * n - 5;
    for (k, (of_u, of_v)) in of_u[inner.clone()].chunks_exact_mut(4).zip(of_v[inner].chunks_exact_mut(4)).enumerate() {
        of_u.copy_from_slice(&of_u_row(k + 1));
        of_v.copy_from_slice(&of_v_row(k + 1));
    }
    let ([_, u_first @ ..], [a, b, _, d]) = (of_u_row(0), of_u_row(n - 1));
    of_u[..3].copy_from_slice(&u_first);
    of_u[4 * n - 5..].copy_from_slice(&[a, b, d]);
    let ([e, _, g, h], [v_last @ .., _]) = (of_v_row(0), of_v_row(n - 1));
    of_v[..3].copy_from_slice(&[e, g, h]);
    of_v[4 * n - 5..].copy_from_slice(&v_last);
}

/// Random vectors with entries between two bounds.
fn vectors() -> impl FnMut(f64, f64) -> Vec<f64> {
    let mut random = uniform();
    move |low, high| (0..2 * CELLS).map(|_| random(low, high)).collect()
}

pub fn sparse_jacobian() -> Row<Vec<f64>, Outputs> {
    let mut vector = vectors();
    let points = (0..4).map(|_| vector(0.5, 3.5)).collect();
    let mut row = Row::new(points, || Outputs { value: vec![0.0; 2 * CELLS], slopes: vec![0.0; ENTRIES] });
    row.hand_written(|x, out| {
        Brusselator.call(x, &mut out.value);
        entries(x, &mut out.slopes);
    });
    row.values_only(peers::PLAIN, |x, out| Brusselator.call(x, &mut out.value));
    peers::sparse::<4, 5, _>(&mut row, Brusselator, 2 * CELLS);
    peers::sparse::<2, 3, _>(&mut row, Brusselator, 2 * CELLS);
    peers::sparse::<1, 2, _>(&mut row, Brusselator, 2 * CELLS);
    peers::echidna::enter_sparse_tape::<4, _>(&mut row, Brusselator, 2 * CELLS);
    row
}

pub fn jacobian_vector_product() -> Row<(Vec<f64>, Vec<f64>), Outputs> {
    let mut vector = vectors();
    let points = (0..4).map(|_| (vector(0.5, 3.5), vector(-1.0, 1.0))).collect();
    let mut row = Row::new(points, || Outputs { value: vec![0.0; 2 * CELLS], slopes: vec![0.0; 2 * CELLS] });
    row.hand_written(|(x, t), out| product(x, t, &mut out.value, &mut out.slopes));
    row.values_only(peers::PLAIN, |(x, _), out| Brusselator.call(x, &mut out.value));
    peers::product(&mut row, Brusselator, 2 * CELLS);
    row
}
