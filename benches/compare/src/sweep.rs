//! Seed, call, extract: written once for every peer.

use std::array::from_fn;

use crate::number::{FirstOrder, Number, SecondOrder, ThirdOrder};

/// A function from `R^N` to `R^M`, written once for every number.
pub trait Function<const N: usize, const M: usize>: Copy + 'static {
    fn call<D: Number>(self, x: &[D; N]) -> [D; M];
}

/// A function from `R^n` to `R^n` with `n` known at run time.
pub trait Map: Copy + 'static {
    fn call<D: Number>(self, x: &[D], out: &mut [D]);
}

/// The parts of a result, for the check before the timing.
pub trait Parts {
    fn values(&self) -> Vec<f64>;
    fn derivatives(&self) -> Vec<f64>;
}

/// The values and the rows of the Jacobian.
pub struct Jacobian<const N: usize, const M: usize> {
    pub value: [f64; M],
    pub rows: [[f64; N]; M],
}

/// The value, the gradient and the Hessian.
pub struct Hessian<const N: usize> {
    pub value: f64,
    pub gradient: [f64; N],
    pub rows: [[f64; N]; N],
}

/// `[f, f', f'', f''']`
#[derive(Default)]
pub struct Third(pub [f64; 4]);

/// `f(x)`, and `J(x) v` or the entries of a sparse `J(x)`, row by row.
pub struct Outputs {
    pub value: Vec<f64>,
    pub slopes: Vec<f64>,
}

impl<const N: usize, const M: usize> Default for Jacobian<N, M> {
    fn default() -> Self {
        Self { value: [0.0; M], rows: [[0.0; N]; M] }
    }
}

impl<const N: usize> Default for Hessian<N> {
    fn default() -> Self {
        Self { value: 0.0, gradient: [0.0; N], rows: [[0.0; N]; N] }
    }
}

impl<const N: usize, const M: usize> Parts for Jacobian<N, M> {
    fn values(&self) -> Vec<f64> {
        self.value.to_vec()
    }
    fn derivatives(&self) -> Vec<f64> {
        self.rows.concat()
    }
}

impl<const N: usize> Parts for Hessian<N> {
    fn values(&self) -> Vec<f64> {
        vec![self.value]
    }
    fn derivatives(&self) -> Vec<f64> {
        [&self.gradient[..], &self.rows.concat()].concat()
    }
}

impl Parts for Third {
    fn values(&self) -> Vec<f64> {
        self.0[..1].to_vec()
    }
    fn derivatives(&self) -> Vec<f64> {
        self.0[1..].to_vec()
    }
}

impl Parts for Outputs {
    fn values(&self) -> Vec<f64> {
        self.value.clone()
    }
    fn derivatives(&self) -> Vec<f64> {
        self.slopes.clone()
    }
}

/// Where variable `i` stands in the block of the given width that starts at `start`, if it does.
#[inline(always)]
fn place(start: usize, width: usize, i: usize) -> Option<usize> {
    (i >= start && i < start + width).then(|| i - start)
}

/// The unit seed: 1 at `place`, 0 elsewhere.
///
/// Comparing builds it without a store at a run-time index, which would stall the load that follows.
#[inline(always)]
pub fn unit(place: Option<usize>) -> impl Fn(usize) -> f64 {
    move |k| if Some(k) == place { 1.0 } else { 0.0 }
}

/// The Jacobian by `ceil(N / D::DIRECTIONS)` passes in a loop.
#[inline(always)]
pub fn jacobian<D: FirstOrder, F: Function<N, M>, const N: usize, const M: usize>(f: F, x: &[f64; N], out: &mut Jacobian<N, M>) {
    for start in (0..N).step_by(D::DIRECTIONS) {
        one_pass::<D, F, N, M>(start, f, x, out);
    }
}

/// The most passes that [`jacobian_written_out`] makes.
pub const WRITTEN_OUT: usize = 6;

/// The same by passes that are written out, with seeds that the compiler knows.
#[inline(always)]
pub fn jacobian_written_out<D: FirstOrder, F: Function<N, M>, const N: usize, const M: usize>(
    f: F,
    x: &[f64; N],
    out: &mut Jacobian<N, M>,
) {
    macro_rules! passes {
        ($($k:literal)*) => { $(if $k * D::DIRECTIONS < N { one_pass::<D, F, N, M>($k * D::DIRECTIONS, f, x, out) })* };
    }
    passes!(0 1 2 3 4 5);
}

#[inline(always)]
fn one_pass<D: FirstOrder, F: Function<N, M>, const N: usize, const M: usize>(start: usize, f: F, x: &[f64; N], out: &mut Jacobian<N, M>) {
    let y = f.call(&from_fn(|i| match place(start, D::DIRECTIONS, i) {
        None => D::constant(x[i]),
        direction => D::new(x[i], unit(direction)),
    }));
    for (m, y) in y.iter().enumerate() {
        out.value[m] = y.value();
        for (k, slot) in out.rows[m][start..].iter_mut().take(D::DIRECTIONS).enumerate() {
            *slot = y.partial(k);
        }
    }
}

/// The Hessian by blocks over the upper triangle.
#[inline(always)]
pub fn hessian<D: SecondOrder, F: Function<N, 1>, const N: usize>(f: F, x: &[f64; N], out: &mut Hessian<N>) {
    for top in (0..N).step_by(D::WIDTH) {
        for left in (top..N).step_by(D::WIDTH) {
            one_block::<D, F, N>([top, left], f, x, out);
        }
    }
}

/// The most blocks across that [`hessian_written_out`] makes.
pub const WRITTEN_OUT_ACROSS: usize = 3;

/// The same by blocks that are written out, with seeds that the compiler knows.
#[inline(always)]
pub fn hessian_written_out<D: SecondOrder, F: Function<N, 1>, const N: usize>(f: F, x: &[f64; N], out: &mut Hessian<N>) {
    macro_rules! blocks {
        ($($row:literal $column:literal),*) => {
            $(if $column * D::WIDTH < N { one_block::<D, F, N>([$row * D::WIDTH, $column * D::WIDTH], f, x, out) })*
        };
    }
    blocks!(0 0, 0 1, 0 2, 1 1, 1 2, 2 2);
}

#[inline(always)]
fn one_block<D: SecondOrder, F: Function<N, 1>, const N: usize>([top, left]: [usize; 2], f: F, x: &[f64; N], out: &mut Hessian<N>) {
    let [y] = f.call(&from_fn(|i| D::seed(x[i], place(top, D::WIDTH, i), place(left, D::WIDTH, i))));
    out.value = y.value();
    for (r, i) in (top..N).take(D::WIDTH).enumerate() {
        out.gradient[i] = y.row_partial(r);
        for (c, j) in (left..N).take(D::WIDTH).enumerate() {
            out.rows[i][j] = y.second_partial(r, c);
            out.rows[j][i] = out.rows[i][j];
        }
    }
}

/// The first three derivatives of a function of one variable.
#[inline(always)]
pub fn third<D: ThirdOrder, F: Function<1, 1>>(f: F, x: f64, out: &mut Third) {
    let [y] = f.call(&[D::variable(x)]);
    *out = Third(y.derivatives());
}

/// Where the entries of a sparse Jacobian are to be found: columns of one colour share a direction.
#[derive(Clone)]
pub struct Compression {
    /// By column.
    pub colours: Vec<usize>,
    /// By entry: its row, and the colour of its column.
    pub entries: Vec<(usize, usize)>,
}

/// A sparse Jacobian by `ceil(colours / D::DIRECTIONS)` passes, in buffers made once.
pub fn compressed<D: FirstOrder, F: Map>(f: F, Compression { colours, entries }: Compression) -> impl FnMut(&Vec<f64>, &mut Outputs) {
    let mut x = vec![D::constant(0.0); colours.len()];
    let mut y = x.clone();
    let count = colours.iter().max().map_or(0, |last| last + 1);
    move |point, out| {
        for start in (0..count).step_by(D::DIRECTIONS) {
            for (x, (&re, &colour)) in x.iter_mut().zip(point.iter().zip(&colours)) {
                *x = D::new(re, unit(place(start, D::DIRECTIONS, colour)));
            }
            f.call(&x, &mut y);
            for (slope, &(row, colour)) in out.slopes.iter_mut().zip(&entries) {
                if let Some(direction) = place(start, D::DIRECTIONS, colour) {
                    *slope = y[row].partial(direction);
                }
            }
        }
        for (value, y) in out.value.iter_mut().zip(&y) {
            *value = y.value();
        }
    }
}

/// A Jacobian-vector product by one pass with one direction, in buffers made once.
pub fn product<D: FirstOrder, F: Map>(f: F, n: usize) -> impl FnMut(&(Vec<f64>, Vec<f64>), &mut Outputs) {
    let mut x = vec![D::constant(0.0); n];
    let mut y = x.clone();
    move |(point, v), out| {
        for (x, (&re, &v)) in x.iter_mut().zip(point.iter().zip(v)) {
            *x = D::new(re, |_| v);
        }
        f.call(&x, &mut y);
        for (y, (value, tangent)) in y.iter().zip(out.value.iter_mut().zip(&mut out.slopes)) {
            *value = y.value();
            *tangent = y.partial(0);
        }
    }
}
