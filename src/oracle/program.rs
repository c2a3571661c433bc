//! Random programs: expression trees over the functions of `Float`, evaluated at any number.

use core::fmt::{self, Debug, Display, Formatter};

use proptest::prelude::any;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::descent::{Descent, Simplify};
use super::random::Random;
use crate::DualNum;
use crate::text::plural;

/// The functions of one kind: the name of each, and how it is evaluated.
macro_rules! functions {
    ($(#[$doc:meta])* $Kind:ident($($x:ident),*) { smooth { $($Smooth:ident $smooth:ident => $value:expr;)* } other { $($Other:ident $other:ident => $rough:expr;)* } }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum $Kind { $($Smooth,)* $($Other,)* }

        impl $Kind {
            /// Differentiable wherever they are defined.
            const SMOOTH: &[Self] = &[$(Self::$Smooth,)*];
            const ALL: &[Self] = &[$(Self::$Smooth,)* $(Self::$Other,)*];

            fn name(self) -> &'static str {
                match self { $(Self::$Smooth => stringify!($smooth),)* $(Self::$Other => stringify!($other),)* }
            }

            fn eval<D: DualNum>(self, $($x: D),*) -> D {
                match self { $(Self::$Smooth => $value,)* $(Self::$Other => $rough,)* }
            }
        }
    };
}

functions! {
    /// Functions of one argument.
    Unary(x) {
        smooth {
            Neg neg => -x;
            Recip recip => x.recip(); Sqrt sqrt => x.sqrt(); Cbrt cbrt => x.cbrt();
            Exp exp => x.exp(); Exp2 exp2 => x.exp2(); ExpM1 exp_m1 => x.exp_m1();
            Ln ln => x.ln(); Log2 log2 => x.log2(); Log10 log10 => x.log10(); Ln1p ln_1p => x.ln_1p();
            Sin sin => x.sin(); Cos cos => x.cos(); Tan tan => x.tan(); Asin asin => x.asin(); Acos acos => x.acos(); Atan atan => x.atan();
            Sinh sinh => x.sinh(); Cosh cosh => x.cosh(); Tanh tanh => x.tanh(); Asinh asinh => x.asinh(); Acosh acosh => x.acosh(); Atanh atanh => x.atanh();
            ToDegrees to_degrees => x.to_degrees(); ToRadians to_radians => x.to_radians();
        }
        other {
            Abs abs => x.abs(); Signum signum => x.signum(); Floor floor => x.floor(); Ceil ceil => x.ceil(); Round round => x.round(); Trunc trunc => x.trunc(); Fract fract => x.fract();
        }
    }
}

functions! {
    /// Functions of two arguments.
    Binary(x, y) {
        smooth {
            Add add => x + y; Sub sub => x - y; Mul mul => x * y; Div div => x / y;
            Powf powf => x.powf(y); Log log => x.log(y); Hypot hypot => x.hypot(y); Atan2 atan2 => x.atan2(y);
        }
        other {
            Rem rem => x % y; RemEuclid rem_euclid => num_traits::Euclid::rem_euclid(&x, &y); DivEuclid div_euclid => num_traits::Euclid::div_euclid(&x, &y);
            Max max => x.max(y); Min min => x.min(y); AbsSub abs_sub => x.abs_sub(y); Copysign copysign => x.copysign(y);
        }
    }
}

functions! {
    /// Functions of three arguments.
    Ternary(x, y, z) {
        smooth {
            MulAdd mul_add => x.mul_add(y, z);
        }
        other {
            // Bounds in the right order, so that nothing panics.
            Clamp clamp => if y <= z { x.clamp(y, z) } else { x };
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Variable(usize),
    Constant(f64),
    Unary(Unary, Box<Node>),
    Power(Box<Node>, i32),
    Binary(Binary, [Box<Node>; 2]),
    Ternary(Ternary, [Box<Node>; 3]),
}

impl Node {
    fn eval<D: DualNum>(&self, x: &[D]) -> D {
        match self {
            Self::Variable(k) => x[*k],
            Self::Constant(c) => D::literal(*c),
            Self::Unary(f, a) => f.eval(a.eval(x)),
            Self::Power(a, n) => a.eval(x).powi(*n),
            Self::Binary(f, [a, b]) => f.eval(a.eval(x), b.eval(x)),
            Self::Ternary(f, [a, b, c]) => f.eval(a.eval(x), b.eval(x), c.eval(x)),
        }
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Variable(_) | Self::Constant(_) => vec![],
            Self::Unary(_, a) | Self::Power(a, _) => vec![a],
            Self::Binary(_, parts) => parts.iter().map(Box::as_ref).collect(),
            Self::Ternary(_, parts) => parts.iter().map(Box::as_ref).collect(),
        }
    }

    fn uses_variables(&self) -> bool {
        matches!(self, Self::Variable(_)) || self.children().into_iter().any(Self::uses_variables)
    }

    /// The same function with child `k` replaced.
    fn with_child(&self, k: usize, child: Self) -> Self {
        let mut node = self.clone();
        let place = match &mut node {
            Self::Variable(_) | Self::Constant(_) => return node,
            Self::Unary(_, a) | Self::Power(a, _) => a,
            Self::Binary(_, parts) => &mut parts[k],
            Self::Ternary(_, parts) => &mut parts[k],
        };
        **place = child;
        node
    }

    fn operations(&self) -> usize {
        match self {
            Self::Variable(_) | Self::Constant(_) => 0,
            _ => 1 + self.children().into_iter().map(Self::operations).sum::<usize>(),
        }
    }

    /// Simpler trees: a leaf, a part for the whole, a power or a constant nearer to the simplest, or one simpler part.
    fn simpler(&self) -> Vec<Self> {
        let mut simpler = match self {
            Self::Variable(0) => vec![],
            Self::Variable(_) => vec![Self::Variable(0)],
            Self::Constant(c) if *c == 1.0 => vec![],
            Self::Constant(_) => vec![Self::Constant(1.0)],
            _ => vec![Self::Variable(0), Self::Constant(1.0)],
        };
        simpler.extend(self.children().into_iter().cloned());
        if let Self::Power(a, n) = self {
            simpler.extend([2, n / 2].into_iter().filter(|m| m.abs() < n.abs()).map(|m| Self::Power(a.clone(), m)));
        }
        for (k, child) in self.children().into_iter().enumerate() {
            simpler.extend(child.simpler().into_iter().map(|child| self.with_child(k, child)));
        }
        simpler
    }
}

/// As Rust writes it.
impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let infix = |function| match function {
            Binary::Add => Some('+'),
            Binary::Sub => Some('-'),
            Binary::Mul => Some('*'),
            Binary::Div => Some('/'),
            Binary::Rem => Some('%'),
            _ => None,
        };
        // In front of a method a literal has a type, and a sign of its own.
        let receiver = |node: &Self| match node {
            Self::Constant(c) => format!("({c:?}_f64)"),
            _ => node.to_string(),
        };
        match self {
            Self::Variable(k) => write!(f, "x{k}"),
            Self::Constant(c) => write!(f, "{c:?}"),
            Self::Unary(Unary::Neg, a) => write!(f, "(-{a})"),
            Self::Unary(function, a) => write!(f, "{}.{}()", receiver(a), function.name()),
            Self::Power(a, n) => write!(f, "{}.powi({n})", receiver(a)),
            Self::Binary(function, [a, b]) => match infix(*function) {
                Some(sign) => write!(f, "({a} {sign} {b})"),
                None => write!(f, "{}.{}({b})", receiver(a), function.name()),
            },
            Self::Ternary(function, [a, b, c]) => write!(f, "{}.{}({b}, {c})", receiver(a), function.name()),
        }
    }
}

/// A random function of some variables: an expression, evaluated at any [`DualNum`]. From [`programs`]; written as Rust by `to_string`.
///
/// ```
/// use dual_numbers::gradient;
/// use dual_numbers::oracle::programs;
/// use proptest::prelude::*;
/// proptest!(|(program in programs().variables(2).smooth())| {
///     let (f, _) = gradient(|x| program.eval(&x), [0.5_f64, 0.25]);
///     prop_assert_eq!(f.to_bits(), program.eval(&[0.5_f64, 0.25]).to_bits(), "{}", program);
/// });
/// ```
#[derive(Clone, PartialEq)]
pub struct Program {
    root: Node,
    variables: usize,
}

impl Program {
    /// The value at `x`.
    ///
    /// # Panics
    ///
    /// If `x` has fewer entries than [`Program::variables`].
    ///
    /// ```
    /// use dual_numbers::derivative;
    /// use dual_numbers::oracle::programs;
    /// use proptest::prelude::*;
    /// proptest!(|(program in programs().variables(1).operations(0), x in 1.0..2.0)| {
    ///     // A variable or a constant.
    ///     let (value, slope) = derivative(|x| program.eval(&[x]), x);
    ///     prop_assert_eq!(slope, if program.to_string() == "x0" { 1.0 } else { 0.0 });
    ///     prop_assert_eq!(value, program.eval(&[x]));
    /// });
    /// ```
    #[track_caller]
    pub fn eval<D: DualNum>(&self, x: &[D]) -> D {
        let (n, m) = (self.variables, x.len());
        let nouns = (plural(n, "variable", "variables"), plural(m, "coordinate", "coordinates"));
        assert!(m >= n, "the program has {n} {}, but the point {m} {}", nouns.0, nouns.1);
        self.root.eval(x)
    }

    /// Number of variables.
    ///
    /// ```
    /// use dual_numbers::oracle::programs;
    /// use proptest::prelude::*;
    /// proptest!(|(program in programs().variables(2))| prop_assert_eq!(program.variables(), 2));
    /// ```
    #[must_use]
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// Number of operations.
    ///
    /// ```
    /// use dual_numbers::oracle::programs;
    /// use proptest::prelude::*;
    /// proptest!(|(program in programs().operations(0))| prop_assert_eq!(program.operations(), 0)); // a variable or a constant
    /// ```
    #[must_use]
    pub fn operations(&self) -> usize {
        self.root.operations()
    }
}

impl Display for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.root, f)
    }
}

/// The expression, for the messages of proptest.
impl Debug for Program {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

/// A proptest strategy of [`Program`]s, which shrinks to the smallest tree. From [`programs`].
///
/// ```
/// use dual_numbers::oracle::{Programs, programs};
/// use proptest::prelude::*;
/// let short: Programs = programs().variables(3).operations(2);
/// proptest!(|(program in short)| prop_assert_eq!(program.variables(), 3));
/// ```
#[derive(Clone, Debug)]
pub struct Programs {
    variables: usize,
    operations: usize,
    smooth: bool,
}

/// Random expression trees over the operators and the functions of [`Float`](num_traits::Float): for laws of number types, and for tests of
/// any differentiation tool.
///
/// ```
/// use dual_numbers::oracle::programs;
/// use dual_numbers::{Dual, gradient};
/// use proptest::prelude::*;
///
/// proptest!(|(program in programs().variables(2).smooth(), x in -2.0..2.0, y in -2.0..2.0)| {
///     let (value, _) = gradient(|x: [Dual<f64, 2>; 2]| program.eval(&x), [x, y]);
///     prop_assert!(value.to_bits() == program.eval(&[x, y]).to_bits() || value.is_nan(), "{program}");
/// });
/// ```
#[must_use]
pub fn programs() -> Programs {
    Programs { variables: 2, operations: 8, smooth: false }
}

impl Programs {
    /// Programs of `variables` variables; 2 by default.
    ///
    /// ```
    /// use dual_numbers::oracle::programs;
    /// use proptest::prelude::*;
    /// proptest!(|(program in programs().variables(1))| {
    ///     prop_assert_eq!(program.variables(), 1);
    ///     prop_assert!(!program.to_string().contains("x1"), "{program}");
    /// });
    /// ```
    #[must_use]
    pub fn variables(mut self, variables: usize) -> Self {
        self.variables = variables;
        self
    }

    /// Programs of at most `operations` operations; 8 by default.
    ///
    /// ```
    /// use dual_numbers::oracle::programs;
    /// use proptest::prelude::*;
    /// proptest!(|(program in programs().operations(3))| prop_assert!(program.operations() <= 3));
    /// ```
    #[must_use]
    pub fn operations(mut self, operations: usize) -> Self {
        self.operations = operations;
        self
    }

    /// Only functions that are differentiable wherever they are defined: no `abs`, `floor`, `max`, `%`.
    ///
    /// ```
    /// use dual_numbers::oracle::programs;
    /// use proptest::prelude::*;
    /// proptest!(|(program in programs().smooth())| prop_assert!(!program.to_string().contains(".floor()")));
    /// ```
    #[must_use]
    pub fn smooth(mut self) -> Self {
        self.smooth = true;
        self
    }

    /// A tree of exactly `operations` operations.
    fn draw(&self, operations: usize, random: &mut Random) -> Node {
        let Some(rest) = operations.checked_sub(1) else {
            return self.draw_leaf(random);
        };
        let (unary, binary, ternary) =
            if self.smooth { (Unary::SMOOTH, Binary::SMOOTH, Ternary::SMOOTH) } else { (Unary::ALL, Binary::ALL, Ternary::ALL) };
        match random.below(16) {
            0..6 => Node::Unary(unary[random.below(unary.len())], Box::new(self.draw(rest, random))),
            6 => Node::Power(Box::new(self.draw(rest, random)), random.below(9) as i32 - 4),
            7 => {
                let first = random.below(rest + 1);
                let second = random.below(rest - first + 1);
                let parts = [first, second, rest - first - second].map(|n| Box::new(self.draw(n, random)));
                Node::Ternary(ternary[random.below(ternary.len())], parts)
            }
            kind => {
                let first = random.below(rest + 1);
                let parts = [first, rest - first].map(|n| Box::new(self.draw(n, random)));
                // Half of them the four operations that programs are made of.
                let choice = if kind < 12 { random.below(4) } else { random.below(binary.len()) };
                Node::Binary(binary[choice], parts)
            }
        }
    }

    fn draw_leaf(&self, random: &mut Random) -> Node {
        if self.variables == 0 || random.below(4) == 0 {
            Node::Constant([0.0, 1.0, 2.0, 0.5, -1.0, 3.0, 0.1, 10.0][random.below(8)])
        } else {
            Node::Variable(random.below(self.variables))
        }
    }
}

impl Strategy for Programs {
    type Tree = Descent<Self>;
    type Value = Program;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut random = Random::new(any::<u64>().new_tree(runner)?.current());
        let operations = random.below(self.operations + 1);
        Ok(Descent::new(self.clone(), Program { root: self.draw(operations, &mut random), variables: self.variables }))
    }
}

impl Simplify for Programs {
    type Value = Program;

    fn simpler(&self, program: &Program) -> Vec<Program> {
        let valid = |node: &Node| self.variables > 0 || !node.uses_variables();
        program.root.simpler().into_iter().filter(valid).map(|root| Program { root, variables: self.variables }).collect()
    }
}
