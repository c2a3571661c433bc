"""The closed forms: a function and its derivatives, in exact arithmetic. `generate.py --selftest` differentiates each of them."""
from mpmath import mp, mpf

INF, NAN, ABSENT = mp.inf, mp.nan, None                     # ABSENT: no derivative that we could compare with


# ------------------------------------------------------------- functions of one argument: x -> (f, f', f'', f''')
def power(k):
    """x^k, with the limits from the right at 0."""
    def monomial(c, x, k):
        if c == 0 or (x == 0 and k > 0):
            return mpf(0)
        if x == 0 and k < 0:
            return c * INF
        return c * (x ** int(k) if k == int(k) else mp.power(x, k))
    return lambda x: [monomial(1, x, k), monomial(k, x, k - 1), monomial(k * (k - 1), x, k - 2),
                      monomial(k * (k - 1) * (k - 2), x, k - 3)]


def cbrt(x):
    c = mp.sign(x) * mp.cbrt(abs(x))
    return c, c / (3 * x), -2 * c / (9 * x**2), 10 * c / (27 * x**3)


def exp(x):
    e = mp.exp(x)
    return e, e, e, e


def exp2(x):
    e, l = mp.power(2, x), mp.ln2
    return e, l * e, l**2 * e, l**3 * e


def exp_m1(x):
    return mp.expm1(x), *exp(x)[1:]


def logarithm(l, x):
    """ln(x)/l"""
    return mp.log(x) / l, 1 / (x * l), -1 / (x**2 * l), 2 / (x**3 * l)


def ln_1p(x):
    return mp.log1p(x), *logarithm(1, 1 + x)[1:]


def sin(x):
    s, c = mp.sin(x), mp.cos(x)
    return s, c, -s, -c


def cos(x):
    s, c = mp.sin(x), mp.cos(x)
    return c, -s, -c, s


def tan(x):
    t = mp.tan(x)
    q = 1 + t**2
    return t, q, 2 * t * q, 2 * q * (1 + 3 * t**2)


def asin(x):
    w = 1 / ((1 - x) * (1 + x))
    r = mp.sqrt(w)
    return mp.asin(x), r, x * r * w, (1 + 2 * x**2) * r * w**2


def acos(x):
    return mp.acos(x), *(-d for d in asin(x)[1:])


def atan(x):
    w = 1 / (1 + x**2)
    return mp.atan(x), w, -2 * x * w**2, (6 * x**2 - 2) * w**3


def sinh(x):
    s, c = mp.sinh(x), mp.cosh(x)
    return s, c, s, c


def cosh(x):
    s, c = mp.sinh(x), mp.cosh(x)
    return c, s, c, s


def tanh(x):
    t, s = mp.tanh(x), 1 / mp.cosh(x) ** 2
    return t, s, -2 * t * s, s * (4 * t**2 - 2 * s)


def asinh(x):
    w = 1 / (1 + x**2)
    r = mp.sqrt(w)
    return mp.asinh(x), r, -x * r * w, (2 * x**2 - 1) * r * w**2


def acosh(x):
    w = 1 / ((x - 1) * (x + 1))
    r = mp.sqrt(w)
    return mp.acosh(x), r, -x * r * w, (2 * x**2 + 1) * r * w**2


def atanh(x):
    w = 1 / ((1 - x) * (1 + x))
    return mp.atanh(x), w, 2 * x * w**2, (6 * x**2 + 2) * w**3


def absolute(x):
    return abs(x), mp.sign(x), mpf(0), mpf(0)


def xpowx(x):
    a = mp.log(x) + 1
    p = mp.exp(x * mp.log(x))
    return p, p * a, p * (a**2 + 1 / x), p * (a**3 + 3 * a / x - 1 / x**2)


# ------------------------------------------- functions of two arguments: (x, y) -> (f, fx, fy, fxx, fxy, fyy)
def mul(x, y):
    return x * y, y, x, 0, 1, 0


def div(x, y):
    return x / y, 1 / y, -x / y**2, 0, -1 / y**2, 2 * x / y**3


def powf(x, y):
    if x < 0:                                               # whole y only, and no derivative along y
        n = int(y)
        return x**n, n * x ** (n - 1), ABSENT, n * (n - 1) * x ** (n - 2), ABSENT, ABSENT
    l = mp.log(x)
    p = mp.exp(y * l)
    return p, y * p / x, p * l, y * (y - 1) * p / x**2, p / x * (1 + y * l), p * l**2


def hypot(x, y):
    h = mp.sqrt(x**2 + y**2)
    return h, x / h, y / h, y**2 / h**3, -x * y / h**3, x**2 / h**3


def atan2(x, y):
    """The angle of the point (y, x)."""
    q = x**2 + y**2
    return mp.atan2(x, y), y / q, -x / q, -2 * x * y / q**2, (x - y) * (x + y) / q**2, 2 * x * y / q**2


def log(x, y):
    lx, ly = mp.log(x), mp.log(y)
    return lx / ly, 1 / (x * ly), -lx / (y * ly**2), -1 / (x**2 * ly), -1 / (x * y * ly**2), lx * (ly + 2) / (y**2 * ly**3)


def rem(x, y):
    """x % y with the sign of x, exactly, in whole numbers."""
    (mx, ex), (my, ey) = x.man_exp, y.man_exp
    e = min(ex, ey)
    q, r = divmod(int(mx) << (ex - e), int(my) << (ey - e))
    return mp.sign(x) * mp.ldexp(r, e), 1, -mp.sign(x) * mp.sign(y) * q, 0, 0, 0


def maximum(x, y):
    return max(x, y), x > y, y > x, 0, 0, 0


def minimum(x, y):
    return min(x, y), x < y, y < x, 0, 0, 0
