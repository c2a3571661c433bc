//! Gradients through linear algebra: the logarithm of a determinant, by Cholesky and by LU.

use std::array::from_fn;

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Function, Jacobian};
use crate::workloads::points;

/// The places of the six correlations of four quantities.
const PAIRS: [(usize, usize); 6] = [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)];

/// `ln det` of a 4 x 4 correlation matrix with unit diagonal, as a function of its six correlations.
#[derive(Clone, Copy)]
struct Correlation;

impl Function<6, 1> for Correlation {
    #[inline(always)]
    fn call<D: Number>(self, p: &[D; 6]) -> [D; 1] {
        let mut l = [[D::constant(1.0); 4]; 4];
        for (k, (i, j)) in PAIRS.into_iter().enumerate() {
            l[i][j] = p[k];
        }
        let mut sum = D::constant(0.0);
        for j in 0..4 {
            let mut diagonal = l[j][j];
            for k in 0..j {
                diagonal = diagonal - l[j][k] * l[j][k];
            }
            l[j][j] = diagonal.sqrt();
            sum = sum + l[j][j].ln();
            for i in j + 1..4 {
                let mut entry = l[i][j];
                for k in 0..j {
                    entry = entry - l[i][k] * l[j][k];
                }
                l[i][j] = entry / l[j][j];
            }
        }
        [sum * 2.0]
    }
}

/// `d ln det A / dA_ij = 2 (A^-1)_ij` off the diagonal of a symmetric matrix; `A^-1 = M^T M` with `M = L^-1`.
#[inline(always)]
fn correlation(p: &[f64; 6], out: &mut Jacobian<6, 1>) {
    let mut l = [[1.0; 4]; 4];
    for (k, (i, j)) in PAIRS.into_iter().enumerate() {
        l[i][j] = p[k];
    }
    let mut inverse = [0.0; 4];
    let mut determinant = 1.0;
    for j in 0..4 {
        let mut diagonal = l[j][j];
        for k in 0..j {
            diagonal -= l[j][k] * l[j][k];
        }
        determinant *= diagonal;
        inverse[j] = 1.0 / diagonal.sqrt();
        for i in j + 1..4 {
            let mut entry = l[i][j];
            for k in 0..j {
                entry -= l[i][k] * l[j][k];
            }
            l[i][j] = entry * inverse[j];
        }
    }
    let mut m = [[0.0; 4]; 4];
    for j in 0..4 {
        m[j][j] = inverse[j];
        for i in j + 1..4 {
            let mut entry = 0.0;
            for k in j..i {
                entry -= l[i][k] * m[k][j];
            }
            m[i][j] = entry * inverse[i];
        }
    }
    for (k, (i, j)) in PAIRS.into_iter().enumerate() {
        out.rows[0][k] = 2.0 * (i..4).map(|r| m[r][i] * m[r][j]).sum::<f64>();
    }
    out.value = [determinant.ln()];
}

/// The order of the general matrix.
const ORDER: usize = 8;

/// The parameter that entry `(i, j)` depends on.
const fn parameter(i: usize, j: usize) -> usize {
    (i + 3 * j) % 6
}

/// The slope of entry `(i, j)` in its parameter, and the entry where the parameter is zero.
const fn slope_and_offset(i: usize, j: usize) -> (f64, f64) {
    let slope = 0.25 + ((5 * i + 7 * j) % 11) as f64 / 16.0;
    let offset = ((3 * i + 2 * j * j + i * j) % 13) as f64 / 4.0 - 1.5;
    (slope, offset)
}

/// The slopes and offsets of every entry.
const ENTRIES: [[(f64, f64); ORDER]; ORDER] = {
    let mut entries = [[(0.0, 0.0); ORDER]; ORDER];
    let mut at = 0;
    while at < ORDER * ORDER {
        entries[at / ORDER][at % ORDER] = slope_and_offset(at / ORDER, at % ORDER);
        at += 1;
    }
    entries
};

/// The matrix, of affine functions of the parameters.
#[inline(always)]
fn matrix<D: Number>(p: &[D; 6]) -> [[D; ORDER]; ORDER] {
    from_fn(|i| {
        from_fn(|j| {
            let (slope, offset) = ENTRIES[i][j];
            p[parameter(i, j)] * slope + offset
        })
    })
}

/// The row with the largest entry of column `k`, from row `k` on.
#[inline(always)]
fn pivot<D: Number>(a: &[[D; ORDER]; ORDER], k: usize) -> usize {
    let mut pivot = k;
    for i in k + 1..ORDER {
        if a[i][k].abs() > a[pivot][k].abs() {
            pivot = i;
        }
    }
    pivot
}

/// `ln |det|` of an 8 x 8 matrix whose entries are affine in six parameters, by LU with partial pivoting.
#[derive(Clone, Copy)]
struct General;

impl Function<6, 1> for General {
    #[inline(always)]
    fn call<D: Number>(self, p: &[D; 6]) -> [D; 1] {
        let mut a = matrix(p);
        let mut sum = D::constant(0.0);
        for k in 0..ORDER {
            let pivot = pivot(&a, k);
            a.swap(k, pivot);
            let top = a[k];
            sum = sum + top[k].abs().ln();
            for row in &mut a[k + 1..] {
                let factor = row[k] / top[k];
                for j in k + 1..ORDER {
                    row[j] = row[j] - factor * top[j];
                }
            }
        }
        [sum]
    }
}

/// `d ln |det A| / dA_ij = (A^-1)_ji`, with the inverse by Gauss-Jordan elimination in place.
#[inline(always)]
fn general(p: &[f64; 6], out: &mut Jacobian<6, 1>) {
    let mut a = matrix(p);
    let mut origin: [usize; ORDER] = from_fn(|i| i);
    let mut sum = 0.0;
    for k in 0..ORDER {
        let pivot = pivot(&a, k);
        a.swap(k, pivot);
        origin.swap(k, pivot);
        sum += a[k][k].abs().ln();
        let inverse = 1.0 / a[k][k];
        a[k][k] = 1.0;
        let top = a[k].map(|entry| entry * inverse);
        a[k] = top;
        for (i, row) in a.iter_mut().enumerate() {
            if i != k {
                let factor = row[k];
                row[k] = 0.0;
                for (entry, top) in row.iter_mut().zip(top) {
                    *entry -= factor * top;
                }
            }
        }
    }
    // The columns of `a` stand in the order of the pivots: column c of it is column origin[c] of the inverse.
    out.rows[0] = [0.0; 6];
    for (j, row) in a.iter().enumerate() {
        for (entry, i) in row.iter().zip(origin) {
            out.rows[0][parameter(i, j)] += ENTRIES[i][j].0 * entry;
        }
    }
    out.value = [sum];
}

/// The elimination with its derivatives beside it, step by step, as numbers of the kind raced here take it: tangent-linear code.
#[inline(always)]
fn general_by_steps(p: &[f64; 6], out: &mut Jacobian<6, 1>) {
    let mut a = matrix(p);
    let mut da = [[[0.0; 6]; ORDER]; ORDER];
    for (i, row) in da.iter_mut().enumerate() {
        for (j, slopes) in row.iter_mut().enumerate() {
            slopes[parameter(i, j)] = ENTRIES[i][j].0;
        }
    }
    (out.value, out.rows) = ([0.0], [[0.0; 6]]);
    for k in 0..ORDER {
        let pivot = pivot(&a, k);
        a.swap(k, pivot);
        da.swap(k, pivot);
        let (top, dtop) = (a[k], da[k]);
        let inverse = 1.0 / top[k];
        out.value[0] += top[k].abs().ln();
        for (sum, slope) in out.rows[0].iter_mut().zip(dtop[k]) {
            *sum += slope * inverse;
        }
        for (row, drow) in a[k + 1..].iter_mut().zip(&mut da[k + 1..]) {
            let factor = row[k] / top[k];
            let dfactor: [f64; 6] = from_fn(|n| (drow[k][n] - factor * dtop[k][n]) * inverse);
            for j in k + 1..ORDER {
                row[j] -= factor * top[j];
                for n in 0..6 {
                    drow[j][n] -= dfactor[n] * top[j] + factor * dtop[j][n];
                }
            }
        }
    }
}

pub fn cholesky() -> Row<[f64; 6], Jacobian<6, 1>> {
    let mut row = Row::new(points(-0.4, 0.4), Jacobian::default);
    row.hand_written(correlation);
    peers::plain(&mut row, Correlation);
    peers::gradient::<6, 7, _, 6>(&mut row, Correlation);
    row
}

pub fn lu() -> Row<[f64; 6], Jacobian<6, 1>> {
    let mut row = Row::new(points(-2.0, 2.0), Jacobian::default);
    row.hand_written(general);
    row.contestant("hand-written", "derivatives step by step".into(), general_by_steps);
    peers::plain(&mut row, General);
    peers::gradient::<6, 7, _, 6>(&mut row, General);
    row
}
