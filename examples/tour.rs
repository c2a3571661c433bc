//! A tour: the derivatives of a first course, each printed beside the value worked out by hand.
//!
//! `cargo run --example tour`

use dual_numbers::{Dual, DualNum, derivative, directional_derivative, gradient, jacobian_vector_product, partial_derivative};

fn main() {
    partial_derivatives();
    gradients();
    steepest_ascent();
    chain_rule();
}

/// A partial derivative freezes the other variables: only `y` carries a derivative, `x` and `z` are constants.
fn partial_derivatives() {
    title("Partial derivative: f = x^3 y^2 + 2 x y^3 z^5, df/dy = 2 x^3 y + 6 x y^2 z^5");

    fn f<D: DualNum<Primitive = f64>>([x, y, z]: [D; 3]) -> D {
        x.powi(3) * y.powi(2) + x * y.powi(3) * z.powi(5) * 2.0
    }

    for [x, y, z] in [[1.0, 1.0, 1.0], [1.0, 2.0, 3.0], [-2.0, 0.5, 2.0]] {
        let (_, df_dy) = partial_derivative(f, [x, y, z], 1);
        row(&format!("df/dy({x}, {y}, {z})"), df_dy, 2.0 * x.powi(3) * y + 6.0 * x * y.powi(2) * z.powi(5));
    }
}

/// The gradient collects all partial derivatives; one call of `f` finds them together.
fn gradients() {
    title("Gradient: f = x y^2 + 3 x^2 z, grad f = (y^2 + 6 x z, 2 x y, 3 x^2)");

    let (value, [df_dx, df_dy, df_dz]) = gradient(|[x, y, z]| x * y.powi(2) + 3.0 * x.powi(2) * z, [1.0, 0.0, 2.0]);

    row("f(1, 0, 2)", value, 6.0);
    row("df/dx", df_dx, 12.0);
    row("df/dy", df_dy, 0.0);
    row("df/dz", df_dz, 3.0);
}

/// The gradient points where `f` grows fastest, its length is the slope there, and it is perpendicular to the level sets.
fn steepest_ascent() {
    title("Direction of steepest ascent: f = x^2/2 + y^2, grad f = (x, 2 y)");

    fn f<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> D {
        x.powi(2) / 2.0 + y.powi(2)
    }

    let p = [-0.8, 0.4];
    let (c, g) = gradient(f, p);
    row("df/dx(-0.8, 0.4)", g[0], -0.8);
    row("df/dy(-0.8, 0.4)", g[1], 0.8);

    // In the unit direction at angle t, the derivative is grad f . (cos t, sin t) = |grad f| cos(t - 135 degrees).
    let slope = |degrees: i32| {
        let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
        directional_derivative(f, p, [cos, sin]).1
    };
    let length = 0.8 * 2f64.sqrt();
    for (degrees, cos) in [(15, -0.5), (75, 0.5), (135, 1.0), (195, 0.5), (255, -0.5), (315, -1.0)] {
        row(&format!("slope at {degrees} degrees"), slope(degrees), length * cos);
    }
    let steepest = (0..360).max_by(|&s, &t| slope(s).total_cmp(&slope(t))).unwrap_or_default();
    row("steepest of 360 degrees", f64::from(steepest), g[1].atan2(g[0]).to_degrees());
    row("slope there = |grad f|", slope(steepest), g[0].hypot(g[1]));

    // The level set through p is the ellipse (sqrt(2c) cos t, sqrt(c) sin t), c = f(p); its tangent is the derivative in t.
    row("f(-0.8, 0.4)", c, 0.48);
    for t in [0.0_f64, 1.0, 2.0, 3.0] {
        let ([x, y], [dx, dy]) = jacobian_vector_product(|[t]| [(2.0 * c).sqrt() * t.cos(), c.sqrt() * t.sin()], [t], [1.0]);
        let (_, g) = gradient(f, [x, y]);
        let angle = (g[0] * dy - g[1] * dx).atan2(g[0] * dx + g[1] * dy);
        row(&format!("degrees to level set, t = {t}"), angle.to_degrees(), 90.0);
    }

    let (_, [df_dx, df_dy]) = gradient(f, [0.0, 0.0]);
    row("df/dx at the minimum", df_dx, 0.0);
    row("df/dy at the minimum", df_dy, 0.0);
}

/// Every operation applies the chain rule to the derivative its argument carries, so a formula of any depth needs no rule of its own.
fn chain_rule() {
    let x = Dual::variable(2.0);
    println!("\nAs numbers, with value + derivative ε: x = {x}, log x = {}, 3 log x = {}", x.ln(), 3.0 * x.ln());

    title("Chain rule: logarithms and exponentials at x = 2");

    let x = 2.0;
    row("d/dx log x", derivative(|x| x.ln(), x).1, 1.0 / x);
    row(
        "d/dx log(1 + 3x + 5x^2)",
        derivative(|x| (1.0 + 3.0 * x + 5.0 * x.powi(2)).ln(), x).1,
        (3.0 + 10.0 * x) / (1.0 + 3.0 * x + 5.0 * x.powi(2)),
    );
    let a = 0.7;
    row("d/dx e^(a x), a = 0.7", derivative(|x| (a * x).exp(), x).1, a * (a * x).exp());

    title("Chain rule: f = log(e^(ax) + e^(by) + e^(cz)), df/dx = a e^(ax) / (e^(ax) + e^(by) + e^(cz)), ...");

    let (coefficients, point) = ([1.0, -2.0, 0.5], [0.3, 0.2, 0.1]);
    let [a, b, c] = coefficients;
    let (value, partials) = gradient(|[x, y, z]| ((a * x).exp() + (b * y).exp() + (c * z).exp()).ln(), point);

    let exponentials = [0.3, -0.4, 0.05].map(f64::exp);
    let sum: f64 = exponentials.iter().sum();
    row("f(0.3, 0.2, 0.1)", value, sum.ln());
    for (i, name) in ["df/dx", "df/dy", "df/dz"].into_iter().enumerate() {
        row(name, partials[i], coefficients[i] * exponentials[i] / sum);
    }

    title("The loss L(w) = log(e^(w1 x1) + e^(w2 x2) + e^(w3 x3)), dL/dw_i = x_i e^(w_i x_i) / sum_j e^(w_j x_j)");

    fn loss<D: DualNum<Primitive = f64>>(w: [D; 3], x: [f64; 3]) -> D {
        w.into_iter().zip(x).map(|(w, x)| (w * x).exp()).sum::<D>().ln()
    }

    // The same formula, now a function of the weights: the data are its constants.
    let (weights, data) = (coefficients, point);
    let (_, dl_dw) = gradient(|w| loss(w, data), weights);
    for (i, name) in ["dL/dw1", "dL/dw2", "dL/dw3"].into_iter().enumerate() {
        row(name, dl_dw[i], data[i] * exponentials[i] / sum);
    }
}

fn title(text: &str) {
    println!("\n{text}\n{:30}{:>24}{:>24}", "", "computed", "by hand");
}

/// One line of a table; the two values agree within four units in the last place of 1 or of the larger value.
fn row(what: &str, computed: f64, by_hand: f64) {
    println!("{what:30}{computed:>24.15}{by_hand:>24.15}");
    let unit = f64::EPSILON * by_hand.abs().max(1.0);
    assert!((computed - by_hand).abs() <= 4.0 * unit, "{what}: computed {computed}, by hand {by_hand}");
}
