//! The drivers agree with each other: whatever the number type, the width of the chunks, the number of threads.

use dual_numbers::*;

/// A smooth function in which every variable meets its neighbours and the first one.
fn chain<D: DualNum<Primitive = f64>>(x: &[D]) -> D {
    let mut sum = D::literal(0.5);
    for (i, pair) in x.windows(2).enumerate() {
        sum += (pair[0] * pair[1] + i as f64).sin() * x[0].exp() + pair[1].powi(3) / (pair[0] * pair[0] + 1.0);
    }
    sum + x.iter().map(|x| x.tanh()).sum::<D>()
}

/// Neighbour products and a rotation, added to the outputs.
fn field<D: DualNum<Primitive = f64>>(x: &[D], y: &mut [D]) {
    let n = x.len();
    for (i, y) in y.iter_mut().enumerate() {
        let (a, b) = (x[i % n], x[(i + 1) % n]);
        *y += a * b.cos() + a.powi(2) * (i as f64);
    }
}

fn point(n: usize) -> Vec<f64> {
    (0..n).map(|i| (1.7 * i as f64 + 0.3).sin()).collect()
}

fn bits(x: &[f64]) -> Vec<u64> {
    x.iter().map(|x| x.to_bits()).collect()
}

const SIZES: [usize; 8] = [0, 1, 2, 3, 7, 8, 9, 25];

fn gradient_of_width<const C: usize>(n: usize) -> (u64, Vec<u64>) {
    let mut out = vec![f64::NAN; n];
    let value = Chunked::<C>::new(n).gradient(chain, &point(n), &mut out).unwrap();
    (value.to_bits(), bits(&out))
}

#[test]
fn gradients_are_the_same_bits_at_every_width() {
    for n in SIZES {
        let one = gradient_of_width::<1>(n);
        assert_eq!(one.0, chain(&point(n)).to_bits(), "value, n = {n}");
        assert_eq!(one, gradient_of_width::<3>(n), "n = {n}");
        assert_eq!(one, gradient_of_width::<8>(n), "n = {n}");
        assert_eq!(one, gradient_of_width::<32>(n), "n = {n}");
        for (i, &partial) in one.1.iter().enumerate() {
            let direction: Vec<f64> = (0..n).map(|k| f64::from(u8::from(k == i))).collect();
            let (_, slope) = Chunked::<1>::new(n).directional_derivative(chain, &point(n), &direction).unwrap();
            assert_eq!(slope.to_bits(), partial, "n = {n}, i = {i}");
        }
    }
}

/// Functions of one variable that fall: the others' zero directions times a negative slope.
fn falling<D: DualNum<Primitive = f64>>(x: &[D]) -> [D; 4] {
    [x[0].cos(), (-x[1]).exp(), x[2].recip(), x[3].acos()]
}

fn jacobian_of_width<const C: usize>() -> Vec<u64> {
    let mut out = [f64::NAN; 16];
    Chunked::<C>::with_outputs(4, 4).jacobian(|x, y| y.copy_from_slice(&falling(x)), &[0.5; 4], &mut [0.0; 4], &mut out).unwrap();
    bits(&out)
}

#[test]
fn zeros_have_the_same_sign_at_every_width() {
    let one = jacobian_of_width::<1>();
    assert_eq!(one, jacobian_of_width::<4>());
    assert_eq!(one, jacobian_of_width::<8>());
    assert_eq!(one, jacobian_of_width::<32>());
}

fn hessians_of_falling<const M: usize, const N: usize>() -> Vec<u64> {
    let of_one = |which| {
        let (x, v, [mut gradient, mut g, mut product], mut hessian) =
            ([0.5; 5], [1.0, 0.0, 0.0, 0.0, 0.0], [[f64::NAN; 5]; 3], [f64::NAN; 25]);
        ChunkedHessian::<M, N>::new(5).hessian(|x| falling(x)[which], &x, &mut gradient, &mut hessian).unwrap();
        ChunkedHessian::<1, N>::new(5).hessian_vector_product(|x| falling(x)[which], &x, &v, &mut g, &mut product).unwrap();
        [&gradient[..], &hessian, &g, &product].concat()
    };
    bits(&[0, 1, 2, 3].map(of_one).concat())
}

#[test]
fn zeros_of_hessians_have_the_same_sign_at_every_width() {
    let one = hessians_of_falling::<1, 1>();
    assert_eq!(one, hessians_of_falling::<1, 2>());
    assert_eq!(one, hessians_of_falling::<4, 4>());
    assert_eq!(one, hessians_of_falling::<5, 5>());
    let array = |which| {
        let (_, gradient, hessian) = hessian(|x: [_; 5]| falling(&x)[which], [0.5; 5]);
        let (_, g, product) = hessian_vector_product(|x: [_; 5]| falling(&x)[which], [0.5; 5], [1.0, 0.0, 0.0, 0.0, 0.0]);
        [&gradient[..], hessian.as_flattened(), &g, &product].concat()
    };
    assert_eq!(one, bits(&[0, 1, 2, 3].map(array).concat()));
    // That of the value is the function's own.
    let value: f64 = ChunkedHessian::<2, 2>::new(1).hessian(|x| x[0] * -0.0, &[0.5], &mut [0.0], &mut [0.0]).unwrap();
    assert!(value.is_sign_negative());
}

#[test]
fn arrays_and_slices_agree() {
    let x: [f64; 9] = point(9).try_into().unwrap();
    let (value, g) = gradient(|x| chain(&x), x);
    assert_eq!((value.to_bits(), bits(&g)), gradient_of_width::<4>(9));

    fn f<D: DualNum<Primitive = f64>>(x: [D; 9]) -> [D; 4] {
        let mut y = [D::zero(); 4];
        field(&x, &mut y);
        y
    }
    let (values, j) = jacobian(f, x);
    let (mut v, mut out) = (vec![0.0; 4], vec![0.0; 36]);
    Chunked::<5>::with_outputs(9, 4).jacobian(field, &x, &mut v, &mut out).unwrap();
    assert_eq!((bits(&values), bits(j.as_flattened())), (bits(&v), bits(&out)));
}

fn hessian_of_width<const M: usize, const N: usize>(n: usize) -> (u64, Vec<u64>, Vec<u64>) {
    let (mut gradient, mut hessian) = (vec![f64::NAN; n], vec![f64::NAN; n * n]);
    let value = ChunkedHessian::<M, N>::new(n).hessian(chain, &point(n), &mut gradient, &mut hessian).unwrap();
    (value.to_bits(), bits(&gradient), bits(&hessian))
}

#[test]
fn arrays_are_the_same_bits_at_every_width() {
    fn agree<const C: usize, const N: usize>() {
        let x: [f64; N] = point(N).try_into().unwrap();
        let mut passes = 0;
        let counted = |x: [Dual<f64, C>; N]| {
            passes += 1;
            chain(&x)
        };
        let (value, g) = gradient_in_chunks(counted, x);
        assert_eq!((value.to_bits(), bits(&g)), gradient_of_width::<3>(N), "N = {N}, C = {C}");
        assert_eq!(passes, N.div_ceil(C).max(1), "N = {N}, C = {C}");
        let rows = |x: [Dual<f64, C>; N]| [chain(&x), chain(&x) * 2.0];
        let (values, [first, second]) = jacobian_in_chunks(rows, x);
        assert_eq!(bits(&values), bits(&[value, 2.0 * value]));
        assert_eq!((bits(&first), bits(&second)), (bits(&g), bits(&g.map(|slope| 2.0 * slope))));
    }
    agree::<4, 0>();
    agree::<1, 0>();
    agree::<1, 1>();
    agree::<1, 6>();
    agree::<1, 7>();
    agree::<2, 11>();
    agree::<2, 12>();
    agree::<2, 13>();
    agree::<8, 5>();
    agree::<4, 8>();
    agree::<4, 9>();
    agree::<9, 9>();
}

/// A power whose exponent is 0 in its value, at the first order or further on, over a base with infinite derivatives.
#[test]
fn powers_at_the_exponent_0_are_the_same_at_every_width() {
    fn f<D: DualNum>([x, y]: [D; 2]) -> D {
        x.sqrt().powf(y)
    }
    let shown = |parts: &[f64]| format!("{parts:?}");
    for point in [[0.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [4.0, 0.0]] {
        let (_, slopes) = gradient(f, point);
        assert_eq!(shown(&gradient_in_chunks::<1, _, _>(f, point).1), shown(&slopes), "at {point:?}");
        let (_, wide) = gradient(|[x, y, _]| f([x, y]), [point[0], point[1], 0.0]);
        assert_eq!(shown(&wide), shown(&[slopes[0], slopes[1], 0.0]), "at {point:?}");
        let [wide, narrow] = [hessian(f, point).2, hessian_in_blocks::<1, _, _>(f, point).2];
        assert_eq!(shown(narrow.as_flattened()), shown(wide.as_flattened()), "at {point:?}");
    }
    assert_eq!(gradient(f, [0.0, 0.0]).1, [0.0, f64::NEG_INFINITY]);
}

#[test]
fn no_block_left_of_the_diagonal_is_swept() {
    let (mut calls, mut gradient, mut hessian) = (0, [0.0; 9], [0.0; 81]);
    let counted = |x: &[HyperDual<f64, 3, 8>]| {
        calls += 1;
        chain(x)
    };
    ChunkedHessian::new(9).hessian(counted, &point(9), &mut gradient, &mut hessian).unwrap();
    assert_eq!(calls, 2 + 1 + 1); // 9, 6 and 3 columns, 8 at a time
}

/// The blocks of an array's Hessian: each number of half blocks, odd and even, and each number left over.
#[test]
fn hessians_of_arrays_are_those_of_slices_in_as_few_passes_as_stated() {
    fn agree<const B: usize, const N: usize>(passes: usize) {
        let mut calls = 0;
        let counted = |x: [HyperDual<f64, B, B>; N]| {
            calls += 1;
            chain(&x)
        };
        let (value, g, h) = hessian_in_blocks(counted, point(N).try_into().unwrap());
        assert_eq!((value.to_bits(), bits(&g), bits(h.as_flattened())), hessian_of_width::<2, 5>(N), "B = {B}, N = {N}");
        assert_eq!(calls, passes, "B = {B}, N = {N}");
    }
    agree::<4, 0>(1);
    agree::<4, 1>(1);
    agree::<4, 4>(1);
    agree::<4, 5>(2);
    agree::<4, 6>(2);
    agree::<4, 7>(3);
    agree::<4, 8>(3);
    agree::<4, 9>(5);
    agree::<4, 10>(5);
    agree::<4, 11>(6);
    agree::<4, 16>(10);
    agree::<1, 3>(6);
    agree::<2, 3>(2);
    agree::<3, 4>(3);
    agree::<3, 8>(6);
    agree::<6, 9>(2);

    let x: [f64; 9] = point(9).try_into().unwrap();
    let (_, g, h) = hessian(|x| chain(&x), x);
    assert_eq!((bits(&g), bits(h.as_flattened())), (gradient_of_width::<4>(9).1, hessian_of_width::<2, 5>(9).2));
}

#[test]
fn hessians_are_the_same_bits_at_every_width_and_symmetric() {
    for n in SIZES {
        let one = hessian_of_width::<1, 1>(n);
        assert_eq!((one.0, one.1.clone()), gradient_of_width::<1>(n));
        assert_eq!(one, hessian_of_width::<3, 3>(n), "n = {n}");
        assert_eq!(one, hessian_of_width::<2, 5>(n), "n = {n}");
        assert_eq!(one, hessian_of_width::<8, 1>(n), "n = {n}");
        for i in 0..n {
            for j in 0..n {
                assert_eq!(one.2[i * n + j], one.2[j * n + i], "n = {n}, ({i}, {j})");
            }
        }
    }
}

#[test]
fn products_are_the_matrices_times_the_vector() {
    let near = |a: f64, b: f64| assert!((a - b).abs() <= 1e-14 * (1.0 + a.abs()), "{a} is not {b}");
    for n in SIZES {
        let (x, v) = (point(n), point(n + 3)[3..].to_vec());
        let (mut g, mut h) = (vec![0.0; n], vec![0.0; n * n]);
        let (mut g2, mut hv) = (vec![0.0; n], vec![0.0; n]);
        ChunkedHessian::<3, 3>::new(n).hessian(chain, &x, &mut g, &mut h).unwrap();
        let value = ChunkedHessian::<1, 4>::new(n).hessian_vector_product(chain, &x, &v, &mut g2, &mut hv).unwrap();
        assert_eq!(value, chain(&x));
        assert_eq!(bits(&g), bits(&g2));
        for i in 0..n {
            near((0..n).map(|j| h[i * n + j] * v[j]).sum(), hv[i]);
        }
        if n > 0 {
            let m = 5;
            let mut driver = Chunked::<4>::with_outputs(n, m);
            let (mut values, mut values2, mut j, mut jv) = (vec![0.0; m], vec![0.0; m], vec![0.0; m * n], vec![0.0; m]);
            driver.jacobian(field, &x, &mut values, &mut j).unwrap();
            driver.jacobian_vector_product(field, &x, &v, &mut values2, &mut jv).unwrap();
            assert_eq!(bits(&values), bits(&values2));
            for i in 0..m {
                near((0..n).map(|k| j[i * n + k] * v[k]).sum(), jv[i]);
            }
        }
    }
}

/// `f`, which panics in call number `last`.
fn stopping<A: ?Sized, B>(f: impl Fn(&A) -> B, mut last: usize) -> impl FnMut(&A) -> B {
    move |x| {
        last -= 1;
        assert!(last > 0, "stopped");
        f(x)
    }
}

fn is_stopped<B>(call: impl FnOnce() -> B) {
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).is_err());
}

/// Use number `kind` of a driver for 4 variables and 4 outputs at `x`: what it gives.
fn use_of<const C: usize>(driver: &mut Chunked<C>, kind: usize, x: f64) -> Vec<u64> {
    let x = [x, 1.0, -x, 0.5];
    let (mut values, mut four, mut sixteen) = ([0.0; 4], [0.0; 4], [0.0; 16]);
    match kind {
        0 => drop(driver.gradient(chain, &x, &mut four).unwrap()),
        1 => driver.jacobian(field, &x, &mut values, &mut sixteen).unwrap(),
        2 => four[0] = driver.directional_derivative(chain, &x, &[1.0, 2.0, 3.0, 4.0]).unwrap().1,
        3 => driver.jacobian_vector_product(field, &x, &[4.0, 3.0, 2.0, 1.0], &mut values, &mut four).unwrap(),
        _ => is_stopped(|| driver.gradient(stopping(chain, 4_usize.div_ceil(C)), &x, &mut [0.0; 4])),
    }
    bits(&[&values[..], &four, &sixteen].concat())
}

/// Use number `kind` of a driver of Hessians for 4 variables.
fn hessian_use_of<const M: usize, const N: usize>(driver: &mut ChunkedHessian<M, N>, kind: usize, x: f64) -> Vec<u64> {
    let x = [x, 1.0, -x, 0.5];
    let (mut four, mut sixteen) = ([0.0; 4], [0.0; 16]);
    match kind {
        0 => is_stopped(|| driver.hessian(stopping(chain, 4_usize.div_ceil(M)), &x, &mut [0.0; 4], &mut [0.0; 16])),
        _ => drop(driver.hessian(chain, &x, &mut four, &mut sixteen).unwrap()),
    }
    bits(&[&four[..], &sixteen].concat())
}

/// The same with the product of the Hessian and a vector.
fn hessian_or_product<const N: usize>(driver: &mut ChunkedHessian<1, N>, kind: usize, x: f64) -> Vec<u64> {
    let (at, mut four, mut product) = ([x, 1.0, -x, 0.5], [0.0; 4], [0.0; 4]);
    match kind {
        2 => drop(driver.hessian_vector_product(chain, &at, &[1.0, 2.0, 3.0, 4.0], &mut four, &mut product).unwrap()),
        3 => {
            is_stopped(|| driver.hessian_vector_product(stopping(chain, 4_usize.div_ceil(N)), &at, &[4.0; 4], &mut [0.0; 4], &mut [0.0; 4]))
        }
        _ => return hessian_use_of(driver, kind, x),
    }
    bits(&[four, product].concat())
}

#[test]
fn a_driver_can_be_used_again_after_anything() {
    fn hold<D>(new: impl Fn() -> D, kinds: usize, call: impl Fn(&mut D, usize, f64) -> Vec<u64>) {
        for sequence in 0..kinds.pow(3) {
            let [first, second, third] = [sequence / kinds / kinds, sequence / kinds % kinds, sequence % kinds];
            let mut driver = new();
            call(&mut driver, first, 0.3);
            call(&mut driver, second, -0.7);
            assert_eq!(call(&mut driver, third, 0.1), call(&mut new(), third, 0.1), "use {third} after {first} and {second}");
        }
    }
    hold(|| Chunked::with_outputs(4, 4), 5, use_of::<1>);
    hold(|| Chunked::with_outputs(4, 4), 5, use_of::<3>);
    hold(|| Chunked::with_outputs(4, 4), 5, use_of::<4>);
    hold(|| Chunked::with_outputs(4, 4), 5, use_of::<8>);
    hold(|| ChunkedHessian::new(4), 2, hessian_use_of::<2, 3>);
    hold(|| ChunkedHessian::new(4), 2, hessian_use_of::<4, 4>);
    hold(|| ChunkedHessian::new(4), 2, hessian_use_of::<3, 5>);
    hold(|| ChunkedHessian::new(4), 4, hessian_or_product::<1>);
    hold(|| ChunkedHessian::new(4), 4, hessian_or_product::<3>);
    hold(|| ChunkedHessian::new(4), 4, hessian_or_product::<8>);
}

/// One direction, one entry or one form at a time: what the gradient and the Hessian have.
#[test]
fn entries_and_directions_are_those_of_the_whole() {
    fn f<D: DualNum<Primitive = f64>>(x: [D; 4]) -> D {
        chain(&x)
    }
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-13 * (1.0 + b.abs());
    let dot = |a: &[f64; 4], b: &[f64; 4]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    for k in 0..50 {
        let [x, v, w]: [[f64; 4]; 3] =
            std::array::from_fn(|row| std::array::from_fn(|i| (f64::from(k) + 2.3 * (4 * row + i) as f64).sin() * 2.0));
        let (value, g, h) = hessian(f, x);
        for i in 0..4 {
            assert_eq!(partial_derivative(f, x, i), (value, g[i]), "x = {x:?}, i = {i}");
            for j in i..4 {
                assert_eq!(second_partial_derivative(f, x, i, j), (value, g[i], g[j], h[i][j]), "x = {x:?}, i = {i}, j = {j}");
            }
        }
        let (along, slope) = directional_derivative(f, x, v);
        assert!(along == value && close(slope, dot(&g, &v)), "x = {x:?}, v = {v:?}");
        let curvature = h.map(|row| dot(&row, &w));
        let (centre, form) = hessian_quadratic_form(f, x, v, w);
        assert!(centre == value && close(form, dot(&v, &curvature)), "x = {x:?}, v = {v:?}, w = {w:?}");
        let (_, _, product) = hessian_vector_product(f, x, w);
        let (slopes, of_gradient) = jacobian_vector_product(|x| gradient(f, x).1, x, w);
        let agree = |i: usize| close(slopes[i], g[i]) && close(of_gradient[i], curvature[i]) && close(product[i], curvature[i]);
        assert!((0..4).all(agree), "x = {x:?}, w = {w:?}");
    }
}

#[test]
fn vector_calculus_identities() {
    let x = [0.3, -1.2, 0.7];
    // curl grad f = 0 and div curl F = 0, by nesting.
    let f = |x: [Dual<Dual<f64, 3>, 3>; 3]| x[0] * x[1].sin() + x[2].exp() * x[0] * x[0];
    let curl_of_gradient = curl(|x| gradient(f, x).1, x);
    assert!(curl_of_gradient.iter().all(|c| c.abs() < 1e-15), "{curl_of_gradient:?}");
    let field = |[x, y, z]: [Dual<Dual<f64>, 3>; 3]| [x * y * z, (x * z).cos(), y.powi(3) * x];
    let divergence_of_curl = divergence(|x| curl(field, x), x);
    assert!(divergence_of_curl.abs() < 1e-15, "{divergence_of_curl}");
    // The Laplacian is the trace of the Hessian and the divergence of the gradient.
    let (value, sum) = laplacian(|x| chain(&x), x);
    let h = hessian(|x| chain(&x), x).2;
    assert_eq!(value, chain(&x));
    assert!((sum - (h[0][0] + h[1][1] + h[2][2])).abs() < 1e-15);
    assert!((sum - divergence(|x| gradient(|x| chain(&x), x).1, x)).abs() < 1e-15);
}

/// The names and lengths of the arguments of a method; `call` gets slices of these lengths.
fn names_each<const K: usize>(arguments: [(&'static str, usize); K], mut call: impl FnMut([Vec<f64>; K]) -> Result<(), ShapeError>) {
    let slices = |lengths: [usize; K]| lengths.map(|length| vec![0.5; length]);
    let right = arguments.map(|(_, length)| length);
    assert_eq!(call(slices(right)), Ok(()));
    for (k, (argument, expected)) in arguments.into_iter().enumerate() {
        for found in [expected - 1, expected + 1] {
            let mut lengths = right;
            lengths[k] = found;
            let error = call(slices(lengths)).expect_err(argument);
            assert_eq!((error.argument, error.expected, error.found), (argument, expected, found));
        }
    }
}

#[test]
fn every_argument_of_a_wrong_length_is_named() {
    let driver = || Chunked::<2>::with_outputs(3, 2);
    names_each([("x", 3), ("out", 3)], |[x, mut out]| driver().gradient(chain, &x, &mut out).map(drop));
    names_each([("x", 3), ("values", 2), ("out", 6)], |[x, mut values, mut out]| driver().jacobian(field, &x, &mut values, &mut out));
    names_each([("x", 3), ("v", 3)], |[x, v]| driver().directional_derivative(chain, &x, &v).map(drop));
    names_each([("x", 3), ("v", 3), ("values", 2), ("out", 2)], |[x, v, mut values, mut out]| {
        driver().jacobian_vector_product(field, &x, &v, &mut values, &mut out)
    });
    names_each([("x", 3), ("gradient", 3), ("hessian", 9)], |[x, mut g, mut h]| {
        ChunkedHessian::<2, 2>::new(3).hessian(chain, &x, &mut g, &mut h).map(drop)
    });
    names_each([("x", 3), ("v", 3), ("gradient", 3), ("out", 3)], |[x, v, mut g, mut out]| {
        ChunkedHessian::<1, 2>::new(3).hessian_vector_product(chain, &x, &v, &mut g, &mut out).map(drop)
    });
    #[cfg(feature = "rayon")]
    {
        let driver = || ParallelChunked::<2>::with_outputs(3, 2);
        names_each([("x", 3), ("out", 3)], |[x, mut out]| driver().gradient(chain, &x, &mut out).map(drop));
        names_each([("x", 3), ("values", 2), ("out", 6)], |[x, mut values, mut out]| driver().jacobian(field, &x, &mut values, &mut out));
        names_each([("x", 3), ("gradient", 3), ("hessian", 9)], |[x, mut g, mut h]| {
            ParallelChunkedHessian::<2, 2>::new(3).hessian(chain, &x, &mut g, &mut h).map(drop)
        });
    }
}

#[test]
fn without_variables_there_is_still_a_value() {
    let mut values = [f64::NAN; 2];
    Chunked::<4>::with_outputs(0, 2).jacobian(|_, y| y[1] = 3.0.into(), &[], &mut values, &mut []).unwrap();
    assert_eq!(values, [0.0, 3.0]);
    #[cfg(feature = "rayon")]
    {
        values.fill(f64::NAN);
        ParallelChunked::<4>::with_outputs(0, 2).jacobian(|_, y| y[1] = 3.0.into(), &[], &mut values, &mut []).unwrap();
        assert_eq!(values, [0.0, 3.0]);
    }
    assert_eq!(laplacian(|[]: [HyperDual<f64>; 0]| HyperDual::constant(3.0), []), (3.0, 0.0));
}

#[cfg(feature = "rayon")]
mod parallel {
    use super::*;

    #[test]
    fn threads_do_not_change_a_bit() {
        for n in SIZES {
            let mut out = vec![f64::NAN; n];
            let value = ParallelChunked::<4>::new(n).gradient(chain, &point(n), &mut out).unwrap();
            assert_eq!((value.to_bits(), bits(&out)), gradient_of_width::<4>(n));

            let (mut g, mut h) = (vec![f64::NAN; n], vec![f64::NAN; n * n]);
            let value = ParallelChunkedHessian::<3, 3>::new(n).hessian(chain, &point(n), &mut g, &mut h).unwrap();
            assert_eq!((value.to_bits(), bits(&g), bits(&h)), hessian_of_width::<3, 3>(n));

            if n > 0 {
                let m = 5;
                let (mut values, mut j, mut values2, mut j2) = (vec![0.0; m], vec![0.0; m * n], vec![1.0; m], vec![1.0; m * n]);
                Chunked::<4>::with_outputs(n, m).jacobian(field, &point(n), &mut values, &mut j).unwrap();
                ParallelChunked::<4>::with_outputs(n, m).jacobian(field, &point(n), &mut values2, &mut j2).unwrap();
                assert_eq!((bits(&values), bits(&j)), (bits(&values2), bits(&j2)));
            }
        }
    }
}
