//! Which driver? From the question to the call.
//!
//! | I have | I want | call | passes of `f` | on |
//! |---|---|---|---|---|
//! | a function of one variable | `f'`; and `f''`; and `f'''`; the first `K` | [`derivative`]; [`second_derivative`]; [`third_derivative`]; [`nth_derivative`], divided by `k!` [`taylor`] | 1 | one number with all of them |
//! | a curve of one variable, `t -> [x, y]` | the velocity; and the acceleration | [`jacobian`]`(\|[t]\| f(t), [t])`; `f(Taylor::<f64, 2>::variable(t))`, and [`derivatives`](Taylor::derivatives) of each | 1 | one number with all of them |
//! | a scalar loss of 3 variables, up to about 64 | the gradient | [`gradient`] | 1 | `Dual<f64, N>` |
//! | | the gradient, `C` directions at a time | [`gradient_in_chunks`] | `ceil(n / C)` | `Dual<f64, C>` |
//! | | the Hessian | [`hessian`]; [`hessian_in_blocks`] | at most `k (k + 1) / 2`, `k = ceil(n / 4)` or `ceil(n / B)` | 4 x 4 blocks; `B x B`, for two or three variables best one block |
//! | | one entry of the gradient; of the Hessian; a form `v' H w` | [`partial_derivative`]; [`second_partial_derivative`]; [`hessian_quadratic_form`] | 1 | `Dual<f64>`; `HyperDual<f64>` |
//! | a scalar loss of 300 variables, or of as many as are known only at run time (a sum of small terms: below) | the gradient | [`Chunked::gradient`] | `ceil(n / C)` | `Dual<f64, C>` |
//! | | the Hessian | [`ChunkedHessian::hessian`] | about `n^2 / (2 M N)` | `M x N` blocks |
//! | | the Hessian times a vector | [`hessian_vector_product`], [`ChunkedHessian::hessian_vector_product`] | 1, `ceil(n / N)` | `1 x N` blocks |
//! | | the slope along a direction | [`directional_derivative`], [`Chunked::directional_derivative`] | 1 | `Dual<f64>`, `Dual<f64, C>` |
//! | a loss that is a sum of terms of a few variables each, with tens of variables or 30,000 | the gradient | [`SeparableGradient`] | 1 per term | the term's own variables |
//! | | the Hessian | [`SeparableHessian`]; [`SparseHessian`] | 1 per term; 1 per block on the diagonal or with an entry | only the entries that can differ from 0 |
//! | residuals | the Jacobian | [`jacobian`]; [`jacobian_in_chunks`], [`Chunked::jacobian`] | 1; `ceil(n / C)` | all outputs at once |
//! | residuals that each see few of many variables | the sparse Jacobian | [`SparseJacobian`] | colours / `C`, rounded up | only the entries that can differ from 0 |
//! | a function whose result is a matrix, a tuple, a struct, a `Vec` or a `Result` | derivatives of each number in it | seed by hand: [below](#a-result-of-another-shape) | 1 | the number you choose |
//! | residuals | the Jacobian times a vector | [`jacobian_vector_product`], [`Chunked::jacobian_vector_product`] | 1 | `Dual<f64>`, `Dual<f64, C>` |
//! | a simulation | sensitivities to its parameters | [`jacobian`] of the simulation | 1 | all parameters at once |
//! | a stiff one | the Jacobian for its integrator | [`jacobian`] of the right-hand side | 1 per step | |
//! | an equation to solve | a root | [`root`] | 1 per iteration, and 3 | `Dual<f64, M>` |
//! | a root, from whatever solver | its derivatives with respect to parameters, of first order; of second and third | [`implicit_derivative`] | 1; 2 | one level deeper than the parameters |
//! | a root of thousands of sparse equations | its first derivatives with respect to parameters | [`SparseJacobian`] and one solution more: `SparsityPattern::to_faer` | 1 more, on constants and variable parameters | `Dual<f64, N>`, of the parameters |
//! | a field | divergence, curl, Laplacian | [`divergence`], [`curl`], [`laplacian`] | `N`, 1, `N` | |
//!
//! # What a derivative costs
//!
//! A pass is a call of `f` on numbers that carry several derivatives. Measured in calls of `f` on `f64`, for a default build and with
//! `RUSTFLAGS="-C target-cpu=x86-64-v3"`, one line that lets the compiler use vectors of four numbers (of the function and of its
//! derivatives alike), on an AMD EPYC; the [`SeparableGradient`], the [`SeparableHessian`] and the last row on an Intel Xeon:
//!
//! | call | of | default | x86-64-v3 |
//! |---|---|---|---|
//! | [`derivative`] | `exp` over a root | 1.3 | 1.3 |
//! | [`second_derivative`]; [`nth_derivative`] with two orders | `exp` over a root | 1.7; 1.6 | 1.8; 1.6 |
//! | [`third_derivative`] | `exp` over a root | 1.6 | 2.0 |
//! | [`gradient`] or [`Chunked`], the faster | 12 variables, Ackley's function: mostly elementary functions | 2.3 | 1.9 |
//! | | 12 variables, Rosenbrock's: arithmetic alone | 12 | 6.8 |
//! | | 6 parameters of the determinant of an 8 x 8 matrix, by LU | 3.3 | 3.4 |
//! | [`gradient_in_chunks`] of two, taken whole into the caller | 12 variables, Ackley's; Rosenbrock's | 1.7; 6.1 | 1.6; 5.9 |
//! | [`Chunked::gradient`] | 100 variables, Ackley's; Rosenbrock's | 8.9; 88 | 3.9; 50 |
//! | [`jacobian`] | the reprojection of a camera, 2 outputs of 12 variables | 3.8 | 3.7 |
//! | [`jacobian_vector_product`] | the Brusselator, 1000 cells of two variables, first all u, then all v | 5.6 | 10 |
//! | [`hessian`], [`ChunkedHessian`] | 6 variables, a Helmholtz energy | 33 | 29 |
//! | | 12 variables, Rosenbrock's | 250 | 150 |
//! | [`SeparableGradient`]; [`SeparableHessian`] | 1000 variables, Rosenbrock's | 2.8; 9.0 | 3.7; 9.6 |
//! | [`SparseJacobian`] | the Brusselator, as above | 20 | 35 |
//! | | with u and v of a cell side by side, where the plain function is slower | 8.6 | 7.7 |
//!
//! So one more direction costs about 0.1 calls where elementary functions weigh most, since each is evaluated once for all directions, and
//! 0.4 to 0.9 where there is nothing but arithmetic; an entry of the triangle of a Hessian costs 1.4 to 3.2. A function of one variable has
//! its third derivative for two calls: [`Taylor`] carries `K + 1` parts for order `K`, nested numbers `2^K`.
//!
//! - **`Dual<f64, N>`**, all directions at once: up to about 64 variables, known at compile time. In chunks the same function may be
//!   faster, or slower: it depends on what the compiler unrolls and on the width of its vectors, and is worth a measurement, first of all
//!   with two directions and up to 12 variables: if the compiler takes the function into each pass and unrolls its loops, a direction that
//!   is zero costs nothing there; if not, each pass evaluates the function anew. Called again and again, a [`Chunked`] of as many
//!   directions as variables may be faster: its seeds stay set.
//! - **Chunks**: beyond, or where the number comes with the data. Eight directions per pass for arithmetic, 25 and more where elementary
//!   functions weigh most.
//! - **[`HyperDual`]**: second derivatives of several variables; **[`Taylor`]**: any order of one variable; nested numbers: third and mixed
//!   orders of several.
//! - **Reverse mode** gives a gradient in two to five calls, however many variables there are (A. Griewank and A. Walther, "Evaluating
//!   Derivatives", SIAM 2008, chapter 4), and keeps a record of the whole run for it: for one dense loss of more than some tens of
//!   variables, a neural network above all, it is the better tool, and another crate has it. Forward mode stays ahead with fewer variables,
//!   with more outputs than variables, with sparse Jacobians, and for directional derivatives.
//!
//! All of this is for optimised builds. In a debug build each operation is a chain of calls: a gradient of Rosenbrock's function of 12
//! variables takes 40 us there, some 70 calls of the plain function. A line `opt-level = 1` under `[profile.dev]` in your `Cargo.toml` makes
//! it a hundred times faster (that of 24 variables 13 times), and the Hessian, from 760 us, twenty times: `cargo bench --bench drivers
//! --profile dev`, without and with `--config profile.dev.opt-level=1`, on an Intel Xeon. Optimising the dependencies alone brings little,
//! since generic functions are compiled where they are called.
//!
//! `benches/RESULTS.md`, `benches/SPARSE.md` and `benches/PARALLEL.md` in the repository have these and more, beside derivatives written by
//! hand and other crates, with the commands that measure them again.
//!
//! # A scalar loss
//!
//! The arrays of [`gradient`] and [`hessian`] live on the stack: for a few variables, known at compile time. From about 64 on, and where
//! the number of variables comes with the data, [`Chunked`] sweeps `C` directions at a time over buffers that it owns; 8 is a good width
//! for most functions. With the feature `rayon` the sweeps run on all cores.
//!
//! ```
//! use dual_numbers::{Chunked, DualNum, gradient};
//!
//! fn loss<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
//!     x.windows(2).map(|pair| (pair[1] - pair[0] * pair[0]).powi(2)).sum()
//! }
//! let (_, few) = gradient(|x| loss(&x), [1.0, 2.0, 3.0]);
//! assert_eq!(few, [-4.0, 10.0, -2.0]);
//!
//! let x: Vec<f64> = (0..300).map(|i| f64::from(i % 3)).collect();
//! let mut many = vec![0.0; 300];
//! Chunked::<8>::new(300).gradient(loss, &x, &mut many)?; // 38 passes
//! assert_eq!(many[300 - 1], 2.0);
//! # Ok::<(), dual_numbers::ShapeError>(())
//! ```
//!
//! ## A loss of 30,000 variables
//!
//! Forward mode pays for each variable: 3,750 passes of width 8. But a loss of so many variables is most often a sum of terms of a few
//! variables each; the gradient of a term takes one pass of the term, and all of them together one pass of the loss:
//!
//! ```
//! use dual_numbers::sparse::SeparableGradient;
//!
//! let x: Vec<f64> = (0..30_000).map(|i| f64::from(i % 3)).collect();
//! let mut gradient = vec![0.0; x.len()];
//! let terms = SeparableGradient::new(x.len(), (0..x.len() - 1).map(|i| [i, i + 1]))?;
//! let value = terms.evaluate(|_, [a, b]| (b - a * a).powi(2), &x, &mut gradient)?;
//! assert_eq!((value, gradient[1]), (179_984.0, -2.0));
//! # Ok::<(), dual_numbers::sparse::SparseError>(())
//! ```
//!
//! ## Third derivatives of several variables
//!
//! Drivers nest: the inner one works on the numbers of the outer one, and its point is the outer one's.
//!
//! ```
//! use dual_numbers::{hessian, jacobian, partial_derivative, second_partial_derivative};
//!
//! let f_xy = |x| second_partial_derivative(|[x, y, z]| x * y.powi(2) * z.powi(3), x, 0, 1).3;
//! assert_eq!(partial_derivative(f_xy, [2.0, 3.0, 1.0], 2).1, 18.0); // d3f/dx dy dz = 6 y z^2
//!
//! let entries = |x| {
//!     let [[f_xx, f_xy], [_, f_yy]] = hessian(|[x, y]| x.powi(3) * y, x).2;
//!     [f_xx, f_xy, f_yy]
//! };
//! assert_eq!(jacobian(entries, [2.0, 5.0]).1, [[30.0, 12.0], [12.0, 0.0], [0.0, 0.0]]); // all third derivatives of x^3 y
//! ```
//!
//! # Residuals
//!
//! Least squares want the residuals and their Jacobian: [`jacobian`] gives both in one pass, [`Chunked::jacobian`] for sizes known at run
//! time. The example `nist` hands them to the crate `levenberg-marquardt`.
//!
//! ```
//! use dual_numbers::jacobian;
//! let data = [(1.0, 2.7), (2.0, 7.4), (3.0, 20.1)];
//! let (residuals, j) = jacobian(|[a, b]| data.map(|(t, y)| a * (b * t).exp() - y), [1.0, 1.0]);
//! assert_eq!((residuals[0], j[0]), (1f64.exp() - 2.7, [1f64.exp(), 1f64.exp()]));
//! ```
//!
//! # A result of another shape
//!
//! The drivers take a function to one number, or to an array of them. A matrix, a tuple, a struct, a `Vec`, an `Option` or a `Result` needs no
//! driver: seed the variables, call the function, and read the derivatives out of each number where it stands.
//!
//! ```
//! use dual_numbers::{Dual, DualNum, HyperDual};
//!
//! /// The metric of polar coordinates
//! fn metric<D: DualNum<Primitive = f64>>([r, _]: [D; 2]) -> [[D; 2]; 2] {
//!     [[D::one(), D::zero()], [D::zero(), r * r]]
//! }
//! let g = metric(Dual::variables([3.0, 0.5]));
//! assert_eq!((g[1][1].re, g[1][1].eps), (9.0, [6.0, 0.0])); // dg_22/dr, dg_22/dt
//!
//! fn checked<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> Result<(D, D), String> {
//!     if y > 0.0 { Ok((x / y, x * y.ln())) } else { Err(format!("y = {y}")) }
//! }
//! let (quotient, _) = checked(HyperDual::variables([2.0, 1.0]))?; // gradient `eps1`, Hessian `eps12`
//! assert_eq!((quotient.re, quotient.eps1, quotient.eps12), (2.0, [1.0, -2.0], [[0.0, -1.0], [-1.0, 4.0]]));
//! # Ok::<(), String>(())
//! ```
//!
//! One variable is [`Dual::variable`], or [`Taylor::variable`] for higher orders.
//!
//! # A simulation
//!
//! Write it generic in its number, and run it on dual numbers of its parameters and initial values: the derivatives of the last state come
//! with it, and of every state between at a time that is constant. The values, and so the steps of an adaptive integrator, are the ones of
//! `f64`; its tolerance is a tolerance on the values, not on the derivatives. A generic integrator takes the numbers as they are: the example
//! `sensitivity` in `examples/solvers` hands them to the crate `differential-equations`, and the exact Jacobian to its stiff solver.
//!
//! A step that follows from an estimated error has derivatives itself, and so have the times `t` after it: the derivatives of a state `y` there
//! are those along a moving time, `dy/dp + y' dt/dp`. Take the step as a constant, `h = D::literal(h.value())`, in an integrator of your own;
//! of another crate's take the state at the end, which is fixed, or `y.eps[i] - y' t.eps[i]`.
//!
//! ```
//! use dual_numbers::{DualNum, jacobian};
//!
//! /// A body thrown at `speed` at an angle, with drag: where it is after a second, by 1000 steps of Euler's method.
//! fn thrown<D: DualNum<Primitive = f64>>([speed, angle, drag]: [D; 3]) -> [D; 2] {
//!     let ([mut x, mut y], [mut u, mut v]) = ([D::zero(); 2], [speed * angle.cos(), speed * angle.sin()]);
//!     for _ in 0..1000 {
//!         let friction = drag * u.hypot(v);
//!         (x, y) = (x + u * 1e-3, y + v * 1e-3);
//!         (u, v) = (u - friction * u * 1e-3, v - (friction * v + 9.81) * 1e-3);
//!     }
//!     [x, y]
//! }
//! let (place, sensitivities) = jacobian(thrown, [20.0, 0.5, 0.01]);
//! assert_eq!(place, thrown([20.0, 0.5, 0.01]));
//! assert!(sensitivities[0][2] < 0.0); // more drag, less far
//! ```
//!
//! # A root
//!
//! [`root`] solves, [`implicit_derivative`] differentiates what any solver found. Together they make a function that is defined by an
//! equation as good as one that is written out: generic, to be differentiated at every order like any other.
//!
//! ```
//! use dual_numbers::{Dual, DualNum, hessian, implicit_derivative, root};
//!
//! /// E - e sin E - M
//! fn kepler<D: DualNum<Primitive = f64>>(anomaly: D, [m, e]: [D; 2]) -> D {
//!     anomaly - e * anomaly.sin() - m
//! }
//! fn anomaly<D: DualNum<Primitive = f64>>(parameters: [D; 2]) -> D {
//!     let constants = parameters.map(|p| Dual::constant(p.value()));
//!     let found = root(|anomaly| kepler(anomaly, constants), constants[0].re).expect("an elliptic orbit");
//!     implicit_derivative(kepler, found.x, parameters).expect("1 - e cos E > 0")
//! }
//! let (value, g, h) = hessian(anomaly, [0.5, 0.3f64]);
//! let slope = 1.0 / (1.0 - 0.3 * value.cos());
//! assert!((g[0] - slope).abs() < 1e-15);
//! assert!((h[0][0] + 0.3 * value.sin() * slope.powi(3)).abs() < 1e-15);
//! ```
//!
//! An iteration on the numbers themselves that stops by its values stops too early for the derivatives: at the root it takes no step, and they
//! are 0. So solve on floats, as here; in place of [`implicit_derivative`], [`DualNum::ORDER`] steps of Newton's method on the numbers do.
//!
//! # A minimum
//!
//! A minimum is a root of the gradient, so [`implicit_derivative`] differentiates what any optimiser found. What the gradient captures, here
//! `a`, is a number of one level less, and enters it as a constant:
//!
//! ```
//! use dual_numbers::{Dual, DualNum, gradient, implicit_derivative};
//!
//! /// Least at x = a, y = a^2
//! fn loss<D: DualNum<Primitive = f64>>([x, y]: [D; 2], a: D) -> D {
//!     (a - x).powi(2) + (y - x * x).powi(2)
//! }
//! let slope = |x, a| gradient(|x| loss(x, Dual::constant(a)), x).1;
//! let [x, y] = implicit_derivative(slope, [0.5, 0.25], Dual::variable(0.5))?;
//! assert_eq!((x.derivative(), y.derivative()), (1.0, 1.0)); // 1 and 2 a
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A black box
//!
//! A function from a table or another library, of which the value and the gradient `g` (and the Hessian `H`) are known, enters as its Taylor
//! polynomial about the values: `d = x - value(x)` has the value 0 and all derivatives of `x`, and `f + g' d` those of the function up to
//! first order, `f + g' d + d' H d / 2` up to second. Those of higher order are wrong, without a warning; and where a value, an entry of `g`
//! or one of `H` is infinite, the sum is NaN (`0 * inf`), its value too. For one variable there is [`Dual::chain`].
//!
//! ```
//! use dual_numbers::{DualNum, hessian};
//!
//! /// x sin y, its gradient and its Hessian
//! fn library([x, y]: [f64; 2]) -> (f64, [f64; 2], [[f64; 2]; 2]) {
//!     let (s, c) = y.sin_cos();
//!     (x * s, [s, x * c], [[0.0, c], [c, -x * s]])
//! }
//! fn f<D: DualNum<Primitive = f64>>(x: [D; 2]) -> D {
//!     let (value, g, h) = library(x.map(|x| x.value()));
//!     let d = x.map(|x| x - x.value());
//!     (0..2).map(|i| d[i] * g[i] + (0..2).map(|j| d[i] * d[j] * (h[i][j] / 2.0)).sum::<D>()).sum::<D>() + value
//! }
//! let (value, gradient, hessian) = hessian(|[a, b]| f([a * b, b]), [3.0, 0.5]);
//! let (s, c) = 0.5f64.sin_cos();
//! assert_eq!((value, gradient), (1.5 * s, [0.5 * s, 3.0 * s + 1.5 * c]));
//! assert_eq!(hessian, [[0.0, s + 0.5 * c], [s + 0.5 * c, 6.0 * c - 1.5 * s]]);
//! ```
//!
//! # A derivative that is NaN
//!
//! `is_nan` and `is_finite` look at the value. [`Display`](core::fmt::Display) shows every part, in generic code too: print the numbers on the
//! way. The first with an infinite or NaN part is the cause: a root or a logarithm at 0 or an overflow, which 0 or another infinity met
//! later, or a point outside of the domain.
//!
//! ```
//! use dual_numbers::Dual;
//! let x = Dual::variable(0.0);
//! assert_eq!(x.sqrt().to_string(), "0 + infε");
//! assert_eq!((x.sqrt() * x.sqrt()).to_string(), "0 + NaNε"); // 0 inf
//! ```
//!
//! # When the compiler objects
//!
//! What it says of the usual slips, and what to write instead:
//!
//! | it says | in place of | write |
//! |---|---|---|
//! | cannot multiply `{float}` by `D`, `f64` by `D`; can't compare `{float}` with `D` | `2.0 * x`, `1.0 - x`, `1.0 / x`, `0.0 < x` in generic code | `x * 2.0`, `-x + 1.0`, `x.recip()`, `x > 0.0`; or, for `2.0 * x`, `where f64: Mul<D, Output = D>`, with the `Output` that it does not propose |
//! | cannot multiply `D` by `{float}` | `D: DualNum` | `D: DualNum<Primitive = f64>`; in a [`Rule`], `x.times(2.0)` |
//! | cannot multiply `D` by `{integer}`, by `usize` | `x * 2`, `x * n` | `x * 2.0`, `x * n as f64` |
//! | expected type parameter `D`, found floating-point number | `x.max(0.0)`, `x.powf(2.5)`, `fold(0.0, ..)`, `else { 0.5 }` in generic code | `x.max(D::zero())`, `x.pow(2.5)`, `fold(D::zero(), ..)`, `else { D::literal(0.5) }` |
//! | expected `Dual<{float}>`, found floating-point number; cannot add-assign `Dual<{float}>` to `{float}` | `else { 0.0 }`, `let mut s = 0.0` in a closure | `0.0.into()`; `let mut s = Dual::constant(0.0)` |
//! | cannot add `Option<D>` to `D` | `D::from(2.0)` | `D::literal(2.0)` |
//! | cannot multiply `D` by `fn() -> D`; no associated item named `NEG_INFINITY` | `D::PI`, `D::NEG_INFINITY` | `D::PI()`, `D::neg_infinity()` |
//! | cannot multiply `&D` by `&D` | `\|(a, b)\| a * b` of references | `\|(&a, b)\| a * b` |
//! | the trait bound `{float}: Ord` is not satisfied | `x.sort()`, `x.iter().max()` | `x.sort_by(Dual::total_cmp)`, `x.iter().copied().reduce(Dual::max)` |
//! | non-primitive cast: `Dual` as `f64` | `x as f64`, `x as usize` | `x.value()`, `x.value() as usize`: a constant |
//! | expected `fn(Dual<_>)`, found `fn(f64)`; expected `f64`, found `Dual<{float}>` | `derivative(f64::sin, x)`, `f64::max(x, 0.0)`, a function of `f64` | `derivative(Dual::sin, x)`, `x.max(0.0)`, the function made generic |
//! | expected `FnOnce(Dual<_>)`, found `impl Fn(f64) -> f64` | a solver of your own, `f: impl Fn(f64) -> f64` | `f: impl Fn(Dual) -> Dual` |
//! | type annotations needed; expected `fn(HyperDual<_>)`, found `fn(Dual<{float}>)` | `let f = \|x\| ..`, for one driver or two | the closure in the call; a generic function |
//! | expected `[_; _]`, found `Vec<{float}>` | `gradient(f, vec![1.0, 2.0])` | [`Chunked`] |
//! | expected `Dual<{float}, 2>`, found an array, a tuple, `Option<..>`, `Result<..>`; expected `[Dual<{float}, 2>; _]`, found `Vec<..>` | a driver of a function with such a result | [seeds by hand](#a-result-of-another-shape) |
//!
//! ```
//! use dual_numbers::{Dual, DualNum, derivative, gradient};
//!
//! fn f<D: DualNum<Primitive = f64>>(x: &[D], n: usize) -> D {
//!     let largest = x.iter().fold(D::neg_infinity(), |a, &b| a.max(b));
//!     let dot: D = x.iter().zip(x).map(|(&a, b)| a * b).sum();
//!     if largest > 0.0 { (-dot + 1.0) * n as f64 + dot.pow(2.5) } else { D::PI() + D::literal(0.5) }
//! }
//! assert_eq!(gradient(|x| f(&x, 2), [1.0, 0.0]), (1.0, [1.0, 0.0]));
//! let largest = |x: [Dual<f64, 2>; 2]| x.iter().copied().reduce(Dual::max).unwrap();
//! assert_eq!(gradient(largest, [1.0, 2.0]).1, [0.0, 1.0]);
//!
//! fn newton(f: impl Fn(Dual) -> Dual, x: f64) -> f64 {
//!     let (value, slope) = derivative(f, x);
//!     x - value / slope
//! }
//! assert_eq!(newton(|x| x * x - 2.0, 1.0), 1.5);
//! ```
//!
//! # Are my own derivatives right?
//!
//! The feature `oracle` checks derivatives that were written by hand against these, over generated points, and shrinks to the smallest point
//! that fails.

#[cfg(all(doc, feature = "std"))]
use crate::sparse::*;
#[cfg(doc)]
use crate::*;
