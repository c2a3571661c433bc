//! One crate of each field on our numbers, its derivative against a closed form.

use std::f64::consts::PI;

use dual_numbers::{Dual, DualNum, derivative, gradient, jacobian, second_derivative};
use num_complex::Complex;

#[track_caller]
fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-13 * (1.0 + b.abs()), "{a} is not {b}");
}

/// The derivative of `f`, which leaves the values as they are on `f64`.
macro_rules! slope {
    ($f:ident, $x:expr) => {{
        let (value, slope) = derivative($f, $x);
        assert_eq!(f64::to_bits(value), f64::to_bits($f($x)));
        slope
    }};
}

/// Splines: the slope of a cubic B-spline, and its dependence on a control point (the basis function).
#[test]
fn bspline_curve() {
    let knots: Vec<f64> = vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0];
    let curve = |control: [Dual<f64>; 4], t| {
        let knots = knots.iter().map(|&k| k.into()).collect();
        bspline::BSpline::new(3, control.to_vec(), knots).point(t)
    };
    // One segment with these knots is the Bezier curve sum C(3,k) t^k (1-t)^(3-k) p_k.
    let p = [1.0, -2.0, 0.5, 3.0];
    let t = 0.3;
    let slope = |t: f64| 3.0 * ((1.0 - t).powi(2) * (p[1] - p[0]) + 2.0 * t * (1.0 - t) * (p[2] - p[1]) + t * t * (p[3] - p[2]));
    close(derivative(|t| curve(p.map(Dual::from), t), t).1, slope(t));
    let in_control = derivative(|c| curve([1.0.into(), c, 0.5.into(), 3.0.into()], t.into()), -2.0).1;
    close(in_control, 3.0 * t * (1.0 - t).powi(2));
}

/// Easing: the velocity and acceleration of an animation.
#[test]
fn easer_velocity() {
    use easer::functions::{Cubic, Easing, Elastic, Sine};
    let (_, v, a) = second_derivative(|t| Cubic::ease_in(t, 1.0.into(), 2.0.into(), 4.0.into()), 1.5);
    close(v, 6.0 * 1.5f64.powi(2) / 64.0);
    close(a, 12.0 * 1.5 / 64.0);
    // 1 - cos(t pi / 2)
    let (_, v) = derivative(|t| Sine::ease_in(t, 0.0.into(), 1.0.into(), 1.0.into()), 0.4);
    close(v, (0.4 * PI / 2.0).sin() * PI / 2.0);
    // 2^(-10 t) sin((t - p/4) 2 pi / p) + 1 with p = 0.3
    let (_, v) = derivative(|t| Elastic::ease_out(t, 0.0.into(), 1.0.into(), 1.0.into()), 0.37);
    let (w, phase, decay) = (2.0 * PI / 0.3, (0.37 - 0.3 / 4.0) * 2.0 * PI / 0.3, 2f64.powf(-3.7));
    close(v, decay * (w * phase.cos() - 10.0 * 2f64.ln() * phase.sin()));
}

/// Rational curves: `t / ((1 - t) w + t)`, 0 with the weight `w` joined to 1 with the weight 1, in `t` and in `w`.
#[test]
fn enterpolation_weights() {
    use enterpolation::{Curve, Signal, linear::Linear};
    let (value, slope) = gradient(
        |[t, w]| {
            let elements = [(Dual::from(0.0), w), (Dual::from(1.0), Dual::from(1.0))];
            let curve =
                Linear::builder().elements_with_weights(elements).equidistant::<Dual<f64, 2>>().normalized().build().expect("two elements");
            assert_eq!(curve.domain(), [0.0, 1.0]);
            curve.eval(t)
        },
        [0.3, 5.0],
    );
    let denominator = 0.7 * 5.0 + 0.3;
    close(value, 0.3 / denominator);
    close(slope[0], 5.0 / denominator.powi(2));
    close(slope[1], -0.3 * 0.7 / denominator.powi(2));
}

/// Geometry: the area of a triangle and the length of a path, in the coordinates of a corner.
#[test]
fn geo_polygon() {
    use geo::{Area, Coord, Euclidean, Length, LineString, Polygon};
    fn triangle<D: DualNum>(x: D, y: D) -> LineString<D> {
        let zero = D::zero();
        LineString::new(vec![Coord { x: zero, y: zero }, Coord { x: D::literal(4.0), y: zero }, Coord { x, y }])
    }
    let (area, slope) = gradient(|[x, y]| Polygon::new(triangle(x, y), vec![]).unsigned_area(), [1.0, 3.0]);
    close(area, 6.0);
    assert_eq!(slope, [0.0, 2.0]);
    // the open path (0,0), (4,0), (x,y)
    let (length, slope) = gradient(|[x, y]| Euclidean.length(&triangle(x, y)), [1.0, 4.0]);
    close(length, 9.0);
    close(slope[0], -0.6);
    close(slope[1], 0.8);
}

/// Search: the distance to the nearest point, as a function of the query.
#[test]
fn kdtree_distance() {
    use kdtree::{KdTree, distance::squared_euclidean};
    let (d, slope) = gradient(
        |query: [Dual<f64, 2>; 2]| {
            let mut tree = KdTree::new(2);
            for (i, p) in [[0.0, 0.0], [3.0, 1.0], [-2.0, 5.0]].iter().enumerate() {
                tree.add(p.map(Dual::from), i).expect("two coordinates");
            }
            let nearest = tree.nearest(&query, 1, &squared_euclidean).expect("two coordinates");
            assert_eq!(*nearest[0].1, 1);
            nearest[0].0
        },
        [2.5, 2.0],
    );
    close(d, 1.25);
    assert_eq!(slope, [-1.0, 2.0]); // 2 (query - point)
}

/// Control: the response of a PID controller to its measurement.
#[test]
fn pid_controller() {
    let (output, slope) = derivative(
        |measurement| {
            let mut pid = pid::Pid::<Dual<f64>>::new(10.0, 100.0);
            pid.p(3.0, 100.0).i(0.5, 100.0).d(2.0, 100.0);
            pid.next_control_output(Dual::from(1.0));
            pid.next_control_output(measurement).output
        },
        4.0,
    );
    // p (10 - m) + i ((10 - 1) + (10 - m)) - d (m - 1)
    close(output, 18.0 + 7.5 - 6.0);
    close(slope, -3.0 - 0.5 - 2.0);
}

/// Estimation: what a Kalman filter makes of measurements of a constant, in the variance of their noise `r`. Of prior `(m, p)` and `n`
/// measurements of sum `s` it is `(m r + p s) / (r + n p)`, with the slope `p (n m - s) / (r + n p)^2`.
#[test]
fn adskalman_filter() {
    use adskalman::{KalmanFilterNoControl, ObservationModel, StateAndCovariance, TransitionModelLinearNoControl};
    use nalgebra::{Matrix1, RealField, U1, Vector1};

    /// A factor and the variance of the noise that is added: of a step in time, and of a measurement.
    struct Noisy<D>(Matrix1<D>, Matrix1<D>);
    #[allow(non_snake_case)] // the crate's names
    impl<D: RealField> TransitionModelLinearNoControl<D, U1> for Noisy<D> {
        fn F(&self) -> &Matrix1<D> {
            &self.0
        }
        fn FT(&self) -> &Matrix1<D> {
            self.F()
        }
        fn Q(&self) -> &Matrix1<D> {
            &self.1
        }
    }
    #[allow(non_snake_case)]
    impl<D: RealField> ObservationModel<D, U1, U1> for Noisy<D> {
        fn H(&self) -> &Matrix1<D> {
            self.F()
        }
        fn HT(&self) -> &Matrix1<D> {
            self.F()
        }
        fn R(&self) -> &Matrix1<D> {
            self.Q()
        }
    }
    fn estimate<D: DualNum<Primitive = f64> + RealField>(r: D, m: f64, p: f64, measured: [f64; 3]) -> D {
        let (one, number) = (Matrix1::new(D::one()), |x: f64| Matrix1::new(D::literal(x)));
        let (model, sensor) = (Noisy(one, number(0.0)), Noisy(one, Matrix1::new(r)));
        let prior = StateAndCovariance::new(number(m), number(p));
        let measurements = measured.map(|z| Vector1::new(D::literal(z)));
        let estimates = KalmanFilterNoControl::new(&model, &sensor).filter(&prior, &measurements).expect("an invertible covariance");
        estimates[2].state()[0]
    }
    let (m, p, measured) = (0.5, 2.0, [1.2, 0.7, 1.9]);
    let (r, n, s) = (0.8_f64, 3.0, measured.iter().sum::<f64>());
    let (value, slope) = derivative(|r| estimate(r, m, p, measured), r);
    assert_eq!(value.to_bits(), estimate(r, m, p, measured).to_bits());
    close(value, (m * r + p * s) / (r + n * p));
    close(slope, p * (n * m - s) / (r + n * p).powi(2));
}

/// Attitude: quaternions from rotation vectors.
#[test]
fn quaternion_core_rotation() {
    use quaternion_core::{from_axis_angle, from_rotation_vector, point_rotation};
    // A rotation about z by t moves (1, 0, 0) to (cos t, sin t, 0).
    let rotate = |[t]: [Dual<f64, 1>; 1]| {
        let (o, i) = (Dual::from(0.0), Dual::from(1.0));
        point_rotation(from_axis_angle([o, o, i], t), [i, o, o])
    };
    let (_, j) = jacobian(rotate, [0.7]);
    close(j[0][0], -0.7f64.sin());
    close(j[1][0], 0.7f64.cos());
    // At the zero rotation vector the quaternion is (1, r/2): its norm, of a zero vector, must not poison it.
    let (q, j) = jacobian(
        |r: [Dual<f64, 3>; 3]| {
            let (w, [x, y, z]) = from_rotation_vector(r);
            [w, x, y, z]
        },
        [0.0; 3],
    );
    close(q[0], 1.0);
    for (row, expected) in j.iter().zip([[0.0; 3], [0.5, 0.0, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.5]]) {
        row.iter().zip(expected).for_each(|(&a, b)| close(a, b));
    }
}

/// Signals: the Fourier transform is linear, so its derivative is the transform of the derivative.
#[test]
fn rustfft_transform() {
    for n in [8, 12, 17, 31, 64, 100] {
        let signal = |k: usize, t: f64| (0.1 * k as f64 * t).sin();
        let slope = |k: usize, t: f64| 0.1 * k as f64 * (0.1 * k as f64 * t).cos();
        let t = Dual::variable(1.3);
        let mut ours: Vec<_> = (0..n).map(|k| Complex::new((t * (0.1 * k as f64)).sin(), Dual::from(0.0))).collect();
        let mut plain: Vec<_> = (0..n).map(|k| Complex::new(signal(k, 1.3), 0.0)).collect();
        let mut slopes: Vec<_> = (0..n).map(|k| Complex::new(slope(k, 1.3), 0.0)).collect();
        rustfft::FftPlanner::new().plan_fft_forward(n).process(&mut ours);
        rustfft::FftPlanner::new().plan_fft_forward(n).process(&mut plain);
        rustfft::FftPlanner::new().plan_fft_forward(n).process(&mut slopes);
        for ((z, v), d) in ours.iter().zip(&plain).zip(&slopes) {
            for (a, b) in [(z.re.re, v.re), (z.im.re, v.im), (z.re.derivative(), d.re), (z.im.derivative(), d.im)] {
                assert!((a - b).abs() <= 1e-11 * n as f64, "length {n}: {a} is not {b}");
            }
        }
    }
}

/// Statistics: the derivative of a running variance in one sample, 2 (x - mean) / (n - 1).
#[test]
fn welford_variance() {
    let samples = [1.0, 4.0, 2.5, -1.0];
    let (variance, slope) = derivative(
        |x| {
            let mut w = welford::Welford::<Dual<f64>>::new();
            samples.iter().for_each(|&s| w.push(Dual::from(s)));
            w.push(x);
            w.var().expect("several samples")
        },
        3.0,
    );
    let mean = (samples.iter().sum::<f64>() + 3.0) / 5.0;
    close(variance, (samples.iter().map(|s| (s - mean).powi(2)).sum::<f64>() + (3.0 - mean).powi(2)) / 4.0);
    close(slope, 2.0 * (3.0 - mean) / 4.0);
}

/// Graphics: a point seen through a perspective camera.
#[test]
fn nalgebra_glm_projection() {
    use nalgebra_glm as glm;
    let (_, slope) = derivative(
        |angle| {
            let (o, i) = (Dual::from(0.0), Dual::from(1.0));
            let q = glm::quat_angle_axis(angle, &glm::vec3(o, o, i));
            glm::quat_rotate_vec3(&q, &glm::vec3(i, o, o)).y
        },
        0.4,
    );
    close(slope, 0.4f64.cos());
}

/// Sparse linear algebra: d(A^-1 b) = -A^-1 dA A^-1 b.
#[test]
fn nalgebra_sparse_cholesky() {
    use nalgebra::DMatrix;
    use nalgebra_sparse::{CooMatrix, CscMatrix, factorization::CscCholesky};
    let n = 6;
    let solve = |t: Dual<f64>| {
        let mut a = CooMatrix::new(n, n);
        for i in 0..n {
            a.push(i, i, t + 4.0);
            if i > 0 {
                a.push(i, i - 1, -t);
                a.push(i - 1, i, -t);
            }
        }
        let b = DMatrix::from_fn(n, 1, |i, _| Dual::from(1.0 + i as f64));
        CscCholesky::factor(&CscMatrix::from(&a)).expect("positive definite").solve(&b)
    };
    let x = solve(Dual::variable(1.0));
    let a = DMatrix::from_fn(n, n, |i, j| {
        if i == j {
            5.0
        } else if i.abs_diff(j) == 1 {
            -1.0
        } else {
            0.0
        }
    });
    let da = DMatrix::from_fn(n, n, |i, j| {
        if i == j {
            1.0
        } else if i.abs_diff(j) == 1 {
            -1.0
        } else {
            0.0
        }
    });
    let inverse = a.try_inverse().expect("regular");
    let value = &inverse * DMatrix::from_fn(n, 1, |i, _| 1.0 + i as f64);
    let slope = -&inverse * da * &value;
    for (x, (v, s)) in x.iter().zip(value.iter().zip(&slope)) {
        close(x.re, *v);
        close(x.derivative(), *s);
    }
}

/// Convex optimisation: the solution of a quadratic program, in a coefficient of its linear term.
#[test]
fn clarabel_quadratic_program() {
    use clarabel::algebra::CscMatrix;
    use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SupportedConeT};

    /// The minimum of `3 x^2 + 2 y^2 + (t - 1) x - 4 y` with `x = 2 y`, in a box.
    fn solve<D: DualNum<Primitive = f64>>(t: D) -> D {
        let matrix = |entries: &[[f64; 2]]| CscMatrix::from(&entries.iter().map(|row| row.map(D::literal)).collect::<Vec<_>>());
        let quadratic = matrix(&[[6.0, 0.0], [0.0, 4.0]]);
        let constraints = matrix(&[[1.0, -2.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]]);
        let bounds = [0.0, 1.0, 1.0, 1.0, 1.0].map(D::literal);
        let cones = [SupportedConeT::ZeroConeT(1), SupportedConeT::NonnegativeConeT(4)];
        let settings = DefaultSettings { verbose: false, ..Default::default() };
        let mut solver =
            DefaultSolver::new(&quadratic, &[t - 1.0, D::literal(-4.0)], &constraints, &bounds, &cones, settings).expect("valid");
        solver.solve();
        solver.solution.x[0]
    }
    // On the line x = 2 y the minimum is at y = (6 - 2 t) / 28. The solver stops at a gap of 1e-8.
    assert!((slope!(solve, 0.3) + 1.0 / 7.0).abs() < 1e-8);
}

/// Tables: cubic interpolation of `x^2 (y + 1)`.
#[test]
fn interpn_multicubic() {
    fn table<D: DualNum<Primitive = f64>>(x: D) -> D {
        let values: Vec<D> = (0..25).map(|k| D::literal(f64::from(k / 5).powi(2) * f64::from(k % 5 + 1))).collect();
        let (starts, steps, at) = ([D::zero(); 2], [D::one(); 2], [[x], [D::literal(1.25)]]);
        interpn::multicubic::regular::interpn_alloc(&[5, 5], &starts, &steps, &values, false, &[&at[0], &at[1]]).expect("a grid")[0]
    }
    close(slope!(table, 1.7), 2.0 * 1.7 * 2.25);
}

/// Attitude: a rotation vector, at zero too, and spherical interpolation.
#[test]
fn num_quaternion_rotation() {
    use num_quaternion::UnitQuaternion;
    fn turned<D: DualNum<Primitive = f64>>(t: D) -> D {
        UnitQuaternion::from_rotation_vector(&[D::zero(), D::zero(), t]).rotate_vector([D::one(), D::zero(), D::zero()])[1]
    }
    /// A part `t` of the way round by an angle of 1.
    fn part<D: DualNum<Primitive = f64>>(t: D) -> D {
        let [start, end] = [0.0, 1.0].map(|yaw| UnitQuaternion::from_euler_angles(D::zero(), D::zero(), D::literal(yaw)));
        start.slerp(&end, t).rotate_vector([D::one(), D::zero(), D::zero()])[1]
    }
    for t in [0.0, 0.7] {
        close(slope!(turned, t), t.cos());
    }
    close(slope!(part, 0.7), 0.7f64.cos());
}

/// Graphs: the length of the shortest path, in a parameter of its edges.
#[test]
fn petgraph_shortest_path() {
    use petgraph::algo::dijkstra;
    use petgraph::graph::{NodeIndex, UnGraph};
    fn length<D: DualNum<Primitive = f64>>(x: D) -> D {
        let literal = D::literal;
        let edges = [(0, 1, x), (1, 2, x * x), (0, 2, literal(9.0)), (2, 3, x.sin() + 1.0), (3, 4, literal(0.1)), (0, 4, literal(50.0))];
        let graph = UnGraph::<(), D>::from_edges(edges);
        dijkstra(&graph, NodeIndex::new(0), None, |edge| *edge.weight())[&NodeIndex::new(4)]
    }
    close(slope!(length, 1.3), 1.0 + 2.0 * 1.3 + 1.3f64.cos());
}
