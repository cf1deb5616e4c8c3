// The page's evaluator of expression trees, the twin of evaluate.py; null means unknown.
// A scope is an object of strings, booleans, arrays, objects (groups), null, and what number("12.5"),
// date(2026, 3, 1) and time("09:30") make; text(value) writes those back.
const evaluateExpression = (() => {
  // A number, date (in days) or time (in seconds) is exactly v / 10 ** s.
  class Value { constructor(kind, v, s) { Object.assign(this, { kind, v, s }); } }
  const ten = s => 10n ** BigInt(s);
  const size = v => v < 0n ? -v : v;
  const number = (v, s = 0) => {
    while (s && v % 10n == 0n) v /= 10n, s--;
    return s <= 40 && size(v) < ten(40) ? new Value("n", v, s) : null;
  };
  const whole = n => number(BigInt(n));
  const numberOf = text => {
    const [m, units, rest = ""] = text.length <= 80 && /^(-?\d+)(?:\.(\d+))?$/.exec(text) || [];
    return m ? number(BigInt(units + rest), rest.length) : null;
  };
  // top / bottom, rounded half away from zero
  const ratio = (top, bottom, places) => {
    if (!bottom) return null;
    const twice = size(bottom) * 2n, q = (size(top) * 2n * ten(places) + size(bottom)) / twice;
    return number(top < 0n == bottom < 0n ? q : -q, places);
  };
  const neg = a => number(-a.v, a.s);
  const floor = a => number(a.v / ten(a.s) - (a.v < 0n && a.s ? 1n : 0n));
  const add = (a, b) => number(a.v * ten(b.s) + b.v * ten(a.s), a.s + b.s);
  const compare = (a, b) => a.v * ten(b.s) - b.v * ten(a.s);

  const day = v => v >= -719162n && v <= 2932896n ? new Value("d", v, 0) : null;
  const iso = seconds => new Date(Number(seconds) * 1e3).toISOString();
  const ymd = a => iso(a.v * 86400n).slice(0, 10).split("-").map(Number);
  const piece = i => a => whole(ymd(a)[i]);
  const date = (y, m, d) => {
    const t = new Date(0);
    t.setUTCFullYear(y, m - 1, d);
    return t.getUTCFullYear() == y && t.getUTCMonth() == m - 1 && t.getUTCDate() == d ? day(BigInt(t / 864e5)) : null;
  };
  const dateOf = text => /^\d{4}-\d\d-\d\d$/.test(text) ? date(...text.split("-")) : null;
  const time = text => {
    const [h, m, s = 0] = /^([01]\d|2[0-3])(:[0-5]\d){1,2}$/.test(text) ? text.split(":") : [];
    return h ? new Value("m", BigInt(h * 3600 + m * 60 + +s), 0) : null;
  };
  const addMonths = (a, n) => {
    const [y, m, d] = ymd(a), all = y * 12 + m - 1 + n, year = Math.floor(all / 12);
    let found = null;
    for (let k = 0; !found && k < 4; k++) found = date(year, all - year * 12 + 1, d - k);
    return found;
  };
  const months = (a, b) => {
    if (b.v < a.v) return -months(b, a);
    const [y, m] = ymd(a), [Y, M] = ymd(b), n = (Y - y) * 12 + M - m;
    return addMonths(a, n).v > b.v ? n - 1 : n;
  };
  const shift = by => (a, n) => n.s ? null : by(a, Number(n.v));

  const kindOf = x => x instanceof Value ? x.kind : Array.isArray(x) ? "l"
    : { string: "t", boolean: "b", object: x && "g" }[typeof x] || "u";
  const own = (x, key) => kindOf(x) == "g" && Object.keys(x).includes(key) && kindOf(x[key]) != "u" ? x[key] : null;
  const part = (x, key) => kindOf(x) == "l" ? x.flatMap(row => own(row, key)) : own(x, key);
  // One decisive value decides; otherwise anything but yes and no leaves it unknown.
  const decide = decisive => (...a) => a.includes(decisive) ? decisive : a.every(x => kindOf(x) == "b") ? !decisive : null;
  const any = decide(true), all = decide(false);
  const not = a => a === null ? a : !a;
  const equal = (a, b) => {
    const k = kindOf(a);
    return k != kindOf(b) || !/[ntbdm]/.test(k) ? null : /[tb]/.test(k) ? a === b : !compare(a, b);
  };
  const order = holds => (a, b) => holds(compare(a, b));
  const most = holds => (...a) => a.reduce((x, y) => holds(compare(x, y)) ? x : y);
  const cased = /[A-Za-z\u00b5-\u017f\u01a0\u01a1\u01af\u01b0\u0386-\u03ce\u0400-\u045f\u1e00-\u1eff]/g;
  const ends = /^[\t-\r \u00a0\u2000-\u200a\u202f\u3000]+|[\t-\r \u00a0\u2000-\u200a\u202f\u3000]+$/g;

  // Operations by the kinds they take: n number, d date, m time, t text, b yes/no, l list, . any.
  const operations = new Map();
  const take = (kinds, group, ofItems) => {
    for (const name in group) operations.set(name, [RegExp(`^(${kinds})$`), group[name], ofItems]);
  };
  const apply = (name, a) => {
    const [kinds, f, ofItems] = operations.get(name) || [/$./];
    if (ofItems && (a.length != 1 || kindOf(a = a[0]) != "l")) return null;
    return kinds.test(a.map(kindOf).join("")) ? f(...a) : null;
  };
  take(".*", { count: (...a) => whole(a.length), any_of: any, all_of: all }, 1);
  take("b*", { count_true: (...a) => whole(a.filter(x => x).length) }, 1);
  take("n*", { sum: (...a) => a.reduce((x, y) => x && add(x, y), whole(0)) }, 1);
  take("n+|d+|m+", { min: most(c => c < 0), max: most(c => c > 0) }, 1);
  take("[^l]*", { list: (...a) => a });
  take(".*", { and: all, or: any });
  take("b", { not });
  take("b..", { if: (c, a, b) => c ? a : b });
  take(".", { known: a => a !== null });
  take("..", { otherwise: (a, b) => a === null ? b : a, "==": equal, "!=": (a, b) => not(equal(a, b)) });
  take("nn|dd|mm", { "<": order(c => c < 0), "<=": order(c => c <= 0), ">": order(c => c > 0), ">=": order(c => c >= 0) });
  take(".l", { in: (a, l) => any(...l.map(x => equal(a, x))) });
  take(".(t.)+", { chain: (...a) => all(...a.map((x, i) => i % 2 ? apply(x, [a[i - 1], a[i + 1]]) : true)) });
  take("nn", {
    "+": add, "-": (a, b) => add(a, neg(b)), "*": (a, b) => number(a.v * b.v, a.s + b.s),
    "/": (a, b) => ratio(a.v * ten(b.s), b.v * ten(a.s), 10),
    round: (a, p) => p.s || p.v < 0n || p.v > 10n ? null : ratio(a.v, ten(a.s), Number(p.v)),
  });
  take("n", { neg, abs: a => a.v < 0n ? neg(a) : a, floor, ceil: a => neg(floor(neg(a))) });
  take("t", {
    num: numberOf, date: dateOf, time, length: a => whole([...a].length), trim: a => a.replace(ends, ""),
    lower: a => a.replace(cased, c => c.toLowerCase()), upper: a => a.replace(cased, c => c.toUpperCase()),
  });
  take("tt", {
    join: (a, b) => a + b, contains: (a, b) => a.includes(b),
    starts_with: (a, b) => a.startsWith(b), ends_with: (a, b) => a.endsWith(b),
  });
  take("d", { year: piece(0), month: piece(1), day: piece(2) });
  take("dd", {
    days_between: (a, b) => whole(b.v - a.v), months_between: (a, b) => whole(months(a, b)),
    years_between: (a, b) => whole(Math.trunc(months(a, b) / 12)),
  });
  take("dn", {
    add_days: shift((a, n) => day(a.v + BigInt(n))), add_months: shift(addMonths),
    add_years: shift((a, n) => addMonths(a, n * 12)),
  });

  const run = (tree, scope, depth) => {
    if (!Array.isArray(tree)) return /[tb]/.test(kindOf(tree)) ? tree : null;
    if (typeof tree[0] != "string" || depth > 50) return null;
    const a = tree.slice(1).map(x => run(x, scope, depth + 1));
    return tree[0] != "get" ? apply(tree[0], a) : a.length && a.every(x => kindOf(x) == "t") ? a.reduce(part, scope) : null;
  };
  const text = x => {
    const k = kindOf(x);
    if (k == "d") return iso(x.v * 86400n).slice(0, 10);
    if (k == "m") return iso(x.v).slice(11, 19).replace(/:00$/, "");
    if (k != "n") return x === null ? "" : String(x);
    const digits = String(size(x.v)).padStart(x.s + 1, "0"), at = digits.length - x.s;
    return (x.v < 0n ? "-" : "") + digits.slice(0, at) + (x.s ? "." + digits.slice(at) : "");
  };
  return Object.assign((tree, scope) => run(tree, scope, 0), { number: numberOf, date, time, text });
})();
